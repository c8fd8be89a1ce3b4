"""Dates of last year's plan that have passed, and stand in this year's as they stood."""

from collections.abc import Iterator
from datetime import date

from lcsp.checks.two_years.pairs import in_both
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.participation import Consultation
from lcsp.partnership.plan import Deliverable, ReportingDuty
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan

# What is to be done by a day, and no longer is once the day has passed.
_DATES: tuple[tuple[type[Noun], str], ...] = (
    (Deliverable, "due"),
    (ReportingDuty, "first_due"),
    (BudgetLine, "held_until"),
    (Consultation, "feedback_due"),
)


@check("YEAR-15", Level.WARNING, "time")
def dates_have_moved(plan: WholePlan) -> Faults:
    """A date of last year's plan that has passed before this plan's year has moved, where the record goes on.

    Mend: enter the date of this year; take the record out if it is done.

    Fails:
        Last year:
        deliverable: code | title | due
        deliverable: D1.1 | Six centres open | 2008-07-31
        This year:
        deliverable: code | title | due
        deliverable: D1.1 | Six centres open | 2008-07-31
    Passes:
        Last year:
        deliverable: code | title | due
        deliverable: D1.1 | Six centres open | 2008-07-31
        This year:
        deliverable: code | title | due
        deliverable: D1.1 | Six centres open | 2009-07-31
    """
    for record, field, day in _standing(plan):
        words = field.replace("_", " ")
        facts = f"{words} {day} in last year's plan, and still {day} in the plan for {plan.year.label}"
        yield Fault(record, field, facts, "enter the date of this year, or take the record out if it is done")


def _standing(plan: WholePlan) -> Iterator[tuple[Noun, str, date]]:
    """Yield the dates that both years hold alike and that lie before this plan's year."""
    for noun, field in _DATES:
        for before, now in in_both(plan, noun):
            day = getattr(now, field)
            if day is not None and day == getattr(before, field) and day < plan.year.first_day:
                yield now, field, day
