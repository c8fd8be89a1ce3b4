"""The tables of a document: columns, rows, cells and notes, with values beside the words for a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lcsp.reports.words import List, Paragraph, Words


class Align(StrEnum):
    """How a column's cells stand."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "center"


class RowKind(StrEnum):
    """What a row of a table is: a reader must not add subtotals and memoranda into a total again."""

    LINE = "line"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    MEMORANDUM = "memorandum"
    HEADING = "heading"


CellValue = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the words shown, then any paragraphs or lists, and the bare value for a workbook.

    `columns` is the number of columns that the cell spans; `note` the marker of one of the table's notes.
    """

    words: Words = ""
    value: CellValue = None
    align: Align | None = None
    note: str = ""
    blocks: tuple[Paragraph | List, ...] = ()
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Neighbours that share a `group` stand under one grouped heading.

    `row_header` marks the column whose cells name their rows; `unit` is shown under the heading ("£000").
    """

    heading: str
    align: Align = Align.LEFT
    unit: str = ""
    group: str = ""
    row_header: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A heading row has one cell, which stands over the whole width."""

    cells: tuple[Cell | Words, ...]
    kind: RowKind = RowKind.LINE

    def full_cells(self) -> tuple[Cell, ...]:
        """The row's cells, bare words made into cells."""
        return tuple(c if isinstance(c, Cell) else Cell(c) for c in self.cells)


@dataclass(frozen=True, slots=True)
class TableNote:
    """A note under a table; cells point to it by its marker ("a"). An empty marker is a general note."""

    words: Words
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption, headed columns and notes.

    Raises ValueError, naming the table and the row, when a row does not fill the columns, a cell points to a
    note that is not there, or more than one column names the rows.
    """

    caption: str
    anchor: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[TableNote, ...] = ()

    def __post_init__(self) -> None:
        if sum(c.row_header for c in self.columns) > 1:
            raise ValueError(f"table {self.anchor!r}: only one column can name the rows")
        markers = {note.marker for note in self.notes} | {""}
        for number, row in enumerate(self.rows, start=1):
            self._check_row(f"table {self.anchor!r}, row {number}", row, markers)

    def _check_row(self, place: str, row: Row, markers: set[str]) -> None:
        cells = row.full_cells()
        if row.kind is RowKind.HEADING:
            if len(cells) != 1:
                raise ValueError(f"{place}: a heading row has one cell, this has {len(cells)}")
        elif (width := sum(c.columns for c in cells)) != len(self.columns):
            raise ValueError(f"{place}: {width} columns filled, the table has {len(self.columns)}")
        for cell in cells:
            if cell.note not in markers:
                raise ValueError(f"{place}: note {cell.note!r} is not among the table's notes")

    def column_groups(self) -> tuple[tuple[str, int], ...]:
        """(group, number of columns) from left to right; an ungrouped column stands alone with ""."""
        groups: list[tuple[str, int]] = []
        for column in self.columns:
            if groups and column.group and groups[-1][0] == column.group:
                groups[-1] = (column.group, groups[-1][1] + 1)
            else:
                groups.append((column.group, 1))
        return tuple(groups)

    @property
    def grouped(self) -> bool:
        """Whether the heading has two levels."""
        return any(column.group for column in self.columns)

    @property
    def row_header(self) -> int | None:
        """The index of the column whose cells name their rows."""
        return next((index for index, column in enumerate(self.columns) if column.row_header), None)
