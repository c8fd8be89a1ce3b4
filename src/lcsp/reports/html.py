"""Renders a document as one self-contained accessible HTML page: no scripts, no requests, its own style."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from importlib import resources

from lcsp.reports.document import (
    DRAFT_MARK,
    Block,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyValues,
    Note,
    OutlineEntry,
    PageBreak,
    SummaryBox,
    outline,
)
from lcsp.reports.html_records import RecordLinks
from lcsp.reports.html_tables import table_html
from lcsp.reports.html_words import prose_html, text_html, words_html
from lcsp.reports.layout import sheets
from lcsp.reports.tables import Table
from lcsp.reports.words import List, Paragraph

CONTENTS_DEPTH = 2
_DRAFT_STYLE = f"""@page {{
  @top-center {{ content: "{DRAFT_MARK}"; font: bold 10pt sans-serif; color: #8a1f11; }}
}}
"""


def render_html(document: Document) -> str:
    """The whole page. The same document gives the same text, character by character."""
    style = resources.files("lcsp.reports").joinpath("html.css").read_text(encoding="utf-8")
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{text_html(document.language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{text_html(_title(document))}</title>",
        *_metadata(document),
        f"<style>\n{style}{_DRAFT_STYLE if document.draft else ''}</style>",
        "</head>",
        '<body class="draft">' if document.draft else "<body>",
        '<a class="skip" href="#page_main">Skip to main content</a>',
        *_draft_mark(document),
        _header(document),
        f'<div class="columns">{_contents(outline(document, CONTENTS_DEPTH))}',
        '<main id="page_main" tabindex="-1">',
        *(_sheet_html(*sheet) for sheet in sheets(document.blocks)),
        "</main></div>",
        _footer(document),
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _title(document: Document) -> str:
    named = " - ".join(part for part in (document.title, document.subtitle, document.organisation) if part)
    return f"{DRAFT_MARK}: {named}" if document.draft else named


def _metadata(document: Document) -> Iterator[str]:
    if document.organisation:
        yield f'<meta name="author" content="{text_html(document.organisation)}">'
    if document.keywords:
        yield f'<meta name="keywords" content="{text_html(", ".join(document.keywords))}">'


def _draft_mark(document: Document) -> Iterator[str]:
    """The banner that stays on the screen, and a mark across every printed page."""
    if document.draft:
        yield f'<aside class="banner" aria-label="Status of this document"><p>{DRAFT_MARK}</p></aside>'
        yield '<div class="watermark" aria-hidden="true">Draft</div>'


def _header(document: Document) -> str:
    parts = ["<header>"]
    if document.organisation:
        parts.append(f'<p class="organisation">{text_html(document.organisation)}</p>')
    parts.append(f"<h1>{text_html(document.title)}</h1>")
    if document.subtitle:
        parts.append(f'<p class="subtitle">{text_html(document.subtitle)}</p>')
    parts += [f'<p class="status">{text_html(line)}</p>' for line in document.status]
    return "".join([*parts, "</header>"])


def _contents(entries: tuple[OutlineEntry, ...]) -> str:
    """The contents as nested lists; the document guarantees that no level is skipped."""
    if not entries:
        return ""
    parts, level = [], 0
    for entry in entries:
        if entry.level > level:
            parts.append("<ol>")
        else:
            parts.append("</li>" + "</ol></li>" * (level - entry.level))
        parts.append(f'<li><a href="#{entry.anchor}">{text_html(entry.text)}</a>')
        level = entry.level
    parts.append("</li></ol>" * level)
    return f'<nav aria-labelledby="page_contents"><h2 id="page_contents">Contents</h2>{"".join(parts)}</nav>'


def _footer(document: Document) -> str:
    made = [document.organisation, document.title, *([DRAFT_MARK] if document.draft else [])]
    return f"<footer><p>{text_html('. '.join(part for part in made if part))}</p></footer>"


def _sheet_html(landscape: bool, blocks: tuple[Block, ...]) -> str:
    """A stretch of blocks; on paper those of a wide table stand together on landscape pages."""
    content = "\n".join(map(block_html, blocks))
    return f'<div class="landscape">\n{content}\n</div>' if landscape else content


def block_html(block: Block, links: RecordLinks | None = None) -> str:
    """One block; `links`, where they are given, lead from tables and lists to the records that these tell."""
    match block:
        case Heading():
            return _heading_html(block)
        case Paragraph() | List():
            return prose_html(block, links)
        case KeyValues():
            return _key_values_html(block)
        case Table():
            return table_html(block, links)
        case SummaryBox():
            return _summary_html(block)
        case Note():
            return _note_html(block)
        case Figure():
            return _figure_html(block)
        case PageBreak():
            return '<div class="page-break"></div>'


def _heading_html(heading: Heading) -> str:
    """The title of the document is h1, so a heading of level 1 is h2."""
    tag = f"h{heading.level + 1}"
    names = [name for name, on in (("annex", heading.annex), ("new-page", heading.new_page)) if on]
    classes = f' class="{" ".join(names)}"' if names else ""
    return f'<{tag} id="{heading.anchor}"{classes}>{text_html(heading.text)}</{tag}>'


def _key_values_html(block: KeyValues) -> str:
    items = (f"<div><dt>{text_html(key)}</dt><dd>{words_html(words)}</dd></div>" for key, words in block.items)
    return f'<dl class="key-values">{"".join(items)}</dl>' if block.items else ""


def _summary_html(box: SummaryBox) -> str:
    title = f"{box.anchor}_title"
    figures = "".join(map(_key_figure_html, box.figures))
    return (
        f'<section class="summary" id="{box.anchor}" aria-labelledby="{title}">'
        f'<h2 id="{title}">{text_html(box.title)}</h2>'
        + (f'<dl class="figures">{figures}</dl>' if figures else "")
        + "".join(map(block_html, box.blocks))
        + "</section>"
    )


def _key_figure_html(figure: KeyFigure) -> str:
    source = f'<dd class="source">{words_html(figure.source)}</dd>' if figure.source else ""
    return f"<div><dt>{text_html(figure.label)}</dt><dd>{text_html(figure.text)}</dd>{source}</div>"


def _note_html(note: Note) -> str:
    title = f'<p class="note-title">{text_html(note.title)}</p>'
    blocks = "".join(map(block_html, note.blocks))
    return f'<div class="note {note.kind}" role="note">{title}{blocks}</div>'


def _figure_html(figure: Figure) -> str:
    """The drawing travels as an image, so nothing inside it can act on the page."""
    data = base64.b64encode(figure.svg.encode()).decode("ascii")
    return (
        f'<figure id="{figure.anchor}">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{text_html(figure.alternative)}">'
        f"<figcaption>{text_html(figure.caption)}</figcaption></figure>"
        + (table_html(figure.table) if figure.table else "")
    )
