"""The sheets of a published plan as public pages show them: nothing to change, and tables to take away."""

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from lcsp.reports.document import Block, Figure, Heading
from lcsp.reports.tables import Cell, Row, Table
from lcsp.reports.words import List, RecordName
from lcsp.web.plans.rendering import Links, render_sheet
from lcsp.web.plans.sheets import Sheet, Sheets, sheets_of
from lcsp.whole_plan import WholePlan


def _nowhere(record: RecordName) -> tuple[str, str]:
    raise LookupError(f"a public page leads to no record, and this tells {record}")


_NO_LINKS = Links(_nowhere)


def show_sheet(sheet: Sheet, sheets: Sheets, page_of: Callable[[str], str]) -> Markup:
    """Return what stands on a sheet below its title, without links to records; `page_of` is the address of a sheet."""
    told = sheet._replace(record=None, blocks=tuple(_without_records(block) for block in sheet.blocks))
    return render_sheet(told, sheets, _NO_LINKS, page_of)


def show_table(table: Table, sheets: Sheets, page_of: Callable[[str], str]) -> Markup:
    """Return one table by itself."""
    return show_sheet(Sheet(table.anchor, table.caption, 1, False, None, (table,)), sheets, page_of)


def tables_of(plan: WholePlan) -> list[tuple[Sheet, Table]]:
    """Return every table of a plan's document in order, each with the sheet on which it stands."""
    return [(sheet, table) for sheet in sheets_of(plan).sheets for table in tables_on(sheet)]


def tables_on(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet, those behind its pictures included."""
    found: list[Table] = []
    for block in sheet.blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, Figure) and block.table:
            found.append(block.table)
    return found


def _without_records(block: Block) -> Block:
    match block:
        case Heading():
            return replace(block, record=None)
        case List():
            return replace(block, records=())
        case Table():
            return replace(block, rows=tuple(_row(row) for row in block.rows))
    return block


def _row(row: Row) -> Row:
    cells = tuple(replace(cell, record=None) if isinstance(cell, Cell) else cell for cell in row.cells)
    return replace(row, cells=cells, record=None)
