"""What is far from the rest: medians, factors between two amounts, and amounts less round than their table."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

_STEPS = tuple(Decimal(10) ** power for power in range(6, -1, -1))


def median(values: Iterable[Decimal]) -> Decimal | None:
    """Return the middle of `values` (between the two middle ones of an even number), or None of none."""
    held = sorted(values)
    middle = len(held) // 2
    if not held:
        return None
    return held[middle] if len(held) % 2 else (held[middle - 1] + held[middle]) / 2


def is_far(value: Decimal, middle: Decimal, factor: Decimal) -> bool:
    """Say whether `value` is more than `factor` times `middle`, or less than that part of it (all above 0)."""
    return value > middle * factor or value * factor < middle


def common_step(amounts: Sequence[Decimal], fewest: int = 8) -> Decimal | None:
    """Return the largest power of ten of which all but one in twenty of `amounts` (or all but one) are multiples.

    None where there are fewer than `fewest` amounts, or no such step down to whole pounds.
    """
    if len(amounts) < fewest:
        return None
    allowed = max(1, len(amounts) // 20)
    return next((step for step in _STEPS if sum(bool(amount % step) for amount in amounts) <= allowed), None)
