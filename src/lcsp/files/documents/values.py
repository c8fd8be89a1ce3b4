"""Values as plans print them: amounts with their scale, years, days and months, words that stand for a value."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.performance import FigureStatus
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.numbers import NumberKind
from lcsp.vocabulary.periods import Period, YearKind

_YEARS = re.compile(r"\b((?:19|20)\d\d)\s?[/\-–]\s?(\d{4}|\d{1,2})\b(?!\s?[/\-–]\s?\d)")
_SCALE = re.compile(
    r"£\s?['’,]?\s?0{3}\b|['’]000|£\s?k\b|\bin thousands|£\s?m(?:illion)?\b|\bin millions", re.IGNORECASE
)
_QUOTED = re.compile(r"£\s?([\d,]+(?:\.\d+)?)\s?(m\b|million\b|k\b|thousand\b|bn\b|billion\b)?", re.IGNORECASE)
_FOOTNOTE = re.compile(r"[*†‡]+$|\s*\(\d\)$")
_NIL = {"", "-", "–", "—", "n/a", "nil", ".."}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*\.?,?\s+((?:19|20)\d\d|\d\d)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d{{4}}|\d\d)|\d{{4}}-\d\d-\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(_MONTHS)})[a-z]*\.?,?\s(?:\d{{4}}|\d\d))\b",
    re.IGNORECASE,
)
_MULTIPLES = {"k": 1000, "thousand": 1000, "m": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9}
_STATUSES = (
    (re.compile(r"\bawait", re.IGNORECASE), FigureStatus.AWAITED),
    (re.compile(r"\bto follow|\btbc\b|\btba\b|to be (?:confirmed|agreed|set)", re.IGNORECASE), FigureStatus.TO_FOLLOW),
    (re.compile(r"\bsuppress", re.IGNORECASE), FigureStatus.SUPPRESSED),
    (re.compile(r"\bnot applicable|^n/?a\.?$", re.IGNORECASE), FigureStatus.NOT_APPLICABLE),
    (re.compile(r"\bdiscontinued|no longer (?:collected|measured)", re.IGNORECASE), FigureStatus.DISCONTINUED),
    (re.compile(r"\bprovisional", re.IGNORECASE), FigureStatus.PROVISIONAL),
)


class QuotedPounds(NamedTuple):
    """An amount in running text: full pounds, what it was printed in, and with how many decimals of that."""

    pounds: Decimal
    scale: int
    decimals: int


def read_number(text: str) -> Decimal | None:
    """Return the number that is all of `text` (footnote marks aside), or None where it is blank or nil.

    Raises ValueError where `text` says something else.
    """
    bare = _FOOTNOTE.sub("", text.strip()).strip()
    return None if bare.lower() in _NIL else NumberKind().read(bare)


def scale_of(*headings: str) -> int | None:
    """Return 1000 or 1,000,000 as a heading says (£000, £'000, £m), or None where none says it."""
    for heading in headings:
        if found := _SCALE.search(heading):
            return 10**6 if "m" in found[0].lower() else 1000
    return None


def quoted_pounds(text: str) -> list[QuotedPounds]:
    """Return the amounts of pounds in running text."""
    found = []
    for digits, word in _QUOTED.findall(text):
        scale = _MULTIPLES.get(word.lower(), 1)
        number = Decimal(digits.replace(",", ""))
        found.append(QuotedPounds(number * scale, scale, len(digits.partition(".")[2])))
    return found


def year_in(text: str) -> int | None:
    """Return the first year of "2009/10", "2009-2010" or "2008/9" in `text`, or None."""
    for found in _YEARS.finditer(text):
        first, second = int(found[1]), found[2]
        if (first + 1) % 10 ** len(second) == int(second):
            return first
    return None


def period_in(text: str, kind: YearKind = YearKind.FINANCIAL) -> Period | None:
    """Return the period that `text` names; of the kind that it says, else of `kind`."""
    year = year_in(text)
    said = next((one for one in YearKind if re.search(rf"\b{one.value}\b", text, re.IGNORECASE)), kind)
    if year is None and said is YearKind.CALENDAR and (alone := re.search(r"\b(?:19|20)\d\d\b", text)):
        year = int(alone[0])
    return None if year is None else Period(said, year)


def days_in(text: str) -> list[date]:
    """Return the days in `text`, in order; what only looks like a day is passed over."""
    found = []
    for word in _DAY.findall(text):
        try:
            found.append(DayKind().read(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", word)))
        except ValueError:
            continue
    return found


def month_in(text: str) -> date | None:
    """Return the last day of the month that `text` names, such as Sept 09, or None."""
    found = _MONTH.search(text)
    if not found:
        return None
    month, year = _MONTHS.index(found[1].lower()) + 1, int(found[2])
    if year < 100:
        year += 2000 if year < 70 else 1900
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def status_in(text: str) -> FigureStatus | None:
    """Return the status that words such as "awaited" or "to follow" give a figure, or None."""
    return next((status for pattern, status in _STATUSES if pattern.search(text)), None)
