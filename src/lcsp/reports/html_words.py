"""Words, paragraphs and lists as HTML; every text is escaped here and nowhere else."""

from __future__ import annotations

from html import escape

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


def prose_html(block: Paragraph | List) -> str:
    """A paragraph or a list."""
    if isinstance(block, Paragraph):
        return f"<p>{words_html(block.words)}</p>"
    tag = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{words_html(item)}</li>" for item in block.items)
    return f"<{tag}>{items}</{tag}>" if items else ""
