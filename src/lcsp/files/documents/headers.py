"""Finds the header of a table: the row whose cells name the columns that a kind of table has."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lcsp.files.documents.content import Row

_SEARCHED = 4
_LONGEST_NAME = 25
_FEWEST = 2

Words = Mapping[str, str]


class Header(NamedTuple):
    """A header row: its index, which columns each field has, every column's own words and the words above them."""

    row: int
    fields: Mapping[str, tuple[int, ...]]
    names: tuple[str, ...]
    above: tuple[str, ...]

    def column(self, field: str) -> int | None:
        """Return the first column of `field`, or None."""
        return self.fields[field][0] if field in self.fields else None

    def text(self, row: Row, field: str) -> str:
        """Return the text of `field` in `row`; blank if the table has no such column."""
        column = self.column(field)
        return "" if column is None else row.own(column)


def find_header(rows: Sequence[Row], words: Words) -> Header | None:
    """Return the row among the first that names the most fields of `words` (a pattern for each field), or None.

    A column belongs to the first field whose pattern it fits; a field may have several columns. Below the first row,
    a header names two columns at least, so that a label is not taken for one.
    """
    best: Header | None = None
    for index, row in enumerate(rows[:_SEARCHED]):
        if index and sum(bool(_field(cell.text, words)) for cell in row.cells) < _FEWEST:
            continue
        names = tuple(_name(rows[: index + 1], column) for column in range(len(row.cells)))
        found: dict[str, list[int]] = {}
        for column, name in enumerate(names):
            field = _field(name, words)
            if field:
                found.setdefault(field, []).append(column)
        if found and (best is None or len(found) > len(best.fields)):
            best = Header(index, {name: tuple(at) for name, at in found.items()}, names, _above(rows[:index], row))
    return best


def _name(rows: Sequence[Row], column: int) -> str:
    """Return the heading of a column in the last of `rows`; where that is blank, the one above it."""
    return next((row.text(column) for row in reversed(rows) if row.text(column)), "")


def _field(text: str, words: Words) -> str | None:
    if not text or len(text.split()) > _LONGEST_NAME:
        return None
    return next((field for field, pattern in words.items() if re.search(pattern, text, re.IGNORECASE)), None)


def _above(rows: Sequence[Row], header: Row) -> tuple[str, ...]:
    """Return for every column the words above it; a cell in these rows holds for the blanks to its right."""
    carried = [""] * len(header.cells)
    for row in rows:
        last = ""
        for column in range(len(header.cells)):
            last = row.text(column) or last
            carried[column] = f"{carried[column]} {last}".strip()
    return tuple(carried)


def is_label_only(row: Row) -> bool:
    """Say whether a row has one text and no more, as a heading inside a table has."""
    return len(row.filled) == 1


def row_words(row: Row) -> str:
    """Return a row as text, its cells parted by bars."""
    return " | ".join("" if cell.spanned else cell.text for cell in row.cells).strip(" |")
