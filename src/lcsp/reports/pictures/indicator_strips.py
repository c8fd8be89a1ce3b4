"""The strips of the indicators' picture: each a line with three marks, the values in words, and a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lcsp.partnership.performance import Basis, Polarity
from lcsp.reports.pictures.drawing import MARGIN, WIDTH, Drawing, Scale, Sign, draw_key, key_rows, sheet_width
from lcsp.reports.pictures.lettering import LINE, fold, width_of
from lcsp.reports.pictures.palette import DEEP, INK, MID, WARM

if TYPE_CHECKING:
    from lcsp.reports.pictures.indicators import Series

_ORDER = (Basis.ACTUAL, Basis.ESTIMATE, Basis.TARGET)
_NAMES, _STRIP = 200.0, 300.0
_AXIS = 20.0  # how much height the line with its marks takes


def draw_strips(name: str, series: list[Series], left_out: int) -> Drawing:
    """The whole picture."""
    cell = max(width_of(each.shown(basis)) for each in series for basis in _ORDER) + 34
    least = max(WIDTH, _NAMES + 30 + max(_STRIP, 3 * cell))
    tall = sum(_high(each, least - _NAMES - 30) for each in series)
    width = sheet_width(tall + 90, least)
    left = MARGIN + _NAMES + 16
    heights = [_high(each, width - MARGIN - left) for each in series]
    key = key_rows(width, _key(series))
    drawing = Drawing(name, width, sum(heights) + 21 * len(key) + (21 if left_out else 0) + 10)
    top = draw_key(drawing, 2, key) + 2
    for each, high in zip(series, heights, strict=True):
        drawing.line(MARGIN, top, width - MARGIN, top)
        _draw(drawing, each, left, top + 4)
        top += high
    if left_out:
        drawing.line(MARGIN, top, width - MARGIN, top)
        drawing.words(MARGIN, top + 18, f"Indicators of the plan without any figure: {left_out}")
    return drawing


def _name_lines(each: Series) -> tuple[str, ...]:
    return fold(each.name, _NAMES, 4)


def _verdict_lines(each: Series, room: float) -> tuple[str, ...]:
    verdict = f"; {each.verdict}" if each.verdict else ""
    return fold(f"{each.direction}{verdict}", room, 2, bold=each.worse)


def _high(each: Series, room: float) -> float:
    return max(LINE * len(_name_lines(each)), _AXIS + LINE + LINE * len(_verdict_lines(each, room))) + 9


def _draw(drawing: Drawing, each: Series, left: float, top: float) -> None:
    names = _name_lines(each)
    drawing.lines(MARGIN, top + LINE * len(names) / 2, names)
    right = drawing.width - MARGIN
    _draw_axis(drawing, each, left, right, top + _AXIS / 2)
    cell = (right - left) / 3
    for number, basis in enumerate(_ORDER):
        x = left + number * cell
        if each.value(basis) is not None:
            _SIGNS[basis](drawing, x + 8, top + _AXIS + 8)
        drawing.words(x + 20, top + _AXIS + 13, each.shown(basis))
    lines = _verdict_lines(each, right - left)
    drawing.lines(left, top + _AXIS + LINE + LINE * len(lines) / 2, lines, bold=each.worse)


def _draw_axis(drawing: Drawing, each: Series, left: float, right: float, y: float) -> None:
    """The line, an arrow head at its good end, and the marks; dashed where no value is known."""
    values = {basis: value for basis in _ORDER if (value := each.value(basis)) is not None}
    drawing.line(left + 10, y, right - 10, y, MID, 1.5, dashed=not values)
    if each.polarity is Polarity.HIGH:
        drawing.polygon("good", ((right - 10, y - 5), (right, y), (right - 10, y + 5)), INK)
    if each.polarity is Polarity.LOW:
        drawing.polygon("good", ((left + 10, y - 5), (left, y), (left + 10, y + 5)), INK)
    scale = Scale(values.values(), left + 26, right - 26)
    if each.worse and each.now:
        drawing.line(
            scale.at(values[each.now]), y, scale.at(values[Basis.TARGET]), y, WARM, 5, dashed=True, kind="worse"
        )
    for basis, value in values.items():
        if basis is Basis.TARGET:
            _diamond(drawing, "target", scale.at(value), y, WARM)
        else:
            filled = basis is Basis.ESTIMATE
            drawing.dot(basis.value, scale.at(value), y, DEEP if filled else INK, filled=filled, radius=4.5)


def _diamond(drawing: Drawing, kind: str, x: float, y: float, colour: str) -> None:
    """Open, and wider than a dot, so that a dot of the same value is seen inside it."""
    drawing.polygon(kind, ((x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)), colour, filled=False)


def _key(series: list[Series]) -> list[tuple[Sign | None, str]]:
    """What the marks mean, with the years where all indicators have the same."""
    entries: list[tuple[Sign | None, str]] = []
    names = {Basis.ACTUAL: "last actual", Basis.ESTIMATE: "estimate", Basis.TARGET: "target"}
    for basis in _ORDER:
        years = {each.figures[basis].column.label for each in series if basis in each.figures}
        entries.append((_SIGNS[basis], f"{names[basis]}{f' {years.pop()}' if len(years) == 1 else ''}"))
    if any(each.worse for each in series):
        entries.append((_sign_worse, "to a worse target"))
    return [*entries, (_sign_good, "the good end"), (None, "each strip has its own scale")]


def _sign_actual(drawing: Drawing, x: float, y: float) -> None:
    drawing.dot("key", x, y, INK, filled=False, radius=4.5)


def _sign_estimate(drawing: Drawing, x: float, y: float) -> None:
    drawing.dot("key", x, y, DEEP, radius=4.5)


def _sign_target(drawing: Drawing, x: float, y: float) -> None:
    drawing.polygon("key", ((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), WARM, filled=False)


def _sign_worse(drawing: Drawing, x: float, y: float) -> None:
    drawing.line(x - 8, y, x + 10, y, WARM, 5, dashed=True, kind="key")


def _sign_good(drawing: Drawing, x: float, y: float) -> None:
    drawing.line(x - 8, y, x, y, MID, 1.5)
    drawing.polygon("key", ((x, y - 5), (x + 9, y), (x, y + 5)), INK)


_SIGNS: dict[Basis, Sign] = {
    Basis.ACTUAL: _sign_actual, Basis.ESTIMATE: _sign_estimate, Basis.TARGET: _sign_target,
}  # fmt: skip
