"""The formulas of a table: which cells a total, a running sum or a share follows from, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from lcsp.reports.tables import Cell, Row, RowKind, RunningSum, Share, Sum, Table

Place = tuple[int, int]  # row and column of the table, both from 0
_TOTALS = {RowKind.SUBTOTAL, RowKind.TOTAL}


class Formula(NamedTuple):
    """A formula and the value that it has."""

    text: str
    value: Decimal


class Workings:
    """The workings of one table, whose first row stands in row `top` of its sheet (from 0)."""

    def __init__(self, table: Table, top: int) -> None:
        self._table = table
        self._top = top
        self._values = {place: number for place, cell in _cells(table) if (number := number_of(cell)) is not None}
        self._columns = {column.key: index for index, column in enumerate(table.columns) if column.key}
        self._rows = {row.key: index for index, row in enumerate(table.rows) if row.key}
        self._circular = {
            index for index in range(len(table.rows)) if table.rows[index].parts and self._contains_itself(index)
        }

    def of(self, row: int, column: int) -> Iterator[Formula]:
        """Yield the ways in which the number there follows from others: down the column, then along the row."""
        if (row, column) not in self._values:
            return
        above = self._table.rows[row].parts if self._adds_up(row, column) else ()
        if parts := self._numbers((self._rows[key], column) for key in above):
            yield self._sum(parts)
        match self._table.columns[column].working:
            case Sum(keys):
                if parts := self._numbers((row, self._columns[key]) for key in keys):
                    yield self._sum(parts)
            case RunningSum(of):
                yield from self._running(row, column, self._columns[of])
            case Share(part, whole):
                yield from self._share((row, column), (row, self._columns[part]), (row, self._columns[whole]))

    def _adds_up(self, row: int, column: int) -> bool:
        own = self._table.columns[column]
        return own.adds_up and not isinstance(own.working, Share | RunningSum) and row not in self._circular

    def _contains_itself(self, row: int) -> bool:
        """Whether a row is, by way of others, a part of itself: a spreadsheet refuses such a formula."""
        seen: set[int] = set()
        waiting = [row]
        while waiting:
            parts = {self._rows[key] for key in self._table.rows[waiting.pop()].parts} - seen
            seen |= parts
            waiting += parts
        return row in seen

    def _numbers(self, places: Iterator[Place]) -> list[Place]:
        return [place for place in places if place in self._values]

    def _sum(self, parts: list[Place]) -> Formula:
        value = sum((self._values[place] for place in parts), Decimal())
        ranges = ",".join(self._ranges(parts))
        return Formula(f"=SUM({ranges})" if len(parts) > 1 else f"={ranges}", value)

    def _ranges(self, places: list[Place]) -> Iterator[str]:
        """Yield the places as ranges of neighbours, such as B4:B9."""
        ordered = sorted(places, key=lambda place: (place[1], place[0]))
        if len({row for row, _ in places}) == 1:
            numbered = groupby(enumerate(ordered), key=lambda item: item[1][1] - item[0])
        else:
            numbered = groupby(enumerate(ordered), key=lambda item: item[1][0] - item[0])
        for _, group in numbered:
            run = [place for _, place in group]
            first, last = self._name(run[0]), self._name(run[-1])
            yield first if first == last else f"{first}:{last}"

    def _running(self, row: int, column: int, amounts: int) -> Iterator[Formula]:
        """Yield what stands above and, unless this row repeats a sum, this row's amount added to it."""
        above = next((place for place in self._above(row, column) if place in self._values), None)
        standing = above is not None and self._table.rows[row].kind in _TOTALS
        amount = [] if standing else self._numbers(iter([(row, amounts)]))
        if places := ([above] if above else []) + amount:
            formula = "=" + "+".join(map(self._name, places))
            yield Formula(formula, sum((self._values[place] for place in places), Decimal()))

    def _above(self, row: int, column: int) -> Iterator[Place]:
        return ((number, column) for number in range(row - 1, -1, -1))

    def _share(self, place: Place, part: Place, whole: Place) -> Iterator[Formula]:
        if {place, part, whole} <= self._values.keys() and self._values[whole]:
            exponent = self._values[place].as_tuple().exponent
            decimals = max(0, -exponent) if isinstance(exponent, int) else 0
            value = (100 * self._values[part] / self._values[whole]).quantize(
                Decimal(1).scaleb(-decimals), ROUND_HALF_UP
            )
            yield Formula(f"=ROUND(100*{self._name(part)}/{self._name(whole)},{decimals})", value)

    def _name(self, place: Place) -> str:
        return str(xl_rowcol_to_cell(self._top + place[0], place[1]))


def number_of(cell: Cell) -> Decimal | None:
    """Return the number that a cell holds."""
    return Decimal(cell.value) if isinstance(cell.value, int | Decimal) else None


def placed_cells(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield the cells of a row, each with the index of its first column."""
    at = 0
    for cell in row.full_cells():
        yield at, cell
        at += cell.columns


def _cells(table: Table) -> Iterator[tuple[Place, Cell]]:
    for number, row in enumerate(table.rows):
        for column, cell in placed_cells(row):
            yield (number, column), cell
