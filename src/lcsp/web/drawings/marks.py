"""How each state is shown in a drawing: a fill and a sign, so that it is never told by colour alone."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from lcsp.reports.pictures.palette import (
    DEEP,
    HATCHED_DEEP,
    HATCHED_WARM,
    MID,
    PAPER,
    SOLID_DEEP,
    SOLID_MID,
    SOLID_WARM,
    WARM,
    Fill,
)


class Mark(NamedTuple):
    """Fill of an area, colour of an outline, and the corners of a sign (none is a circle) with its inside."""

    fill: Fill
    colour: str
    corners: int
    filled: bool


MARKS: Mapping[str, Mark] = {
    "done": Mark(SOLID_DEEP, DEEP, 0, True),
    "on track": Mark(HATCHED_DEEP, DEEP, 0, False),
    "at risk": Mark(HATCHED_WARM, WARM, 3, False),
    "late": Mark(SOLID_WARM, WARM, 3, True),
    "not started": Mark(SOLID_MID, MID, 4, False),
}
UNKNOWN = Mark(Fill(PAPER), MID, 4, False)


def mark_of(state: str) -> Mark:
    """Return how `state` is shown; a state without a mark of its own gets an open square."""
    return MARKS.get(state, UNKNOWN)


def sign(state: str, x: float, y: float, size: float = 5) -> str:
    """Return the sign of `state` as SVG, its middle at (x, y) and `size` units from there to its edge."""
    mark = mark_of(state)
    looks = f'fill="{mark.colour if mark.filled else PAPER}" stroke="{mark.colour}" stroke-width="2"'
    if not mark.corners:
        return f'<circle cx="{x:g}" cy="{y:g}" r="{size:g}" {looks}/>'
    turn = math.pi / 2 if mark.corners == 3 else math.pi / 4
    angles = [turn + 2 * math.pi * corner / mark.corners for corner in range(mark.corners)]
    points = " ".join(f"{x + size * 1.2 * math.cos(a):.1f},{y - size * 1.2 * math.sin(a):.1f}" for a in angles)
    return f'<polygon points="{points}" {looks}/>'
