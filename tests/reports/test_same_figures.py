"""Every figure is the same in all four formats, as readers that know nothing of their writers read it back.

A figure is every number that a cell of a table holds, and every key figure. Each reader gives, table by table, what
its edition says there; the comparison is shown to notice a single figure that differs.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import docx
import openpyxl
import pytest
from pypdf import PdfReader
from tests.conftest import ROOT, RequireTool
from tests.reports.conftest import sample_blocks
from tests.reports.spreadsheet_program import HOW, recalculate

from lcsp import checks
from lcsp.files import read_plan
from lcsp.reports.document import Document, Figure, SummaryBox, tables
from lcsp.reports.html import render_html
from lcsp.reports.pdf import render_pdf
from lcsp.reports.plan_document import build_document
from lcsp.reports.published_workbook import render_workbook
from lcsp.reports.tables import Cell, Table
from lcsp.reports.word import render_word
from lcsp.reports.words import plain


class Stated(NamedTuple):
    """A figure of the document: the row and column of its cell, what is printed, and the number."""

    row: int
    column: int
    printed: str
    value: Decimal


@cache
def kent() -> Document:
    plan = read_plan(ROOT / "examples" / "kent-2009-10").plan
    return build_document(plan, checks.run(plan), draft=False)


@cache
def made() -> Document:
    return Document("Made plan", sample_blocks())


DOCUMENTS = pytest.mark.parametrize("document", [kent, made], ids=["kent", "made"])


def figures(table: Table) -> list[Stated]:
    """Every number of a table, in order."""
    found = []
    for number, row in enumerate(table.rows):
        at = 0
        for cell in row.full_cells():
            if isinstance(cell.value, int | Decimal):
                found.append(Stated(number, at, plain(cell.words), Decimal(cell.value)))
            at += cell.columns
    return found


def key_figures(document: Document) -> list[str]:
    return [figure.text for box in document.blocks if isinstance(box, SummaryBox) for figure in box.figures]


def test_there_are_figures_to_compare() -> None:
    assert sum(len(figures(table)) for table in tables(kent())) > 450
    assert sum(len(figures(table)) for table in tables(made())) > 450
    assert len(key_figures(kent())) == 3


# Readers: each gives for every table the figures that its edition says there, or says that one is not there.


class Cells(HTMLParser):
    """The cells of every table body of a page: what they show, and the number that a machine reads in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[list[str]]]] = []
        self.key_figures: list[str] = []
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "tbody" and self._in[-1:] != ["tbody"]:
            self._in.append(tag)
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and "tbody" in self._in:
            self.tables[-1].append([])
        elif tag in ("td", "th") and "tbody" in self._in:
            width = int(attributes.get("colspan") or 1)
            self.tables[-1][-1] += [["", ""] for _ in range(width)]
            self._cell = self.tables[-1][-1][-width]
        elif tag == "data":
            self._cell[1] = attributes["value"] or ""
            self._in.append(tag)
        elif tag == "dd":
            self.key_figures.append("")
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._in[-1:] == [tag]:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if self._in[-1:] == ["data"]:
            self._cell[0] += data
        elif self._in[-1:] == ["dd"]:
            self.key_figures[-1] += data


def read_html(document: Document) -> tuple[list[list[Stated]], list[str]]:
    page = Cells()
    page.feed(render_html(document))
    found = [
        [
            Stated(number, column, shown, Decimal(value))
            for number, row in enumerate(table)
            for column, (shown, value) in enumerate(row)
            if value
        ]
        for table in page.tables
    ]
    return found, page.key_figures


@DOCUMENTS
def test_html(document: Callable[[], Document]) -> None:
    found, keys = read_html(document())
    assert found == [figures(table) for table in tables(document())]
    assert set(key_figures(document())) <= set(keys)


def word_cells(document: Document) -> tuple[list[list[list[str]]], str]:
    """The rows of every table without its heading rows, and the text outside tables."""
    file = docx.Document(BytesIO(render_word(document)))
    rows = [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]
    return rows, "\n".join(paragraph.text for paragraph in file.paragraphs)


@DOCUMENTS
def test_word(document: Callable[[], Document]) -> None:
    cells, text = word_cells(document())
    assert_cells_show(document(), cells)
    assert all(figure in text for figure in key_figures(document()))


def assert_cells_show(document: Document, cells: list[list[list[str]]]) -> None:
    """Every figure stands in the row and column where it belongs, alone or before the mark of its note."""
    for table, rows in zip(tables(document), cells, strict=True):
        heads = len(rows) - len(table.rows)
        assert heads == (2 if table.grouped else 1)
        for figure in figures(table):
            shown = rows[heads + figure.row][figure.column]
            note = table.rows[figure.row].full_cells()[figure.column].note if heads == 1 else ""
            assert re.match(rf"{re.escape(figure.printed)}({note or '[a-z]*'})(\n|$)", shown), (table.anchor, figure)


@cache
def pdf_text(document: Callable[[], Document]) -> str:
    pages = PdfReader(BytesIO(render_pdf(document()))).pages
    return "\n".join(page.extract_text() for page in pages)


def missing_from_text(document: Document, text: str) -> list[tuple[str, Stated]]:
    """The figures that do not follow each other in the text, after the caption of their table and near each other.

    A figure counts where it stands by itself: not as a part of a longer number.
    """
    missing = []
    at = 0
    for table in tables(document):
        at = after_caption(text, table.caption, at)
        for figure in figures(table):
            alone = re.compile(rf"(?<![\d,.£−]){re.escape(figure.printed)}(?![\d]|[,.]\d)")
            found = alone.search(text, at, at + MOST_BETWEEN)
            if found:
                at = found.end()
            else:
                missing.append((table.anchor, figure))
    return missing


# Between two figures of a table stand at most a few rows of words, and the foot and head of a page.
MOST_BETWEEN = 900


def after_caption(text: str, caption: str, at: int) -> int:
    pattern = r"\s+".join(map(re.escape, caption.split()))
    found = re.compile(pattern).search(text, at)
    assert found, f"the caption {caption!r} is not in the text"
    return found.end()


@DOCUMENTS
def test_pdf(document: Callable[[], Document]) -> None:
    text = pdf_text(document)
    body = text[text.index("Contents") :] if "Contents" in text else text
    assert missing_from_text(document(), body) == []
    assert all(figure in text for figure in key_figures(document()))


@DOCUMENTS
def test_workbook(document: Callable[[], Document], require_tool: RequireTool, tmp_path: Path) -> None:
    soffice = require_tool("soffice", "libreoffice", how=HOW)
    data = render_workbook(document())
    found = recalculate(soffice, data, tmp_path)
    names = table_sheets(document(), data)
    for table, name in zip(tables(document()), names, strict=True):
        for row, column, printed, value in figures(table):
            shown, held = found.shown[name][row + 3][column], found.held[name][row + 3][column]
            assert (shown, held) == (printed, pytest.approx(float(value), abs=1e-9)), (table.anchor, row, column)
    assert set(key_figures(document())) <= {row[0] for row in found.shown["Contents"]}


def table_sheets(document: Document, data: bytes) -> list[str]:
    """The names of the sheets of the tables: a picture without data has a sheet of its own, and no figures."""
    names = iter(openpyxl.load_workbook(BytesIO(data), read_only=True).sheetnames[1:])
    blocks = [(block, next(names)) for block in document.blocks if isinstance(block, Table | Figure)]
    return [name for block, name in blocks if isinstance(block, Table) or block.table]


@DOCUMENTS
def test_formulas_of_the_workbook_have_the_printed_results_for_those_who_only_look(
    document: Callable[[], Document],
) -> None:
    data = render_workbook(document())
    book = openpyxl.load_workbook(BytesIO(data), data_only=True)
    for table, name in zip(tables(document()), table_sheets(document(), data), strict=True):
        for row, column, _, value in figures(table):
            assert book[name].cell(row + 4, column + 1).value == pytest.approx(float(value), abs=1e-9)


def test_the_totals_of_the_kent_plan_are_formulas() -> None:
    with_formulas = openpyxl.load_workbook(BytesIO(render_workbook(kent())))
    counted = {
        sheet.title: sum(str(cell.value).startswith("=") for row in sheet.iter_rows() for cell in row)
        for sheet in with_formulas
    }
    assert {name: count for name, count in counted.items() if count} == {
        "Children and young people by": 101,  # 23 localities and the county: 4 shares each; 5 totals
        "Pressures and savings": 1,
        "Money and staff by activity": 61,
        "From the budget of 2008-09 to": 18,  # 17 rows reached, and the closing budget
    }
    with zipfile.ZipFile(BytesIO(render_workbook(kent()))) as archive:
        assert not [name for name in archive.namelist() if "external" in name.lower()]


# The comparison is worth something only if it notices.


def with_one_figure_changed(document: Document) -> Iterator[Document]:
    """Yield the document with one figure of each table changed by one in its last digit."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table) and (found := figures(block)):
            place = found[len(found) // 2]
            changed = re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), place.printed)
            row = block.rows[place.row]
            cells = list(row.full_cells())
            at = next(n for n in range(len(cells)) if sum(c.columns for c in cells[:n]) == place.column)
            cells[at] = replace(cells[at], words=changed, value=cells[at].value)
            rows = (*block.rows[: place.row], replace(row, cells=tuple(cells)), *block.rows[place.row + 1 :])
            blocks = (*document.blocks[:index], replace(block, rows=rows), *document.blocks[index + 1 :])
            yield replace(document, blocks=blocks)


@DOCUMENTS
def test_each_comparison_notices_one_figure_that_differs(document: Callable[[], Document]) -> None:
    html, _ = read_html(document())
    cells, _ = word_cells(document())
    text = pdf_text(document)
    body = text[text.index("Contents") :]
    others = list(with_one_figure_changed(document()))
    assert len(others) >= 3
    for other in others:
        assert html != [figures(table) for table in tables(other)]
        assert missing_from_text(other, body)
        with pytest.raises(AssertionError):
            assert_cells_show(other, cells)


def test_a_cell_without_a_number_is_no_figure() -> None:
    assert figures(replace(next(tables(made())), rows=(), notes=())) == []
    assert not isinstance(Cell("awaited").value, int | Decimal)
