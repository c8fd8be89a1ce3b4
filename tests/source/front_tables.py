"""Reads the front of the printed plan: the summary box, the contents, and the population of each locality."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tests.source.markup import Row, between, find_tables, plain, tables, whole

PAGES = r"\(see Page (\d+)(?:-(\d+))?\)"


@dataclass(frozen=True)
class PageReference:
    """A quoted page or run of pages."""

    first: int
    last: int


@dataclass(frozen=True)
class Summary:
    """The summary box: gross expenditure in £m, the services named, staff in FTE, and the pages quoted."""

    gross_millions: Decimal
    gross_pages: PageReference
    services: tuple[str, ...]
    services_pages: PageReference
    fte: Decimal
    fte_pages: PageReference


@dataclass(frozen=True)
class ContentsEntry:
    """An entry of the contents list; a bold entry is a chief heading."""

    title: str
    page: int
    bold: bool


@dataclass(frozen=True)
class AgeBand:
    """The number of people in an age band and its printed share of all aged 0 to 19, in percent."""

    number: int
    percent: int


@dataclass(frozen=True)
class Population:
    """A row of the population table; ages 10 to 17 overlap the three bands before them."""

    name: str
    ages_0_to_19: int
    ages_0_to_7: AgeBand
    ages_8_to_13: AgeBand
    ages_14_to_19: AgeBand
    ages_10_to_17: AgeBand


@dataclass(frozen=True)
class PopulationTable:
    """The population of each locality and of the county."""

    localities: tuple[Population, ...]
    total: Population


def read_summary(text: str) -> Summary:
    """Return the figures, services and page references of the executive summary."""
    box = between(text, "EXECUTIVE SUMMARY", "# CONTENTS")
    pages = read_page_references(box)
    gross = re.search(r"£([\d.]+)m", box)
    fte = re.search(r"([\d.]+) FTE", box)
    if len(pages) != 3 or gross is None or fte is None:
        raise ValueError("the summary box needs a gross figure in £m, an FTE and three quoted pages")
    services = tuple(plain(name) for name in re.findall(r"^\s*- (.+)$", box, re.MULTILINE))
    return Summary(Decimal(gross[1]), pages[0], services, pages[1], Decimal(fte[1]), pages[2])


def read_page_references(text: str) -> tuple[PageReference, ...]:
    """Return every quoted page in the order of the text."""
    return tuple(PageReference(int(first), int(last or first)) for first, last in re.findall(PAGES, text))


def read_contents(text: str) -> tuple[ContentsEntry, ...]:
    """Return the entries of the contents list in printed order."""
    _, heading, rest = text.partition("# CONTENTS")
    if not heading:
        raise ValueError("the text has no contents list")
    return tuple(_contents_entry(row) for row in tables(rest)[0])


def _contents_entry(row: Row) -> ContentsEntry:
    page = plain(row[1]).removeprefix("Page ")
    return ContentsEntry(plain(row[0]).lstrip("• "), whole(page), "<b>" in row[0])


def read_population_table(text: str) -> PopulationTable:
    """Return the population table; its first two rows are headers and its last row is the total."""
    table = find_tables(text, "LCSP", "All Children")[0]
    *localities, total = (_population(row) for row in table[2:])
    if "total" not in total.name.lower():
        raise ValueError(f"the population table must end with a total, not with {total.name!r}")
    return PopulationTable(tuple(localities), total)


def _population(row: Row) -> Population:
    name, everyone, *pairs = row
    columns = zip(pairs[0::2], pairs[1::2], strict=True)
    bands = [AgeBand(whole(number), whole(percent)) for number, percent in columns]
    return Population(plain(name), whole(everyone), *bands)
