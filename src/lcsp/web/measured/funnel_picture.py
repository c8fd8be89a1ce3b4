"""The funnel plot: each area by its size and its figure, and how far chance alone may take one of that size."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from lcsp.arithmetic.funnel import Limits, funnel_of_share
from lcsp.reports.pictures.drawing import Drawing
from lcsp.reports.pictures.palette import DEEP, INK, WARM
from lcsp.web.drawings import Picture
from lcsp.web.measured.axes import (
    BOTTOM,
    HEIGHT,
    LEFT,
    RIGHT,
    WIDTH,
    Stretch,
    draw_axes,
    draw_line,
    round_steps,
    upright,
)
from lcsp.web.measured.wording import number_words
from lcsp.web.showing import Head

_STEPS = 24
INSIDE, NEAR, FAR = "within the 95% limits", "outside the 95% limits", "outside the 99.8% limits"


class Point(NamedTuple):
    """An area: its name, how many children it counts (1 or more), and its share of them (0 to 1)."""

    name: str
    size: int
    share: float


def funnel_picture(name: str, caption: str, points: Sequence[Point], whole: float) -> Picture:
    """Return the picture of `points` (at least one) about the share of the whole county (0 to 1)."""
    limits = funnel_of_share(whole, [point.size for point in points])
    states = [_state(point, limit) for point, limit in zip(points, limits, strict=True)]
    drawing = Drawing(name + "-drawing", WIDTH, HEIGHT)
    across = Stretch(0, max(point.size for point in points) * 1.06, LEFT, RIGHT)
    smallest = min(point.size for point in points)
    curve = _curve(whole, smallest, int(across.most))
    values = [point.share * 100 for point in points]
    ends = [curve[0].alarm.low * 100, curve[0].alarm.high * 100]
    up = upright(min(*values, *ends), max(*values, *ends))
    draw_axes(drawing, up, "Children counted")
    for size in filter(float.is_integer, round_steps(0, across.most, 4)):
        drawing.words(across.at(size), BOTTOM + 18, f"{size:,.0f}", at="middle")
    drawing.line(LEFT, up.at(whole * 100), RIGHT, up.at(whole * 100), DEEP, 2, kind="county")
    _draw_limits(drawing, curve, across, up)
    named = _draw_points(drawing, points, states, across, up)
    outside = [state for state in states if state != INSIDE]
    county = f"{number_words(whole * 100)}%"
    told = f"{len(points)} areas about the county's {county}; {len(outside)} outside the 95% limits."
    drawn = Markup("{}{}").format(Markup(drawing.finished(caption, told)), _key(name, named))  # noqa: S704 - escaped
    heads = (Head("Area"), Head("Children", True), Head("Figure", True), Head("95% limits for its size"), Head("Where"))
    rows = [
        (point.name, f"{point.size:,}", f"{number_words(point.share * 100)}%", _limits_words(limit), state.capitalize())
        for point, limit, state in zip(points, limits, states, strict=True)
    ]
    return Picture(name, caption, drawn, heads, rows)


def _state(point: Point, limits: Limits) -> str:
    if not limits.alarm.low <= point.share <= limits.alarm.high:
        return FAR
    return INSIDE if limits.warning.low <= point.share <= limits.warning.high else NEAR


def _curve(whole: float, smallest: int, largest: int) -> list[Limits]:
    """Return the limits for sizes from a little below the smallest area to the end of the scale.

    They bend most where areas are small: the steps grow with the size.
    """
    first = max(1.0, smallest * 0.7)
    growth = (max(largest, first + 1) / first) ** (1 / _STEPS)
    return funnel_of_share(whole, [max(1, round(first * growth**step)) for step in range(_STEPS + 1)])


def _draw_limits(drawing: Drawing, curve: Sequence[Limits], across: Stretch, up: Stretch) -> None:
    for side in ("low", "high"):
        for kind, dashed in (("warning", True), ("alarm", False)):
            ends = [(across.at(one.denominator), up.at(getattr(getattr(one, kind), side) * 100)) for one in curve]
            draw_line(drawing, ends, dashed=dashed, kind=kind)


def _draw_points(
    drawing: Drawing, points: Sequence[Point], states: Sequence[str], across: Stretch, up: Stretch
) -> list[tuple[str, str]]:
    """Draw each area; return the letter and name of those outside the limits."""
    named: list[tuple[str, str]] = []
    places = [(across.at(point.size), up.at(point.share * 100)) for point in points]
    for point, state, (x, y) in sorted(zip(points, states, places, strict=True), key=lambda one: -one[0].share):
        if state == FAR:
            drawing.polygon("area", ((x - 6, y + 5), (x + 6, y + 5), (x, y - 6)), WARM)
        else:
            drawing.dot("area", x, y, DEEP if state == INSIDE else INK, filled=state == NEAR, radius=4)
        if state != INSIDE:
            letter = chr(ord("A") + len(named) % 26)
            named.append((letter, f"{point.name}, {number_words(point.share * 100)}%"))
            _draw_letter(drawing, letter, x, y, places)
    return named


def _draw_letter(drawing: Drawing, letter: str, x: float, y: float, places: Sequence[tuple[float, float]]) -> None:
    """Write the letter right of its area; where another area lies there, left of it, below it, or else above."""

    def free(left: float, right: float, above: float, below: float) -> bool:
        others = ((other - x, beside - y) for other, beside in places if (other, beside) != (x, y))
        return not any(left < across < right and above < down < below for across, down in others)

    if x <= RIGHT - 20 and free(-1, 26, -13, 13):
        drawing.words(x + 9, y + 5, letter, bold=True)
    elif free(-26, 1, -13, 13):
        drawing.words(x - 9, y + 5, letter, at="end", bold=True)
    else:
        drawing.words(x, y + 19 if free(-10, 10, -1, 26) and y < BOTTOM - 20 else y - 9, letter, at="middle", bold=True)


def _key(name: str, named: Sequence[tuple[str, str]]) -> Markup:
    """The key as lists beside the drawing, so that its words keep their size where the drawing shrinks."""
    signs = Markup(
        '<ul class="lcsp-key" aria-label="Signs"><li>Thick line: the county</li><li>Dashed: 95% limits</li>'
        "<li>Thin line: 99.8% limits</li><li>Open circle: within</li><li>Full circle: outside 95%</li>"
        "<li>Triangle: outside 99.8%</li></ul>"
    )
    listed = Markup().join(Markup("<li><strong>{}</strong> {}</li>").format(*pair) for pair in named)
    outside = Markup('<ul class="lcsp-key" id="{}-outside" aria-label="Outside the limits">{}</ul>')
    return signs + (outside.format(name, listed) if named else Markup())


def _limits_words(limits: Limits) -> str:
    return f"{number_words(limits.warning.low * 100)} to {number_words(limits.warning.high * 100)}"
