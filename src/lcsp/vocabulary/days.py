"""Calendar days as planners write them."""

import re
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Any

from lcsp.vocabulary.kinds import Kind, quoted

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_UK_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 00:00(?::00)?)?", re.ASCII)
_LONG_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})", re.ASCII)
_SERIAL_DAY = re.compile(r"[2-6]\d{4}(?:\.0)?", re.ASCII)
_EXCEL_EPOCH = date(1899, 12, 30)


class DayKind(Kind):
    """A calendar day, kept as 2009-04-30; 30/04/2009, 30 April 2009 and Excel's day numbers are understood."""

    python_type = date
    json_type = MappingProxyType({"type": "string", "format": "date"})
    expects = "a date such as 2009-04-30, 30/04/2009 or 30 April 2009"
    example = "2009-04-30"

    def read(self, text: str) -> date:
        try:
            day = _read_day(text)
        except (ValueError, OverflowError):
            day = None
        if day is None:
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        return day

    def show(self, value: date) -> str:
        return value.isoformat()

    def accept(self, value: Any) -> Any:
        return super().accept(value.date() if isinstance(value, datetime) else value)


def _read_day(text: str) -> date | None:
    if found := _ISO_DAY.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _UK_DAY.fullmatch(text):
        return date(_full_year(found[3]), int(found[2]), int(found[1]))
    if found := _LONG_DAY.fullmatch(text):
        month = _MONTHS.get(found[2][:3].lower())
        return date(_full_year(found[3]), month, int(found[1])) if month else None
    if _SERIAL_DAY.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    return None


def _full_year(digits: str) -> int:
    """Return a year of four digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999 (POSIX)."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


Day = Annotated[date, DayKind()]
