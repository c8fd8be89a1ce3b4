"""Totals in which an absent value counts as nothing, and rounding as a printer rounds."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal


def total(values: Iterable[Decimal | int | None]) -> Decimal:
    """Return the sum of `values`; None counts as nothing, and no values make 0."""
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))


def round_half_up(value: Decimal, step: Decimal) -> Decimal:
    """Return `value` rounded to a multiple of `step` (> 0), halves away from zero, as printed tables do."""
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def agrees_as_printed(printed: Decimal, exact: Decimal, step: Decimal) -> bool:
    """Say whether `printed` is `exact` to the nearest `step`, whichever way a half was rounded."""
    return abs(printed - exact) * 2 <= step


def share_of(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    """Return `part` as a percentage of `whole`, or None where `whole` is 0."""
    return Decimal(part) * 100 / Decimal(whole) if whole else None
