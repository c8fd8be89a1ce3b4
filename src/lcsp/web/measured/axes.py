"""What the pictures of figures share: the sheet, its two scales, and round numbers on them."""

import math
from itertools import pairwise
from typing import NamedTuple

from lcsp.reports.pictures.drawing import Drawing
from lcsp.reports.pictures.palette import INK, MID

# Small, so that words keep a readable size where a narrow screen shrinks the picture.
WIDTH, HEIGHT = 440.0, 330.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 428.0, 12.0, 282.0


class Stretch(NamedTuple):
    """A scale: the values at its ends, and the places on the sheet that they lie at."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of `value`; one beyond the ends lies at the end."""
        inside = min(max(value, self.least), self.most)
        return self.start + (self.end - self.start) * (inside - self.least) / ((self.most - self.least) or 1)


def upright(least: float, most: float) -> Stretch:
    """Return the scale of the values, a little longer than they are."""
    room = (most - least) * 0.05 or 1.0
    return Stretch(least - room if least > room else min(least, 0.0), most + room, BOTTOM, TOP)


def round_steps(least: float, most: float, number: int = 5) -> list[float]:
    """Return about `number` round values from `least` to `most`."""
    rough = (most - least) / number
    if rough <= 0:
        return [least]
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(part * power for part in (1, 2, 5, 10) if part * power >= rough * 0.7)
    first = math.ceil(least / step - 1e-9)
    return [round(place * step, 10) for place in range(first, math.floor(most / step + 1e-9) + 1)]


def draw_axes(drawing: Drawing, up: Stretch, below: str) -> None:
    """Draw both axes, with percentages on the upright one, and what is counted `below`."""
    drawing.line(LEFT, TOP, LEFT, BOTTOM, INK, kind="axis")
    drawing.line(LEFT, BOTTOM, RIGHT, BOTTOM, INK, kind="axis")
    for value in round_steps(up.least, up.most):
        drawing.line(LEFT - 4, up.at(value), LEFT, up.at(value), INK, kind="tick")
        drawing.words(LEFT - 7, up.at(value) + 5, f"{value:g}%", at="end")
    drawing.words((LEFT + RIGHT) / 2, HEIGHT - 8, below, at="middle", colour=INK)


def draw_line(drawing: Drawing, points: list[tuple[float, float]], *, dashed: bool, kind: str) -> None:
    """Draw a line through points of the sheet."""
    for one, two in pairwise(points):
        drawing.line(*one, *two, MID if dashed else INK, 1.5, dashed=dashed, kind=kind)
