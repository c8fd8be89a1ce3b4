"""Proposals for targets, each with the figures that it rests on and its reasoning in plain English.

A proposal is what a method says, for people to decide on. None is worse than the present figure.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from statistics import fmean, median, quantiles
from typing import Literal, NamedTuple

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.forecast import Forecast, Trend
from lcsp.partnership.performance.definition import Definition, Polarity
from lcsp.partnership.performance.model import Unit
from lcsp.partnership.performance.rules import is_worse
from lcsp.partnership.performance.series import BreakAhead, Series
from lcsp.vocabulary.periods import Period

FEWEST_NEIGHBOURS = 3  # a middle of two is no middle
FEWEST_AUTHORITIES = 8  # so that the best quarter is at least two


class NoProposal(ValueError):
    """A method has nothing to propose; the message says why."""


class Method(StrEnum):
    """How a proposal comes about."""

    TRAJECTORY = "trajectory"
    NEIGHBOURS = "statistical neighbours"
    PACE = "pace of statistical neighbours"
    QUARTILE = "quartile ambition"


class Aim(NamedTuple):
    """What a target is of: which way is good, the bounds of any valid value (None: none), and the unit."""

    polarity: Polarity
    least: float | None = None
    most: float | None = None
    unit: Unit | None = None


class Pace(NamedTuple):
    """Two figures of a neighbour, by one definition, and how many years lie between them."""

    before: float
    now: float
    years: int


class Proposal(NamedTuple):
    """A proposed value, the lower and upper end of `range_of`, the reasoning, and every figure used, by name."""

    method: Method
    value: float
    low: float
    high: float
    range_of: str
    reasoning: tuple[str, ...]
    inputs: tuple[tuple[str, float], ...]


def aim_of(definition: Definition) -> Aim:
    """Return the aim of a definition's own figure (its parts may be in other units)."""
    least, most = (None if bound is None else float(bound) for bound in (definition.least, definition.most))
    return Aim(definition.polarity, least, most, definition.unit)


def propose_trajectory(
    series: Series, period: Period, aim: Aim, version: str | None = None, confidence: float = 0.95
) -> Proposal:
    """Propose for `period` what the series' own trend leads to; low and high are the prediction interval.

    Raise NoProposal below three figures since the last break, where a break lies ahead, or where the trend leads to
    something worse than the last figure.
    """
    try:
        ahead = series.forecast(period, version, confidence).within(aim.least, aim.most)
        trend = series.trend(version, confidence)
    except (TooFewPoints, BreakAhead) as error:
        raise NoProposal(str(error)) from error
    run = series.last(version)
    values, first, last = run.values, run.points[0].period, run.points[-1].period
    reach = f"{_words(ahead.low, aim)} and {_words(ahead.high, aim)}"
    reasoning = (
        (
            f"{len(values)} figures by one definition: {_words(values[0], aim)} in {first}, "
            f"{_words(values[-1], aim)} in {last}."
        ),
        _trend_told(trend, aim),
        f"Carried on to {period}, that is {_words(ahead.value, aim)}.",
        f"By chance a single figure may lie between {reach}, with {confidence:.0%} confidence.",
    )
    inputs = tuple((str(point.period), value) for point, value in zip(run.points, values, strict=True))
    range_of = f"{confidence:.0%} prediction interval"
    return _unless_worse(Proposal(Method.TRAJECTORY, *ahead, range_of, reasoning, inputs), values[-1], aim)


def propose_neighbours(
    now: float, neighbours: Mapping[str, float], of: Period, aim: Aim, by: Literal["median", "mean"] = "median"
) -> Proposal:
    """Propose the middle of the `neighbours`' figures of the period `of`; low and high bound their middle half.

    A mean may lie outside that, where a few neighbours are far from the rest. Raise NoProposal below three neighbours,
    or where `now` is better than their middle.
    """
    _enough(len(neighbours), FEWEST_NEIGHBOURS, "statistical neighbours")
    held = list(neighbours.values())
    middle = median(held) if by == "median" else fmean(held)
    low, _, high = quantiles(held, n=4, method="inclusive")
    reasoning = (
        (
            f"Our figure is {_words(now, aim)}; the {by} of {len(held)} statistical neighbours in {of} is "
            f"{_words(middle, aim)}."
        ),
        f"The neighbours are {_named(neighbours, aim)}.",
        f"The middle half of them lies between {_words(low, aim)} and {_words(high, aim)}.",
    )
    ahead = Forecast(middle, low, high).within(aim.least, aim.most)
    inputs = (("now", now), *neighbours.items())
    return _unless_worse(Proposal(Method.NEIGHBOURS, *ahead, "middle half of neighbours", reasoning, inputs), now, aim)


def propose_pace(now: float, years: int, neighbours: Mapping[str, Pace], aim: Aim) -> Proposal:
    """Propose what `now` becomes in so many `years` at the neighbours' median pace; low and high: their middle half's.

    Raise NoProposal below three neighbours, or where their pace leads to something worse than `now`; ValueError where
    years are not above 0.
    """
    if years <= 0 or any(pace.years <= 0 for pace in neighbours.values()):
        raise ValueError("A pace is over at least one year.")
    _enough(len(neighbours), FEWEST_NEIGHBOURS, "statistical neighbours")
    paces = {name: (pace.now - pace.before) / pace.years for name, pace in neighbours.items()}
    low, middle, high = quantiles(paces.values(), n=4, method="inclusive")
    ahead = Forecast(*(now + step * years for step in (middle, low, high))).within(aim.least, aim.most)
    told = "1 year" if years == 1 else f"{years} years"
    reasoning = (
        (
            f"Each year the figures of {len(paces)} statistical neighbours changed by "
            f"{_words(middle, aim, change=True)} (median)."
        ),
        f"The changes a year are {_named(paces, aim, change=True)}.",
        (
            f"At that pace our {_words(now, aim)} becomes {_words(ahead.value, aim)} in {told}; "
            f"at the paces of the middle half of them, {_words(ahead.low, aim)} to {_words(ahead.high, aim)}."
        ),
    )
    inputs = (
        ("now", now),
        *((f"{name}, {when}", value) for name, pace in neighbours.items() for when, value in _ends(pace)),
    )
    return _unless_worse(Proposal(Method.PACE, *ahead, "pace of the middle half", reasoning, inputs), now, aim)


def propose_best_quarter(
    now: float, authorities: Mapping[str, float], of: Period, aim: Aim, among: str = "authorities"
) -> Proposal:
    """Propose what it takes to be among the best quarter of `authorities`; low and high are the ends of that quarter.

    `among` is what they are called. Raise NoProposal below eight of them, where neither high nor low is good, or where
    `now` is better already.
    """
    if aim.polarity is Polarity.NEAR:
        raise NoProposal("There is no best quarter where a figure is to be near a mark.")
    _enough(len(authorities), FEWEST_AUTHORITIES, among)
    ranked = sorted(authorities, key=authorities.__getitem__, reverse=aim.polarity is Polarity.HIGH)
    count = len(ranked) // 4
    best, entry = authorities[ranked[0]], authorities[ranked[count - 1]]
    reasoning = (
        f"Our figure is {_words(now, aim)}, and {aim.polarity.value} is good.",
        (
            f"The best quarter of {len(ranked)} {among} in {of} are {count}, "
            f"from {_words(best, aim)} ({ranked[0]}) to {_words(entry, aim)} ({ranked[count - 1]})."
        ),
        f"To be among them takes {_words(entry, aim)}. They may move on as well.",
    )
    inputs = (("now", now), *authorities.items())
    found = Proposal(Method.QUARTILE, entry, min(best, entry), max(best, entry), "best quarter", reasoning, inputs)
    return _unless_worse(found, now, aim)


def _trend_told(trend: Trend, aim: Aim) -> str:
    low, high = trend.interval
    sure = f"between {_number(low)} and {_words(high, aim, change=True)} with {trend.confidence:.0%} confidence"
    clear = "may be chance" if low <= 0 <= high else "is clear"
    return f"The average change a year is {_words(trend.slope, aim, change=True)} ({sure}): the direction {clear}."


def _unless_worse(proposal: Proposal, now: float, aim: Aim) -> Proposal:
    if is_worse(aim.polarity, Decimal(proposal.value), than=Decimal(now)):
        told = f"{_words(proposal.value, aim)} would be worse than the present {_words(now, aim)}"
        raise NoProposal(" ".join((f"By {proposal.method.value}, {told}.", *proposal.reasoning)))
    return proposal


def _enough(count: int, fewest: int, what: str) -> None:
    if count < fewest:
        raise NoProposal(f"{count} {what} are too few for a proposal: at least {fewest} are needed.")


def _ends(pace: Pace) -> tuple[tuple[str, float], tuple[str, float]]:
    return (f"{pace.years} years before", pace.before), ("now", pace.now)


def _named(values: Mapping[str, float], aim: Aim, change: bool = False) -> str:
    return ", ".join(f"{name} ({_words(value, aim, change)})" for name, value in values.items())


def _words(value: float, aim: Aim, change: bool = False) -> str:
    """Return `value` with its unit; a change of a percentage is in percentage points."""
    if aim.unit is Unit.PERCENTAGE and not change:
        return f"{_number(value)}%"
    return _number(value) + (" percentage points" if aim.unit in (Unit.PERCENTAGE, Unit.POINTS) else "")


def _number(value: float) -> str:
    """Return `value` with at most two decimals."""
    number = f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")
    return "0" if number == "−0" else number
