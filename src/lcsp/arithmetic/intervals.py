"""Intervals: between which values the true share or rate lies, so far as chance is concerned."""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """The lower and the upper end of an interval, both included."""

    low: float
    high: float


def normal_quantile(confidence: float) -> float:
    """Return how many standard deviations from the mean `confidence` (0 to 1) of a normal distribution lies within."""
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence of {confidence} is not between 0 and 1.")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def wilson(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """Return the score interval of a share (0 to 1): `numerator` out of `denominator`.

    Source: Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22, 209-212. Raise ValueError unless 0 <= numerator <= denominator > 0.
    """
    if not 0 <= numerator <= denominator or denominator <= 0:
        raise ValueError(f"{numerator} out of {denominator} is not a share.")
    z = normal_quantile(confidence)
    share = numerator / denominator
    middle = (share + z * z / (2 * denominator)) / (1 + z * z / denominator)
    half = z * sqrt(share * (1 - share) / denominator + z * z / (4 * denominator**2)) / (1 + z * z / denominator)
    return Interval(max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)))


def byar(count: int, confidence: float = 0.95) -> Interval:
    """Return an interval of the mean of which `count` events were seen (Poisson), by Byar's approximation.

    Source: Breslow, N. E. and Day, N. E. (1987), Statistical Methods in Cancer Research, volume II, page 69. Good from
    10 events on, and close below. Raise ValueError for a count below 0.
    """
    if count < 0:
        raise ValueError(f"{count} is not a count.")
    z = normal_quantile(confidence)
    low = count * (1 - 1 / (9 * count) - z / (3 * sqrt(count))) ** 3 if count else 0.0
    more = count + 1
    return Interval(max(0.0, low), more * (1 - 1 / (9 * more) + z / (3 * sqrt(more))) ** 3)


def newcombe(one: tuple[float, float], two: tuple[float, float], confidence: float = 0.95) -> Interval:
    """Return an interval of the difference of two shares, `one` minus `two` (numerator, denominator of each).

    Source: Newcombe, R. G. (1998), Interval estimation for the difference between independent proportions, Statistics
    in Medicine 17, 873-890, method 10. Raise ValueError where one of them is no share.
    """
    first, second = wilson(*one, confidence), wilson(*two, confidence)
    share, other = one[0] / one[1], two[0] / two[1]
    low = share - other - sqrt((share - first.low) ** 2 + (second.high - other) ** 2)
    high = share - other + sqrt((first.high - share) ** 2 + (other - second.low) ** 2)
    return Interval(max(-1.0, low), min(1.0, high))
