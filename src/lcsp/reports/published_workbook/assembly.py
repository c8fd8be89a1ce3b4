"""Puts the workbook together: the contents sheet first, then a sheet for each table and each picture."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from lcsp.reports.document import DRAFT_MARK, Document, Figure
from lcsp.reports.pictures_as_png import draw_pictures
from lcsp.reports.published_workbook.cell_texts import sheet_names
from lcsp.reports.published_workbook.contents import CONTENTS, write_contents, write_way_back
from lcsp.reports.published_workbook.looks import Looks
from lcsp.reports.published_workbook.table_sheets import TableSheet, write_figure
from lcsp.reports.tables import Table
from lcsp.reports.words import printable


def render_workbook(document: Document) -> bytes:
    """Return the workbook (.xlsx); the same document gives the same bytes.

    Totals, running sums and shares are formulas where the numbers from which the document works them out make
    exactly what it states; elsewhere the stated number stands, and a note beside it says what its parts make.
    Raises typst.TypstError for a drawing that is no SVG.
    """
    out = BytesIO()
    options = {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False}
    book = Workbook(out, options)
    _set_properties(book, document)
    looks = Looks(book)
    blocks = [block for block in document.blocks if isinstance(block, Table | Figure)]
    names = sheet_names((block.caption for block in blocks), (CONTENTS,))
    contents = book.add_worksheet(CONTENTS)
    pictures = draw_pictures(document)
    for block, name in zip(blocks, names, strict=True):
        sheet = book.add_worksheet(name)
        if isinstance(block, Table):
            TableSheet(sheet, looks, block).write()
        else:
            write_figure(sheet, looks, block, pictures[block.anchor])
        write_way_back(sheet, looks, document)
    write_contents(contents, looks, document, list(zip(names, blocks, strict=True)))
    book.close()
    return out.getvalue()


def _set_properties(book: Workbook, document: Document) -> None:
    """Say what the workbook is, and a fixed day, for the same bytes."""
    named = f"{DRAFT_MARK}: {document.title}" if document.draft else document.title
    says = {
        "title": printable(named),
        "subject": printable(document.subtitle),
        "author": printable(document.organisation),
        "company": printable(document.organisation),
        "keywords": printable(", ".join(document.keywords)),
        "created": datetime(2000, 1, 1),  # noqa: DTZ001
    }
    book.set_properties(says)
