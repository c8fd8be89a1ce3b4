"""One sheet for each table: caption, headings that stay in sight, numbers and formulas, notes, the drawing."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

from lcsp.reports.document import Figure
from lcsp.reports.layout import column_widths
from lcsp.reports.pictures_as_png import Picture
from lcsp.reports.published_workbook.cell_texts import (
    block_texts,
    cell_text,
    column_headings,
    note_mark,
    safe_text,
    words_text,
)
from lcsp.reports.published_workbook.looks import Looks
from lcsp.reports.published_workbook.number_formats import EXACT, cell_number, number_format
from lcsp.reports.published_workbook.workings import Workings, number_of, placed_cells
from lcsp.reports.tables import Align, Cell, Row, RowKind, Table
from lcsp.reports.words import printable
from lcsp.vocabulary.numbers import show_number

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

HEADINGS = 2  # the row of the headings, from 0; above it stand the caption and the way back
_FIRST = HEADINGS + 1
_NARROWEST, _WIDEST = 9, 60
_STEADY = 9  # decimals
_LETTERS = 1.2  # letters to the width of a digit, in which Excel measures columns
_REMARKS = "Notes"
_PICTURE_WIDTH = 900  # in dots of the screen
_LINE, _HIGHEST = 13, 409  # in points; Excel allows no higher row


class TableSheet:
    """The sheet of one table."""

    def __init__(self, sheet: Worksheet, looks: Looks, table: Table) -> None:
        self._sheet, self._looks, self._table = sheet, looks, table
        self._workings = Workings(table, _FIRST)
        self._headings = column_headings(table)
        self._widths = _widths(table, self._headings)
        self._remarks: dict[int, list[str]] = {}

    def write(self) -> int:
        """Write caption, rows and notes, and leave a row for the way back; return the first row below them."""
        self._sheet.write_string(0, 0, safe_text(self._table.caption), self._looks.named("caption"))
        for number, row in enumerate(self._table.rows):
            self._write_row(number, row)
        self._write_remarks()
        self._write_headings()
        self._set_heights()
        self._set_out()
        return self._write_notes(_FIRST + len(self._table.rows) + 1)

    def _write_row(self, number: int, row: Row) -> None:
        if self._is_broad(row):
            self._write_across(_FIRST + number, cell_text(row.full_cells()[0]), self._looks.cell(row.kind, Align.LEFT))
            return
        for column, cell in placed_cells(row):
            align = cell.align or self._table.columns[column].align
            value = number_of(cell)
            if value is not None and cell_number(value) is not None:
                self._write_number(number, column, cell, value, align)
            else:
                align = Align.LEFT if row.kind is RowKind.HEADING else align
                look = self._looks.cell(row.kind, align, first=column == 0)
                self._sheet.write_string(_FIRST + number, column, cell_text(cell), look)

    def _write_number(self, number: int, column: int, cell: Cell, value: Decimal, align: Align) -> None:
        """Write a number, or the formula that gives it; what a number cannot say goes to the notes beside the row."""
        printed = words_text(cell.words)
        shown = number_format(printed, value)
        said = [*([] if shown or not printed else [f"printed as {printed}"]), *block_texts(cell.blocks)]
        said += [note_mark(cell.note)] if cell.note else []
        look = self._looks.cell(self._table.rows[number].kind, align, shown or EXACT)
        formulas = list(self._workings.of(number, column))
        agreed = next((formula for formula in formulas if formula.value == value), None)
        if agreed:
            text = _steadied(agreed.text, printed, value)
            self._sheet.write_formula(_FIRST + number, column, text, look, cell_number(value))
        else:
            self._sheet.write_number(_FIRST + number, column, cell_number(value), look)
            said += [f"as stated; its parts make {show_number(formula.value)}" for formula in formulas[:1]]
        if said:
            self._remarks.setdefault(number, []).append(f"{self._headings[column]}: {', '.join(said)}")

    def _write_remarks(self) -> None:
        """Write a last column with what is to be said of the numbers of a row."""
        if not self._remarks:
            return
        column = len(self._headings)
        heading = _REMARKS
        while heading in self._headings:
            heading += "."
        self._headings.append(heading)
        self._widths.append(_WIDEST)
        for number, row in enumerate(self._table.rows):
            text = safe_text("; ".join(self._remarks.get(number, ())))
            self._sheet.write_string(_FIRST + number, column, text, self._looks.cell(row.kind, Align.LEFT, first=False))

    def _write_headings(self) -> None:
        """Write the headings, as those of a table where Excel takes them: screen readers then read them out."""
        aligns = [*(column.align for column in self._table.columns), Align.LEFT]
        heads = [
            {"header": heading, "header_format": self._looks.heading(align, first=column == 0)}
            for column, (heading, align) in enumerate(zip(self._headings, aligns, strict=False))
        ]
        plain = all(safe_text(heading) == heading for heading in self._headings)
        if plain and self._table.rows and not any(map(self._is_broad, self._table.rows)):
            last = _FIRST + len(self._table.rows) - 1
            options = {"style": None, "autofilter": False, "columns": heads}
            self._sheet.add_table(HEADINGS, 0, last, len(heads) - 1, options)
            return
        for column, head in enumerate(heads):
            self._sheet.write_string(HEADINGS, column, safe_text(self._headings[column]), head["header_format"])

    def _set_heights(self) -> None:
        """Make every row as high as its fullest cell needs: not every program does that by itself."""
        self._set_height(
            HEADINGS, [_lines(text, width) for text, width in zip(self._headings, self._widths, strict=True)]
        )
        for number, row in enumerate(self._table.rows):
            spans = [(cell, self._widths[at : at + cell.columns]) for at, cell in placed_cells(row)]
            said = "; ".join(self._remarks.get(number, ()))
            if row.kind is not RowKind.HEADING:
                lines = [_lines(cell_text(cell), sum(widths)) for cell, widths in spans]
                self._set_height(_FIRST + number, [*lines, _lines(said, _WIDEST)])

    def _set_height(self, row: int, lines: list[int]) -> None:
        if (most := max(lines, default=1)) > 1:
            self._sheet.set_row(row, min(_HIGHEST, _LINE * most + 2))

    def _set_out(self) -> None:
        """Set widths, what stays in sight, and how the sheet prints."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, width)
        self._sheet.freeze_panes(_FIRST, 1 if self._table.row_header == 0 else 0)
        self._sheet.repeat_rows(HEADINGS)
        self._sheet.hide_gridlines(2)
        self._sheet.set_paper(9)  # A4
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)

    def _write_notes(self, row: int) -> int:
        for note in self._table.notes:
            mark = f"{note_mark(note.marker)} " if note.marker else ""
            self._write_across(row, safe_text(mark + words_text(note.words)), self._looks.named("note"))
            row += 1
        return row + 1

    def _is_broad(self, row: Row) -> bool:
        """Whether a row is a heading that the first column does not hold, nor the empty cells beside it."""
        words = words_text(row.full_cells()[0].words)
        return row.kind is RowKind.HEADING and _lines(words, sum(self._widths)) > 1

    def _write_across(self, row: int, text: str, look: Format) -> None:
        """Write a text that runs over the whole width of the table."""
        last = len(self._table.columns) - 1
        if last:
            self._sheet.merge_range(row, 0, row, last, "", look)
        self._sheet.write_string(row, 0, text, look)
        self._set_height(row, [_lines(text, sum(self._widths[: last + 1]))])


def _widths(table: Table, headings: list[str]) -> list[int]:
    """Return widths in characters: figures are never folded, words as in the other editions."""
    words = (max(map(len, heading.split()), default=1) + 2 for heading in headings)
    return [min(_WIDEST, max(_NARROWEST, word, width)) for word, width in zip(words, column_widths(table), strict=True)]


def _steadied(formula: str, printed: str, value: Decimal) -> str:
    """Return the formula without the tail that binary sums have, where it could tip what is rounded to be shown."""
    if -int(value.as_tuple().exponent) <= len(printed.partition(".")[2].rstrip("%")):
        return formula
    return f"=ROUND({formula.removeprefix('=')},{_STEADY})"


def _lines(text: str, width: int) -> int:
    """Return the number of lines on which `text` stands in a column of `width` characters."""
    return sum(max(1, len(wrap(line, max(1, int(_LETTERS * width) - 2)))) for line in text.split("\n"))


def write_figure(sheet: Worksheet, looks: Looks, figure: Figure, picture: Picture) -> None:
    """Write a figure's numbers, or its caption where it has none of its own, and the drawing below."""
    if figure.table:
        row = TableSheet(sheet, looks, figure.table).write()
    else:
        sheet.write_string(0, 0, safe_text(figure.caption), looks.named("caption"))
        sheet.hide_gridlines(2)
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        row = HEADINGS + 1
    scale = _PICTURE_WIDTH / picture.width
    options = {
        "image_data": BytesIO(picture.png),
        "description": printable(figure.alternative),
        "x_scale": scale,
        "y_scale": scale,
        "object_position": 3,  # neither moved nor sized with the cells
    }
    sheet.insert_image(row, 0, f"{figure.anchor}.png", options)
