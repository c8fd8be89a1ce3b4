"""Where a figure stands against its target and floor: green, amber or red, with the sentence that says why.

Green: the target is met. Amber: it is not, but the floor (the least that is accepted) is. Red: the floor is not met,
and something has to be done.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from lcsp.arithmetic.forecast import Trend
from lcsp.partnership.performance.definition import Polarity
from lcsp.partnership.performance.rules import is_worse
from lcsp.vocabulary.numbers import show_number

WITHIN = Decimal("0.1")  # of the target: how far amber reaches where no floor is set


class Light(StrEnum):
    """How a figure stands; words, because a colour alone tells some readers nothing."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    UNKNOWN = "unknown"


class Standing(NamedTuple):
    """The light, and why, in one sentence."""

    light: Light
    why: str


class Direction(StrEnum):
    """Which way a series goes; rising and falling where neither is the better."""

    IMPROVING = "improving"
    WORSENING = "getting worse"
    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "no clear direction"


def stand(
    polarity: Polarity,
    value: Decimal | None,
    target: Decimal | None,
    floor: Decimal | None = None,
    within: Decimal = WITHIN,
) -> Standing:
    """Return how `value` stands where a high or a low figure is good.

    Without a `floor`, amber reaches as far from the target as `within` (a share of the target); the sentence says so.
    Raise ValueError where the floor is better than the target, `within` is below 0, or the best is to be near a mark
    (`stand_near`).
    """
    if polarity is Polarity.NEAR:
        raise ValueError("Where a figure is to be near its target, tolerances say how it stands, not a floor.")
    if within < 0:
        raise ValueError(f"Amber reaches {within} of the target: that is below 0.")
    unknown = _unknown(value, target)
    if unknown or value is None or target is None:
        return unknown or Standing(Light.UNKNOWN, "")
    good = f"{polarity.value} is good"
    if floor is not None and is_worse(polarity, target, floor):
        raise ValueError(f"The floor {show_number(floor)} is better than the target {show_number(target)}: {good}.")
    if not is_worse(polarity, value, target):
        return Standing(Light.GREEN, f"{show_number(value)} meets the target {show_number(target)} ({good}).")
    least, named = _floor(polarity, target, floor, within)
    missed = f"{show_number(value)} misses the target {show_number(target)}"
    if is_worse(polarity, value, least):
        return Standing(Light.RED, f"{missed} and is beyond {named} ({good}).")
    return Standing(Light.AMBER, f"{missed} but keeps to {named} ({good}).")


def stand_near(
    value: Decimal | None, target: Decimal | None, tolerance: Decimal | None, outer: Decimal | None = None
) -> Standing:
    """Return how `value` stands where it is to be near `target`: green within `tolerance` of it, amber within `outer`.

    Without `outer`, amber reaches twice as far as green; the sentence says so. Raise ValueError where `tolerance` is
    below 0, or `outer` below that.
    """
    if tolerance is not None and not 0 <= tolerance <= (tolerance if outer is None else outer):
        raise ValueError("A tolerance is 0 or more, and the outer one at least as wide.")
    unknown = _unknown(value, target)
    if unknown or value is None or target is None:
        return unknown or Standing(Light.UNKNOWN, "")
    if tolerance is None:
        return Standing(Light.UNKNOWN, "No tolerance is set, so nobody can say how near to the target is near enough.")
    away = abs(value - target)
    told = f"{show_number(value)} is {show_number(away)} from the target {show_number(target)}"
    green = f"the tolerance of {show_number(tolerance)}"
    if away <= tolerance:
        return Standing(Light.GREEN, f"{told}, within {green}.")
    reach = 2 * tolerance if outer is None else outer
    amber = f"the outer tolerance of {show_number(reach)}" + (" (twice the tolerance)" if outer is None else "")
    if away <= reach:
        return Standing(Light.AMBER, f"{told}, beyond {green} but within {amber}.")
    return Standing(Light.RED, f"{told}, beyond {amber}.")


def direction_of(polarity: Polarity, trend: Trend) -> Direction:
    """Return which way `trend` goes, which is unclear while the interval of its slope holds 0."""
    if trend.interval.low <= 0 <= trend.interval.high:
        return Direction.UNCLEAR
    rising = trend.slope > 0
    if polarity is Polarity.NEAR:
        return Direction.RISING if rising else Direction.FALLING
    return Direction.IMPROVING if rising is (polarity is Polarity.HIGH) else Direction.WORSENING


def _unknown(value: Decimal | None, target: Decimal | None) -> Standing | None:
    if value is None:
        return Standing(Light.UNKNOWN, "There is no figure.")
    return Standing(Light.UNKNOWN, "There is no target.") if target is None else None


def _floor(polarity: Polarity, target: Decimal, floor: Decimal | None, within: Decimal) -> tuple[Decimal, str]:
    """Return the floor and what it is called; where none is set, it lies a share of the target on the worse side."""
    if floor is not None:
        return floor, f"the floor {show_number(floor)}"
    slack = abs(target) * within
    least = target - slack if polarity is Polarity.HIGH else target + slack
    return (
        least,
        f"{show_number(least)}, which is within {show_number(within * 100)}% of the target, as no floor is set",
    )
