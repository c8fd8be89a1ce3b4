"""The sheet on which the workbook opens: what it is, its key figures, and a link to every table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from lcsp.reports.document import DRAFT_MARK, Document, Figure, KeyFigure, SummaryBox
from lcsp.reports.published_workbook.cell_texts import safe_text
from lcsp.reports.published_workbook.looks import Looks
from lcsp.reports.published_workbook.number_formats import EXACT, cell_number, number_format
from lcsp.reports.tables import Align, RowKind, Table
from lcsp.reports.words import plain, printable
from lcsp.vocabulary.numbers import plain_decimal

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

CONTENTS = "Contents"
_HOW_TO = (
    "This workbook holds the tables and pictures of the document. Its text is in the web, PDF and Word editions.",
    "Totals, running totals and shares are formulas: change a number and they follow.",
    "Amounts are exact; a format rounds what is shown, as in the other editions.",
)


class _Page:
    """The contents sheet as it is written, line by line."""

    def __init__(self, sheet: Worksheet, looks: Looks) -> None:
        self.sheet, self.looks = sheet, looks
        self.row = 0

    def line(self, text: str, look: str) -> None:
        """Write one line across the sheet."""
        self.sheet.write_string(self.row, 0, safe_text(text), self.looks.named(look))
        self.row += 1

    def headings(self, *headings: str) -> None:
        """Write the headings of what follows."""
        for column, heading in enumerate(headings):
            self.sheet.write_string(self.row, column, heading, self.looks.heading(Align.LEFT))
        self.row += 1


def write_contents(
    sheet: Worksheet, looks: Looks, document: Document, sheets: Sequence[tuple[str, Table | Figure]]
) -> None:
    """Write the sheet; `sheets` are the others, each by its name and what it holds."""
    names = {block.anchor: name for name, block in sheets}
    page = _Page(sheet, looks)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.set_column(2, 2, 24)
    sheet.hide_gridlines(2)
    _write_title(page, document)
    if figures := [figure for box in document.blocks if isinstance(box, SummaryBox) for figure in box.figures]:
        page.row += 1
        page.line("Key figures", "heading")
        page.headings("Figure", "What it is", "Worked out on sheet")
        for figure in figures:
            _write_key_figure(page, figure, names)
    if sheets:
        page.row += 1
        page.line("Sheets", "heading")
        page.headings("Sheet", "What it holds", "Rows")
        for name, block in sheets:
            _write_sheet_line(page, name, block)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _write_title(page: _Page, document: Document) -> None:
    if document.draft:
        page.line(DRAFT_MARK, "draft")
    page.line(document.title, "title")
    for line in (document.subtitle, document.organisation, *document.status, *_HOW_TO):
        if line:
            page.line(line, "quiet")


def _write_key_figure(page: _Page, figure: KeyFigure, names: Mapping[str, str]) -> None:
    value = plain_decimal(Decimal(figure.value)) if not isinstance(figure.value, str | None) else None
    shown = number_format(printable(figure.text), value) if value is not None else None
    look = page.looks.cell(RowKind.LINE, Align.LEFT, shown or (EXACT if value is not None else ""))
    if value is not None and (number := cell_number(value)) is not None:
        page.sheet.write_number(page.row, 0, number, look)
    else:
        page.sheet.write_string(page.row, 0, safe_text(figure.text), look)
    page.sheet.write_string(page.row, 1, safe_text(figure.label), page.looks.named("prose"))
    if figure.source:
        name = names.get(figure.source.anchor)
        if name:
            _write_link(page, 2, name, name)
        else:
            page.sheet.write_string(page.row, 2, safe_text(plain(figure.source)), page.looks.named("prose"))
    page.row += 1


def _write_sheet_line(page: _Page, name: str, block: Table | Figure) -> None:
    table = block.table if isinstance(block, Figure) else block
    kind = "Picture: " if isinstance(block, Figure) else ""
    _write_link(page, 0, name, name)
    page.sheet.write_string(page.row, 1, safe_text(f"{kind}{block.caption}"), page.looks.named("prose"))
    if table:
        page.sheet.write_number(page.row, 2, len(table.rows), page.looks.named("prose"))
    page.row += 1


def _write_link(page: _Page, column: int, name: str, text: str) -> None:
    page.sheet.write_url(page.row, column, f"internal:'{name}'!A1", page.looks.named("link"), safe_text(text))


def write_way_back(sheet: Worksheet, looks: Looks, document: Document) -> None:
    """Write, under the caption of a table's sheet, the link to the contents, and the mark of a draft."""
    sheet.write_url(1, 0, f"internal:'{CONTENTS}'!A1", looks.named("way back"), "Back to the contents")
    if document.draft:
        sheet.write_string(1, 1, DRAFT_MARK, looks.named("draft"))
