"""A sheet of the plan's document as HTML of a workspace page, with a link beside each record to change it in place."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from lcsp.reports.document import Block, Figure, Heading, KeyFigure, PageBreak, SummaryBox
from lcsp.reports.html import block_html
from lcsp.reports.html_words import words_html
from lcsp.reports.words import RecordName
from lcsp.web.plans.sheets import Sheet, Sheets

# What the renderer writes for a link within the document; ids that it makes itself hold an underscore.
_WITHIN = re.compile(r'href="#([a-z][a-z0-9-]*)"')


class Links:
    """Links to records: to the form where the reader may change the record, else to its page."""

    heading = "Record"

    def __init__(self, address: Callable[[RecordName], tuple[str, str]]) -> None:
        """Take `address`, which returns a verb ("Change", "Open") and where to for a record."""
        self._address = address

    def beside(self, record: RecordName, told: str) -> str:
        """Return the link that stands beside a record."""
        verb, address = self._address(record)
        hidden = f'<span class="govuk-visually-hidden"> {escape(told)}</span>'
        return f'<a class="govuk-link lcsp-change" href="{escape(address)}">{verb}{hidden}</a>'

    def around(self, record: RecordName, words: str) -> str:
        """Return `words` as a link."""
        _, address = self._address(record)
        return f'<a class="govuk-link" href="{escape(address)}">{words}</a>'


def render_sheet(sheet: Sheet, sheets: Sheets, links: Links, page_of: Callable[[str], str]) -> Markup:
    """Return the blocks of `sheet` below its title; `page_of` is the address of the sheet with an anchor."""

    def elsewhere(found: re.Match[str]) -> str:
        anchor = found[1]
        stands_on = sheets.sheet_of.get(anchor, sheet.anchor)
        if stands_on == sheet.anchor:
            return found[0] if anchor != sheet.anchor else 'href="#main-content"'
        return f'href="{escape(page_of(stands_on))}{"" if stands_on == anchor else f"#{anchor}"}"'

    html = "\n".join(_block(block, sheet.level, links) for block in sheet.blocks)
    return Markup(_WITHIN.sub(elsewhere, html))  # noqa: S704 - the renderer escapes every text


def _block(block: Block, level: int, links: Links) -> str:
    match block:
        case Heading():
            return _heading(block, level, links)
        case Figure():
            return _figure(block)
        case SummaryBox():
            return _summary(block, links)
        case PageBreak():
            return ""
    return block_html(block, links)


def _heading(heading: Heading, level: int, links: Links) -> str:
    """A heading below the page's title, which is of `level` in the document and h1 on the page."""
    tag = f"h{heading.level - level + 1}"
    link = f" {links.beside(heading.record, heading.text)}" if heading.record else ""
    return f'<div class="lcsp-headed"><{tag} id="{heading.anchor}">{escape(heading.text)}</{tag}>{link}</div>'


def _figure(figure: Figure) -> str:
    """The drawing itself, in a region of its own where it is wider than the screen, and the table behind it."""
    table = ""
    if figure.table:
        table = (
            '<details class="govuk-details"><summary class="govuk-details__summary">'
            '<span class="govuk-details__summary-text">The figures behind this picture</span></summary>'
            f'<div class="govuk-details__text">{block_html(figure.table, _NO_LINKS)}</div></details>'
        )
    return (
        f'<figure class="lcsp-picture" id="{figure.anchor}">'
        f'<figcaption class="govuk-heading-s lcsp-picture__caption">{escape(figure.caption)}</figcaption>'
        f'<div class="lcsp-scroll" role="region" aria-label="Picture: {escape(figure.caption)}" tabindex="0">'
        f"{figure.svg}</div>{table}</figure>"
    )


def _summary(box: SummaryBox, links: Links) -> str:
    figures = "".join(map(_key_figure, box.figures))
    shown = f'<dl class="lcsp-figures">{figures}</dl>' if figures else ""
    return shown + "".join(block_html(block, links) for block in box.blocks)


def _key_figure(figure: KeyFigure) -> str:
    source = f'<dd class="lcsp-under">{words_html(figure.source)}</dd>' if figure.source else ""
    return f"<div><dt>{escape(figure.label)}</dt><dd>{escape(figure.text)}</dd>{source}</div>"


def _nowhere(record: RecordName) -> tuple[str, str]:
    raise LookupError(f"a picture's table tells no record, and this tells {record}")


_NO_LINKS = Links(_nowhere)
