"""Distributions: what share of a beta, gamma or Student's t distribution lies below a value, and the way back.

Sources: Abramowitz, M. and Stegun, I. A. (1964), Handbook of Mathematical Functions, 6.5.29, 6.5.31 and 26.5.8; Lentz,
W. J. (1976), Generating Bessel functions in Mie scattering calculations using continued fractions, Applied Optics 15,
668-671, as modified by Thompson and Barnett (1986).
"""

from collections.abc import Callable, Iterator
from math import exp, inf, isfinite, lgamma, log, log1p, pi, sqrt

_TINY, _SAME = 1e-300, 1e-15
_LOG_TURN = log(2 * pi)


def beta_share(value: float, one: float, two: float) -> float:
    """Return the share (0 to 1) of the beta distribution with the shapes `one` and `two` (above 0) below `value`.

    It is the regularised incomplete beta function. Raise ValueError for a value outside 0 to 1 or a shape not above 0.
    """
    if not 0 <= value <= 1 or one <= 0 or two <= 0:
        raise ValueError(f"A beta distribution has values between 0 and 1 and shapes above 0: {value}, {one}, {two}.")
    if value in (0, 1):
        return float(value)
    height = _beta_height(value, one, two)
    if value <= (one + 1) / (one + two + 2):
        return min(1.0, height / one / _fraction(_beta_terms(value, one, two)))
    return max(0.0, 1 - height / two / _fraction(_beta_terms(1 - value, two, one)))


def gamma_shares(value: float, shape: float) -> tuple[float, float]:
    """Return the shares (0 to 1) of the gamma distribution with `shape` (above 0) and scale 1 below and above `value`.

    Both, because one minus a share near to 1 says little about the rest. Raise ValueError for a value below 0 or a
    shape not above 0.
    """
    if value < 0 or shape <= 0:
        raise ValueError(f"A gamma distribution has values from 0 and a shape above 0: {value}, {shape}.")
    if value == 0:
        return 0.0, 1.0
    height = _gamma_height(value, shape)
    if value < shape + 1:
        below = min(1.0, height * _gamma_series(value, shape))
        return below, 1 - below
    above = min(1.0, height / _fraction(_gamma_terms(value, shape)))
    return 1 - above, above


def student_quantile(confidence: float, freedom: float) -> float:
    """Return how far from 0 the share `confidence` (0 to 1) of Student's t with `freedom` degrees lies within.

    Source: Student (1908), The probable error of a mean, Biometrika 6, 1-25; t by way of the beta distribution.
    Raise ValueError for a confidence outside 0 to 1 or for no degree of freedom.
    """
    if not 0 < confidence < 1 or freedom <= 0:
        raise ValueError(f"{confidence} is no confidence between 0 and 1, or {freedom} no degrees of freedom above 0.")
    # Searched from the side that is small, so that neither 0.001 nor 0.9999 loses digits.
    if confidence > 0.5:
        beyond = rising_root(lambda value: beta_share(value, freedom / 2, 0.5) - (1 - confidence), 0.0, 1.0)
        return sqrt(freedom * (1 - beyond) / beyond)
    inside = rising_root(lambda value: beta_share(value, 0.5, freedom / 2) - confidence, 0.0, 1.0)
    return sqrt(freedom * inside / (1 - inside))


def tail_beyond(confidence: float) -> float:
    """Return the share that lies beyond each end of an interval; raise ValueError unless 0 < `confidence` < 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence of {confidence} is not between 0 and 1.")
    return (1 - confidence) / 2


def rising_root(rising: Callable[[float], float], low: float, high: float) -> float:
    """Return where `rising` turns from below 0 to above it between `low` and `high`, as near as numbers are to be had.

    By halving: about sixty steps, more for a root near 0, and no function that never falls can lead it astray.
    """
    middle = (low + high) / 2
    while low < middle < high:
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
        middle = (low + high) / 2
    return middle


def _beta_height(value: float, one: float, two: float) -> float:
    """Return value**one * (1 - value)**two over the complete beta function.

    Near the mean, where it matters, the logarithms are of numbers near 1: plain sums of log-gammas would lose as many
    digits as the counts have.
    """
    both = one + two
    away = value * two - (1 - value) * one
    shape = one * _log1p(away / one) + two * _log1p(-away / two)
    return exp(shape + (log(one / both * two) - _LOG_TURN) / 2 + _rest(both) - _rest(one) - _rest(two))


def _gamma_height(value: float, shape: float) -> float:
    """Return value**shape * e**-value over the gamma function of `shape`, as `_beta_height` does."""
    away = value - shape
    return exp(shape * _log1p(away / shape) - away + (log(shape) - _LOG_TURN) / 2 - _rest(shape))


def _log1p(value: float) -> float:
    return log1p(value) if value > -1 else -inf


def _rest(value: float) -> float:
    """Return by how much the logarithm of the gamma function exceeds Stirling's formula (Abramowitz, Stegun 6.1.41)."""
    if value < 10:
        return lgamma(value) - (value - 0.5) * log(value) + value - _LOG_TURN / 2
    step = 1 / (value * value)
    return (1 / 12 - step * (1 / 360 - step * (1 / 1260 - step * (1 / 1680 - step / 1188)))) / value


def _gamma_series(value: float, shape: float) -> float:
    term = total = 1 / shape
    step = shape
    while term > total * _SAME:
        step += 1
        term *= value / step
        total += term
    return total


def _gamma_terms(value: float, shape: float) -> Iterator[tuple[float, float]]:
    yield 0.0, value + 1 - shape
    turn = 0
    while True:
        turn += 1
        yield turn * (shape - turn), value + 2 * turn + 1 - shape


def _beta_terms(value: float, one: float, two: float) -> Iterator[tuple[float, float]]:
    yield 0.0, 1.0
    turn = 0
    while True:
        yield -(one + turn) * (one + two + turn) * value / ((one + 2 * turn) * (one + 2 * turn + 1)), 1.0
        turn += 1
        yield turn * (two - turn) * value / ((one + 2 * turn - 1) * (one + 2 * turn)), 1.0


def _fraction(terms: Iterator[tuple[float, float]]) -> float:
    """Return the continued fraction b0 + a1/(b1 + a2/(b2 + …)) of the `terms` (a, b), by Lentz's method."""
    _, first = next(terms)
    held = upper = first or _TINY
    lower = 0.0
    for above, below in terms:
        lower = 1 / ((below + above * lower) or _TINY)
        upper = (below + above / upper) or _TINY
        held *= upper * lower
        if abs(upper * lower - 1) < _SAME or not isfinite(held):
            break
    return held
