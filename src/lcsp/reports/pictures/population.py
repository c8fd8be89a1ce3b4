"""Population by area and age band: stacked bars, with bands that overlap the others told apart."""

from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.places import AgeBand, Area, BandRole, Population
from lcsp.reports.document import Figure
from lcsp.reports.pictures.amounts import amount_columns, counted, listed, number_cell
from lcsp.reports.pictures.drawing import MARGIN, Drawing, Scale, Sign, draw_key, key_rows, sheet_width
from lcsp.reports.pictures.lettering import LINE, fold, width_of
from lcsp.reports.pictures.palette import INK, PAPER, STACK, Fill
from lcsp.reports.tables import Column, Row, RowKind, Table
from lcsp.whole_plan import WholePlan

NAME = "population-picture"
_TITLE = "Children and young people by area and age"
_WIDTH = 660.0  # so that most bars have room for the numbers of their parts
_NAMES, _BARS = 180.0, 200.0
_HIGH = 18.0
_GAP = 1.5  # of white between the parts of a bar, so that they part without colour


class _Bands(NamedTuple):
    """The age bands by their role."""

    whole: AgeBand | None
    parts: tuple[AgeBand, ...]
    overlapping: tuple[AgeBand, ...]


class _Place(NamedTuple):
    """One area with its counts by band code."""

    area: Area
    counts: dict[str, int]
    lines: tuple[str, ...]
    total: int

    @property
    def high(self) -> float:
        return LINE * len(self.lines) + 8


def build_population_picture(plan: WholePlan) -> Figure | None:
    """Stacked bars for every smallest area, the most populous first; None where nothing can be stacked.

    An area whose parts are drawn is told in words: its bar would dwarf theirs. Bands that overlap others are never
    stacked: the first is written beside the bars, further ones stand in the table only, and the picture says so.
    """
    bands = _bands(plan)
    counts: dict[str, dict[str, int]] = {}
    for row in plan.all(Population):
        counts.setdefault(row.area, {})[row.band] = row.number
    areas = [area for area in plan.all(Area) if area.code in counts]
    above = _areas_above(plan, set(counts))
    shown = [_place(area, counts[area.code], bands) for area in areas if area.code not in above]
    places = sorted((place for place in shown if place.total), key=lambda place: -place.total)
    if not places or not bands.parts:
        return None
    wider = [_place(area, counts[area.code], bands) for area in areas if area.code in above]
    alternative = _alternative(places, wider, bands)
    svg = _draw(places, wider, bands).finished(_TITLE, alternative)
    return Figure(_TITLE, NAME, svg, alternative, _table(areas, counts, above, bands))


def _bands(plan: WholePlan) -> _Bands:
    by_role = {role: tuple(band for band in plan.all(AgeBand) if band.role is role) for role in BandRole}
    whole = by_role[BandRole.TOTAL]
    return _Bands(whole[0] if whole else None, by_role[BandRole.PART], by_role[BandRole.OVERLAPPING])


def _areas_above(plan: WholePlan, counted_areas: set[str]) -> set[str]:
    """The codes of the areas that have parts with a population of their own."""
    parents = {area.code: area.parent for area in plan.all(Area)}
    above: set[str] = set()
    for code in counted_areas:
        parent = parents.get(code)
        while parent and parent not in above:
            above.add(parent)
            parent = parents.get(parent)
    return above


def _place(area: Area, counts: dict[str, int], bands: _Bands) -> _Place:
    summed = sum(counts.get(band.code, 0) for band in bands.parts)
    whole = counts.get(bands.whole.code) if bands.whole else None
    return _Place(area, counts, fold(area.name, _NAMES), summed if whole is None else whole)


def _ages(band: AgeBand) -> str:
    return f"{band.least_age} to {band.greatest_age}"


def _label(place: _Place, bands: _Bands) -> str:
    """The total and, where there is one, the overlapping band."""
    beside = place.counts.get(bands.overlapping[0].code) if bands.overlapping else None
    return f"{place.total:,}" + ("" if beside is None else f" ({beside:,})")


def _missing(place: _Place, bands: _Bands) -> list[AgeBand]:
    return [band for band in bands.parts if band.code not in place.counts]


def _draw(places: list[_Place], wider: list[_Place], bands: _Bands) -> Drawing:
    values = max(width_of(_label(place, bands)) for place in places)
    body = sum(place.high for place in places)
    told = _told(places, wider, bands)
    width = sheet_width(body + 70 + 36 * len(told), max(_WIDTH, _NAMES + _BARS + values + 30))
    signs: list[tuple[Sign | None, str]] = [
        (_sign(STACK[number % len(STACK)]), f"aged {_ages(band)}") for number, band in enumerate(bands.parts)
    ]
    beside = f" (of them aged {_ages(bands.overlapping[0])})" if bands.overlapping else ""
    key = key_rows(width, [*signs, (None, f"at the end: all{beside}")])
    notes = [fold(text, width - 2 * MARGIN) for text in told]
    drawing = Drawing(NAME, width, body + 21 * len(key) + sum(LINE * len(lines) + 3 for lines in notes) + 20)
    top = draw_key(drawing, 2, key) + 4
    longest = max(max(place.total, sum(place.counts.get(b.code, 0) for b in bands.parts)) for place in places)
    scale = Scale((Decimal(0), Decimal(longest)), MARGIN + _NAMES + 10, width - values - 16)
    drawing.line(scale.at(Decimal(0)), top, scale.at(Decimal(0)), top + body, INK)
    for place in places:
        _draw_place(drawing, place, bands, top + place.high / 2, scale)
        top += place.high
    for lines in notes:
        top += LINE * len(lines) + 3
        drawing.lines(MARGIN, top + 6 - LINE * len(lines) / 2, lines)
    return drawing


def _draw_place(drawing: Drawing, place: _Place, bands: _Bands, middle: float, scale: Scale) -> None:
    drawing.lines(MARGIN, middle, place.lines)
    drawing.lines(drawing.width - MARGIN, middle, (_label(place, bands),), at="end")
    parts: list[tuple[float, float, Fill, str]] = []
    before = Decimal(0)
    for number, band in enumerate(bands.parts):
        count = place.counts.get(band.code, 0)
        parts.append((scale.at(before), scale.at(before + count), STACK[number % len(STACK)], f"{count:,}"))
        before += count
    roomy = all(width_of(shown) + 6 <= right - left and not fill.hatched for left, right, fill, shown in parts)
    for left, right, fill, shown in parts:
        drawing.box("part", left, middle - _HIGH / 2, right - left, _HIGH, fill)
        drawing.line(right, middle - _HIGH / 2, right, middle + _HIGH / 2, PAPER, _GAP)
        if roomy:
            drawing.words((left + right) / 2, middle + 5, shown, at="middle", colour=fill.words)


def _told(places: list[_Place], wider: list[_Place], bands: _Bands) -> list[str]:
    """What the bars cannot show, in words under them."""
    told = [f"{place.area.name} in all: {_label(place, bands)}" for place in wider]
    lacking = [place.area.name for place in places if _missing(place, bands)]
    if lacking:
        told.append(f"A band is missing for {listed(lacking, 6)}.")
    if bands.overlapping:
        left_out = listed(f"aged {_ages(band)}" for band in bands.overlapping)
        told.append(f"Children {left_out} are in the other bands already, so they have no part of the bars.")
    return told


def _sign(fill: Fill) -> Sign:
    return lambda drawing, x, y: drawing.box("key", x - 8, y - 6, 16, 12, fill)


def _table(areas: list[Area], counts: dict[str, dict[str, int]], above: set[str], bands: _Bands) -> Table:
    columns = [band for band in (bands.whole, *bands.parts, *bands.overlapping) if band]
    heads = amount_columns(*(f"Aged {_ages(band)}" for band in columns))
    rows = tuple(
        Row(
            (area.name, *(number_cell(counts[area.code].get(band.code)) for band in columns)),
            RowKind.TOTAL if area.code in above else RowKind.LINE,
        )
        for area in areas
    )
    return Table(f"{_TITLE}: the numbers", f"{NAME}-data", (Column("Area", row_header=True), *heads), rows)


def _alternative(places: list[_Place], wider: list[_Place], bands: _Bands) -> str:
    most, least = places[0], places[-1]
    words = [f"Bars for {counted(len(places), 'area')}, the most populous first, each in {_in_bands(bands)}."]
    words.append(f"The largest is {most.area.name} with {most.total:,} children and young people.")
    if len(places) > 1:
        words.append(f"The smallest is {least.area.name} with {least.total:,}.")
    widest = [(sum(place.counts.get(band.code, 0) for place in places), band) for band in bands.parts]
    if len(widest) > 1:
        each = listed(f"{count:,} are aged {_ages(band)}" for count, band in widest)
        words.append(f"In all areas drawn, {each}.")
    return " ".join([*words, *(f"{text.removesuffix('.')}." for text in _told(places, wider, bands))])


def _in_bands(bands: _Bands) -> str:
    return f"{counted(len(bands.parts), 'part')} (ages {listed(map(_ages, bands.parts))})"
