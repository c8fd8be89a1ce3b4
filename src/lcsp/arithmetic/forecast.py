"""Forecasts: the trend of a series, and between which values its next figure or the end of its year may lie.

Every forecast has a prediction interval: where the next single figure may lie, not only the line through the old ones.
It knows chance about a straight line, and nothing of what anybody will do.
"""

from collections.abc import Callable, Sequence
from math import exp, fsum, isfinite, lgamma, log, sqrt
from typing import NamedTuple

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.distributions import student_quantile, tail_beyond
from lcsp.arithmetic.intervals import Interval

FEWEST = 3  # points: two make a line that fits exactly, and nothing is left to tell how far figures lie from it
FEWEST_EVENTS = 5  # in last year's part: from fewer, nobody can tell which share of a year has passed
_PROBABLE = 1e-17


class Forecast(NamedTuple):
    """The value that is expected, and the ends of the prediction interval about it."""

    value: float
    low: float
    high: float

    def within(self, least: float | None, most: float | None) -> "Forecast":
        """Return the forecast with what lies below `least` or above `most` (None: no bound) moved to that bound."""
        return Forecast(*(_held(value, least, most) for value in self))


class Trend(NamedTuple):
    """The straight line through a series: its slope for each step, the interval of that, and what it rests on.

    `place` and `level` are the means of the points; `spread` is the standard deviation of a point about the line;
    `squares` is the sum of squared distances of the places from their mean.
    """

    slope: float
    interval: Interval
    place: float
    level: float
    spread: float
    squares: float
    points: int
    confidence: float

    def at(self, place: float) -> Forecast:
        """Return what the line says at `place`, and where a single new figure may lie there."""
        away = place - self.place
        value = self.level + self.slope * away
        reach = student_quantile(self.confidence, self.points - 2)
        half = reach * self.spread * sqrt(1 + 1 / self.points + away * away / self.squares)
        return Forecast(value, value - half, value + half)


def fit_trend(points: Sequence[tuple[float, float]], confidence: float = 0.95) -> Trend:
    """Return the line of least squares through `points` (place, such as a year, and value).

    Source: Draper, N. R. and Smith, H. (1998), Applied Regression Analysis, third edition, sections 1.3 and 1.4. Raise
    TooFewPoints below three; ValueError where two stand at the same place, or a number is not finite.
    """
    count = len(points)
    if count < FEWEST:
        told = "two make a line that fits exactly, and nothing tells how far the next figure may lie from it"
        raise TooFewPoints(f"{count} points are too few for a trend: at least {FEWEST} are needed, because {told}.")
    if not all(isfinite(number) for point in points for number in point):
        raise ValueError("A trend needs numbers that are finite.")
    if len({place for place, _ in points}) < count:
        raise ValueError("Two points stand at the same place: a series has one value for each.")
    place = fsum(place for place, _ in points) / count
    level = fsum(value for _, value in points) / count
    squares = fsum((x - place) ** 2 for x, _ in points)
    slope = fsum((x - place) * (y - level) for x, y in points) / squares
    left = fsum((y - level - slope * (x - place)) ** 2 for x, y in points)
    spread = sqrt(left / (count - 2))
    half = student_quantile(confidence, count - 2) * spread / sqrt(squares)
    return Trend(slope, Interval(slope - half, slope + half), place, level, spread, squares, count, confidence)


def year_end_count(so_far: int, then: int, rest: int, confidence: float = 0.95) -> Forecast:
    """Return the count at the end of this year, with `so_far` by now.

    Last year had `then` until the same day, and `rest` after it. The value takes as large a part of the year to have
    passed as last year. The interval holds every rest of this year that Fisher's exact test does not tell from that, so
    that it is as sure as it says while events come independently of each other; where they come several at a time it is
    too narrow. Source: Thatcher, A. R. (1964), Relationships between Bayesian and confidence limits for predictions,
    Journal of the Royal Statistical Society B 26, 176-192, with the share of the year that has passed not known but
    seen. Raise TooFewPoints where last year had fewer than five until the same day; ValueError for a count below 0.
    """
    if min(so_far, then, rest) < 0:
        raise ValueError("Counts are 0 or more.")
    if then < FEWEST_EVENTS:
        told = f"at least {FEWEST_EVENTS} are needed to tell which share of a year has passed"
        raise TooFewPoints(f"{then} last year until the same day are too few for a forecast: {told}.")
    tail = tail_beyond(confidence)

    def too_few(later: int) -> bool:
        return _at_least(then, rest, so_far, later) <= tail

    def too_many(later: int) -> bool:
        return _at_least(so_far, later, then, rest) <= tail

    low = _first(lambda later: not too_few(later))
    high = _first(too_many) - 1
    # Where hardly any event is to come, the likeliest whole rest is none; the interval reaches to the value even so.
    value = so_far * (1 + rest / then)
    return Forecast(value, float(so_far + low), max(float(so_far + max(low, high)), value))


def year_end_rate(part: float, past: Sequence[tuple[float, float]], confidence: float = 0.95) -> Forecast:
    """Return the figure of the whole year from that of its `part`, as `past` years (same part, whole) went on.

    By the mean ratio of whole to part, with the prediction interval of one more year: ratios are taken in logarithms,
    so that nothing falls below 0. Raise TooFewPoints for fewer than three past years, because two say too little of how
    ratios vary; ValueError for a figure that is not above 0.
    """
    if len(past) < FEWEST:
        told = f"at least {FEWEST} are needed to see how the ratio of a whole year to its part varies"
        raise TooFewPoints(f"{len(past)} past years are too few for a forecast: {told}.")
    if not all(isfinite(number) and number > 0 for number in (part, *(number for pair in past for number in pair))):
        raise ValueError("A forecast by ratios needs figures above 0.")
    count, ratios = len(past), [log(whole / before) for before, whole in past]
    mean = fsum(ratios) / count
    spread = sqrt(fsum((ratio - mean) ** 2 for ratio in ratios) / (count - 1))
    half = student_quantile(confidence, count - 1) * spread * sqrt(1 + 1 / count)
    return Forecast(part * exp(mean), part * exp(mean - half), part * exp(mean + half))


def _held(value: float, least: float | None, most: float | None) -> float:
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)


def _first(turned: Callable[[int], bool]) -> int:
    """Return the first number from 0 on for which `turned` is true; it is for all later ones."""
    low, high = -1, 1
    while not turned(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turned(middle) else (middle, high)
    return high


def _at_least(early: int, late: int, other_early: int, other_late: int) -> float:
    """Return the probability of `late` or more of all late events in this year, where both years run alike.

    Given the events of each year and of each part of the year it is hypergeometric. Summed outward from the mean, so
    that terms only fall.
    """
    ours, lates, whole = early + late, late + other_late, early + late + other_early + other_late
    least, most = max(0, ours + lates - whole), min(ours, lates)
    below = late <= ours * lates / whole
    place = late - 1 if below else late
    if place < least:
        return 1.0
    # Of `whole` events, `lates` are late and `ours` are of this year.
    chance = exp(_log_choose(lates, place) + _log_choose(whole - lates, ours - place) - _log_choose(whole, ours))
    total = chance
    while chance > total * _PROBABLE and (place > least if below else place < most):
        if below:
            chance *= place * (whole - lates - ours + place) / ((lates - place + 1) * (ours - place + 1))
            place -= 1
        else:
            chance *= (lates - place) * (ours - place) / ((place + 1) * (whole - lates - ours + place + 1))
            place += 1
        total += chance
    return max(0.0, 1 - total) if below else min(1.0, total)


def _log_choose(whole: int, part: int) -> float:
    return lgamma(whole + 1) - lgamma(part + 1) - lgamma(whole - part + 1)
