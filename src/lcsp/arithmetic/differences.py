"""Differences: whether two shares or rates differ by more than chance would have it, alone or among many."""

from collections.abc import Sequence
from math import exp, lgamma, log, log1p, sqrt
from statistics import NormalDist
from typing import NamedTuple

SMALL = 5  # expected counts below this are too few for a normal approximation (Cochran 1954)
_AS_LIKELY = 1 + 1e-7  # outcomes as likely as the one seen, but for rounding, count as such


class Share(NamedTuple):
    """How many of how many."""

    numerator: int
    denominator: int


class Compared(NamedTuple):
    """The outcome of a test: the probability of so large a difference by chance alone (0 to 1), and the test's name."""

    p: float
    test: str


def compare_shares(one: Share, two: Share) -> Compared:
    """Test whether two shares differ: by the pooled z test, or by Fisher's exact one where a count is expected below 5.

    Source: Fisher, R. A. (1935), The Design of Experiments, section 21; Cochran, W. G. (1954), Some methods for
    strengthening the common chi-squared tests, Biometrics 10, 417-451. Raise ValueError where one is no share.
    """
    for share in (one, two):
        if not 0 <= share.numerator <= share.denominator or share.denominator == 0:
            raise ValueError(f"{share.numerator} out of {share.denominator} is not a share.")
    pooled = (one.numerator + two.numerator) / (one.denominator + two.denominator)
    least = min(one.denominator, two.denominator) * min(pooled, 1 - pooled)
    if least < SMALL:
        return Compared(_fisher(one, two), "Fisher's exact test")
    error = sqrt(pooled * (1 - pooled) * (1 / one.denominator + 1 / two.denominator))
    z = (one.numerator / one.denominator - two.numerator / two.denominator) / error
    return Compared(_two_sided(z), "z test of two shares")


def compare_with_rest(part: Share, whole: Share) -> Compared:
    """Test whether a part differs from the rest of the whole that it belongs to.

    A locality is part of its county: against the whole county it would be compared with itself. Raise ValueError where
    it is no part, or where there is no rest.
    """
    rest = Share(whole.numerator - part.numerator, whole.denominator - part.denominator)
    return compare_shares(part, rest)


def compare_counts(one: int, time_one: float, two: int, time_two: float) -> Compared:
    """Test whether two rates differ: counts over the people (or the time) that they are counted in.

    Given the sum of both, the first is binomial where the rates are the same. Source: Przyborowski, J. and Wilenski, H.
    (1940), Homogeneity of results in testing samples from Poisson series, Biometrika 31, 313-323. Raise ValueError for
    a count below 0 or a time that is not above 0.
    """
    if one < 0 or two < 0 or time_one <= 0 or time_two <= 0:
        raise ValueError("Counts are 0 or more, and what they are counted in is above 0.")
    both, share = one + two, time_one / (time_one + time_two)
    if both * min(share, 1 - share) >= 1000:
        return Compared(_two_sided((one - both * share) / sqrt(both * share * (1 - share))), "z test of two rates")
    chances = [_binomial(count, both, share) for count in range(both + 1)]
    return Compared(_as_unlikely(chances, one), "exact test of two rates")


def holm(ps: Sequence[float]) -> list[float]:
    """Return the probabilities of several tests corrected so that any false alarm at all has the probability stated.

    Source: Holm, S. (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics
    6, 65-70.
    """
    corrected, reached = [0.0] * len(ps), 0.0
    for rank, place in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        reached = max(reached, min(1.0, ps[place] * (len(ps) - rank)))
        corrected[place] = reached
    return corrected


def benjamini_hochberg(ps: Sequence[float]) -> list[float]:
    """Return the probabilities of several tests corrected so that the share of false alarms among alarms is bounded.

    Source: Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery rate, Journal of the Royal
    Statistical Society B 57, 289-300.
    """
    corrected, reached = [0.0] * len(ps), 1.0
    order = sorted(range(len(ps)), key=ps.__getitem__)
    for rank in range(len(ps), 0, -1):
        reached = min(reached, ps[order[rank - 1]] * len(ps) / rank)
        corrected[order[rank - 1]] = reached
    return corrected


def _two_sided(z: float) -> float:
    return 2 * NormalDist().cdf(-abs(z))


def _fisher(one: Share, two: Share) -> float:
    """Return the probability of tables with these margins that are no likelier than the one seen."""
    total = one.numerator + two.numerator
    least, most = max(0, total - two.denominator), min(total, one.denominator)
    whole = _log_choose(one.denominator + two.denominator, total)
    chances = [
        exp(_log_choose(one.denominator, count) + _log_choose(two.denominator, total - count) - whole)
        for count in range(least, most + 1)
    ]
    return _as_unlikely(chances, one.numerator - least)


def _as_unlikely(chances: Sequence[float], seen: int) -> float:
    return min(1.0, sum(chance for chance in chances if chance <= chances[seen] * _AS_LIKELY))


def _binomial(count: int, trials: int, share: float) -> float:
    """Return the probability of `count` in `trials`; `share` lies between 0 and 1."""
    return exp(_log_choose(trials, count) + count * log(share) + (trials - count) * log1p(-share))


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
