"""Amounts as a picture writes them: short beside a mark, in full in the table behind it."""

from collections.abc import Iterable
from decimal import Decimal

from lcsp.reports.tables import Align, Cell, Column
from lcsp.vocabulary.money import MINUS, show_fixed, show_pounds

_MILLION, _BILLION = Decimal(1_000_000), Decimal(1_000_000_000)


def short_pounds(amount: Decimal) -> str:
    """£870k, £2.57m, £19.7m, £1.2bn: three figures or so. What has pounds only stays in full."""
    size = abs(amount)
    sign = MINUS if amount < 0 else ""
    if size < 1000:
        return show_pounds(amount)
    if size < Decimal("999_500"):
        return f"{sign}£{show_fixed(size / 1000, 0)}k"
    if size < Decimal("999_950_000"):
        return f"{sign}£{show_fixed(size / _MILLION, 2 if size < Decimal('9_995_000') else 1)}m"
    return f"{sign}£{show_fixed(size / _BILLION, 2 if size < 10 * _BILLION else 1)}bn"


def signed(amount: Decimal, shown: str) -> str:
    """`shown` with a plus sign where the amount is more than nothing (a minus sign it has already)."""
    return f"+{shown}" if amount > 0 else shown


def show_fte(amount: Decimal) -> str:
    """Full-time equivalents with every decimal they have, as 1,299.25."""
    decimals = max(0, -int(amount.normalize().as_tuple().exponent))
    return show_fixed(amount, decimals)


def pounds_cell(amount: Decimal | None) -> Cell:
    """A cell with the exact amount, or empty."""
    return Cell() if amount is None else Cell(show_pounds(amount), value=amount)


def number_cell(amount: Decimal | int | None) -> Cell:
    """A cell with a count or a measure in full, or empty."""
    if amount is None:
        return Cell()
    return Cell(show_fte(Decimal(amount)), value=amount)


def amount_columns(*headings: str, unit: str = "") -> tuple[Column, ...]:
    """Columns of numbers."""
    return tuple(Column(heading, Align.RIGHT, unit) for heading in headings)


def listed(names: Iterable[str], most: int = 30) -> str:
    """The names as "a, b and c"; past `most` of them the rest are counted."""
    known = list(names)
    if len(known) > most:
        known = [*known[: most - 1], f"{len(known) - most + 1} more"]
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


def counted(number: int, one: str, many: str = "") -> str:
    """The number with its noun: 1 line, 2 lines, no lines."""
    noun = one if number == 1 else many or f"{one}s"
    return f"{number or 'no'} {noun}"
