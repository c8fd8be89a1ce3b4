"""What appears in a plan, or vanishes from it, from one year to the next, and is not spoken of."""

from collections.abc import Iterable, Iterator
from typing import Any

from lcsp.checks.two_years.pairs import come, gone, in_both, year_before
from lcsp.partnership.finance import BudgetLine, Variation
from lcsp.partnership.governance import Board, Post
from lcsp.partnership.performance import Indicator
from lcsp.partnership.plan import (
    Deliverable,
    Initiative,
    KeyAction,
    Objective,
    ProgressReport,
    ProgressStatus,
    Section,
    Service,
)
from lcsp.partnership.plan.rules import latest_reports
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.kinds import TextKind
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.printed_dates import years_named
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of
from lcsp.whole_plan import NOUNS, WholePlan

_FOLLOWED: tuple[type[Noun], ...] = (Objective, Service, KeyAction, Indicator, Post, Board)


@check("YEAR-11", Level.WARNING, "completeness")
def what_vanishes_is_spoken_of(plan: WholePlan) -> Faults:
    """An objective, service, action, indicator, post or board that was in last year's plan is in this one, or named.

    It is named where a section, an initiative, a variation or a note of the budget table holds its name or code: there
    a reader finds what became of it.

    Mend: put it back under its old code, or say in a section what became of it.

    Fails:
        Last year:
        service: code | name
        service: nurses | Partnership nurses
        This year:
        service: code | name
        service: welfare | Education welfare
        section: code | text
        section: services | Education welfare goes on.
    Passes:
        Last year:
        service: code | name
        service: nurses | Partnership nurses
        This year:
        service: code | name
        service: welfare | Education welfare
        section: code | text
        section: services | Partnership nurses went to the health trust.
    """
    texts = plan.once(_texts, lambda: _texts(plan))
    for record in _unnamed((record for noun in _FOLLOWED for record in gone(plan, noun)), texts):
        facts = f"{_name(record)} was in last year's plan; this one has neither the record nor its name in a text"
        yield Fault(record, "code", facts, "put it back under its old code, or say in a section what became of it")


@check("YEAR-12", Level.NOTE, "completeness")
def what_appears_is_spoken_of(plan: WholePlan) -> Faults:
    """An objective, service, action, indicator, post or board that last year's plan did not have is named in a text.

    A section, an initiative, a variation or a note of the budget table will do.

    Mend: say in a section what is new and why; give what was only renamed its old code.

    Fails:
        Last year:
        service: code | name
        service: welfare | Education welfare
        This year:
        service: code | name
        service: welfare | Education welfare
        service: nurses | Partnership nurses
        section: code | text
        section: services | Education welfare goes on.
    Passes:
        Last year:
        service: code | name
        service: welfare | Education welfare
        This year:
        service: code | name
        service: welfare | Education welfare
        service: nurses | Partnership nurses
        section: code | text
        section: services | Partnership nurses come from the health trust.
    """
    texts = plan.once(_texts, lambda: _texts(plan))
    for record in _unnamed((record for noun in _FOLLOWED for record in come(plan, noun)), texts):
        facts = f"{_name(record)} was not in last year's plan, and no text of this one names it"
        yield Fault(record, "code", facts, "say in a section what is new; give what was only renamed its old code")


def _texts(plan: WholePlan) -> str:
    """Return the words of every text that may say what comes and goes, each between spaces."""
    texts = [text for section in plan.all(Section) for text in (section.title, section.text)]
    texts += [text for row in plan.all(Initiative) for text in (row.title, row.note)]
    texts += [row.name for row in plan.all(Variation)] + [row.note for row in plan.all(BudgetLine)]
    return " / ".join(_spaced(text) for text in texts if text)


def _unnamed(records: Iterable[Noun], texts: str) -> Iterator[Noun]:
    for record in records:
        names = [words for words in (_spaced(_name(record)), _spaced(record.key)) if words.strip()]
        if not any(words in texts for words in names):
            yield record


def _spaced(text: str) -> str:
    return f" {' '.join(words_of(text))} "


def _name(record: Any) -> str:
    return str(getattr(record, "name", None) or record.title)


@check("YEAR-13", Level.WARNING, "time")
def what_was_due_is_done_or_goes_on(plan: WholePlan) -> Faults:
    """A deliverable of last year's plan that was not reported as done is in this plan too.

    Mend: report it as done, or put it back with a new date.

    Fails:
        Last year:
        deliverable: code | title
        deliverable: D1.1 | Six centres open
        This year:
        deliverable: code | title
        deliverable: D2.1 | Attendance is better
    Passes:
        Last year:
        deliverable: code | title
        deliverable: D1.1 | Six centres open
        progress_report: deliverable | on | status
        progress_report: D1.1 | 2009-03-31 | done
        This year:
        deliverable: code | title
        deliverable: D2.1 | Attendance is better
        progress_report: deliverable | on | status
        progress_report: D2.1 | 2009-05-31 | on track
    """
    last = year_before(plan)
    if last is None:
        return
    latest: dict[str, ProgressReport] = latest_reports(last, plan.year.last_day)
    for row in gone(plan, Deliverable):
        report = latest.get(row.code)
        if report is None or report.status is not ProgressStatus.DONE:
            stood = f"last reported as {report.status.value}" if report else "never reported on"
            facts = f"{row.title!r} of last year's plan, {stood}, is not in this one"
            yield Fault(row, "code", facts, "report it as done, or put it back with a new date")


@check("YEAR-14", Level.NOTE, "time")
def texts_are_written_anew(plan: WholePlan) -> Faults:
    """A text that names last year is not last year's, word for word: no title, description or note.

    Mend: write it anew for the plan's year, or take out what speaks of the year gone.

    Fails:
        Last year:
        section: code | title | text
        section: aims | Aims | In 2008/09 three centres open.
        This year:
        section: code | title | text
        section: aims | Aims | In 2008/09 three centres open.
    Passes:
        Last year:
        section: code | title | text
        section: aims | Aims | In 2008/09 three centres open.
        This year:
        section: code | title | text
        section: aims | Aims | In 2008/09 three centres opened. In 2009/10 four more follow.
    """
    last = year_before(plan)
    for noun in NOUNS if last is not None else ():
        texts = [name for name, column in columns(noun).items() if type(column.kind) is TextKind]
        for before, now in in_both(plan, noun) if texts else ():
            for field in texts:
                text = getattr(now, field)
                if text and text == getattr(before, field) and last is not None and last.year.year in years_named(text):
                    facts = f"names {last.year.label}, and stands as it stood in last year's plan"
                    yield Fault(now, field, facts, "write it anew for the plan's year")
