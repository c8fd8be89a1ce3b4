"""Puts the Word file together: title, front matter, contents, body in sections, properties, styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import resources
from itertools import groupby
from operator import itemgetter

from lcsp.reports.document import DRAFT_MARK, Block, Document, Heading, PageBreak
from lcsp.reports.layout import sheets
from lcsp.reports.pictures_as_png import Picture, draw_pictures
from lcsp.reports.word.blocks import block_xml
from lcsp.reports.word.package import NAMESPACES, text_xml, zip_parts
from lcsp.reports.word.pages import contents_xml, head_and_foot_parts, section_xml
from lcsp.reports.word.paragraphs import Writing, numbering_xml, paragraph_xml, run_xml
from lcsp.reports.word.tables import TABLE_END

_PROPERTIES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_MORE_PROPERTIES = 'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"'


def render_word(document: Document) -> bytes:
    """Return the Word file (.docx); the same document gives the same bytes.

    Raises typst.TypstError for a drawing that is no SVG.
    """
    writing = Writing(document)
    body = _body_xml(writing, document, draw_pictures(document))
    parts: dict[str, str | bytes] = {
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _template("styles").replace("en-GB", text_xml(document.language)),
        "word/settings.xml": _template("settings"),
        "word/fontTable.xml": _template("fontTable"),
        "word/theme.xml": _template("theme"),
        "word/numbering.xml": numbering_xml(_template("numbering"), writing),
        **head_and_foot_parts(document),
        "docProps/core.xml": _core_xml(document),
        "docProps/app.xml": f"<Properties {_MORE_PROPERTIES}><Company>{text_xml(document.organisation)}</Company>"
        "</Properties>",
        **writing.relations.pictures,
        "word/_rels/document.xml.rels": writing.relations.xml(),
    }
    return zip_parts(parts)


def _template(name: str) -> str:
    """Return a part that is the same in every document."""
    return resources.files("lcsp.reports.word").joinpath(f"{name}.xml").read_text(encoding="utf-8")


def _core_xml(document: Document) -> str:
    named = " - ".join(part for part in (document.title, document.subtitle, document.organisation) if part)
    title = f"{DRAFT_MARK}: {named}" if document.draft else named
    return (
        f"<cp:coreProperties {_PROPERTIES}><dc:title>{text_xml(title)}</dc:title>"
        f"<dc:creator>{text_xml(document.organisation)}</dc:creator>"
        f"<cp:keywords>{text_xml(', '.join(document.keywords))}</cp:keywords>"
        f"<dc:language>{text_xml(document.language)}</dc:language></cp:coreProperties>"
    )


def _body_xml(writing: Writing, document: Document, pictures: dict[str, Picture]) -> str:
    first = next((i for i, b in enumerate(document.blocks) if isinstance(b, Heading)), len(document.blocks))
    contents = contents_xml(writing, document)
    stretches = [(False, _title_xml(document))]
    stretches += _stretches(writing, document.blocks[:first], pictures)
    stretches += [(False, contents)] if contents else []
    stretches += _stretches(writing, _with_turns(document.blocks[first:]), pictures)
    return _sections_xml(writing, stretches)


def _title_xml(document: Document) -> str:
    lines = [
        ("Organisation", document.organisation),
        ("Title", document.title),
        ("Subtitle", document.subtitle),
        *(("Status", line) for line in document.status),
    ]
    return "".join(paragraph_xml(style, run_xml(text)) for style, text in lines if text)


def _stretches(writing: Writing, blocks: Iterable[Block], pictures: dict[str, Picture]) -> Iterator[tuple[bool, str]]:
    """Yield stretches of upright (False) and of turned (True) pages with what stands on them."""
    for landscape, stretch in sheets(tuple(blocks)):
        yield landscape, "".join(block_xml(writing, block, pictures) for block in stretch)


def _with_turns(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield the blocks; a heading after the contents or after a page break turns the page itself."""
    turn = True
    for block in blocks:
        if isinstance(block, PageBreak):
            turn = True
            continue
        if turn and not isinstance(block, Heading):
            yield PageBreak()
        yield replace(block, new_page=True) if turn and isinstance(block, Heading) else block
        turn = False


def _sections_xml(writing: Writing, stretches: list[tuple[bool, str]]) -> str:
    """Return all stretches; where the paper is turned a section ends, and the last one closes the document."""
    groups = [(turned, "".join(xml for _, xml in group)) for turned, group in groupby(stretches, key=itemgetter(0))]
    sections = [section_xml(writing, turned, first=number == 0) for number, (turned, _) in enumerate(groups)]
    # The paragraph that ends a section takes the place of the space below its last table, lest it need a page.
    ends = [*(paragraph_xml("SectionEnd", "", section) for section in sections[:-1]), sections[-1]]
    return "".join(xml.removesuffix(TABLE_END) + end for (_, xml), end in zip(groups, ends, strict=True))
