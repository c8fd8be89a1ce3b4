"""Periods that know which kind of year they are: financial, academic, calendar or grant year."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple

from lcsp.vocabulary.kinds import Kind, quoted


class YearKind(StrEnum):
    """Kinds of year in English children's services."""

    FINANCIAL = "financial"
    ACADEMIC = "academic"
    CALENDAR = "calendar"
    GRANT = "grant"


# First month, and length in months. A Standards Fund grant runs from April to the August of the next year (17 months).
_SPANS = {
    YearKind.FINANCIAL: (4, 12),
    YearKind.ACADEMIC: (9, 12),
    YearKind.CALENDAR: (1, 12),
    YearKind.GRANT: (4, 17),
}
_INITIALS = {"fy": YearKind.FINANCIAL, "ay": YearKind.ACADEMIC, "cy": YearKind.CALENDAR, "gy": YearKind.GRANT}
_YEAR = r"(\d{4})(?:\s*[/-]\s*(\d{4}|\d{1,2}))?"


class Period(NamedTuple):
    """One year of a kind, named by the calendar year in which it begins."""

    kind: YearKind
    year: int

    @property
    def first_day(self) -> date:
        """The first day of the period."""
        return date(self.year, _SPANS[self.kind][0], 1)

    @property
    def last_day(self) -> date:
        """The last day of the period."""
        month, months = _SPANS[self.kind]
        later = month - 1 + months
        return date(self.year + later // 12, later % 12 + 1, 1) - timedelta(days=1)

    @property
    def label(self) -> str:
        """The year as people write it: 2009/10, or 2009 for a calendar year."""
        return str(self.year) if self.kind is YearKind.CALENDAR else f"{self.year}/{(self.year + 1) % 100:02}"

    def shift(self, years: int) -> "Period":
        """Return the period of the same kind `years` later (earlier if negative)."""
        return Period(self.kind, self.year + years)

    def __str__(self) -> str:
        return f"{self.kind.value} {self.label}"


def read_period(text: str) -> Period:
    """Return the period that `text` names, such as "financial 2009/10", "FY2009-10", "academic year 2008/9"."""
    words = text.lower().replace("year", " ").replace("ending", " ")
    found = re.search(_YEAR, words, re.ASCII)
    kind = _year_kind(words[: found.start()] + words[found.end() :]) if found else None
    if not found or kind is None:
        raise ValueError(f"{quoted(text)} is not {PeriodKind.expects}")
    first, second = int(found[1]), found[2]
    one_year = kind is YearKind.CALENDAR
    if not 1900 <= first < 3000 or bool(second) == one_year or (second and not _is_next(first, second)):
        raise ValueError(f"{quoted(text)} is not {PeriodKind.expects}")
    return Period(kind, first)


def _is_next(year: int, text: str) -> bool:
    """Say whether `text` (2010, 10 or, for 2009, 9) names the year after `year`."""
    return int(text) == (year + 1 if len(text) == 4 else (year + 1) % 100)


def _year_kind(words: str) -> YearKind | None:
    word = words.strip().strip("()").strip()
    if word in _INITIALS:
        return _INITIALS[word]
    return next((kind for kind in YearKind if kind.value == word), None)


class PeriodKind(Kind):
    """A financial, academic, calendar or grant year."""

    python_type = Period
    expects = 'a period such as "financial 2009/10", "academic 2008/09", "calendar 2008" or "grant 2009/10"'
    example = "financial 2009/10"
    _known: ClassVar[dict[str, Period]] = {}

    def read(self, text: str) -> Period:
        period = self._known.get(text)
        if period is None:
            period = self._known[text] = read_period(text)
        return period

    def accept(self, value: Any) -> Any:
        return value if type(value) is Period else super().accept(value)

    def _dump(self, value: Any, info: Any) -> Any:  # noqa: ARG002 (the form is pydantic's)
        # Pydantic would tear a named tuple into a plain one.
        return self.show(value)


PeriodField = Annotated[Period, PeriodKind()]
