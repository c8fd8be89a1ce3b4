"""What must hold for the dates of deliverables: within the year, as printed, and not left open without a measure."""

from collections.abc import Iterator
from datetime import date, timedelta

from lcsp.partnership.plan.model.actions import DateKind, Deliverable, KeyAction, Link
from lcsp.partnership.plan.model.objectives import Plan
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.printed_dates import says_ongoing, span_named
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of

OPEN = (DateKind.ONGOING, DateKind.MISSING)
# Days on which a financial, academic or calendar year ends.
YEAR_ENDS = ((3, 31), (8, 31), (12, 31))


@check("PLAN-01", Level.WARNING, "time")
def nothing_is_due_before_the_year(plan: Records) -> Faults:
    """A deliverable is due in the plan's year, not before it.

    What was due before is done, or late, or a date left over from an older plan. What was due before the service
    existed is told by PLAN-02.

    Mend: correct the date, or say what is still to be delivered.

    Fails:
        deliverable: code | title | due
        deliverable: D1.1 | Centres open | 2009-01-31
    Passes:
        deliverable: code | title | due
        deliverable: D1.1 | Centres open | 2009-07-31
    """
    for header in plan.all(Plan):
        for row in plan.all(Deliverable):
            if row.due and row.due < header.year.first_day and not _before_service(header, row.due):
                facts = f"due {row.due}; the plan's year begins on {header.year.first_day}"
                yield Fault(row, "due", facts, "correct the date, or say what is still to be delivered")


@check("PLAN-02", Level.WARNING, "time")
def nothing_is_due_before_the_service(plan: Records) -> Faults:
    """A deliverable is due after the service began to exist.

    Mend: correct the date; if others delivered it, take it out of the plan.

    Fails:
        plan: year | starts_service
        plan: financial 2009/10 | 2008-09-01
        deliverable: code | due
        deliverable: D7.1 | 2008-07-31
    Passes:
        plan: year | starts_service
        plan: financial 2009/10 | 2008-09-01
        deliverable: code | due
        deliverable: D7.1 | 2009-07-31
    """
    for header in plan.all(Plan):
        for row in plan.all(Deliverable):
            if row.due and _before_service(header, row.due):
                facts = f"due {row.due}, before the service began on {header.starts_service}"
                early = row.due < header.year.first_day
                facts += f" and before the plan's year ({header.year.label})" if early else ""
                yield Fault(row, "due", facts, "correct the date, or take it out if others delivered it")


def _before_service(header: Plan, day: date) -> bool:
    return header.starts_service is not None and day < header.starts_service


@check("PLAN-27", Level.NOTE, "time")
def nothing_is_due_after_the_year(plan: Records) -> Faults:
    """A deliverable is due by the end of the plan's year.

    Mend: name what will be there by the end of the year, or leave it to the next plan.

    Fails:
        deliverable: code | due
        deliverable: D1.1 | 2010-07-31
    Passes:
        deliverable: code | due
        deliverable: D1.1 | 2010-03-31
    """
    for header in plan.all(Plan):
        for row in plan.all(Deliverable):
            if row.due and row.due > header.year.last_day:
                facts = f"due {row.due}; the plan's year ends on {header.year.last_day}"
                yield Fault(row, "due", facts, "name what will be there by the end of the year")


def _actions_with(plan: Records, kinds: tuple[DateKind, ...]) -> dict[str, list[Deliverable]]:
    """Return the deliverables of each action whose date is of one of `kinds`."""
    found: dict[str, list[Deliverable]] = {}
    for row in plan.all(Deliverable):
        if row.date_kind in kinds:
            found.setdefault(row.action, []).append(row)
    return found


def _unmeasured(plan: Records) -> Iterator[tuple[Deliverable, bool]]:
    """Yield the ongoing deliverables that nothing measures, and whether another one of the action has a date."""
    measured = {link.action for link in plan.all(Link) if link.indicator}
    dated = {row.action for row in plan.all(Deliverable) if row.due}
    for action, rows in _actions_with(plan, (DateKind.ONGOING,)).items():
        for row in rows if action not in measured else ():
            if not row.reporting and not row.due:
                yield row, action in dated


@check("PLAN-04", Level.WARNING, "time")
def ongoing_work_is_measured(plan: Records) -> Faults:
    """What is ongoing has a measure, a milestone or a day of review.

    "Ongoing" alone can be neither missed nor met. A link of the action to an indicator, a report of progress, or a date
    somewhere in the action will do.

    Mend: link the action to an indicator, say how progress is reported, or set a milestone.

    Fails:
        deliverable: code | action | title | date_kind
        deliverable: D1.1 | 1 | Better provision | ongoing
    Passes:
        deliverable: code | action | title | date_kind | reporting
        deliverable: D1.1 | 1 | Better provision | ongoing | every six months
    """
    for row, dated in _unmeasured(plan):
        if not dated:
            facts = f"{row.title!r} is ongoing, with no measure, milestone or report"
            yield Fault(row, "date_kind", facts, "link an indicator, say how progress is reported, or set a milestone")


@check("PLAN-28", Level.NOTE, "time")
def ongoing_work_has_its_own_measure(plan: Records) -> Faults:
    """What is ongoing has a measure of its own, not only a neighbour with a date.

    Mend: say how progress is reported, or set a milestone for this deliverable too.

    Fails:
        deliverable: code | action | title | date_kind | due
        deliverable: D2.1 | 2 | Survey | month | 2009-07-31
        deliverable: D2.2 | 2 | Better provision | ongoing |
    Passes:
        deliverable: code | action | title | date_kind | due | reporting
        deliverable: D2.1 | 2 | Survey | month | 2009-07-31 |
        deliverable: D2.2 | 2 | Better provision | ongoing | | every six months
    """
    for row, dated in _unmeasured(plan):
        if dated:
            facts = f"{row.title!r} is ongoing; only other deliverables of action {row.action} have a date"
            yield Fault(row, "date_kind", facts, "say how progress is reported, or set a milestone")


@check("PLAN-05", Level.WARNING, "time")
def actions_have_a_date(plan: Records) -> Faults:
    """An action of a yearly plan delivers something by a day.

    Reports of progress say what has happened; a date says what should have. Where nothing is even reported,
    PLAN-04 tells it of each deliverable.

    Mend: set a date for at least one deliverable, such as a first milestone.

    Fails:
        key_action: code | title
        key_action: 4 | Reduce exclusions
        deliverable: code | action | date_kind | reporting
        deliverable: D4.1 | 4 | ongoing | six-monthly
    Passes:
        key_action: code | title
        key_action: 4 | Reduce exclusions
        deliverable: code | action | date_kind | due
        deliverable: D4.1 | 4 | month | 2009-09-30
        deliverable: D4.2 | 4 | ongoing |
    """
    held: dict[str, list[Deliverable]] = {}
    for row in plan.all(Deliverable):
        held.setdefault(row.action, []).append(row)
    unmeasured = {row.code for row, _ in _unmeasured(plan)}
    for action in plan.all(KeyAction):
        rows = held.get(action.code, [])
        if not any(row.due for row in rows) and any(row.code not in unmeasured for row in rows):
            facts = f"{action.title}: none of {len(rows)} deliverables has a date" if len(rows) > 1 else ""
            yield Fault(
                action,
                "code",
                facts or f"{action.title}: its one deliverable has no date",
                "set a date for at least one deliverable",
            )


@check("PLAN-06", Level.ERROR, "time")
def dates_fit_their_kind(plan: Records) -> Faults:
    """The date and the word for how exact it is fit together.

    A day, month, year or "date, then ongoing" has a date, ongoing and missing have none. A month stands as its last
    day, a year as the last day of a financial, academic or calendar year.

    Mend: correct the date or the word.

    Fails:
        deliverable: code | date_kind | due
        deliverable: D1.1 | month | 2009-07-15
    Passes:
        deliverable: code | date_kind | due
        deliverable: D1.1 | month | 2009-07-31
        deliverable: D1.2 | ongoing |
    """
    for row in plan.all(Deliverable):
        if fault := _misfit(row):
            yield Fault(row, "due", fault, "correct the date, or the word for how exact it is")


def _misfit(row: Deliverable) -> str:
    """Say why the date does not fit the kind of date; blank where it does."""
    if row.due is None:
        return "" if row.date_kind in OPEN else f"{row.date_kind.value}, but no date"
    if row.date_kind in OPEN:
        return f"called {row.date_kind.value}, but due {row.due}"
    if row.date_kind is DateKind.MONTH and (row.due + timedelta(days=1)).day != 1:
        return f"{row.due} is not the last day of a month"
    if row.date_kind is DateKind.YEAR and (row.due.month, row.due.day) not in YEAR_ENDS:
        return f"{row.due} is not the last day of a year"
    return ""


@check("PLAN-07", Level.ERROR, "agreement")
def printed_dates_agree(plan: Records) -> Faults:
    """The date as printed is the date that is kept: "July 09" is a day in July 2009.

    Mend: correct the date or the printed words.

    Fails:
        deliverable: code | date_kind | due | as_printed
        deliverable: D2.1 | month | 2009-08-31 | July 09
    Passes:
        deliverable: code | date_kind | due | as_printed
        deliverable: D2.1 | month | 2009-07-31 | July 09
        deliverable: D2.2 | date, then ongoing | 2009-09-30 | Sept 09 and ongoing
        deliverable: D2.3 | ongoing | | Ongoing
    """
    for row in plan.all(Deliverable):
        if fault := _misprint(row) if row.as_printed else "":
            yield Fault(row, "due", fault, "correct the date or the printed words")


def _misprint(row: Deliverable) -> str:
    """Say how the printed words differ from the date that is kept; blank where they agree."""
    span, goes_on = span_named(row.as_printed), says_ongoing(row.as_printed)
    if span and row.due not in span:
        return f"{row.due or 'no date'} is kept, {row.as_printed!r} is printed"
    if span or goes_on:
        kinds = {(True, True): (DateKind.THEN_ONGOING,), (False, True): (DateKind.ONGOING,)}.get((bool(span), goes_on))
        if (kinds and row.date_kind not in kinds) or (not kinds and row.date_kind in (*OPEN, DateKind.THEN_ONGOING)):
            return f"kept as {row.date_kind.value!r}, {row.as_printed!r} is printed"
    return ""


@check("PLAN-23", Level.WARNING, "completeness")
def deliverables_say_when(plan: Records) -> Faults:
    """A deliverable says by when.

    Mend: set a date, or call it ongoing and say how progress is reported.

    Fails:
        deliverable: code | title | date_kind
        deliverable: D1.1 | Better provision | missing
    Passes:
        deliverable: code | title | date_kind | due
        deliverable: D1.1 | Better provision | month | 2009-07-31
    """
    for row in plan.all(Deliverable):
        if row.date_kind is DateKind.MISSING and row.due is None:
            yield Fault(row, "date_kind", f"{row.title!r}: no date", "set a date, or call it ongoing")


@check("PLAN-39", Level.NOTE, "agreement")
def printed_reporting_agrees(plan: Records) -> Faults:
    """What a deliverable's printed date says of reporting is what is kept: the one holds the words of the other.

    Mend: bring both to the same words.

    Fails:
        deliverable: code | reporting | as_printed
        deliverable: D4.1 | 3 monthly reporting | Ongoing 6 monthly reporting
    Passes:
        deliverable: code | reporting | as_printed
        deliverable: D4.1 | 6 monthly reporting | Ongoing 6 monthly reporting
        deliverable: D4.2 | To the board each quarter | Sept 09
    """
    for row in plan.all(Deliverable):
        kept, printed = words_of(row.reporting), words_of(row.as_printed)
        # The print may leave the reporting out; where it shares a word with what is kept, it means to tell it.
        if set(kept) & set(printed) and not set(kept) <= set(printed):
            facts = f"{row.reporting!r} is kept, {row.as_printed!r} is printed"
            yield Fault(row, "reporting", facts, "bring both to the same words")
