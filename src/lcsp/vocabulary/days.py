"""Calendar days as planners write them."""

import re
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Any

from lcsp.vocabulary.kinds import Kind, quoted

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
# Patterns are compiled when a date in another form than 2009-04-30 is first read, not at every start.
_ISO_DAY = r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_UK_DAY = r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 00:00(?::00)?)?"
_LONG_DAY = r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})"
_SERIAL_DAY = r"[2-6]\d{4}(?:\.0)?"
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
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        return date.fromisoformat(text)
    if found := re.fullmatch(_ISO_DAY, text, re.ASCII):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(_UK_DAY, text, re.ASCII):
        return date(_full_year(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(_LONG_DAY, text, re.ASCII):
        month = MONTHS.get(found[2][:3].lower())
        return date(_full_year(found[3]), month, int(found[1])) if month else None
    if re.fullmatch(_SERIAL_DAY, text, re.ASCII):
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    return None


def _full_year(digits: str) -> int:
    """Return a year of four digits: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999 (POSIX)."""
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < 70 else 1900)


Day = Annotated[date, DayKind()]
