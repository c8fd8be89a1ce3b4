"""Uploads that mean harm or are broken, made on the spot: each with words that its refusal must hold."""

import io
import json
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.people_and_plans import LOCALITIES_FOLDER, ROOT

from lcsp.files import folder_files, read_plan
from lcsp.files.forms import Form, plan_file

SHEET = "xl/worksheets/sheet2.xml"
AREAS = "places/areas.csv"
Files = dict[str, bytes]
Case = tuple[Callable[[], Files], str]

PLAN = read_plan(ROOT / LOCALITIES_FOLDER / "ashford-rural").plan
FOLDER = folder_files(PLAN)
BOOK = plan_file(PLAN, Form.XLSX)
JSON = plan_file(PLAN, Form.JSON)
SHEET_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = b"</sheetData></worksheet>"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">{LAUGHS}]><l>&l9;</l>'.encode()
REACHING = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'
UTF_7 = b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE l +AFsAPA-+ACE-ENTITY x +ACI-y+ACI-+AD4AXQA+-<l>&x;</l>'


def zipped(files: Mapping[str, bytes] | list[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return `files` as a zip; a list may hold a name twice."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", how) as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a name that stands twice
        for name, content in files.items() if isinstance(files, Mapping) else files:
            packed.writestr(zipfile.ZipInfo(name) if how == zipfile.ZIP_STORED else name, content)
    return buffer.getvalue()


def book(changes: Mapping[str, bytes]) -> Files:
    """Return a good workbook with some parts changed or added."""
    with zipfile.ZipFile(io.BytesIO(BOOK)) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    return {"plan.xlsx": zipped({**parts, **changes})}


def folder(changes: Mapping[str, bytes]) -> Files:
    """Return a good plan folder as a zip, with some files changed or added."""
    return {"plan.zip": zipped({**FOLDER, **changes})}


def with_link() -> Files:
    """Return a zip in which a table is a symbolic link to a file of the server."""
    link = zipfile.ZipInfo(AREAS)
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO(zipped({name: text for name, text in FOLDER.items() if name != AREAS}))
    with zipfile.ZipFile(buffer, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    return {"plan.zip": buffer.getvalue()}


def stating(size: int) -> Files:
    """Return a zip whose directory says that a table is `size` bytes long when it is a megabyte."""
    content = bytearray(zipped({**FOLDER, AREAS: b"code,name\n" + b"x" * 1_000_000}))
    entry = content.rindex(AREAS.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", size)
    return {"plan.zip": bytes(content)}


def overlapping() -> Files:
    """Return a zip with a hundred names for the same packed bytes."""
    inner = bytearray(zipped({AREAS: bytes(600_000)}))
    start = inner.rindex(b"PK\x01\x02")
    end = inner.rindex(b"PK\x05\x06")
    entry = bytes(inner[start:end])
    directory = entry * 100
    tail = bytearray(inner[end:])
    tail[8:10] = tail[10:12] = struct.pack("<H", 100)
    tail[12:16] = struct.pack("<I", len(directory))
    return {"plan.zip": bytes(inner[:start]) + directory + bytes(tail)}


def locked() -> Files:
    """Return a zip that says of its files that they are locked with a password."""
    content = bytearray(zipped(FOLDER))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + at] |= 1
            place = content.find(mark, place + 4)
    return {"plan.zip": bytes(content)}


def cut(content: bytes, name: str, keep: float) -> Files:
    """Return the beginning of a file."""
    return {name: content[: int(len(content) * keep)]}


def scrambled() -> Files:
    """Return a zip in whose directory everything after the first signature is noise."""
    content = bytearray(zipped(FOLDER))
    start, end = content.find(b"PK\x01\x02") + 4, content.rindex(b"PK\x05\x06")
    content[start:end] = bytes((7 * number) % 251 for number in range(end - start))
    return {"plan.zip": bytes(content)}


def rows(count: int, row: bytes = b"<row/>") -> Files:
    """Return a workbook with a sheet of many empty rows."""
    return book({SHEET: SHEET_HEAD + row * count + SHEET_END})


def wide(columns: int) -> Files:
    """Return a workbook with a sheet of so many filled columns in each of 64 rows."""
    cells = b"".join(b"<c><v>%d</v></c>" % (number * 7919) for number in range(columns))
    return book({SHEET: SHEET_HEAD + (b"<row>" + cells + b"</row>") * 64 + SHEET_END})


def table(name: str, content: bytes) -> Files:
    """Return a good plan folder with one table replaced."""
    return {"plan.zip": zipped({**FOLDER, name: content}, zipfile.ZIP_STORED)}


def header(content: bytes) -> Files:
    """Return a good plan folder with another plan.toml."""
    return table("plan.toml", content)


def flipped(how: int) -> Files:
    """Return a zip, packed in one of the ways, with some of the packed bytes of its first file changed."""
    content = bytearray(zipped(FOLDER, how))
    start = content.find(b"PK\x03\x04") + 30 + len("plan.toml")
    content[start + 5 : start + 60] = bytes(55)
    return {"plan.zip": bytes(content)}


def with_value(value: str) -> Files:
    """Return the plan as JSON with `value` in place of a number."""
    return {"plan.json": f'{{"plan": {{"sections": [{{"code": "a", "order": {value}}}]}}}}'.encode()}


def digits(count: int) -> Files:
    """Return a plan with a number of so many digits."""
    return table(
        "performance/figures.csv", b"indicator,area,period,value\nx,y,financial 2009/10," + b"9" * count + b"\n"
    )


CASES: dict[str, Case] = {
    "zip in a zip": (lambda: {"plan.zip": zipped({"plan.zip": zipped(FOLDER)})}, "holds no plan.toml"),
    "zip in a zip in a zip": (
        lambda: {"plan.zip": zipped({"a.zip": zipped({"b.zip": zipped({"c": bytes(10_000_000)})})})},
        "holds no plan.toml",
    ),
    "zip that grows": (lambda: folder({AREAS: bytes(60_000_000)}), "would unpack to 60 megabytes"),
    "zip that says it grows to 4 GB": (lambda: stating(0xFFFFFFF0), "would unpack to"),
    "zip that says less than it holds": (lambda: stating(10), "is damaged"),
    "zip with a hundred names for one file": (overlapping, "would unpack to"),
    "zip with a table twice": (lambda: {"plan.zip": zipped([*FOLDER.items(), ("plan.toml", b"x")])}, "twice"),
    "zip that climbs": (lambda: folder({"../../../etc/cron.d/areas.csv": b"x"}), "leads out of its own folder"),
    "zip that climbs with backslashes": (lambda: folder({"..\\..\\areas.csv": b"x"}), "leads out of its own folder"),
    "zip from the root": (lambda: folder({"/etc/areas.csv": b"x"}), "leads out of its own folder"),
    "zip with a drive": (lambda: folder({"C:\\areas.csv": b"x"}), "leads out of its own folder"),
    "zip with a link": (with_link, "is a link"),
    "zip with a password": (locked, "is locked with a password"),
    "zip without its end": (lambda: cut(zipped(FOLDER), "plan.zip", 0.9), "is not a plan"),
    "zip with noise for a directory": (scrambled, "would unpack to"),
    "zip with a file that does not unpack": (lambda: flipped(zipfile.ZIP_DEFLATED), "is damaged"),
    "zip with a file that does not unpack, by bzip2": (lambda: flipped(zipfile.ZIP_BZIP2), "is damaged"),
    "zip with a file that does not unpack, by LZMA": (lambda: flipped(zipfile.ZIP_LZMA), "is damaged"),
    "workbook with a part that does not unpack": (
        lambda: {"plan.xlsx": BOOK[:200] + bytes(50) + BOOK[250:]}, "is damaged"
    ),
    "zip of too many files": (lambda: folder({f"{n}.csv": b"" for n in range(60_000)}), "no more than 150"),
    "workbook that laughs": (lambda: book({SHEET: BILLION}), "document type declaration"),
    "workbook that reaches out": (lambda: book({SHEET: REACHING}), "document type declaration"),
    "workbook that laughs in UTF-16": (
        lambda: book({SHEET: BILLION.decode().replace("<?xml version=\"1.0\"?>", "").encode("utf-16")}),
        "document type declaration",
    ),
    "workbook that hides in UTF-7": (lambda: book({SHEET: UTF_7}), "is damaged"),
    "workbook that laughs in its strings": (lambda: book({"xl/sharedStrings.xml": BILLION}), "document type"),
    "workbook with macros": (lambda: book({"xl/vbaProject.bin": b"\xd0\xcf"}), "holds macros"),
    "workbook with macros in another case": (lambda: book({"xl/VBAPROJECT.BIN": b"\xd0\xcf"}), "holds macros"),
    "workbook by its name with macros": (lambda: {"plan.xlsm": BOOK}, "holds macros"),
    "workbook with old macros": (lambda: book({"xl/macrosheets/sheet1.xml": b"<x/>"}), "holds macros"),
    "workbook cut off": (lambda: cut(BOOK, "plan.xlsx", 0.7), "is not an Excel workbook"),
    "workbook with a million rows of nothing": (lambda: rows(1_048_576), "a plan has one record"),
    "workbook with a cell far away": (
        lambda: rows(1, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "is too large"
    ),
    "workbook with a cell beyond every sheet": (
        lambda: rows(1, b'<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row>'), "is too large"
    ),
    "workbook with 16,384 columns": (lambda: wide(16_384), "is too large"),
    "workbook with a row of no number": (lambda: rows(1, b'<row r="x"><c><v>1</v></c></row>'), "is damaged"),
    "workbook nested 100,000 deep": (
        lambda: book({SHEET: b"<a>" * 100_000 + b"</a>" * 100_000}), "a plan has one record"
    ),
    "workbook with a zip bomb for a picture": (lambda: book({"xl/media/x.png": bytes(70_000_000)}), "would unpack to"),
    "table with NUL": (lambda: table(AREAS, b"code,name\nA,b\0c\n"), "U+0000"),
    "table of NUL alone": (lambda: table(AREAS, bytes(5_000)), "no header row"),
    "table in UTF-16 without its mark": (lambda: table(AREAS, "code,name\nA,b\n".encode("utf-16-le")), "no header row"),
    "table in UTF-32": (lambda: table(AREAS, "code,name\nA,b\n".encode("utf-32")), "areas.csv"),
    "table in no encoding": (lambda: table(AREAS, b"code,name\nA,\x81\x8d\x8f\n"), "neither UTF-8 nor Windows text"),
    "table with UTF-16 broken off": (lambda: table(AREAS, b"\xff\xfeA\xd8"), "areas.csv"),
    "table with a quotation that never ends": (
        lambda: table(AREAS, b'code,name\nA,"' + b"x" * 11_000_000), "areas.csv"
    ),
    "table with a million columns": (
        lambda: table(AREAS, b"code,name" + b"," * 1_000_000 + b"\nA,b\n"), "areas.csv, row 1: is too large"
    ),
    "table with ten million rows": (lambda: table(AREAS, b"x\n" * 9_000_000), "areas.csv, row 1000001: is too large"),
    "table with a problem in each of many rows": (
        lambda: table(AREAS, b"code,name\n" + b",\x01\n" * 300_000), "more problems from here on"
    ),
    "number of two million digits": (lambda: digits(2_000_000), "digits"),
    "number in a thousand million powers": (
        lambda: table("performance/figures.csv", b"indicator,area,period,value\nx,y,financial 2009/10,1e999999999\n"),
        "is not a number",
    ),
    "JSON nested 100,000 deep": (lambda: {"plan.json": b"[" * 100_000 + b"]" * 100_000}, "is not JSON"),
    "JSON of objects nested 100,000 deep": (
        lambda: {"plan.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000}, "is not"
    ),
    "JSON with a name twice": (lambda: {"plan.json": b'{"plan": {}, "plan": {}}'}, "stands twice"),
    "JSON with a million names": (
        lambda: {"plan.json": json.dumps({f"a{n}": 0 for n in range(500_000)}).encode()}, "more problems from here on"
    ),
    "JSON with the last of many names twice": (
        lambda: {"plan.json": b"{" + b",".join(b'"a%d":0' % n for n in range(100_000)) + b',"a9":0}'}, "stands twice"
    ),
    "JSON with NaN": (lambda: with_value("NaN"), "NaN is not a number"),
    "JSON with infinity": (lambda: with_value("-Infinity"), "-Infinity is not a number"),
    "JSON with a number out of all range": (lambda: with_value("1e999999999"), "is not"),
    "JSON with a number of two million digits": (lambda: with_value("9" * 2_000_000), "more than 24 digits"),
    "JSON with half a character": (
        lambda: {"plan.json": JSON.replace(b'"title": "', b'"title": "\\ud800', 1)}, "U+D800"
    ),
    "JSON in no encoding": (lambda: {"plan.json": b'{"plan": "\xff\xfe"}'}, "is not JSON"),
    "header nested 100,000 deep": (lambda: header(b"a = " + b"[" * 100_000), "is not TOML"),
    "header with a number of two million digits": (lambda: header(b"a = " + b"9" * 2_000_000), "is not TOML"),
    "header with a name of many parts": (lambda: header(b"a" + b".a" * 200_000 + b" = 1"), "more than 100 parts"),
    "description nested 100,000 deep": (
        lambda: {"plan.zip": zipped({"datapackage.json": b"[" * 100_000, "plan/plans.csv": b"code\n"})}, "is not JSON"
    ),
}  # fmt: skip


def save_all(to: Path) -> None:
    """Write every upload into a folder of its own in `to`, by its number."""
    for number, (make, _) in enumerate(CASES.values()):
        where = to / f"{number:02}"
        where.mkdir()
        for name, content in make().items():
            (where / name).write_bytes(content)
