"""A table of the document as CSV: its numbers exactly as they stand behind the words, everything else in words."""

from lcsp.files.csv_text import write_csv
from lcsp.files.harmless import disarm
from lcsp.reports.published_workbook.cell_texts import cell_text, column_headings
from lcsp.reports.published_workbook.workings import number_of, placed_cells
from lcsp.reports.tables import Cell, Row, Table


def render_table_csv(table: Table) -> bytes:
    """Return `table` as CSV, its notes left out; a cell that a spreadsheet would run is made harmless."""
    width = len(table.columns)
    return write_csv(map(disarm, column_headings(table)), (_texts(row, width) for row in table.rows))


def _texts(row: Row, width: int) -> list[str]:
    texts = [""] * width
    for at, cell in placed_cells(row):
        texts[at] = _text(cell)
    return texts


def _text(cell: Cell) -> str:
    number = number_of(cell)
    return cell_text(cell) if number is None else format(number, "f")
