"""Files that are no workbook, or one that means harm, are refused before they are opened, each with its reason."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.files.making import refusal, sections

from lcsp.files import workbook_parts
from lcsp.files.workbook_write import write_workbook

SHEET = "xl/worksheets/sheet2.xml"
BOMB = (
    '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>'
    "<worksheet><sheetData><row><c><v>&d;</v></c></row></sheetData></worksheet>"
)


def changed(to: Path, changes: Mapping[str, bytes | None]) -> Path:
    """Save a good workbook with some of its parts changed, added or (None) left out."""
    with zipfile.ZipFile(BytesIO(write_workbook(sections("x")))) as good:
        parts: dict[str, bytes | None] = {name: good.read(name) for name in good.namelist()}
    parts.update(changes)
    with zipfile.ZipFile(to / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            if content is not None:
                book.writestr(name, content)
    return to / "book.xlsx"


def saved(to: Path, content: bytes) -> Path:
    (to / "book.xlsx").write_bytes(content)
    return to / "book.xlsx"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not an Excel workbook"),
        (b"code,name\n", "is not an Excel workbook (.xlsx): name a plan folder, a workbook or a JSON file"),
        (OLE, "is an old Excel workbook (.xls) or no workbook: in Excel choose Save As"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "is locked with a password: remove the password"),
        (write_workbook(sections("x"))[:5000], "is not an Excel workbook"),
    ],
    ids=["empty", "text", "xls", "password", "cut-off"],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (problem,) = refusal(saved(tmp_path, content))
    assert said in problem


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"xl/vbaProject.bin": b"x"}, "holds macros, which are never run here: in Excel choose Save As"),
        (
            {"xl/workbook.xml": None, "xl/workbook.bin": b"x"},
            "is not an Excel workbook (.xlsx): in Excel choose Save As",
        ),
        ({"xl/workbook.xml": None, "content.xml": b"<x/>"}, "is not an Excel workbook (.xlsx)"),
        ({SHEET: b"<worksheet><sheetData><row>"}, "is damaged"),
        ({SHEET: None}, "is damaged"),
        ({SHEET: BOMB.encode()}, f"holds a document type declaration in {SHEET}"),
        ({SHEET: BOMB.encode("utf-16")}, f"holds a document type declaration in {SHEET}"),
        ({"xl/media/big.png": bytes(workbook_parts.MOST_BYTES)}, "holds more than 64 megabytes when unpacked"),
    ],
    ids=["macros", "xlsb", "ods", "broken-xml", "no-sheet", "entities", "entities-utf-16", "zip-bomb"],
)
def test_a_workbook_that_is_unsafe_is_refused(tmp_path: Path, changes: Mapping[str, bytes | None], said: str) -> None:
    (problem,) = refusal(changed(tmp_path, changes))
    assert said in problem


def test_a_cell_far_from_the_table_is_refused_before_memory_is_taken(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Areas"
    book.active["A1"] = "code"
    book.active["XFD1048576"] = "far"
    book.save(tmp_path / "book.xlsx")
    (problem,) = refusal(tmp_path / "book.xlsx")
    assert "sheet 'Areas' reaches to row 1048576 and column 16384, more than 1,000,000 cells" in problem


def test_cells_that_are_only_coloured_do_not_count(tmp_path: Path) -> None:
    from openpyxl.styles import PatternFill

    from lcsp.files import Refused, read_plan

    book = Workbook()
    book.active.title = "Areas"
    book.active["XFD1048576"].fill = PatternFill("solid", "FFFF00")
    book.save(tmp_path / "book.xlsx")
    with pytest.raises(Refused, match="a plan has one record of the plan itself"):
        read_plan(tmp_path / "book.xlsx")


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    content = bytearray(write_workbook(sections("x" * 5000)))
    entry = content.rindex(b"xl/sharedStrings.xml") - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    (problem,) = refusal(saved(tmp_path, bytes(content)))
    assert "is damaged" in problem


def test_overlapping_merged_cells_cannot_fill_the_machine() -> None:
    from lcsp.files.workbook_read import _fill_merged

    grid = [["x"] * 100 for _ in range(100)]
    assert _fill_merged(grid, [((0, 0), (99, 99))] * 100)
    assert not _fill_merged(grid, [((0, 0), (99, 99))] * 101)
