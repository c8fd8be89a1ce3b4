"""One drawing: marks and words put on a sheet, written out as SVG 1.1 that needs nothing but itself."""

import math
from collections.abc import Callable, Iterable
from decimal import Decimal
from xml.sax.saxutils import escape, quoteattr

from lcsp.reports.pictures.lettering import LINE, SIZE, fold, width_of
from lcsp.reports.pictures.palette import INK, MID, PAPER, Fill
from lcsp.reports.words import printable

WIDTH = 560.0  # of an ordinary drawing: its words come out at the size of the text on paper and on a screen
TALLEST = 1.36  # height to width; more would not fit on a page of A4 under a caption
MARGIN = 4.0
_FONTS = "Source Sans Pro, Arial, sans-serif"


def sheet_width(height: float, least: float = WIDTH) -> float:
    """The width that a drawing of this height needs so that it fits on a page."""
    return max(least, height / TALLEST)


class Scale:
    """Leads values from `least` to `most` onto the stretch from `left` to `right`."""

    def __init__(self, values: Iterable[Decimal], left: float, right: float) -> None:
        known = tuple(values) or (Decimal(0),)
        self._least, self._span = min(known), max(known) - min(known)
        self._left, self._room = left, right - left

    def at(self, value: Decimal) -> float:
        """The place of `value`; the middle where all values are the same."""
        share = float((value - self._least) / self._span) if self._span else 0.5
        return self._left + self._room * share


class Drawing:
    """A sheet of the given size; `name` is the anchor of its figure and keeps its inner ids apart from others'."""

    def __init__(self, name: str, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._name = name
        self._marks: list[str] = []
        self._hatchings: dict[str, str] = {}

    def box(self, kind: str, left: float, top: float, wide: float, high: float, fill: Fill | str) -> None:
        """A filled box; `kind` says what its length shows."""
        place = f"x={_n(left)} y={_n(top)} width={_n(wide)} height={_n(high)}"
        self._marks.append(f"<rect class={quoteattr(kind)} {place} fill={quoteattr(self._paint(fill))}/>")

    def outline(
        self, kind: str, left: float, top: float, wide: float, high: float, colour: str, *,
        fill: str = "none", dashed: bool = False,
    ) -> None:  # fmt: skip
        """An outlined box, dashed where something is missing."""
        place = f"x={_n(left)} y={_n(top)} width={_n(wide)} height={_n(high)}"
        dashes = ' stroke-dasharray="5 3"' if dashed else ""
        style = f'fill="{fill}" stroke="{colour}" stroke-width="1.5"{dashes}'
        self._marks.append(f"<rect class={quoteattr(kind)} {place} {style}/>")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, colour: str = MID, thick: float = 1, *,
        dashed: bool = False, kind: str = "line",
    ) -> None:  # fmt: skip
        """A straight line."""
        dashes = ' stroke-dasharray="5 3"' if dashed else ""
        self._marks.append(
            f"<line class={quoteattr(kind)} x1={_n(x1)} y1={_n(y1)} x2={_n(x2)} y2={_n(y2)} "
            f'stroke="{colour}" stroke-width={_n(thick)}{dashes}/>'
        )

    def dot(self, kind: str, x: float, y: float, colour: str, *, filled: bool = True, radius: float = 5) -> None:
        """A round mark, filled or open."""
        inside = colour if filled else PAPER
        self._marks.append(
            f"<circle class={quoteattr(kind)} cx={_n(x)} cy={_n(y)} r={_n(radius)} "
            f'fill="{inside}" stroke="{colour}" stroke-width="2"/>'
        )

    def polygon(self, kind: str, corners: Iterable[tuple[float, float]], colour: str, *, filled: bool = True) -> None:
        """A mark with corners."""
        points = " ".join(f"{_plain(x)},{_plain(y)}" for x, y in corners)
        inside = colour if filled else "none"
        self._marks.append(
            f'<polygon class={quoteattr(kind)} points="{points}" fill="{inside}" stroke="{colour}" stroke-width="2"/>'
        )

    def words(
        self, x: float, baseline: float, text: str, *, at: str = "start", bold: bool = False, colour: str = INK
    ) -> None:
        """One line of words that starts, ends or has its middle (`at`) at `x`."""
        weight = ' font-weight="bold"' if bold else ""
        anchor = f' text-anchor="{at}"' if at != "start" else ""
        self._marks.append(
            f'<text x={_n(x)} y={_n(baseline)} font-size={_n(SIZE)} font-family="{_FONTS}"{weight}{anchor} '
            f'fill="{colour}">{escape(printable(text))}</text>'
        )

    def lines(self, x: float, middle: float, texts: tuple[str, ...], *, at: str = "start", bold: bool = False) -> None:
        """Lines of words whose block has its middle at the height `middle`."""
        first = middle - LINE * (len(texts) - 1) / 2 + SIZE * 0.35
        for number, text in enumerate(texts):
            self.words(x, first + number * LINE, text, at=at, bold=bold)

    def finished(self, title: str, description: str) -> str:
        """The SVG text."""
        name, size = self._name, f"{_plain(self.width)} {_plain(self.height)}"
        hatchings = "".join(self._hatchings.values())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" role="img" viewBox="0 0 {size}" '
            f"width={_n(self.width)} height={_n(self.height)} "
            f'aria-labelledby="{name}-title {name}-description">'
            f'<title id="{name}-title">{escape(printable(title))}</title>'
            f'<desc id="{name}-description">{escape(printable(description))}</desc>'
            + (f"<defs>{hatchings}</defs>" if hatchings else "")
            + f'<rect class="sheet" x="0" y="0" width={_n(self.width)} height={_n(self.height)} fill="{PAPER}"/>'
            + "".join(self._marks)
            + "</svg>\n"
        )

    def _paint(self, fill: Fill | str) -> str:
        """What the attribute `fill` says; a hatching is defined once."""
        if isinstance(fill, str) or not fill.hatched:
            return fill if isinstance(fill, str) else fill.colour
        known = f"{self._name}-hatching-{fill.colour.removeprefix('#')}"
        self._hatchings[known] = (
            f'<pattern id="{known}" width="6" height="6" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{PAPER}"/>'
            f'<rect width="3" height="6" fill="{fill.colour}"/></pattern>'
        )
        return f"url(#{known})"


Sign = Callable[[Drawing, float, float], None]  # draws a sample of a mark, its middle at the given place
_SIGN_ROOM = 24.0


def key_rows(width: float, entries: Iterable[tuple[Sign | None, str]]) -> list[list[tuple[float, Sign | None, str]]]:
    """The entries of a key in rows that fit into `width`, each with its place from the left."""
    rows: list[list[tuple[float, Sign | None, str]]] = [[]]
    x = MARGIN
    for sign, text in entries:
        indent = _SIGN_ROOM if sign else 0
        short = fold(text, width - 2 * MARGIN - indent, most=1)[0]
        needed = indent + width_of(short)
        if rows[-1] and x + needed > width - MARGIN:
            rows.append([])
            x = MARGIN
        rows[-1].append((x, sign, short))
        x += needed + 16
    return rows


def draw_key(drawing: Drawing, top: float, rows: list[list[tuple[float, Sign | None, str]]]) -> float:
    """Draw the rows of a key from `top` downwards; return where they end."""
    for row in rows:
        for x, sign, text in row:
            if sign:
                sign(drawing, x + 8, top + 9)
            drawing.words(x + (_SIGN_ROOM if sign else 0), top + 14, text)
        top += LINE + 4
    return top


def _plain(value: float) -> str:
    """The number in at most two decimals; ValueError for what is no number."""
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be drawn")
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")  # + 0.0 makes -0.0 a plain 0


def _n(value: float) -> str:
    return f'"{_plain(value)}"'
