"""Reads population tables: areas down, age bands across, numbers and their shares."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lcsp.files.documents.content import Row
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import Header, row_words
from lcsp.files.documents.sited import SitedTable
from lcsp.files.documents.values import read_number
from lcsp.partnership.places import AgeBand, Area, AreaKind, BandRole, Population

TAKEN_FOR = "population by area and age"
_AGES = re.compile(r"(?<![\d/])(\d{1,2})\s?(?:-|–|to)\s?(\d{1,2})(?![\d/])")
_SHARE = re.compile(r"%|per ?cent|\bshare\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotals?\b|\bcounty\b|\ball areas\b", re.IGNORECASE)
_ANY_PLACE = re.compile(r"(?:the )?(?:county|borough|city|district|whole|area|authority|council)s?", re.IGNORECASE)
_SEARCHED = 3


class _Band(NamedTuple):
    """A band of ages with the columns of its numbers and shares."""

    ages: tuple[int, int]
    number: int
    share: int | None


def fits(table: SitedTable) -> Header | None:
    """Return the header of a population table, or None: at least two age bands across, and areas with whole numbers."""
    rows = table.table.rows
    for index in range(min(_SEARCHED, len(rows) - 2)):
        bands = _bands(rows[: index + 1])
        body = rows[index + 1 :]
        if len(bands) > 1 and _has_figures(body[0], bands) and _has_figures(body[-1], bands):
            names = tuple(cell.text for cell in rows[index].cells)
            return Header(index, {"name": (0,)}, names, _carried(rows[: index + 1]))
    return None


def _carried(rows: Sequence[Row]) -> tuple[str, ...]:
    """Return every column's words in `rows`; above the last row, a cell holds for the blanks to its right."""
    carried = [""] * len(rows[0].cells)
    for index, row in enumerate(rows):
        last = ""
        for column in range(len(carried)):
            last = row.text(column) or (last if index < len(rows) - 1 else "")
            carried[column] = f"{carried[column]} {last}".strip()
    return tuple(carried)


def _bands(rows: Sequence[Row]) -> list[_Band]:
    """Return the age bands that the header `rows` name; the first column of each is its number."""
    bands: dict[tuple[int, int], _Band] = {}
    last = len(rows) - 1
    for column, words in enumerate(_carried(rows)):
        own = rows[last].text(column)
        found = _AGES.search(words)
        if column == 0 or not found or int(found[1]) >= int(found[2]):
            continue
        ages = (int(found[1]), int(found[2]))
        if ages not in bands and not (last and _SHARE.search(own)):
            bands[ages] = _Band(ages, column, None)
        elif ages in bands and _SHARE.search(own or words) and bands[ages].share is None:
            bands[ages] = bands[ages]._replace(share=column)
    return list(bands.values())


def _has_figures(row: Row, bands: Sequence[_Band]) -> bool:
    return bool(row.text(0)) and all(_whole(row.own(band.number)) is not None for band in bands)


def _whole(text: str) -> int | None:
    try:
        number = read_number(text)
    except ValueError:
        return None
    return None if number is None or number != int(number) or "%" in text or number < 0 else int(number)


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add the bands, the areas and their population; the row of the total is the area that holds the others."""
    bands = _bands(table.table.rows[: header.row + 1])
    codes = _add_bands(bands, draft, tally)
    rows = table.table.rows[header.row + 1 :]
    whole = next((row for row in reversed(rows) if _TOTAL.search(row.text(0))), None)
    parent = _add_whole(whole, draft, tally)
    for row in rows:
        tally.rows += 1
        if not row.text(0):
            tally.puzzle(row.place, "a row without an area", row_words(row))
            continue
        area = parent if row is whole else _add_area(row, parent, draft, tally)
        for band in bands:
            number = _whole(row.own(band.number))
            if area and number is not None:
                share = row.own(band.share) if band.share is not None else ""
                draft.add(Population, tally, row.place, area=area, band=codes[band.ages], number=number, share=share)
            else:
                tally.puzzle(row.place, "no whole number of people", row_words(row))


def _add_bands(bands: Sequence[_Band], draft: Draft, tally: Tally) -> dict[tuple[int, int], str]:
    """Add the age bands and return their codes; the widest is the total, those that part it add up."""
    widest = max(bands, key=lambda band: band.ages[1] - band.ages[0]).ages
    covers = all(widest[0] <= band.ages[0] and band.ages[1] <= widest[1] for band in bands)
    parts = _parts(widest, [band.ages for band in bands if band.ages != widest]) if covers else []
    codes = {}
    for band in bands:
        code = f"ages-{band.ages[0]}-{band.ages[1]}"
        part = BandRole.PART if band.ages in parts or not covers else BandRole.OVERLAPPING
        role = BandRole.TOTAL if covers and band.ages == widest else part
        if not draft.find(AgeBand, code=code):
            draft.add(
                AgeBand, tally, tally.place, code=code, least_age=band.ages[0], greatest_age=band.ages[1], role=role
            )
        codes[band.ages] = code
    if not covers or not parts:
        tally.doubt("no bands of the table make up its widest one: see the column role of the age bands")
    return codes


def _parts(widest: tuple[int, int], bands: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the bands that follow each other from the youngest to the oldest age of the widest; none if none do."""
    ways: list[list[tuple[int, int]]] = [[]]
    while ways:
        way = ways.pop()
        reached = way[-1][1] + 1 if way else widest[0]
        if reached > widest[1]:
            return way
        ways.extend([*way, band] for band in bands if band[0] == reached)
    return []


def _add_whole(row: Row | None, draft: Draft, tally: Tally) -> str | None:
    """Add the area that the total is of, and return its code."""
    if row is None:
        tally.doubt("no row of the table is a total")
        return None
    name = re.sub(r"\(?\b(?:grand )?totals?\b\)?(?: for| of)?", " ", row.text(0), flags=re.IGNORECASE)
    name = " ".join(name.split()).strip(" -–:")
    name = place_of(draft.organisation) or name if not name or _ANY_PLACE.fullmatch(name) else name
    draft.county = _area(name, AreaKind.COUNTY, None, draft, tally, row.place) or ""
    return draft.county or None


def place_of(organisation: str) -> str:
    """Return the place that a council is named for: "Westmorland" for "Westmorland County Council"."""
    words = r"\b(?:county|city|borough|district|metropolitan|unitary|london|royal|council|authority|of)\b"
    return " ".join(re.sub(words, " ", organisation, flags=re.IGNORECASE).split()) or organisation


def _add_area(row: Row, parent: str | None, draft: Draft, tally: Tally) -> str | None:
    return _area(row.text(0), AreaKind.LOCALITY, parent, draft, tally, row.place)


def _area(name: str, kind: AreaKind, parent: str | None, draft: Draft, tally: Tally, place: str) -> str | None:
    known = draft.find(Area, name=name)
    if known is None:
        known = draft.add(Area, tally, place, code=draft.code(Area, name), name=name, kind=kind, parent=parent)
    return known["code"] if known else None
