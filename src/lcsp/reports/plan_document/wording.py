"""How values read in the document: days, periods, amounts and numbers as cells, words joined into one text."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lcsp.reports.tables import Cell
from lcsp.reports.words import Words, runs
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.money import MINUS, show_fixed, show_pounds, show_thousands
from lcsp.vocabulary.noun import Column
from lcsp.vocabulary.numbers import PoundsKind, plain_decimal
from lcsp.vocabulary.periods import Period

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_words(day: date | None) -> str:
    """Return `day` as 31 July 2009; blank for None."""
    return f"{day.day} {month_words(day)}" if day else ""


def month_words(day: date) -> str:
    """Return the month of `day` as July 2009."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def is_month_end(day: date) -> bool:
    """Say whether `day` is the last of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def period_words(period: Period) -> str:
    """Return `period` with its kind, as academic year 2008/09."""
    return f"{period.kind.value} year {period.label}"


def number_words(number: Decimal, decimals: int = 0) -> str:
    """Return `number` exactly, with at least `decimals` decimals, thousands commas and a true minus sign."""
    plain = plain_decimal(number)
    shown = max(decimals, decimals_of((plain,)))
    return f"{MINUS if plain < 0 else ''}{plain.copy_abs():,.{shown}f}"


def decimals_of(numbers: Iterable[Decimal | None]) -> int:
    """Return the decimals that the most exact of `numbers` needs."""
    exponents = (plain_decimal(number).as_tuple().exponent for number in numbers if number is not None)
    return max((-exponent for exponent in exponents if isinstance(exponent, int)), default=0)


def thousands_decimals(amounts: Iterable[Decimal | None]) -> int:
    """Return 0 if all `amounts` are whole thousands of pounds, else 1: the decimals of their column."""
    return min(1, decimals_of(amount / 1000 for amount in amounts if amount is not None))


def thousands_cell(amount: Decimal | None, decimals: int = 1, note: str = "") -> Cell | None:
    """Return a cell with `amount` (pounds) in £000; its value is the exact number of thousands."""
    if amount is None:
        return None
    return Cell(show_thousands(amount, decimals), plain_decimal(amount / 1000), note=note)


def fte_cell(fte: Decimal | None, note: str = "") -> Cell | None:
    """Return a cell with full-time equivalents to one decimal; its value is exact."""
    return None if fte is None else Cell(show_fixed(fte, 1), fte, note=note)


def count_cell(number: int | None) -> Cell | None:
    """Return a cell with a whole number."""
    return None if number is None else Cell(f"{number:,}", number)


def yes_no(value: bool | None) -> str | None:
    """Return yes or no, or None where the plan does not say."""
    return None if value is None else "yes" if value else "no"


def capital(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Return `text` with a capital first letter and a full stop, if it has no mark at its end."""
    return capital(text) if not text or text[-1] in ".!?:" else f"{capital(text)}."


def joined(parts: Iterable[Words], between: str = ", ") -> Words:
    """Return `parts` as one text with `between` between them; empty parts fall away."""
    found = [runs(part) for part in parts if runs(part)]
    return tuple(run for part in found for run in (between, *part))[1:]


def counted(number: int, word: str) -> str:
    """Return `number` and `word`, in the plural where needed: 1 error, 2 errors."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def value_words(column: Column, value: object) -> str:
    """Return a field's `value` as prose says it: pounds in full, days in words, names of kinds as they are."""
    if isinstance(value, Decimal) and isinstance(column.kind, PoundsKind):
        return show_pounds(value)
    if isinstance(value, Decimal):
        return number_words(value)
    if isinstance(value, date) and isinstance(column.kind, DayKind):
        return day_words(value)
    if isinstance(value, Period):
        return period_words(value)
    if isinstance(value, StrEnum):
        return str(value.value)
    return column.show(value)
