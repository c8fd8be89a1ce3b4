"""Reads the content of a Word document (.docx) from its XML; nothing in it is run and nothing outside it is read."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from lcsp.files.documents.content import Block, Gatherer, Heading, Row, Spanning, Table, Text, resolve_spans
from lcsp.files.refusals import Problem, Refused

Element = ET.Element

LARGEST_PART = 64 * 1024 * 1024
_BODY, _STYLES = "word/document.xml", "word/styles.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_W = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_W_NAME = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HIDDEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}pPr", f"{_W}rPr"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFF = {"0", "false", "off", "none"}
_LEVEL = re.compile(r"heading\s*(\d)", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError, OSError)
# An encrypted document, like one of before Word 2007, is no ZIP but a compound file.
_COMPOUND = b"\xd0\xcf\x11\xe0"


def read_docx(source: str, content: bytes) -> list[Block]:
    """Return the blocks of a document; raises Refused where it is encrypted, too large, or no Word document."""
    if content.startswith(_COMPOUND):
        said = "is encrypted or was saved by Word before 2007: open it in Word and save it as .docx without a password"
        raise Refused([Problem(source, None, "", said)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _part(source, archive, _BODY)
            styles = _part(source, archive, _STYLES) if _STYLES in archive.namelist() else None
    except _BROKEN as error:
        said = f"is not a whole Word document ({error}): open it in Word and save it again as .docx"
        raise Refused([Problem(source, None, "", said)]) from None
    top = body.find(f"{_W}body")
    if top is None:
        raise Refused([Problem(source, None, "", "is a Word document without a body: open it and save it again")])
    reader = _DocumentReader(_heading_levels(styles))
    reader.read(top)
    return reader.blocks


def _part(source: str, archive: zipfile.ZipFile, name: str) -> Element:
    """Return the root of one part; refuses what is too large and what declares a document type or entities."""
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise Refused([Problem(source, None, "", f"{name} is larger than {LARGEST_PART >> 20} MB unpacked: split it")])
    with archive.open(name) as file:
        text = file.read(LARGEST_PART + 1)
    seen = text.replace(b"\0", b"")  # the same in UTF-16
    if len(text) > LARGEST_PART or b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
        said = f"{name} declares entities or is too large, as no Word document does: it was not read"
        raise Refused([Problem(source, None, "", said)])
    try:
        return ET.fromstring(text.replace(_STRICT_W, _W_NAME))  # noqa: S314 (entities are refused above)
    except (ET.ParseError, ValueError) as error:
        raise Refused([Problem(source, None, "", f"{name} is not XML ({error}): save the document again")]) from None


def _heading_levels(styles: Element | None) -> dict[str, int]:
    """Return the level of every style that is a heading, by the style's code."""
    levels: dict[str, int] = {}
    for style in () if styles is None else styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        words = "" if name is None else name.get(f"{_W}val", "")
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        if found := _LEVEL.match(words):
            levels[style.get(f"{_W}styleId", "")] = int(found[1])
        elif words.lower() == "title":
            levels[style.get(f"{_W}styleId", "")] = 1
        elif outline is not None and outline.get(f"{_W}val", "9") in "012345":
            levels[style.get(f"{_W}styleId", "")] = int(outline.get(f"{_W}val", "0")) + 1
    return levels


class _DocumentReader:
    """Turns paragraphs and tables into blocks, in the order of the document."""

    def __init__(self, levels: dict[str, int]) -> None:
        self.blocks: list[Block] = []
        self._levels = levels
        self._paragraphs = self._tables = 0

    def read(self, parent: Element) -> None:
        """Add the blocks inside `parent`."""
        for element in _children(parent):
            if element.tag == f"{_W}p":
                self._add_paragraph(element)
            elif element.tag == f"{_W}tbl":
                self._add_table(element)

    def _add_paragraph(self, paragraph: Element) -> None:
        self._paragraphs += 1
        place = f"paragraph {self._paragraphs}"
        text = Gatherer()
        _gather(paragraph, text)
        lines = text.take()
        level = self._level(paragraph)
        if lines and level:
            self.blocks.append(Heading(" ".join(line.text for line in lines), level, place))
        elif lines:
            self.blocks.append(Text(lines, place))

    def _level(self, paragraph: Element) -> int:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        code = "" if style is None else style.get(f"{_W}val", "")
        found = _LEVEL.match(code)
        return self._levels.get(code) or (int(found[1]) if found else 0)

    def _add_table(self, table: Element) -> None:
        self._tables += 1
        rows = [row for row in _children(table) if row.tag == f"{_W}tr"]
        cells = resolve_spans(_merge_down([_cells_of(row) for row in rows]))
        places = [f"table {self._tables}, row {number}" for number in range(1, len(rows) + 1)]
        made = tuple(Row(row, place) for row, place in zip(cells, places, strict=True) if any(c.lines for c in row))
        if made:
            self.blocks.append(Table(made, made[0].place))


def _children(parent: Element) -> Iterator[Element]:
    """Yield the paragraphs, tables, rows and cells of `parent`, also those inside controls and revisions."""
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag in (f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"):
            yield element
        elif element.tag not in _HIDDEN:
            waiting.extend(reversed(element))


def _gather(element: Element, text: Gatherer) -> None:
    """Add the text below `element` (a paragraph or a whole cell), a line for each paragraph."""
    waiting = list(reversed(element)) if element.tag == f"{_W}tc" else [element]
    while waiting:
        part = waiting.pop()
        if part.tag == f"{_W}p":
            text.end_line(item=part.find(f"{_W}pPr/{_W}numPr") is not None)
        elif part.tag == f"{_W}r":
            _gather_run(part, text)
            continue
        if part.tag not in _HIDDEN and part.tag != _FALLBACK:
            waiting.extend(reversed(part))
    text.end_line()


def _gather_run(run: Element, text: Gatherer) -> None:
    bold, italic = _is_set(run, "b"), _is_set(run, "i")
    for part in run:
        if part.tag == f"{_W}t":
            text.add(part.text or "", italic=italic, bold=bold)
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            text.end_line()
        elif part.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            text.add("-" if part.tag.endswith("Hyphen") else " ", italic=italic, bold=bold)


def _is_set(run: Element, name: str) -> bool:
    """Say whether a run is bold (`b`) or italic (`i`)."""
    setting = run.find(f"{_W}rPr/{_W}{name}")
    return setting is not None and setting.get(f"{_W}val", "1") not in _OFF


def _cells_of(row: Element) -> list[tuple[Spanning, str]]:
    """Return the cells of a row, each with how it is merged downwards: "", "restart" or "continue"."""
    found = []
    for cell in (cell for cell in _children(row) if cell.tag == f"{_W}tc"):
        text = Gatherer()
        _gather(cell, text)
        across, merge = cell.find(f"{_W}tcPr/{_W}gridSpan"), cell.find(f"{_W}tcPr/{_W}vMerge")
        width = 1 if across is None else _number(across.get(f"{_W}val"))
        found.append((Spanning(text.take(), width), "" if merge is None else merge.get(f"{_W}val", "continue")))
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and 0 < int(text) < 1000 else 1


def _merge_down(rows: list[list[tuple[Spanning, str]]]) -> list[list[Spanning]]:
    """Return the cells without those that continue the one above, which is made deeper instead."""
    above: dict[int, tuple[int, int]] = {}
    merged: list[list[Spanning]] = []
    for row in rows:
        column, kept = 0, list[Spanning]()
        for cell, merge in row:
            if merge == "continue" and column in above:
                at, index = above[column]
                merged[at][index] = merged[at][index]._replace(down=merged[at][index].down + 1)
            else:
                above.pop(column, None)
                if merge == "restart":
                    above[column] = (len(merged), len(kept))
                kept.append(cell)
            column += cell.across
        merged.append(kept)
    return merged
