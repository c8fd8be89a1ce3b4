"""Joins what page ends have parted: tables whose header is repeated, and rows that were cut in two."""

import re
from collections.abc import Iterable, Sequence

from lcsp.files.documents.content import Block, Cell, Heading, Row, Table, Text

_MOST_HEADERS = 3
_HEADING_WORDS = 14
_LOWEST_LEVEL = 6
_FIGURE = re.compile(r"[-(£]*[\d,]+(?:\.\d+)?\)?%?")
_ENDED = (".", ":", ";", "!", "?")


def join_pages(blocks: Iterable[Block]) -> list[Block]:
    """Return `blocks` with the parts of each table joined, and lines set in bold as the headings that they are."""
    joined: list[Block] = []
    for block in map(_promoted, blocks):
        before = joined[-1] if joined else None
        whole = _joined(before, block) if isinstance(before, Table) and isinstance(block, Table) else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(block)
    return joined


def _promoted(block: Block) -> Block:
    """Return a few words all in bold as a heading of the lowest level."""
    if not isinstance(block, Text) or not all(line.bold and not line.item for line in block.lines):
        return block
    words = block.text
    wordy = re.search(r"[^\W\d_]{3}", words) and not words[:1].isdigit()
    short = len(words.split()) <= _HEADING_WORDS and not words.endswith(_ENDED)
    return Heading(words, _LOWEST_LEVEL, block.place) if wordy and short else block


def _joined(first: Table, second: Table) -> Table | None:
    """Return both tables as one where the second continues the first, else None."""
    shared = _shared_headers(first, second)
    if shared:
        return first._replace(rows=_with_seam(first.rows, second.rows[shared:]))
    if _is_alike(first, second):
        return first._replace(rows=_with_seam(first.rows, second.rows))
    return None


def _shared_headers(first: Table, second: Table) -> int:
    """Return how many rows at the top of both tables say the same; 0 if their widths differ or no rows are left."""
    if len(first.rows[0].cells) != len(second.rows[0].cells):
        return 0
    count = 0
    for one, other in zip(first.rows[:_MOST_HEADERS], second.rows, strict=False):
        if _words(one) != _words(other):
            break
        count += 1
    return count if count < len(first.rows) else 0


def _words(row: Row) -> list[str]:
    return ["".join(cell.text.lower().split()) for cell in row.cells]


def _is_alike(first: Table, second: Table) -> bool:
    """Say whether `second` has no header of its own and figures in the columns in which `first` has them."""
    if abs(len(first.rows[0].cells) - len(second.rows[0].cells)) > 1:
        return False
    here = _figures(second.rows[0])
    there = set().union(*(_figures(row) for row in first.rows[1:]))
    return len(here) > 1 and here <= there


def _figures(row: Row) -> set[int]:
    return {index for index, cell in enumerate(row.cells) if _FIGURE.fullmatch(cell.text)}


def _with_seam(above: Sequence[Row], below: Sequence[Row]) -> tuple[Row, ...]:
    """Return both runs of rows as one; a row that the page end has cut is made whole."""
    if not below:
        return tuple(above)
    last, first = above[-1], below[0]
    if not _is_rest(last, first):
        return (*above, *below)
    return (*above[:-1], _whole(last, first), *below[1:])


def _is_rest(last: Row, first: Row) -> bool:
    """Say whether `first` is the rest of `last`: its first cell is blank, or nothing but the label goes on."""
    filled = first.filled
    if not filled or not last.filled:
        return False
    if 0 not in filled:
        return not all(first.cells[index].bold for index in filled) and bool(last.text(0))
    is_label = filled == (0,) and not first.cells[0].bold and len(first.cells) > 1
    return is_label and len(last.filled) > 1 and not last.text(0).endswith(_ENDED)


def _whole(last: Row, first: Row) -> Row:
    """Return both parts of a row as one."""
    width = max(len(last.cells), len(first.cells))
    padded = [row.cells + (Cell(),) * (width - len(row.cells)) for row in (last, first)]
    cells = (_appended(one, other) for one, other in zip(*padded, strict=True))
    return Row(tuple(cells), f"{last.place} and {first.place}")


def _appended(one: Cell, other: Cell) -> Cell:
    """Return the lines of both; where the first has no end yet, its last line goes on in the next one's first."""
    if not one.lines or not other.lines:
        return one if one.lines else other
    last, first = one.lines[-1], other.lines[0]
    if last.text.endswith(_ENDED) or first.text[:1] in "•" or first.item or _starts_afresh(first.text):
        return Cell((*one.lines, *other.lines))
    return Cell((*one.lines[:-1], last._replace(text=f"{last.text} {first.text}", aside=""), *other.lines[1:]))


def _starts_afresh(text: str) -> bool:
    """Say whether a line opens with a word and a code, as "Outcome 2B:" does."""
    return bool(re.match(r"\w+ \d*\w?\d*:", text))
