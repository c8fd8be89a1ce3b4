"""The map of tiles: one tile of equal size for each locality, where it lies among its neighbours."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from lcsp.reports.pictures.lettering import fold
from lcsp.reports.pictures.palette import INK, PAPER
from lcsp.web.drawings.marks import mark_of, sign
from lcsp.web.drawings.picture import Picture
from lcsp.web.showing import Cell, Head

WIDE, HIGH, GAP = 156, 96, 8  # of a tile, and between two, in units of the drawing
_FONTS = "system-ui, Segoe UI, Roboto, Liberation Sans, Arial, sans-serif"


class Tile(NamedTuple):
    """A locality: code of the area, name, place on the map from 1, its state in a word, figures such as "3 of 8 done".

    `address` is the page that its tile leads to. A tile without a place stands in a row of its own below the others.
    """

    code: str
    name: str
    column: int | None
    row: int | None
    state: str
    figures: tuple[str, ...]
    address: str


def tile_map(name: str, caption: str, tiles: Sequence[Tile], figure_heads: Sequence[str]) -> Picture:
    """Return the map; `figure_heads` head the columns of the tiles' figures in the table behind it.

    Every tile is a link, in the order of `tiles`. On a narrow screen the map gives way to a list of the same links.
    """
    places = _places(tiles)
    across = max((column for column, _ in places), default=1)
    down = max((row for _, row in places), default=1)
    size = f"{across * (WIDE + GAP) + GAP} {down * (HIGH + GAP) + GAP}"
    drawn = Markup().join(_tile(tile, *place) for tile, place in zip(tiles, places, strict=True))
    listed = Markup().join(_item(tile) for tile in tiles)
    states = sorted({tile.state for tile in tiles}, key=lambda state: mark_of(state).colour)
    drawing = Markup(
        '<svg class="lcsp-tiles" xmlns="http://www.w3.org/2000/svg" role="group" viewBox="0 0 {size}" '
        'aria-label="{caption}" font-family="{fonts}"><defs>{hatchings}</defs>{drawn}</svg>'
        '<ul class="lcsp-tile-list">{listed}</ul>'
    ).format(size=size, caption=caption, fonts=_FONTS, hatchings=_hatchings(states), drawn=drawn, listed=listed)
    heads = (Head("Locality"), Head("State"), *map(Head, figure_heads))
    rows = tuple((Cell(tile.name, tile.address), Cell("", status=tile.state), *tile.figures) for tile in tiles)
    return Picture(name, caption, drawing, heads, rows)


def _places(tiles: Sequence[Tile]) -> list[tuple[int, int]]:
    """The column and row of every tile; one without a place, or whose place is taken, goes below."""
    known = {(tile.column, tile.row) for tile in tiles if tile.column and tile.row}
    across = max((column for column, _ in known if column), default=6)
    below = max((row for _, row in known if row), default=0)
    found: list[tuple[int, int]] = []
    taken: set[tuple[int, int]] = set()
    loose = 0
    for tile in tiles:
        place = (tile.column or 0, tile.row or 0)
        if not all(place) or place in taken:
            place = (loose % across + 1, below + 1 + loose // across)
            loose += 1
        taken.add(place)
        found.append(place)
    return found


def _tile(tile: Tile, column: int, row: int) -> Markup:
    """One tile: a band in the fill of its state, name, sign and word of the state, and the first figure."""
    left, top = GAP + (column - 1) * (WIDE + GAP), GAP + (row - 1) * (HIGH + GAP)
    mark = mark_of(tile.state)
    lines = fold(tile.name, WIDE - 30, most=2, bold=True)
    said = ", ".join((tile.name, tile.state, *tile.figures))
    box = f'x="{left}" y="{top}" width="{WIDE}" height="{HIGH}"'
    text = left + 20
    words = "".join(_text(text, top + 20 + 16 * number, line, "name") for number, line in enumerate(lines))
    words += _text(text + 16, top + 64, tile.state.capitalize(), "state")
    if tile.figures:
        words += _text(text, top + 84, fold(tile.figures[0], WIDE - 28, most=1)[0], "figure")
    fill = f"url(#hatching{mark.fill.colour[1:]})" if mark.fill.hatched else mark.fill.colour
    return Markup(  # noqa: S704 - numbers, our own colours, and what _text and escape have made harmless
        f'<a href="{escape(tile.address)}" aria-label="{escape(said)}">'
        f'<rect class="ring" {box} fill="none" stroke="{PAPER}" stroke-width="14"/>'
        f'<rect class="tile" {box} fill="{PAPER}" stroke="{INK}" stroke-width="1.5"/>'
        f'<rect x="{left + 1}" y="{top + 1}" width="11" height="{HIGH - 2}" fill="{fill}"/>'
        f"{sign(tile.state, text + 5, top + 59)}{words}</a>"
    )


def _text(x: float, baseline: float, words: str, kind: str) -> str:
    weight = ' font-weight="bold"' if kind == "name" else ""
    return f'<text class="{kind}" x="{x:g}" y="{baseline:g}" font-size="14" fill="{INK}"{weight}>{escape(words)}</text>'


def _item(tile: Tile) -> Markup:
    """The same in the list."""
    figures = "; ".join(tile.figures)
    return Markup('<li><a class="govuk-link" href="{}">{}</a> <strong>{}</strong> {}</li>').format(
        tile.address, tile.name, tile.state.capitalize(), figures
    )


def _hatchings(states: Sequence[str]) -> Markup:
    """The patterns that the bands are filled with."""
    colours = sorted({mark_of(state).fill.colour for state in states if mark_of(state).fill.hatched})
    return Markup().join(
        Markup(
            '<pattern id="hatching{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect width="6" height="6" fill="{}"/><rect width="3" height="6" fill="{}"/></pattern>'
        ).format(colour[1:], PAPER, colour)
        for colour in colours
    )
