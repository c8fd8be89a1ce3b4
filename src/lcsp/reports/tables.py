"""The tables of a document: columns, rows, cells and notes, with values beside the words for a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lcsp.reports.words import List, Paragraph, RecordName, Words


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

    `columns` is the number of columns that the cell spans; `note` the marker of one of the table's notes; `record` what
    the cell alone tells, where that is not its row's.
    """

    words: Words = ""
    value: CellValue = None
    align: Align | None = None
    note: str = ""
    blocks: tuple[Paragraph | List, ...] = ()
    columns: int = 1
    record: RecordName | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """How a column is worked out: the columns with the keys `parts`, added up."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunningSum:
    """How a column is worked out: column `of` added up from the top; below the first row, totals are not added."""

    of: str


@dataclass(frozen=True, slots=True)
class Share:
    """How a column is worked out: what column `part` is of column `whole`, in per cent, rounded as it is stated."""

    part: str
    whole: str


Working = Sum | RunningSum | Share


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Neighbours that share a `group` stand under one grouped heading.

    `row_header` marks the column whose cells name their rows; `unit` is shown under the heading ("£000").
    `key` is what the working of other columns calls it, `working` how its own numbers follow from others; shares
    and rates do not add up, whatever the rows above a total are.
    """

    heading: str
    align: Align = Align.LEFT
    unit: str = ""
    group: str = ""
    row_header: bool = False
    key: str = ""
    working: Working | None = None
    adds_up: bool = True

    @property
    def worked_from(self) -> tuple[str, ...]:
        """The keys of the columns from which this one is worked out."""
        match self.working:
            case Sum(parts):
                return parts
            case RunningSum(of):
                return (of,)
            case Share(part, whole):
                return part, whole
        return ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row. A heading row has one cell, which stands over the whole width.

    `parts` are the keys of the rows whose numbers this row adds up, each of them once. `record` is what the row tells.
    """

    cells: tuple[Cell | Words, ...]
    kind: RowKind = RowKind.LINE
    key: str = ""
    parts: tuple[str, ...] = ()
    record: RecordName | None = None

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
    note that is not there, a row or column is worked out from one that is not there or is not alone in having its
    key, or more than one column names the rows.
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
        _check_keys(f"table {self.anchor!r}, column", ((c.key, c.worked_from) for c in self.columns))
        _check_keys(f"table {self.anchor!r}, row", ((r.key, r.parts) for r in self.rows))

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


def _check_keys(place: str, keyed: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Refuse a key used twice, and parts that are no keys."""
    known = list(keyed)
    keys = [key for key, _ in known if key]
    if doubled := {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set():
        raise ValueError(f"{place} {min(doubled)!r}: the key is used twice")
    for number, (_, parts) in enumerate(known, start=1):
        if unknown := set(parts).difference(keys):
            raise ValueError(f"{place} {number}: there is no {min(unknown)!r} to work it out from")
