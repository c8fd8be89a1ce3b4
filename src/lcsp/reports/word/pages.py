"""The pages of the Word edition: upright and turned sections, what stands at their head and foot, the contents."""

from __future__ import annotations

from lcsp.reports.document import DRAFT_MARK, Document, OutlineEntry, outline
from lcsp.reports.word.package import NAMESPACES
from lcsp.reports.word.paragraphs import Writing, paragraph_xml, run_xml
from lcsp.reports.word.tables import LANDSCAPE_WIDTH, PORTRAIT_WIDTH

_CONTENTS_DEPTH = 2
_PORTRAIT, _LANDSCAPE, _FIRST = "", "turned", "first"
_SHORT_EDGE, _LONG_EDGE = 11906, 16838  # A4


def section_xml(writing: Writing, landscape: bool, first: bool) -> str:
    """Return the properties of a section; the first section's first page has no running title."""
    kind = _LANDSCAPE if landscape else _PORTRAIT
    references = _reference_xml(writing, "header", kind) + _reference_xml(writing, "footer", kind)
    if first:
        references += _reference_xml(writing, "header", _FIRST, "first")
        references += _reference_xml(writing, "footer", kind, "first")
    if landscape:
        size = f'<w:pgSz w:w="{_LONG_EDGE}" w:h="{_SHORT_EDGE}" w:orient="landscape"/>'
        margins = _margins_xml(1191, (_LONG_EDGE - LANDSCAPE_WIDTH) // 2)
    else:
        size = f'<w:pgSz w:w="{_SHORT_EDGE}" w:h="{_LONG_EDGE}"/>'
        margins = _margins_xml(1361, (_SHORT_EDGE - PORTRAIT_WIDTH) // 2)
    turn = '<w:type w:val="nextPage"/>'
    return f"<w:sectPr>{references}{turn}{size}{margins}{'<w:titlePg/>' if first else ''}</w:sectPr>"


def _margins_xml(top: int, side: int) -> str:
    edges = f'w:top="{top}" w:right="{side}" w:bottom="1077" w:left="{side}"'
    return f'<w:pgMar {edges} w:header="624" w:footer="567" w:gutter="0"/>'


def _reference_xml(writing: Writing, part: str, kind: str, use: str = "default") -> str:
    name = writing.relations.to(part, f"{part}{kind}.xml")
    return f'<w:{part}Reference w:type="{use}" r:id="{name}"/>'


def head_and_foot_parts(document: Document) -> dict[str, str]:
    """Return the parts that stand at the head and foot of pages, by path."""
    parts = {}
    for kind, width in ((_PORTRAIT, PORTRAIT_WIDTH), (_LANDSCAPE, LANDSCAPE_WIDTH)):
        parts[f"word/header{kind}.xml"] = _header_xml(document, _running_head_xml(document, width))
        parts[f"word/footer{kind}.xml"] = _footer_xml(document, width)
    parts[f"word/header{_FIRST}.xml"] = _header_xml(document, "")
    return parts


def _header_xml(document: Document, running: str) -> str:
    mark = paragraph_xml("DraftMark", run_xml(DRAFT_MARK)) if document.draft else ""
    content = mark + running or paragraph_xml("Header", "")
    return f"<w:hdr {NAMESPACES}>{content}</w:hdr>"


def _running_head_xml(document: Document, width: int) -> str:
    """Return the title and, to the right, the section that the page is in."""
    section = _field_xml('STYLEREF "heading 1"', "")
    return paragraph_xml("Header", f"{run_xml(document.title)}<w:r><w:tab/></w:r>{section}", _right_stop_xml(width))


def _footer_xml(document: Document, width: int) -> str:
    page = f"{run_xml('Page ')}{_field_xml('PAGE', '1')}{run_xml(' of ')}{_field_xml('NUMPAGES', '1')}"
    content = f"{run_xml(document.organisation)}<w:r><w:tab/></w:r>{page}"
    return f"<w:ftr {NAMESPACES}>{paragraph_xml('Footer', content, _right_stop_xml(width))}</w:ftr>"


def _right_stop_xml(width: int) -> str:
    return f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'


def _field_xml(code: str, shown: str) -> str:
    """Return a field that Word works out whenever it sets the page; `shown` stands there until then."""
    return (
        f"{_field_mark_xml('begin')}{_field_code_xml(code)}{_field_mark_xml('separate')}"
        f"{run_xml(shown)}{_field_mark_xml('end')}"
    )


def _field_mark_xml(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _field_code_xml(code: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'


def contents_xml(writing: Writing, document: Document) -> str:
    """Return the contents on a page of its own, blank for a document without headings.

    Each line leads to its heading. Only Word can know the page numbers: it adds them when the contents are updated
    (F9) or the document is printed, and asks nobody anything when the document is opened.
    """
    entries = outline(document, _CONTENTS_DEPTH)
    if not entries:
        return ""
    code = f'TOC \\o "1-{_CONTENTS_DEPTH}" \\h \\z'
    opening = f"{_field_mark_xml('begin')}{_field_code_xml(code)}{_field_mark_xml('separate')}"
    lines = [
        _entry_xml(
            writing,
            entry,
            opening if entry is entries[0] else "",
            _field_mark_xml("end") if entry is entries[-1] else "",
        )
        for entry in entries
    ]
    title = paragraph_xml("ContentsTitle", run_xml("Contents"))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{''.join(lines)}</w:sdtContent></w:sdt>"


def _entry_xml(writing: Writing, entry: OutlineEntry, before: str, after: str) -> str:
    link = f'<w:hyperlink w:anchor="{writing.bookmark(entry.anchor)}" w:history="1">{run_xml(entry.text)}</w:hyperlink>'
    return paragraph_xml(f"TOC{entry.level}", before + link + after)
