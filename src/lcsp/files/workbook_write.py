"""An Excel workbook written from a plan: one sheet a noun, with notes, drop-downs and a frozen header."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lcsp.files.harmless import disarm
from lcsp.files.refusals import Unwritable
from lcsp.files.workbook_about import write_about, write_choices
from lcsp.files.workbook_looks import Looks, look_of
from lcsp.files.workbook_sheets import ABOUT, CHOICES, sheet_of, verbatim
from lcsp.vocabulary.kinds import ChoiceKind, YesNoKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.numbers import NumberKind, WholeKind, exact_number
from lcsp.vocabulary.refs import To
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
# Drop-downs and formats reach so many rows below the last record, for the records still to come.
ROOM_TO_GROW = 500
_NARROWEST, _WIDEST = 9, 60
_FIRST_SAFE_DAY = date(1900, 3, 1)  # Excel believes that there was a 29 February 1900.


def write_workbook(plan: WholePlan) -> bytes:
    """Return an Excel workbook that holds `plan`; the same plan gives the same bytes.

    Raises Unwritable where Excel cannot hold a text or a number of records.
    """
    from datetime import datetime

    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 (a fixed day, for the same bytes)
    looks = Looks(book)
    about = book.add_worksheet(ABOUT)
    sheets = {noun: book.add_worksheet(sheet_of(noun)) for noun in NOUNS}
    choices = write_choices(book.add_worksheet(CHOICES))
    write_about(about, plan, looks)
    for noun, sheet in sheets.items():
        _write_sheet(sheet, noun, plan.all(noun), looks)
        _add_drop_downs(sheet, noun, plan, choices)
    book.close()
    return out.getvalue()


def _write_sheet(sheet: "Worksheet", noun: type[Noun], records: tuple[Noun, ...], looks: Looks) -> None:
    """Write the header and records of one noun."""
    if len(records) >= MOST_ROWS:
        raise Unwritable(f"{sheet_of(noun)}: {len(records):,} records are more than Excel's {MOST_ROWS:,} rows")
    fields = list(columns(noun).values())
    for index, column in enumerate(fields):
        texts = [column.show(getattr(record, column.name)) for record in records]
        sheet.set_column(index, index, _width(column.label, texts), looks.of(look_of(column.kind)))
        sheet.write_string(0, index, column.label, looks.header(required=column.required))
        sheet.write_comment(0, index, note_of(column), {"x_scale": 2, "y_scale": 1.2, "author": "lcsp"})
    for number, record in enumerate(records, 1):
        for index, column in enumerate(fields):
            _write_cell(sheet, number, index, column, record, looks)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(records), 1), len(fields) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def note_of(column: Column) -> str:
    """Return what the header says of a column: its description, and what may stand in it."""
    duty = "Must be filled in" if column.required else "May be left blank"
    return f"{column.description}.\n\n{duty}. Right would be: {column.kind.expects}."


def _width(label: str, texts: Iterable[str]) -> int:
    lines = (line for text in (label, *texts) for line in text.split("\n"))
    return min(max(_NARROWEST, max(map(len, lines)) + 2), _WIDEST)


def _write_cell(sheet: "Worksheet", row: int, index: int, column: Column, record: Noun, looks: Looks) -> None:
    """Write one value: as a number or day where Excel keeps it exactly, else as text that it will not run."""
    value = getattr(record, column.name)
    text = column.show(value)
    if not text:
        return
    number = exact_number(value) if isinstance(column.kind, (NumberKind, WholeKind)) else None
    if number is not None:
        sheet.write_number(row, index, number, looks.of(look_of(column.kind, number)))
    elif isinstance(value, date) and value >= _FIRST_SAFE_DAY:
        sheet.write_datetime(row, index, value, looks.of(look_of(column.kind)))
    else:
        _write_text(sheet, row, index, disarm(text), f"{record.noun} {record.key}, field {column.name}", looks)


def _write_text(sheet: "Worksheet", row: int, index: int, text: str, place: str, looks: Looks) -> None:
    """Write `text` as it is; raises Unwritable where it is longer than a cell of Excel can be."""
    if (length := len(text.encode("utf-16-le")) // 2) > LONGEST_TEXT:
        said = f"the text has {length:,} characters, and a cell of Excel holds {LONGEST_TEXT:,}"
        raise Unwritable(f"{place}: {said}; shorten it, or export to csv, json or datapackage")
    if sheet.write_string(row, index, verbatim(text), looks.of("text")):
        raise Unwritable(f"{place}: this text does not fit into a cell of Excel; shorten it")


def _add_drop_downs(sheet: "Worksheet", noun: type[Noun], plan: WholePlan, choices: dict[tuple[str, ...], str]) -> None:
    """Offer the words of each enumeration, yes or no, and the keys that a reference may name."""
    last = len(plan.all(noun)) + ROOM_TO_GROW
    for index, column in enumerate(columns(noun).values()):
        if rule := _drop_down(column, plan, choices):
            sheet.data_validation(1, index, last, index, rule)


def _drop_down(column: Column, plan: WholePlan, choices: dict[tuple[str, ...], str]) -> dict[str, Any] | None:
    said = {"error_title": column.label, "error_message": f"Right would be {column.kind.expects}."[:255]}
    if isinstance(column.kind, ChoiceKind):
        return {"validate": "list", "source": choices[column.kind.choices], **said}
    if isinstance(column.kind, YesNoKind):
        return {"validate": "list", "source": ["yes", "no"], **said}
    if isinstance(column.kind, To):
        target = NOUN_BY_NAME.get(column.kind.noun)
        if target is not None and len(target.key_fields) == 1:
            # A warning only: the record referred to may still have to be written.
            return {"validate": "list", "source": _keys_of(target, plan), "error_type": "warning", **said}
    return None


def _keys_of(noun: type[Noun], plan: WholePlan) -> str:
    """Return the range of cells in which the keys of `noun` stand or will stand."""
    letter = chr(ord("A") + list(columns(noun)).index(noun.key_fields[0]))
    return f"='{sheet_of(noun)}'!${letter}$2:${letter}${len(plan.all(noun)) + 1 + ROOM_TO_GROW}"
