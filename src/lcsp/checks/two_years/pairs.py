"""The records that two years share, and those that only one of them has."""

from collections.abc import Iterator
from typing import TypeVar

from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import WholePlan

N = TypeVar("N", bound=Noun)


def year_before(plan: WholePlan) -> WholePlan | None:
    """Return the plan of the year before; None where none is at hand, or what is at hand is of another year."""
    last = plan.last_year
    return last if last is not None and last.year.shift(1) == plan.year else None


def in_both(plan: WholePlan, noun: type[N]) -> Iterator[tuple[N, N]]:
    """Yield the records of `noun` that both years hold under one key, last year's first."""
    last = year_before(plan)
    for record in plan.all(noun) if last is not None else ():
        found = last.find_own(noun, record.key) if last is not None else None
        if found is not None:
            yield found, record


def gone(plan: WholePlan, noun: type[N]) -> tuple[N, ...]:
    """Return the records of `noun` that only last year's plan holds."""
    last = year_before(plan)
    return tuple(row for row in last.all(noun) if plan.find_own(noun, row.key) is None) if last is not None else ()


def come(plan: WholePlan, noun: type[N]) -> tuple[N, ...]:
    """Return the records of `noun` that only this year's plan holds."""
    last = year_before(plan)
    return tuple(row for row in plan.all(noun) if last.find_own(noun, row.key) is None) if last is not None else ()
