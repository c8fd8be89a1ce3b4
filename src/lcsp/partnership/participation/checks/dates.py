"""What must hold among the dates of a consultation: long enough, in order, and followed by feedback."""

from datetime import date, timedelta

from lcsp.partnership.participation.model import Consultation, ConsultationReturn, WhenKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.printed_dates import says_ongoing, span_named
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

SHORTEST = timedelta(weeks=12)


@check("PART-01", Level.WARNING, "time", applies_from=date(2001, 1, 1), applies_until=date(2012, 7, 16))
def windows_are_long_enough(plan: Records) -> Faults:
    """A consultation with dates is open for at least twelve weeks, unless the law requires it and sets its own time.

    The Cabinet Office's Code of Practice on Consultation asked for twelve weeks from 2001 (in its third edition from
    November 2008) until the Consultation Principles of July 2012. It bound departments; councils were encouraged to
    follow it.

    Mend: lengthen the window, or say in the plan why less time is enough.

    Fails:
        consultation: code | when | starts | ends
        consultation: play | dated | 2009-05-01 | 2009-06-01
    Passes:
        consultation: code | when | starts | ends | statutory
        consultation: play | dated | 2009-05-01 | 2009-08-31 | no
        consultation: school | dated | 2009-05-01 | 2009-06-12 | yes
    """
    for row in plan.all(Consultation):
        if not row.starts or not row.ends or row.ends < row.starts or row.statutory:
            continue
        days = (row.ends - row.starts).days + 1
        if days < SHORTEST.days:
            facts = f"open for {days} days, from {row.starts} to {row.ends}; twelve weeks are {SHORTEST.days}"
            yield Fault(row, "ends", facts, "lengthen the window, or say why less time is enough")


@check("PART-02", Level.ERROR, "time")
def feedback_follows_the_end(plan: Records) -> Faults:
    """Feedback to participants comes after the consultation has ended.

    Mend: correct the date of the feedback or the end of the consultation.

    Fails:
        consultation: code | ends | feedback_due
        consultation: play | 2009-08-31 | 2009-07-31
    Passes:
        consultation: code | ends | feedback_due
        consultation: play | 2009-08-31 | 2009-10-31
    """
    for row in plan.all(Consultation):
        for field in ("feedback_due", "feedback_given"):
            day, last = getattr(row, field), row.ends or row.starts
            if day and last and day < last:
                which = "ends" if row.ends else "starts"
                facts = f"feedback on {day}, before the consultation {which} on {last}"
                yield Fault(row, field, facts, "correct the date of the feedback or of the consultation")


@check("PART-03", Level.WARNING, "completeness")
def windows_are_dated(plan: Records) -> Faults:
    """A consultation says when it runs.

    Nobody can take part in what has no date, and nobody can be held to it.

    Mend: enter the first and last day, or mark the consultation as ongoing.

    Fails:
        consultation: code | name | when
        consultation: survey | Pupil survey | missing
    Passes:
        consultation: code | name | when | starts | ends
        consultation: survey | Pupil survey | dated | 2009-05-01 | 2009-08-31
        consultation: panel | Panel | ongoing | |
    """
    for row in plan.all(Consultation):
        if row.when is WhenKind.MISSING and not row.starts:
            yield Fault(row, "when", f"{row.name}: neither dates nor the word ongoing", "enter the first and last day")


@check("PART-04", Level.ERROR, "time")
def windows_run_forwards(plan: Records) -> Faults:
    """A consultation ends after it starts.

    Mend: correct the first or the last day.

    Fails:
        consultation: code | starts | ends
        consultation: play | 2009-08-31 | 2009-05-01
    Passes:
        consultation: code | starts | ends
        consultation: play | 2009-05-01 | 2009-08-31
    """
    for row in plan.all(Consultation):
        if row.starts and row.ends and row.ends < row.starts:
            facts = f"ends on {row.ends}, before it starts on {row.starts}"
            yield Fault(row, "ends", facts, "correct the first or the last day")


@check("PART-05", Level.NOTE, "time")
def windows_lie_in_the_year(plan: Records) -> Faults:
    """A consultation starts in the year of the return.

    Mend: correct the date, or say that the consultation was already running.

    Fails:
        consultation_return: year
        consultation_return: financial 2009/10
        consultation: code | starts
        consultation: play | 2009-03-01
    Passes:
        consultation_return: year
        consultation_return: financial 2009/10
        consultation: code | starts
        consultation: play | 2009-05-01
    """
    years = [row.year for row in plan.all(ConsultationReturn)]
    for row in plan.all(Consultation) if years else ():
        if row.starts and not any(year.first_day <= row.starts <= year.last_day for year in years):
            where = "before" if row.starts < years[0].first_day else "after"
            facts = f"starts on {row.starts}, {where} the year of the return ({years[0].label})"
            yield Fault(row, "starts", facts, "correct the date, or say that it was already running")


@check("PART-08", Level.ERROR, "agreement")
def dates_fit_their_kind(plan: Records) -> Faults:
    """What is called dated has its dates, and what is called ongoing or missing has none.

    Mend: enter the dates, or correct the word.

    Fails:
        consultation: code | when | starts | ends | feedback
        consultation: play | dated | 2009-05-01 | | ongoing
    Passes:
        consultation: code | when | starts | ends | feedback
        consultation: play | dated | 2009-05-01 | 2009-08-31 | ongoing
        consultation: panel | ongoing | | | ongoing
    """
    for row in plan.all(Consultation):
        for field, kind, days in (
            ("when", row.when, {"first day": row.starts, "last day": row.ends}),
            ("feedback", row.feedback, {"day for feedback": row.feedback_due}),
        ):
            blank = [name for name, day in days.items() if day is None]
            if kind is WhenKind.DATED and blank:
                yield Fault(row, field, f"called dated, without {' and '.join(blank)}", "enter it, or correct the word")
            if kind is WhenKind.MISSING and len(blank) < len(days):
                yield Fault(row, field, "called missing, but there is a date", "correct the word, or remove the date")
            # What goes on may have a first day, but no last.
            if kind is WhenKind.ONGOING and list(days)[-1] not in blank:
                yield Fault(row, field, f"called ongoing, with a {list(days)[-1]}", "correct the word or the date")


@check("PART-09", Level.WARNING, "completeness")
def feedback_is_promised(plan: Records) -> Faults:
    """A consultation says when its participants get feedback.

    Those who took part are owed an account of what was heard and what came of it.

    Mend: enter the day for feedback, or mark it as ongoing.

    Fails:
        consultation: code | name | feedback
        consultation: survey | Pupil survey | missing
    Passes:
        consultation: code | name | feedback | feedback_due
        consultation: survey | Pupil survey | dated | 2009-10-31
        consultation: panel | Panel | ongoing |
    """
    for row in plan.all(Consultation):
        if row.feedback is WhenKind.MISSING and not row.feedback_due:
            facts = f"{row.name}: no date for feedback to participants"
            yield Fault(row, "feedback", facts, "enter the day for feedback, or mark it as ongoing")


@check("PART-10", Level.NOTE, "time")
def feedback_is_given(plan: Records) -> Faults:
    """Feedback whose day has passed is recorded as given.

    Mend: enter the day on which the participants got it, or give it now.

    Fails:
        consultation: code | feedback_due | feedback_given
        consultation: play | 2009-02-28 |
    Passes:
        consultation: code | feedback_due | feedback_given
        consultation: play | 2009-02-28 | 2009-02-20
        consultation: parks | 2009-10-31 |
    """
    for row in plan.all(Consultation):
        if row.feedback_due and row.feedback_due < plan.today and not row.feedback_given:
            facts = f"feedback was due by {row.feedback_due}, and nothing says that it was given"
            yield Fault(row, "feedback_given", facts, "enter the day on which it was given, or give it now")


@check("PART-13", Level.ERROR, "agreement")
def printed_feedback_dates_agree(plan: Records) -> Faults:
    """The printed feedback date is the one that is kept: "Sept 2009" is a day in September 2009.

    Mend: correct the day or the printed words.

    Fails:
        consultation: code | feedback | feedback_due | feedback_printed
        consultation: play | dated | 2009-10-31 | Sept 2009
    Passes:
        consultation: code | feedback | feedback_due | feedback_printed
        consultation: play | dated | 2009-09-30 | Sept 2009
        consultation: panel | ongoing | | ongoing
    """
    for row in plan.all(Consultation):
        span = span_named(row.feedback_printed) if row.feedback_printed else None
        if span and row.feedback_due not in span:
            kept = f"{row.feedback_due} is kept" if row.feedback_due else "no date is kept"
            facts = f"{kept}, {row.feedback_printed!r} is printed"
            yield Fault(row, "feedback_due", facts, "correct the day or the printed words")
        elif not span and says_ongoing(row.feedback_printed) and row.feedback is not WhenKind.ONGOING:
            facts = f"called {row.feedback.value}, {row.feedback_printed!r} is printed"
            yield Fault(row, "feedback", facts, "call it ongoing, or correct the printed words")
