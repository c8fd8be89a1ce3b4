"""Funnel limits: how far from the whole's share a part may lie by chance, by how many it counts."""

from collections.abc import Sequence
from math import fsum, sqrt
from typing import NamedTuple

from lcsp.arithmetic.intervals import Interval, normal_quantile

WARNING, ALARM = 0.95, 0.998  # two and three standard deviations, as funnel plots are usually drawn


class Limits(NamedTuple):
    """The limits about a share for one size: between `warning`, and between `alarm`, chance alone may have it."""

    denominator: int
    warning: Interval
    alarm: Interval


def funnel_of_share(share: float, denominators: Sequence[int]) -> list[Limits]:
    """Return the limits about `share` (0 to 1) for parts of each size.

    A part is outside them exactly when the Wilson interval of its own share leaves `share` out. Source: Spiegelhalter,
    D. J. (2005), Funnel plots for comparing institutional performance, Statistics in Medicine 24, 1185-1202. Raise
    ValueError for a share outside 0 to 1 or a size below 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is not a share: it lies between 0 and 1.")
    if any(denominator < 1 for denominator in denominators):
        raise ValueError("A part counts at least one.")
    return [
        Limits(denominator, _limits(share, denominator, WARNING), _limits(share, denominator, ALARM))
        for denominator in denominators
    ]


def overdispersion(shares: Sequence[tuple[int, int]]) -> float:
    """Return how many times more parts (numerator, denominator) vary than by chance, which alone makes it about 1.

    The mean squared Pearson residual about the common share. Well above 1, parts differ for reasons that all of them
    have, and limits drawn for chance alone will single out too many. Source: as above, section 4. Raise ValueError for
    fewer than two parts, or where nobody or everybody is counted.
    """
    if len(shares) < 2:
        raise ValueError("At least two parts are needed to see how they vary.")
    numerator, denominator = (sum(column) for column in zip(*shares, strict=True))
    if not 0 < numerator < denominator:
        raise ValueError("Where nobody or everybody is counted, nothing varies.")
    share = numerator / denominator
    residuals = [(part / whole - share) * sqrt(whole / (share * (1 - share))) for part, whole in shares]
    return fsum(residual * residual for residual in residuals) / (len(shares) - 1)


def _limits(share: float, denominator: int, confidence: float) -> Interval:
    half = normal_quantile(confidence) * sqrt(share * (1 - share) / denominator)
    return Interval(max(0.0, share - half), min(1.0, share + half))
