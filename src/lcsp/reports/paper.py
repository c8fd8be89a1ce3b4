"""A document as the plain values (dictionaries, lists, texts) that the template of the PDF reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lcsp.reports.document import (
    DRAFT_MARK,
    Block,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyValues,
    Note,
    PageBreak,
    SummaryBox,
)
from lcsp.reports.layout import PORTRAIT_CHARACTERS, cell_texts, column_widths, is_wide, sheets
from lcsp.reports.tables import Cell, Row, Table
from lcsp.reports.words import (
    Emphasis,
    Inline,
    InternalLink,
    Link,
    List,
    Paragraph,
    Strong,
    Words,
    printable,
    runs,
)

Values = dict[str, Any]

# A table of so few rows and characters fits a page whatever its columns are, and is kept on one.
WHOLE_TABLE, WHOLE_TABLE_ROWS = 600, 12
WHOLE_ROW = 900  # a row whose fullest cell has fewer characters is short enough to be kept on one page


def paper_values(document: Document, fonts: Iterable[str]) -> Values:
    """Everything that the template prints; `fonts` are the families to set it in, the best first."""
    named = " - ".join(part for part in (document.title, document.subtitle, document.organisation) if part)
    first = next((i for i, b in enumerate(document.blocks) if isinstance(b, Heading)), len(document.blocks))
    return {
        "name": printable(f"{DRAFT_MARK}: {named}" if document.draft else named),
        "author": [printable(document.organisation)] if document.organisation else [],
        "keywords": [printable(word) for word in document.keywords],
        "language": document.language,
        "fonts": list(fonts),
        "draft": DRAFT_MARK if document.draft else "",
        "organisation": printable(document.organisation),
        "title": printable(document.title),
        "subtitle": printable(document.subtitle),
        "status": [printable(line) for line in document.status],
        "contents": first < len(document.blocks),
        "contents-title": "Contents",
        "front": _sheets(document.blocks[:first]),
        "body": _sheets(document.blocks[first:]),
    }


def _sheets(blocks: tuple[Block, ...]) -> list[Values]:
    return [
        {"landscape": landscape, "blocks": [_block(block) for block in stretch]}
        for landscape, stretch in sheets(blocks)
    ]


def _block(block: Block) -> Values:
    match block:
        case Heading():
            return {
                "type": "heading",
                "text": printable(block.text),
                "anchor": block.anchor,
                "level": block.level,
                "new-page": block.new_page or block.annex,
            }
        case Paragraph() | List():
            return _prose(block)
        case KeyValues():
            items = [{"key": printable(key), "words": _words(words)} for key, words in block.items]
            return {"type": "key-values", "items": items}
        case Table():
            return _table(block)
        case SummaryBox():
            return {
                "type": "summary",
                "title": printable(block.title),
                "anchor": block.anchor,
                "figures": [_key_figure(figure) for figure in block.figures],
                "blocks": [_block(inner) for inner in block.blocks],
            }
        case Note():
            blocks = [_block(inner) for inner in block.blocks]
            return {"type": "note", "kind": block.kind, "title": printable(block.title), "blocks": blocks}
        case Figure():
            return {
                "type": "figure",
                "caption": printable(block.caption),
                "anchor": block.anchor,
                "svg": block.svg,
                "alternative": printable(block.alternative),
                "table": _table(block.table) if block.table else None,
            }
        case PageBreak():
            return {"type": "page-break"}


def _key_figure(figure: KeyFigure) -> Values:
    source = _run(figure.source) if figure.source else None
    return {"text": printable(figure.text), "label": printable(figure.label), "source": source}


def _prose(block: Paragraph | List) -> Values:
    if isinstance(block, Paragraph):
        return {"type": "paragraph", "words": _words(block.words)}
    return {"type": "list", "numbered": block.numbered, "items": [_words(item) for item in block.items]}


def _words(words: Words) -> list[Values]:
    return [_run(run) for run in runs(words)]


def _run(run: Inline) -> Values:
    match run:
        case Strong():
            return {"style": "strong", "text": printable(run.text)}
        case Emphasis():
            return {"style": "emphasis", "text": printable(run.text)}
        case Link():
            return {"style": "link", "text": printable(run.text), "target": run.address}
        case InternalLink():
            return {"style": "internal", "text": printable(run.text), "target": run.anchor, "page": run.page}
        case str():
            return {"style": "plain", "text": printable(run)}


def _table(table: Table) -> Values:
    widths, wide = column_widths(table), is_wide(table)
    return {
        "type": "table",
        "caption": printable(table.caption),
        "anchor": table.anchor,
        "wide": wide,
        "whole": not wide and sum(map(_length, table.rows)) < WHOLE_TABLE and len(table.rows) <= WHOLE_TABLE_ROWS,
        "widths": list(widths),
        "share": 100 if wide else min(100, max(50, 125 * sum(widths) // PORTRAIT_CHARACTERS)),
        "grouped": table.grouped,
        "groups": _groups(table),
        "divides": [group["at"] for group in _groups(table)] if table.grouped else [],
        "columns": [
            {
                "heading": printable(column.heading),
                "unit": printable(column.unit),
                "align": column.align,
                "grouped": bool(column.group),
            }
            for column in table.columns
        ],
        "rows": [_row(table, row) for row in table.rows],
        "notes": [{"marker": printable(n.marker), "words": _words(n.words)} for n in table.notes],
    }


def _groups(table: Table) -> list[Values]:
    groups, at = [], 0
    for name, count in table.column_groups():
        groups.append({"group": printable(name), "columns": count, "at": at})
        at += count
    return groups


def _row(table: Table, row: Row) -> Values:
    cells, at = [], 0
    for cell in row.full_cells():
        cells.append(_cell(table, at, cell))
        at += cell.columns
    return {"kind": row.kind, "cells": cells, "whole": _length(row) < WHOLE_ROW}


def _length(row: Row) -> int:
    """The characters in the row's fullest cell."""
    return max((sum(map(len, cell_texts(cell))) for cell in row.full_cells()), default=0)


def _cell(table: Table, index: int, cell: Cell) -> Values:
    return {
        "words": _words(cell.words),
        "align": cell.align or table.columns[index].align,
        "note": printable(cell.note),
        "blocks": [_prose(block) for block in cell.blocks],
        "columns": cell.columns,
    }
