"""The neutral document model: what a published document says, before anything decides how it looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from lcsp.reports.tables import CellValue, Table
from lcsp.reports.words import InternalLink, List, Paragraph, RecordName, Words, runs

DRAFT_MARK = "Draft \N{EN DASH} not for publication"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. Level 1 is a section, 2 to 4 lie below it; an annex is a level 1 that says so.

    `record` is what the heading and the text under it tell.
    """

    text: str
    anchor: str
    level: int = 1
    annex: bool = False
    new_page: bool = False
    record: RecordName | None = None


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Terms, each with what is said of it."""

    items: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page on paper; nothing on a screen."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One headline figure: "£50.785m", "gross controllable expenditure", and where it is worked out."""

    text: str
    label: str
    value: CellValue = None
    source: InternalLink | None = None


@dataclass(frozen=True, slots=True)
class SummaryBox:
    """The box at the front of a document: headline figures and what lies behind them."""

    title: str
    anchor: str
    figures: tuple[KeyFigure, ...] = ()
    blocks: tuple[Paragraph | List | KeyValues, ...] = ()
    record: RecordName | None = None


class NoteKind(StrEnum):
    """Whether a note informs or warns."""

    INFORMATION = "information"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Note:
    """A note set apart from the text."""

    title: str
    blocks: tuple[Paragraph | List, ...]
    kind: NoteKind = NoteKind.INFORMATION


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing (SVG text) with words that replace it for those who cannot see it, and its data as a table.

    Raises ValueError when the alternative text is empty.
    """

    caption: str
    anchor: str
    svg: str
    alternative: str
    table: Table | None = None

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise ValueError(f"figure {self.anchor!r}: say in words what the drawing shows")


Block = Heading | Paragraph | List | KeyValues | PageBreak | Table | SummaryBox | Note | Figure


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One line of the contents."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. Blocks before the first heading are its front matter, printed under the title.

    Raises ValueError, naming the place, when an anchor is malformed or used twice, an internal link leads
    nowhere, or a heading skips a level.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    organisation: str = ""
    language: str = "en-GB"
    status: tuple[str, ...] = ()
    draft: bool = False
    keywords: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a document needs a title")
        _check_levels(self.blocks)
        _check_anchors(self)


# Walking


def outline(document: Document, depth: int = 4) -> tuple[OutlineEntry, ...]:
    """The headings down to `depth`, in order: the contents and the bookmarks."""
    headings = (b for b in document.blocks if isinstance(b, Heading))
    return tuple(OutlineEntry(h.level, h.text, h.anchor) for h in headings if h.level <= depth)


def tables(document: Document) -> Iterator[Table]:
    """Every table in order, those behind figures included."""
    for block in document.blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Figure) and block.table:
            yield block.table


def anchors(document: Document) -> Iterator[str]:
    """Every anchor in order, repeats included."""
    for block in document.blocks:
        if isinstance(block, Heading | Table | SummaryBox | Figure):
            yield block.anchor
        if isinstance(block, Figure) and block.table:
            yield block.table.anchor


def all_words(document: Document) -> Iterator[Words]:
    """Every run of styled words in the document, in order (titles, headings and captions are not styled)."""
    for block in document.blocks:
        yield from _words_of(block)


def _words_of(block: Block) -> Iterator[Words]:
    match block:
        case Paragraph():
            yield block.words
        case List():
            yield from block.items
        case KeyValues():
            yield from (words for _, words in block.items)
        case SummaryBox():
            yield from (f.source for f in block.figures if f.source)
            yield from _words_of_all(block.blocks)
        case Note():
            yield from _words_of_all(block.blocks)
        case Table():
            yield from _words_of_table(block)
        case Figure(table=Table() as table):
            yield from _words_of_table(table)


def _words_of_all(blocks: Iterable[Block]) -> Iterator[Words]:
    for block in blocks:
        yield from _words_of(block)


def _words_of_table(table: Table) -> Iterator[Words]:
    for row in table.rows:
        for cell in row.full_cells():
            yield cell.words
            yield from _words_of_all(cell.blocks)
    yield from (note.words for note in table.notes)


# Checking


def _check_levels(blocks: Iterable[Block]) -> None:
    level = 0
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        if not 1 <= block.level <= min(level + 1, 4):
            raise ValueError(f"heading {block.anchor!r}: level {block.level} cannot follow level {level}")
        level = block.level


def _check_anchors(document: Document) -> None:
    seen: set[str] = set()
    for anchor in anchors(document):
        if not re.fullmatch(r"[a-z][a-z0-9-]*", anchor):
            raise ValueError(f"anchor {anchor!r}: use lower-case letters, digits and hyphens")
        if anchor in seen:
            raise ValueError(f"anchor {anchor!r} is used twice: every anchor names one place")
        seen.add(anchor)
    for words in all_words(document):
        for run in runs(words):
            if isinstance(run, InternalLink) and run.anchor not in seen:
                raise ValueError(f"the link {run.text!r} leads to {run.anchor!r}, which is nowhere")
