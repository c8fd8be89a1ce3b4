"""The people whom the plan serves: population by area and age band, and areas that belonged to groups."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.places import AgeBand, Area, BandRole, Membership, Population
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Fact,
    Notes,
    naming_fact,
    number_fact,
    record_name,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.wording import day_words, decimals_of, number_words, sentence
from lcsp.reports.tables import Align, Cell, Column, RowKind, Share, Table
from lcsp.whole_plan import WholePlan

_Counts = dict[tuple[str, str], Population]


class _Band(NamedTuple):
    """An age band that is counted, with its ages in words."""

    code: str
    ages: str
    role: BandRole
    note: str


class _Line(NamedTuple):
    """A row of the population table."""

    area: str
    kind: RowKind
    parts: tuple[str, ...]


def build_population(index: Index) -> list[Block]:
    """Return the population table and the memberships of areas, as far as the plan has them."""
    blocks: list[Block] = []
    if index.plan.all(Population):
        blocks.append(_population_table(index))
    if index.plan.all(Membership):
        blocks.append(_membership_table(index))
    return blocks


def _population_table(index: Index) -> Table:
    counts = {(row.area, row.band): row for row in index.plan.all(Population)}
    notes = Notes()
    facts: list[Fact[_Line]] = [naming_fact("Area", lambda line: _area_cell(index, notes, line.area))]
    bands = _bands(index.plan, counts)
    whole = next((band.code for band in bands if band.role is BandRole.TOTAL), "")
    for band in bands:
        facts += _band_facts(band, counts, whole)
    overlapping = [band for band in bands if band.role is BandRole.OVERLAPPING]
    general = [
        f"{band.ages} overlap the other bands: these numbers must not be added to them. {sentence(band.note)}".strip()
        for band in overlapping
    ]
    general += sorted({f"Counted on {day_words(row.as_at)}." for row in counts.values() if row.as_at})
    return record_table(
        "Children and young people by area and age",
        index.anchor("table", "population"),
        _lines(index.plan, {area for area, _ in counts}),
        facts,
        kind=lambda line: line.kind,
        key=lambda line: line.area,
        parts=lambda line: line.parts,
        record=lambda line: record_name(index.plan.find_own(Area, line.area)),
        notes=notes,
        general=general,
    )


def _bands(plan: WholePlan, counts: _Counts) -> list[_Band]:
    """Return the bands counted: totals, then parts, then those that overlap; a band that is not described is a part."""
    described = [_Band(band.code, _ages(band), band.role, band.note) for band in plan.all(AgeBand)]
    known = {band.code for band in described}
    others = dict.fromkeys(code for _, code in counts if code not in known)
    bands = described + [_Band(code, code, BandRole.PART, "") for code in others]
    used = {code for _, code in counts}
    return sorted((band for band in bands if band.code in used), key=lambda band: list(BandRole).index(band.role))


def _ages(band: AgeBand) -> str:
    return f"Ages {band.least_age} to {band.greatest_age}"


def _band_facts(band: _Band, counts: _Counts, whole: str) -> Iterator[Fact[_Line]]:
    """Yield the columns of a band; `whole` is the code of the band of which the others are shares."""
    group = f"{band.ages} (overlapping)" if band.role is BandRole.OVERLAPPING else band.ages
    shares = [row.share for (_, code), row in counts.items() if code == band.code and row.share is not None]
    decimals = decimals_of(shares)

    def number(line: _Line) -> Cell | None:
        row = counts.get((line.area, band.code))
        return Cell(f"{row.number:,}", row.number, record=record_name(row)) if row else None

    def share(line: _Line) -> Cell | None:
        row = counts.get((line.area, band.code))
        return _share_cell(row.share, decimals) if row and row.share is not None else None

    if shares:
        yield number_fact("Number", number, group=group, key=band.code)
        working = Share(band.code, whole) if whole else None
        yield Fact(Column("Share of all", Align.RIGHT, "%", group, working=working, adds_up=False), share)
    else:
        yield number_fact(group, number, key=band.code)


def _share_cell(share: Decimal, decimals: int) -> Cell:
    return Cell(number_words(share, decimals), share)


def _area_cell(index: Index, notes: Notes, code: str) -> Cell:
    area = index.plan.find(Area, code)
    aliases = f"Also called {', '.join(area.aliases)}." if area and area.aliases else ""
    return Cell(index.name("area", code), note=notes.marker(aliases, sentence(area.note) if area else ""))


def _lines(plan: WholePlan, areas: set[str]) -> list[_Line]:
    """Return the areas with a population in the plan's order, each whole after its parts."""
    parents = {area.code: area.parent for area in plan.all(Area)}
    order = [code for code in (*parents, *sorted(areas - parents.keys())) if code in areas]
    parts: dict[str | None, list[str]] = {}
    for code in order:
        parts.setdefault(parents.get(code), []).append(code)
    lines: dict[str, _Line] = {}
    begun: set[str] = set()

    def add(code: str, whole: RowKind) -> None:
        if code in begun:
            return
        begun.add(code)
        for part in parts.get(code, ()):
            add(part, RowKind.SUBTOTAL)
        within = tuple(part for part in parts.get(code, ()) if part in lines)
        lines[code] = _Line(code, whole if code in parts else RowKind.LINE, within)

    # Areas that are parts of each other have no top: they come last, and once.
    for code in [code for code in order if parents.get(code) not in areas] + order:
        add(code, RowKind.TOTAL)
    return list(lines.values())


def _membership_table(index: Index) -> Table:
    notes = Notes()
    facts: list[Fact[Membership]] = [
        naming_fact("Area", lambda row: Cell(index.name("area", row.area), note=notes.marker(sentence(row.note)))),
        words_fact("Belongs to", lambda row: _area_cell(index, notes, row.whole)),
        words_fact("From", lambda row: day_words(row.starts)),
        words_fact("Until", lambda row: day_words(row.ends)),
    ]
    anchor = index.anchor("table", "memberships")
    return record_table("Areas that belong to a group", anchor, index.plan.all(Membership), facts, notes=notes)
