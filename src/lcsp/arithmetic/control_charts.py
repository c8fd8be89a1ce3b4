"""XmR charts: whether a series of figures varies as it always did, or something has changed.

Source: Wheeler, D. J. (2000), Understanding Variation, second edition: limits at the mean and 2.66 mean moving ranges,
and the moving range's own at 3.268 of them.
"""

import itertools
from collections.abc import Sequence
from typing import NamedTuple

FEWEST = 10  # points: limits from fewer move too much with each new one
IN_A_ROW = 8
NEAR_LIMIT = (3, 4)  # so many of so many


class TooFewPoints(ValueError):
    """A series is too short for what is asked of it; the message says how many points there are and are needed."""


class Chart(NamedTuple):
    """The mean of a series, its limits, the limit of its moving range, and the signals: places (0 on) by rule."""

    mean: float
    low: float
    high: float
    range_limit: float
    signals: dict[str, tuple[int, ...]]


OUTSIDE = "outside the limits"
RUN = f"{IN_A_ROW} in a row on one side of the mean"
NEAR = f"{NEAR_LIMIT[0]} of {NEAR_LIMIT[1]} nearer to a limit than to the mean"
JUMP = "a step larger than the limit of the moving range"


def xmr_chart(values: Sequence[float]) -> Chart:
    """Return the chart of `values`, oldest first; raise TooFewPoints below ten.

    A place is named under a rule when its point completes the pattern.
    """
    if len(values) < FEWEST:
        raise TooFewPoints(f"{len(values)} points are too few for limits: at least {FEWEST} are needed.")
    mean = sum(values) / len(values)
    steps = [abs(after - before) for before, after in itertools.pairwise(values)]
    step = sum(steps) / len(steps)
    low, high = mean - 2.66 * step, mean + 2.66 * step
    found = {
        OUTSIDE: [place for place, value in enumerate(values) if not low <= value <= high],
        RUN: _runs(values, mean),
        NEAR: _near(values, mean, low, high),
        JUMP: [place + 1 for place, moved in enumerate(steps) if moved > 3.268 * step],
    }
    signals = {rule: tuple(places) for rule, places in found.items() if places}
    return Chart(mean, low, high, 3.268 * step, signals)


def _runs(values: Sequence[float], mean: float) -> list[int]:
    """Return the places at which IN_A_ROW points have been on the same side."""
    found, length, side = [], 0, 0
    for place, value in enumerate(values):
        now = (value > mean) - (value < mean)
        length = length + 1 if now == side != 0 else int(now != 0)
        side = now
        if length >= IN_A_ROW:
            found.append(place)
    return found


def _near(values: Sequence[float], mean: float, low: float, high: float) -> list[int]:
    """Return the places at which three of the last four points are nearer to the same limit than to the mean."""
    enough, of = NEAR_LIMIT
    found = []
    for place, value in enumerate(values):
        last = values[max(0, place - of + 1) : place + 1]
        above = sum(point > (mean + high) / 2 for point in last)
        below = sum(point < (mean + low) / 2 for point in last)
        if (above >= enough and value > (mean + high) / 2) or (below >= enough and value < (mean + low) / 2):
            found.append(place)
    return found
