"""Words, paragraphs and lists as HTML; every text is escaped here and nowhere else."""

from __future__ import annotations

from html import escape
from itertools import zip_longest

from lcsp.reports.html_records import RecordLinks
from lcsp.reports.words import (
    Emphasis,
    Inline,
    InternalLink,
    Link,
    List,
    Paragraph,
    Strong,
    Words,
    plain,
    printable,
    runs,
)


def text_html(text: str) -> str:
    """Plain text, safe between tags and inside a quoted attribute."""
    return escape(printable(text), quote=True)


def words_html(words: Words) -> str:
    """Styled words."""
    return "".join(map(_run_html, runs(words)))


def _run_html(run: Inline) -> str:
    match run:
        case Strong():
            return f"<strong>{text_html(run.text)}</strong>"
        case Emphasis():
            return f"<em>{text_html(run.text)}</em>"
        case Link():
            return f'<a href="{text_html(run.address)}">{text_html(run.text)}</a>'
        case InternalLink():
            return f'<a href="#{run.anchor}">{text_html(run.text)}</a>'
        case str():
            return text_html(run)


def prose_html(block: Paragraph | List, links: RecordLinks | None = None) -> str:
    """A paragraph or a list; with `links`, each item that tells a record ends in a link to it."""
    if isinstance(block, Paragraph):
        return f"<p>{words_html(block.words)}</p>"
    tag = "ol" if block.numbered else "ul"
    names = block.records if links else ()
    beside = [f" {links.beside(name, plain(item))}" for item, name in zip(block.items, names, strict=False) if links]
    items = "".join(
        f"<li>{words_html(item)}{link}</li>" for item, link in zip_longest(block.items, beside, fillvalue="")
    )
    return f"<{tag}>{items}</{tag}>" if items else ""
