"""Dates and years as documents print them: "July 09", "Sept 09 and ongoing", "by 31 March 2010", "2008-9"."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from lcsp.vocabulary.days import MONTHS, DayKind

_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_DAY = re.compile(
    r"\b(?:\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d\d)"
    r"|\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9}\.?,?[ -](?:\d{4}|\d\d))\b",
    re.ASCII,
)
_MONTH = re.compile(r"\b([A-Za-z]{3,9})\.?,?[ -]*['’]?(\d{4}|\d\d)\b", re.ASCII)
_TWO_YEARS = re.compile(r"\b((?:19|20)\d\d) ?[/–-] ?((?:19|20)\d\d|\d{1,2})\b(?![/–-]\d)", re.ASCII)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)
_ONGOING = re.compile(r"\b(?:on-?going|continu(?:ing|ous|ously)|rolling)\b", re.IGNORECASE)


class Span(NamedTuple):
    """The first and the last day that a printed date leaves open: July 09 is 1 to 31 July 2009."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def span_named(text: str) -> Span | None:
    """Return the days that the dates in `text` leave open, from the first of the earliest to the last of the latest.

    Days, months with a year, years from April to March or to August (2009/10) and calendar years are understood;
    None where the text names none of them.
    """
    found: list[Span] = []
    for pattern, read in ((_DAY, _day_span), (_MONTH, _month_span), (_TWO_YEARS, _two_years_span), (_YEAR, _year_span)):
        for match in pattern.finditer(text):
            if span := read(match):
                found.append(span)
                text = text.replace(match.group(), " " * len(match.group()), 1)
    return Span(min(span.first for span in found), max(span.last for span in found)) if found else None


def says_ongoing(text: str) -> bool:
    """Say whether `text` says that something goes on without end."""
    return _ONGOING.search(text) is not None


def years_named(text: str) -> tuple[int, ...]:
    """Return the first calendar year of each planning year that `text` names: 2008 for "2008-9" and "2008/2009".

    A span of several years (2008-2011) and a single year (2010) are no planning year.
    """
    return tuple(int(match[1]) for match in _TWO_YEARS.finditer(text) if _follows(match))


def name_next_year(text: str, year: int) -> str:
    """Return `text` with the planning year that begins in `year` moved on by one, in the form in which it stands."""

    def moved(match: re.Match[str]) -> str:
        first, second = match.groups()
        if int(first) != year or not _follows(match):
            return match.group()
        digits = str(year + 2)[-len(second) :]
        between = match.group()[len(first) : -len(second)]
        return f"{year + 1}{between}{str(year + 2)[-2:] if digits == '0' else digits}"

    return _TWO_YEARS.sub(moved, text)


def _follows(match: re.Match[str]) -> bool:
    """Say whether the second year of a match, in full or by its last digits, is the one after the first."""
    first, second = match.groups()
    return str(int(first) + 1).endswith(second)


def _day_span(match: re.Match[str]) -> Span | None:
    try:
        day = DayKind().read(match.group())
    except ValueError:
        return None
    return Span(day, day)


def _month_span(match: re.Match[str]) -> Span | None:
    word = match[1].lower()
    month = MONTHS.get(word[:3])
    if month is None or not (word == "sept" or _FULL_MONTHS[month - 1].startswith(word)):
        return None
    year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
    following = date(year + month // 12, month % 12 + 1, 1)
    return Span(date(year, month, 1), following - timedelta(days=1))


def _two_years_span(match: re.Match[str]) -> Span | None:
    first = int(match[1])
    return Span(date(first, 4, 1), date(first + 1, 8, 31)) if _follows(match) else None


def _year_span(match: re.Match[str]) -> Span:
    year = int(match.group())
    return Span(date(year, 1, 1), date(year, 12, 31))
