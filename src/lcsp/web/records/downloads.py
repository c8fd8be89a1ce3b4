"""A list as a file: exactly the rows, columns and order that the page shows, whole texts and exact numbers."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from lcsp.files.csv_text import write_csv
from lcsp.files.harmless import disarm
from lcsp.files.workbook_looks import Looks, look_of
from lcsp.files.workbook_sheets import verbatim
from lcsp.files.workbook_write import LONGEST_TEXT
from lcsp.vocabulary.kinds import Kind, TextKind
from lcsp.vocabulary.noun import Column, Noun, is_blank
from lcsp.vocabulary.numbers import NumberKind, WholeKind, exact_number
from lcsp.vocabulary.refs import referred_noun
from lcsp.web.records.values import label_of, words_of
from lcsp.whole_plan import WholePlan

_FIRST_SAFE_DAY = date(1900, 3, 1)  # Excel believes that there was a 29 February 1900.
_TEXT = TextKind()
_CUT = " … (cut: a cell holds no more)"


class Sheet(NamedTuple):
    """A table to be written: heads, rows of values (text, numbers, days, None), and the kind of each column."""

    heads: list[str]
    rows: list[list[Any]]
    kinds: list[Kind]


def sheet_of_records(
    plan: WholePlan, columns: Sequence[Column], records: Iterable[Noun], notes: dict[str, list[str]]
) -> Sheet:
    """Return `records` as a table; a reference is a key, with its name in a column beside it.

    `notes` are columns of text that stand last, such as the findings of each record: head and texts.
    """
    heads: list[str] = []
    kinds: list[Kind] = []
    for column in columns:
        heads.append(label_of(column))
        kinds.append(column.kind)
        if referred_noun(column.kind):
            heads.append(f"{label_of(column)}: name")
            kinds.append(_TEXT)
    rows = [_row(plan, columns, record) for record in records]
    for head, texts in notes.items():
        heads.append(head)
        kinds.append(_TEXT)
        for row, text in zip(rows, texts, strict=True):
            row.append(text)
    return Sheet(heads, rows, kinds)


def _row(plan: WholePlan, columns: Sequence[Column], record: Noun) -> list[Any]:
    cells: list[Any] = []
    for column in columns:
        value = getattr(record, column.name)
        plain = isinstance(value, (Decimal, date)) or type(value) is int
        cells.append(value if plain or is_blank(value) else column.show(value))
        if referred_noun(column.kind):
            cells.append(words_of(plan, column, value))
    return cells


def sheet_of_texts(heads: list[str], texts: list[list[str]], numeric: Sequence[bool]) -> Sheet:
    """Return a table of texts; those of a numeric column that are numbers are written as numbers."""
    rows = [[_number(text) if number else text for text, number in zip(row, numeric, strict=True)] for row in texts]
    return Sheet(heads, rows, [NumberKind() if number else _TEXT for number in numeric])


def _number(text: str) -> Any:
    try:
        return NumberKind().read(text) if text else None
    except ValueError:
        return text


def csv_of(sheet: Sheet) -> bytes:
    """Return a table as CSV; a cell that a spreadsheet would run is made harmless."""
    return write_csv(map(disarm, sheet.heads), ([disarm(_plain(cell)) for cell in row] for row in sheet.rows))


def _plain(cell: Any) -> str:
    if cell is None or cell == ():
        return ""
    return format(cell, "f") if isinstance(cell, Decimal) else cell.isoformat() if isinstance(cell, date) else str(cell)


def workbook_of(sheet: Sheet, title: str) -> bytes:
    """Return a table as an Excel workbook of one sheet, with a filter on its header."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_urls": False})
    page = book.add_worksheet(title[:31])
    looks = Looks(book)
    for index, (head, kind) in enumerate(zip(sheet.heads, sheet.kinds, strict=True)):
        widest = max((len(_plain(row[index])) for row in sheet.rows), default=0)
        page.set_column(index, index, min(max(len(head), widest, 8) + 2, 60), looks.of(look_of(kind)))
        page.write_string(0, index, head, looks.header(required=True))
    for number, row in enumerate(sheet.rows, 1):
        for index, (cell, kind) in enumerate(zip(row, sheet.kinds, strict=True)):
            _write_cell(page, number, index, cell, kind, looks)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(sheet.rows), 1), max(len(sheet.heads) - 1, 0))
    book.close()
    return out.getvalue()


def _write_cell(page: Any, row: int, index: int, cell: Any, kind: Kind, looks: Looks) -> None:
    """Write a number or day where Excel keeps it exactly, else text that it will not run."""
    if is_blank(cell):
        return
    is_number = isinstance(cell, (Decimal, int)) and isinstance(kind, (NumberKind, WholeKind))
    number = exact_number(cell) if is_number else None
    if number is not None:
        page.write_number(row, index, number, looks.of(look_of(kind, number)))
    elif isinstance(cell, date) and cell >= _FIRST_SAFE_DAY:
        page.write_datetime(row, index, cell, looks.of("day"))
    else:
        text = disarm(_plain(cell))
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            text = text[: LONGEST_TEXT // 2 - len(_CUT)] + _CUT
        page.write_string(row, index, verbatim(text), looks.of("text"))
