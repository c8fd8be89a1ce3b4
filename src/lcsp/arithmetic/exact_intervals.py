"""Exact intervals: at least as sure as they say for every share or mean, and so a little wider than approximations."""

from lcsp.arithmetic.distributions import beta_share, gamma_shares, rising_root, tail_beyond
from lcsp.arithmetic.intervals import Interval


def clopper_pearson(numerator: int, denominator: int, confidence: float = 0.95) -> Interval:
    """Return the exact interval of a share (0 to 1): `numerator` out of `denominator`.

    Source: Clopper, C. J. and Pearson, E. S. (1934), The use of confidence or fiducial limits illustrated in the case
    of the binomial, Biometrika 26, 404-413. Raise ValueError unless 0 <= numerator <= denominator > 0.
    """
    if not 0 <= numerator <= denominator or denominator <= 0:
        raise ValueError(f"{numerator} out of {denominator} is not a share.")
    tail, others = tail_beyond(confidence), denominator - numerator
    return Interval(_least_share(numerator, others, tail), 1 - _least_share(others, numerator, tail))


def exact_poisson(count: int, confidence: float = 0.95) -> Interval:
    """Return the exact interval of the mean of which `count` events were seen.

    Source: Garwood, F. (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442. Raise ValueError
    for a count below 0.
    """
    if count < 0:
        raise ValueError(f"{count} is not a count.")
    tail = tail_beyond(confidence)
    low = rising_root(lambda mean: gamma_shares(mean, count)[0] - tail, 0.0, float(count)) if count else 0.0
    top = count + 1.0
    while gamma_shares(top, count + 1)[1] > tail:
        top *= 2
    return Interval(low, rising_root(lambda mean: tail - gamma_shares(mean, count + 1)[1], float(count), top))


def _least_share(counted: int, others: int, tail: float) -> float:
    """Return the share of which so many, or more, are counted with the probability `tail`; 0 where none is."""
    return rising_root(lambda share: beta_share(share, counted, others + 1) - tail, 0.0, 1.0) if counted else 0.0
