"""Widths of columns and turns of pages: one judgement of what is wide, shared by screen and paper."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

from lcsp.reports.document import Block, Heading, Note
from lcsp.reports.tables import Align, Cell, RowKind, Table
from lcsp.reports.words import List, Paragraph, plain

PADDING = 2
UNFOLDED = 28  # words of this many characters stay on one line
# What the text width of an A4 page holds at the size of a table's print.
PORTRAIT_CHARACTERS = 112


def column_widths(table: Table) -> tuple[int, ...]:
    """For each column the width in characters that reads well: prose is folded, figures never.

    The width of prose grows with the square root of its length, so that a long cell becomes a block of
    text and not a strip.
    """
    return tuple(_width(table, index) for index in range(len(table.columns)))


def is_wide(table: Table) -> bool:
    """Whether the table needs a landscape page."""
    return sum(column_widths(table)) > PORTRAIT_CHARACTERS


def _width(table: Table, index: int) -> int:
    column = table.columns[index]
    heads = f"{column.heading} {column.unit}"
    cells = [text for cell in _cells_of(table, index) for text in cell_texts(cell)]
    if column.align is Align.RIGHT:
        unbroken = [*heads.split(), *cells]
        return max(map(len, unbroken), default=1) + PADDING
    longest = max(map(len, [heads, *cells]))
    word = max((len(word) for text in [heads, *cells] for word in text.split()), default=1)
    return max(word, min(longest, max(UNFOLDED, round(6 + 2 * math.sqrt(longest))))) + PADDING


def _cells_of(table: Table, index: int) -> Iterator[Cell]:
    """The cells that stand in this column alone."""
    for row in table.rows:
        at = 0
        for cell in row.full_cells() if row.kind is not RowKind.HEADING else ():
            if at == index and cell.columns == 1:
                yield cell
            at += cell.columns


def cell_texts(cell: Cell) -> Iterator[str]:
    """The cell's words, then those of each of its paragraphs and list items."""
    yield plain(cell.words)
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield plain(block.words)
        else:
            yield from (plain(item) for item in block.items)


def sheets(blocks: tuple[Block, ...]) -> list[tuple[bool, tuple[Block, ...]]]:
    """The blocks in stretches of upright (False) and of landscape (True) pages, in order."""
    turned = _landscape(blocks)
    return [
        (landscape, tuple(blocks[index] for index in stretch))
        for landscape, stretch in groupby(range(len(blocks)), key=lambda index: turned[index])
    ]


def _landscape(blocks: tuple[Block, ...]) -> list[bool]:
    """For each block whether it stands on a landscape page: wide tables do, and what leads up to them.

    The lead is the heading above the table and at most three blocks between, so that no heading is left
    alone at the foot of an upright page.
    """
    wide = [isinstance(block, Table) and is_wide(block) for block in blocks]
    for index in [i for i, is_table in enumerate(wide) if is_table]:
        start = index
        while start and index - start < 3 and isinstance(blocks[start - 1], Paragraph | List | Note):
            start -= 1
        while start and isinstance(blocks[start - 1], Heading):
            start -= 1
        if isinstance(blocks[start], Heading):
            wide[start:index] = [True] * (index - start)
    return wide
