"""What becomes of one record when the year turns: the fields that move, are asked for, or spoke of the year gone."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from lcsp.vocabulary.periods import Period, YearKind
from lcsp.vocabulary.printed_dates import name_next_year
from lcsp.whole_plan import WholePlan

LAST_YEAR_READ = 2999  # the last that files understand


class Turn(NamedTuple):
    """The turn of the year: the plan of the year that ends, the code of the next, and that of its county plan."""

    plan: WholePlan
    code: str
    county_plan: str | None

    @property
    def last(self) -> Period:
        """The year that ends."""
        return self.plan.year

    @property
    def next(self) -> Period:
        """The year that is planned for now."""
        return self.plan.year.shift(1)

    def is_over(self, day: date | None) -> bool:
        """Say whether `day` lies before the year that is planned for now."""
        return day is not None and day < self.next.first_day

    def renamed(self, name: str) -> str:
        """Return `name` with this year moved on to the next, where it names it."""
        return name_in_next_year(name, self.last)


class Turned(NamedTuple):
    """A record that goes into the next year: the values that `move` in, the fields asked for, and those cleared.

    A field that is `asked` for is left blank, and somebody has to fill it in. One that is `cleared` spoke of the year
    gone or of its print, and may stay blank.
    """

    moved: Mapping[str, Any] = MappingProxyType({})
    asked: tuple[str, ...] = ()
    cleared: tuple[str, ...] = ()


class LeftOut(NamedTuple):
    """Why a record does not go into the next year."""

    why: str


def name_in_next_year(name: str, year: Period) -> str:
    """Return `name` with the planning year `year` (2009/10, 2009-10, 2009) moved on by one, where it names it."""
    if year.kind is YearKind.CALENDAR:
        return name.replace(str(year.year), str(year.year + 1))
    return name_next_year(name, year.year)


def code_in_next_year(code: str, year: Period) -> str:
    """Return `code` with `year` moved on by one; where it does not name the year, the next one is added."""
    moved = name_in_next_year(code, year)
    return moved if moved != code else f"{code}-{year.shift(1).label.replace('/', '-')}"


def next_of(period: Period) -> Period:
    """Return the period of the same kind a year later; the same where files would not understand that one."""
    return period.shift(1) if period.year < LAST_YEAR_READ else period
