"""Reads a council's existing plan document into a draft of a plan."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lcsp.files.documents import (
    actions,
    aims,
    budget,
    consultations,
    front,
    indicators,
    movements,
    population,
    services,
    staffing,
)
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import Header, row_words
from lcsp.files.documents.joining import join_pages
from lcsp.files.documents.linking import link_records
from lcsp.files.documents.names import slug
from lcsp.files.documents.narrative import read_narrative
from lcsp.files.documents.opening import open_document
from lcsp.files.documents.sited import Document, SitedTable
from lcsp.files.refusals import Problem, Refused
from lcsp.partnership.places import Area, AreaKind
from lcsp.partnership.plan import Plan, PlanLevel
from lcsp.vocabulary.periods import Period, YearKind

NOT_RECOGNISED = "not recognised"
_LEFT_OUT = "Names of individuals were left out as far as they could be told from posts and teams."


class Family(NamedTuple):
    """A kind of table: what it is called, whether a table is one (its header), and how it is read."""

    taken_for: str
    fits: Callable[[SitedTable], Header | None]
    read: Callable[[SitedTable, Header, Draft, Tally], None]


# In this order: what has the most telling columns is asked first.
_FAMILIES = (
    Family(budget.TAKEN_FOR, budget.fits, budget.read),
    Family(consultations.TAKEN_FOR, consultations.fits, consultations.read),
    Family(indicators.TAKEN_FOR, indicators.fits, indicators.read),
    Family(movements.PRESSURES, movements.fits_pressures, movements.read_pressures),
    Family(movements.VARIATIONS, movements.fits_variations, movements.read_variations),
    Family(services.LISTED, services.fits_list, services.read_list),
    Family(actions.TAKEN_FOR, actions.fits, actions.read),
    Family(aims.TAKEN_FOR, aims.fits, aims.read),
    Family(staffing.TAKEN_FOR, staffing.fits, staffing.read),
)


def read_document(path: Path, *, year: int | None = None, organisation: str = "") -> Draft:
    """Return a draft of the plan in the document at `path`; `year` is that in which the plan's year begins.

    Raises Refused where the document cannot be read, or names no year and none is given.
    """
    document = Document(join_pages(open_document(path)))
    cover = front.read_cover(document)
    first_year = year if year is not None else cover.year
    if first_year is None:
        said = "names no year such as 2009/10: say which year it plans for (--year 2009)"
        raise Refused([Problem(str(path), None, "", said)])
    draft = Draft(Period(YearKind.FINANCIAL, first_year), organisation or cover.organisation)
    front.read_contents(document, draft)
    services.read_services(document, draft)
    _read_populations(document, draft)
    _add_plan(draft, cover, path)
    for table in document.tables():
        _read_table(table, document, draft)
    indicators.read_lists(document, draft)
    aims.read_lists(document, draft)
    front.read_summary(document, draft)
    read_narrative(document, draft)
    link_records(draft)
    return draft


def _read_populations(document: Document, draft: Draft) -> None:
    """Read the population first: its total names the area that every other figure is of."""
    for table in document.tables():
        header = population.fits(table)
        if header:
            document.taken.add(table.number)
            population.read(table, header, draft, draft.tally(table.table.place, table.under, population.TAKEN_FOR))


def _add_plan(draft: Draft, cover: front.Cover, path: Path) -> None:
    """Add the record of the plan itself and its area."""
    tally = draft.tally("cover", "", "the plan itself")
    tally.rows = 1
    area = draft.find(Area, code=draft.county)
    if area is None:
        name = population.place_of(draft.organisation) or "The whole area"
        area = draft.add(Area, tally, "cover", code=slug(name, "area"), name=name, kind=AreaKind.COUNTY)
        draft.county = area["code"] if area else ""
        for locality in draft.all(Area)[:-1]:
            locality["parent"] = draft.county
    if not draft.organisation and area:
        draft.organisation = area["name"]
        tally.doubt(f"no council is named in full: {area['name']!r} was taken from the population table or the cover")
    year = draft.year.label
    draft.add(
        Plan, tally, "cover",
        code=slug(f"{draft.organisation} {year}", "plan"), title=cover.title or f"Plan {year}",
        organisation=draft.organisation, directorate=cover.directorate, service=cover.service, year=draft.year,
        level=PlanLevel.COUNTY, area=draft.county, source=path.name, left_out=_LEFT_OUT,
    )  # fmt: skip
    tally.doubt("the level (county or local) was not looked for: county was taken")


def _read_table(table: SitedTable, document: Document, draft: Draft) -> None:
    """Read a table as the first kind that it fits; one that fits none is kept verbatim."""
    document.taken.add(table.number)
    for family in _FAMILIES:
        header = family.fits(table)
        if header:
            tally = draft.tally(table.table.place, table.under, family.taken_for)
            _doubt_columns(header, tally)
            family.read(table, header, draft, tally)
            return
    tally = draft.tally(table.table.place, table.under, NOT_RECOGNISED)
    tally.rows = len(table.table.rows)
    tally.guessed = True
    for row in table.table.rows:
        tally.puzzle(row.place, "a row of a table that was not recognised", row_words(row))


def _doubt_columns(header: Header, tally: Tally) -> None:
    """Doubt a table some of whose columns have a heading that was not understood."""
    known = {column for columns in header.fields.values() for column in columns}
    for column, name in enumerate(header.names):
        if name and column not in known:
            tally.doubt(f"the heading {name!r} was not understood: its column was not read")
