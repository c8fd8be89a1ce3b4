"""What the cells of a workbook say: headings on one line, notes marked in words, nothing that could be run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lcsp.files.harmless import disarm
from lcsp.files.workbook_sheets import verbatim
from lcsp.reports.tables import Cell, Table
from lcsp.reports.words import List, Paragraph, Words, plain, printable

_LONGEST_TEXT = 32_767  # of a cell of Excel
_LONGEST_HEADING = 255
_LONGEST_NAME = 31
_CUT = " … (the other editions have the whole text)"
_NOT_IN_NAMES = str.maketrans("/\\[]:*?'", "--      ")
_TAKEN = ("history",)  # Excel keeps this name for itself


def safe_text(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Return one line of `text` as a cell may hold it: never run as a formula, cut where a cell holds no more."""
    return verbatim(_cut(disarm(printable(text)), longest))


def words_text(words: Words) -> str:
    """Return words without their styles, on one line."""
    return printable(plain(words))


def cell_text(cell: Cell) -> str:
    """Return all that a cell of words says, on one line or several, with the mark of its note."""
    words = words_text(cell.words) + (f" {note_mark(cell.note)}" if cell.note else "")
    return verbatim(_cut(disarm("\n".join([*([words] if words else []), *block_texts(cell.blocks)])), _LONGEST_TEXT))


def block_texts(blocks: Iterable[Paragraph | List]) -> Iterator[str]:
    """Yield the lines of paragraphs and lists."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield words_text(block.words)
        else:
            marks = (f"{n}." if block.numbered else "•" for n in range(1, len(block.items) + 1))
            yield from (f"{mark} {words_text(item)}" for mark, item in zip(marks, block.items, strict=True))


def note_mark(marker: str) -> str:
    """Return how a cell points to a note: a screen reader reads it out, and a search finds it."""
    return f"[note {printable(marker)}]"


def column_headings(table: Table) -> list[str]:
    """Return one heading for each column: its group, heading and unit; no two are the same."""
    headings: list[str] = []
    for number, column in enumerate(table.columns, start=1):
        group = f"{column.group}: " if column.group and column.heading else column.group
        unit = f" ({column.unit})" if column.unit else ""
        wanted = printable(f"{group}{column.heading}{unit}").strip() or f"Column {number}"
        headings.append(_unlike(wanted, headings, _LONGEST_HEADING))
    return headings


def sheet_names(captions: Iterable[str], before: Iterable[str]) -> list[str]:
    """Return a name for the sheet of each table, made of its caption; no two are the same, `before` are taken."""
    names = [*before, *_TAKEN]
    first = len(names)
    for caption in captions:
        words = " ".join(printable(caption).translate(_NOT_IN_NAMES).split())
        names.append(_unlike(words or "Table", names, _LONGEST_NAME))
    return names[first:]


def _unlike(wanted: str, others: list[str], longest: int) -> str:
    """Return `wanted`, cut at a word where it is too long, with a number behind it where it is taken."""
    taken = {other.casefold() for other in others}
    for number in range(1, len(others) + 2):
        ending = "" if number == 1 else f" {number}"
        name = _shortened(wanted, longest - len(ending)) + ending
        if name.casefold() not in taken:
            return name
    raise AssertionError("one of so many numbers is free")


def _shortened(text: str, longest: int) -> str:
    """Return the whole words of `text` that `longest` UTF-16 units hold; Excel counts those."""
    if _length(text) <= longest:
        return text
    while _length(text) > longest:
        text = text[:-1] if " " not in text[1:] else text.rpartition(" ")[0]
    return text.rstrip(" ,;:–-")


def _cut(text: str, longest: int) -> str:
    if _length(text) <= longest:
        return text
    text = text[: longest - len(_CUT)]
    while _length(text) > longest - len(_CUT):
        text = text[:-1]
    return text + _CUT


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
