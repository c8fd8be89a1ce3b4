"""A table as it came from a file, before anything is believed: rows of text cells with their numbers."""

from collections.abc import Sequence
from typing import NamedTuple

HEADER_SEARCH = 30


class Row(NamedTuple):
    """One row: its number as a spreadsheet shows it, and its cells as text."""

    number: int
    cells: Sequence[str]


class Table(NamedTuple):
    """All rows of a CSV file or a sheet; `source` is the name by which people know it."""

    source: str
    rows: list[Row]


def folded(header: str) -> str:
    """Return a header in the form in which headers are compared: "Prior FTE " is prior_fte."""
    return "_".join(header.replace("_", " ").replace("\u00a0", " ").split()).lower()


def find_header(table: Table, known: frozenset[str]) -> int | None:
    """Return the index of the row that names most of the `known` columns, within the first rows; None if none does.

    Title rows and notes above the header are so passed over. One known column is enough where there is only one.
    """
    best, most = None, 0
    for index, row in enumerate(table.rows[:HEADER_SEARCH]):
        names = [folded(cell) for cell in row.cells]
        named = len(known.intersection(names))
        if named > most:
            best, most = index, named
        if named > 1 and named == len(names):
            break  # every cell names a column: no later row can be more of a header
    return best


def is_blank(row: Row) -> bool:
    """Say whether every cell of `row` is empty or white space."""
    return not any(cell and not cell.isspace() for cell in row.cells)
