"""Changes: how much a share or a rate of one area has moved since an earlier period, and whether by more than chance.

Both periods are taken as independent. Most children are counted in both, and whoever was absent last year is likely to
be absent again: then the interval is wider than it need be, and the test slower to speak, never the other way round.
The test decides; at its border the interval, which is worked out another way, can fall on the other side of 0.
"""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from lcsp.arithmetic.differences import Compared, Share, compare_counts, compare_shares, holm
from lcsp.arithmetic.exact_intervals import exact_poisson
from lcsp.arithmetic.intervals import Interval, newcombe


class Change(NamedTuple):
    """What is now less what was before, the interval of that, and the probability of so large a change by chance.

    A share changes by -1 to 1 (times 100: percentage points), a rate in events for one person (or one unit of time).
    """

    difference: float
    interval: Interval
    p: float
    test: str


def change_of_share(now: Share, before: Share, confidence: float = 0.95) -> Change:
    """Return the change from the share `before` to the share `now`, with Newcombe's interval.

    Where one child stands for many counts (half days, months), give children, not counts. Raise ValueError where one
    is no share.
    """
    compared = compare_shares(now, before)
    difference = now.numerator / now.denominator - before.numerator / before.denominator
    return Change(difference, newcombe(now, before, confidence), compared.p, compared.test)


def change_of_rate(now: int, time_now: float, before: int, time_before: float, confidence: float = 0.95) -> Change:
    """Return the change of a rate: from `before` events over `time_before` to `now` events over `time_now`.

    The interval puts the exact intervals of both rates together: Zou, G. Y. and Donner, A. (2008), Construction of
    confidence limits about effect measures: a general approach, Statistics in Medicine 27, 1693-1702. Raise ValueError
    for a count below 0 or a time that is not above 0.
    """
    compared = compare_counts(now, time_now, before, time_before)
    later, earlier = (
        Interval(*(end / time for end in exact_poisson(count, confidence)))
        for count, time in ((now, time_now), (before, time_before))
    )
    rate, rate_before = now / time_now, before / time_before
    low = rate - rate_before - hypot(rate - later.low, earlier.high - rate_before)
    high = rate - rate_before + hypot(later.high - rate, rate_before - earlier.low)
    return Change(rate - rate_before, Interval(low, high), compared.p, compared.test)


def correct_for_many(changes: Sequence[Change]) -> list[Compared]:
    """Return the tests of several changes (one for each area) corrected by Holm's method, in the same order.

    Twenty-three areas that stay as they were raise one false alarm among them on most days; so corrected, any at all is
    as unlikely as the level says.
    """
    corrected = holm([change.p for change in changes])
    name = f"corrected by Holm's method for {len(changes)} comparisons"
    return [Compared(p, f"{change.test}, {name}") for change, p in zip(changes, corrected, strict=True)]
