"""What lies inside a workbook file beside the values of its cells, looked at before the file is believed.

The reader of cells (calamine) says nothing of formats, error values and formulas that nobody calculated, and takes
whatever memory a file asks for; so the parts of the file are looked through first.
"""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET

from lcsp.files.refusals import Problem

MOST_BYTES = 64_000_000
MOST_CELLS = 1_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "in Excel choose Save As, Excel Workbook (.xlsx)"
_BUILT_IN_PERCENTAGES = {"9", "10"}
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")

Place = tuple[int, int]


class CellFacts(NamedTuple):
    """Of one sheet, by (row, column) from 0: which cells show percentages, and what is wrong with which cell."""

    percentages: frozenset[Place]
    faults: dict[Place, str]


# What a zip's contents may be wrong in: the sum of its bytes, its compression (three kinds), its way of packing.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, RuntimeError, ValueError, EOFError)


def holds_macros(part: str) -> bool:
    """Say whether a workbook's part of this name holds macros: of Visual Basic, or those of Excel 4."""
    return part.lower().endswith("vbaproject.bin") or part.lower().startswith("xl/macrosheets/")


class Unsafe(Exception):
    """The file is not opened any further; the message says why and how to mend it."""


def look_through(source: str, content: bytes) -> tuple[dict[str, CellFacts], list[Problem]]:
    """Return the facts of each sheet by name; or no facts and the problem for which the file is not opened."""
    try:
        return _look_through(content), []
    except Unsafe as unsafe:
        return {}, [Problem(source, None, "", str(unsafe))]
    except (*DAMAGED, ET.ParseError, KeyError) as error:
        said = f"is damaged ({error}): open it in Excel, let Excel repair it, and save it again"
        return {}, [Problem(source, None, "", said)]


def _look_through(content: bytes) -> dict[str, CellFacts]:
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unsafe("is locked with a password: remove the password in Excel (File, Info, Protect Workbook)")
        raise Unsafe(f"is an old Excel workbook (.xls) or no workbook: {_SAVE_AS}")
    if not zipfile.is_zipfile(BytesIO(content)):
        raise Unsafe("is not an Excel workbook (.xlsx): name a plan folder, a workbook or a JSON file")
    with zipfile.ZipFile(BytesIO(content)) as parts:
        _check_parts(parts)
        percent_styles = _percent_styles(parts)
        return {name: _cell_facts(name, parts.read(part), percent_styles) for name, part in _sheets(parts)}


def _check_parts(parts: zipfile.ZipFile) -> None:
    """Raise Unsafe where the file is too large, holds macros or XML declarations, or is another kind of file."""
    names = parts.namelist()
    if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
        raise Unsafe(f"holds more than {MOST_BYTES // 1_000_000} megabytes when unpacked, which no plan does")
    if any(map(holds_macros, names)):
        raise Unsafe(f"holds macros, which are never run here: {_SAVE_AS}, which leaves them out")
    if any(part.flag_bits & 1 for part in parts.infolist()):
        raise Unsafe("is locked with a password: save it without one")
    if "xl/workbook.xml" not in names:
        raise Unsafe(f"is not an Excel workbook (.xlsx): {_SAVE_AS}")
    for name in names:
        # Read in full, so that a part that lies about its size is found out here (the sum of its bytes fails).
        if b"<!DOCTYPE" in parts.read(name).replace(b"\0", b"") and name.endswith((".xml", ".rels")):
            raise Unsafe(f"holds a document type declaration in {name}, which Excel never writes: {_SAVE_AS}")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _elements(content: bytes, name: str) -> Iterator[ET.Element]:
    """Yield the elements called `name`, in whichever namespace (there is a transitional and a strict one)."""
    # Declarations were refused, so no entity can grow.
    return (item for item in ET.fromstring(content).iter() if _local(item.tag) == name)  # noqa: S314


def _sheets(parts: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and part of every worksheet."""
    links = _elements(parts.read("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {link.get("Id"): link for link in links if (link.get("Type") or "").endswith("/worksheet")}
    for sheet in _elements(parts.read("xl/workbook.xml"), "sheet"):
        link = next((targets[value] for key, value in sheet.items() if _local(key) == "id" and value in targets), None)
        if link is not None:
            target = link.get("Target") or ""
            yield sheet.get("name") or "", target[1:] if target.startswith("/") else f"xl/{target}"


def _percent_styles(parts: zipfile.ZipFile) -> frozenset[str]:
    """Return the numbers of the cell styles that show a value as a percentage."""
    if "xl/styles.xml" not in parts.namelist():
        return frozenset()
    content = parts.read("xl/styles.xml")
    formats = {
        item.get("numFmtId")
        for item in _elements(content, "numFmt")
        if "%" in _NOT_SHOWN.sub("", item.get("formatCode") or "")
    } | _BUILT_IN_PERCENTAGES
    styles = (style for cells in _elements(content, "cellXfs") for style in cells)
    return frozenset(str(number) for number, style in enumerate(styles) if style.get("numFmtId") in formats)


def _cell_facts(sheet: str, content: bytes, percent_styles: frozenset[str]) -> CellFacts:
    """Return the facts of one sheet; raises Unsafe where its cells would fill too large a table."""
    percentages: set[Place] = set()
    faults: dict[Place, str] = {}
    last_row = last_column = 0
    for place, cell in _cells(content):
        value = next((child.text for child in cell if _local(child.tag) == "v"), None)
        formula = any(_local(child.tag) == "f" for child in cell)
        if value is None and not formula and cell.get("t") != "inlineStr":
            continue
        last_row, last_column = max(last_row, place[0] + 1), max(last_column, place[1] + 1)
        if cell.get("t") == "e":
            faults[place] = f"is the error value {value}: mend the formula, or type the value"
        elif value is None and formula:
            faults[place] = "is a formula without its result: open the workbook in Excel and save it, or type the value"
        elif cell.get("s") in percent_styles and cell.get("t", "n") == "n":
            percentages.add(place)
    if last_row * last_column > MOST_CELLS:
        raise Unsafe(
            f"is too large: sheet {sheet!r} reaches to row {last_row} and column {last_column}, more than"
            f" {MOST_CELLS:,} cells; remove what stands far from the table"
        )
    return CellFacts(frozenset(percentages), faults)


def _cells(content: bytes) -> Iterator[tuple[Place, ET.Element]]:
    """Yield every cell of a sheet with its place; one without its own address follows the one before."""
    row = -1
    for _, item in ET.iterparse(BytesIO(content)):  # noqa: S314 (declarations were refused)
        if _local(item.tag) != "row":
            continue
        row = int(item.get("r") or row + 2) - 1
        column = -1
        for cell in item:
            if _local(cell.tag) != "c":
                continue
            address = _CELL.fullmatch(cell.get("r") or "")
            if address:
                row, column = int(address[2]) - 1, _column_number(address[1])
            else:
                column += 1
            yield (row, column), cell
        item.clear()


def _column_number(letters: str) -> int:
    """Return the number, from 0, of the column that a spreadsheet calls `letters`."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
