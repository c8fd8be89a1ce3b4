"""The blocks of a document as Word's XML: headings, notes, the summary box, drawings and what stands between."""

from __future__ import annotations

from lcsp.reports.document import Block, Figure, Heading, KeyFigure, KeyValues, Note, NoteKind, PageBreak, SummaryBox
from lcsp.reports.pictures_as_png import Picture
from lcsp.reports.tables import Table
from lcsp.reports.word.package import attribute_xml
from lcsp.reports.word.paragraphs import Writing, paragraph_xml, prose_xml, run_xml, words_xml
from lcsp.reports.word.tables import PORTRAIT_WIDTH, table_xml
from lcsp.reports.words import List, Paragraph

_MOST_HIGH = 12600  # twentieths of a point: a page with room for the caption
_POINT = 12700  # in the units in which drawings are measured
_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def block_xml(writing: Writing, block: Block, pictures: dict[str, Picture]) -> str:
    """Return a block; `pictures` are the drawings of the document by anchor."""
    match block:
        case Heading():
            return _heading_xml(writing, block)
        case Paragraph() | List():
            return prose_xml(writing, block)
        case KeyValues():
            return _key_values_xml(writing, block)
        case Table():
            return table_xml(writing, block)
        case SummaryBox():
            return _summary_xml(writing, block)
        case Note():
            return _note_xml(writing, block)
        case Figure():
            return _figure_xml(writing, block, pictures[block.anchor])
        case PageBreak():
            return paragraph_xml("TableEnd", '<w:r><w:br w:type="page"/></w:r>')


def _heading_xml(writing: Writing, heading: Heading) -> str:
    turn = '<w:pageBreakBefore/><w:spacing w:before="0"/>' if heading.new_page or heading.annex else ""
    return paragraph_xml(f"Heading{heading.level}", writing.place_xml(heading.anchor, run_xml(heading.text)), turn)


def _key_values_xml(writing: Writing, block: KeyValues, style: str = "") -> str:
    return "".join(
        paragraph_xml(f"{style}Term", run_xml(key)) + paragraph_xml(f"{style or 'Body'}Text", words_xml(writing, words))
        for key, words in block.items
    )


def _summary_xml(writing: Writing, box: SummaryBox) -> str:
    """Return the box as paragraphs that share a shade: a table would be read out as one."""
    title = paragraph_xml("SummaryTitle", writing.place_xml(box.anchor, run_xml(box.title)))
    figures = "".join(_key_figure_xml(writing, figure) for figure in box.figures)
    blocks = (
        _key_values_xml(writing, inner, "Summary")
        if isinstance(inner, KeyValues)
        else prose_xml(writing, inner, "SummaryText")
        for inner in box.blocks
    )
    return title + figures + "".join(blocks)


def _key_figure_xml(writing: Writing, figure: KeyFigure) -> str:
    words = run_xml(figure.text, '<w:rStyle w:val="KeyFigure"/>') + run_xml(f" {figure.label}")
    if figure.source:
        words += run_xml(" (") + words_xml(writing, figure.source) + run_xml(")")
    return paragraph_xml("SummaryText", words)


def _note_xml(writing: Writing, note: Note) -> str:
    kind = "Warning" if note.kind is NoteKind.WARNING else "Note"
    title = paragraph_xml(f"{kind}Title", run_xml(note.title))
    return title + "".join(prose_xml(writing, block, f"{kind}Text") for block in note.blocks)


def _figure_xml(writing: Writing, figure: Figure, picture: Picture) -> str:
    caption = paragraph_xml("Caption", writing.place_xml(figure.anchor, run_xml(figure.caption)))
    drawing = paragraph_xml("Drawing", f"<w:r>{_drawing_xml(writing, figure, picture)}</w:r>")
    return caption + drawing + (table_xml(writing, figure.table) if figure.table else "")


def _drawing_xml(writing: Writing, figure: Figure, picture: Picture) -> str:
    """Return the picture as wide as the text or as high as the page, with the words that replace it."""
    width = min(PORTRAIT_WIDTH, _MOST_HIGH * picture.width // picture.height) * _POINT // 20
    height = width * picture.height // picture.width
    name = writing.relations.to_picture(picture.png)
    number = len(writing.relations.pictures)
    about = f'id="{number}" name="Drawing {number}" descr={attribute_xml(figure.alternative)}'
    return (
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr {about}/><a:graphic><a:graphicData uri="{_PICTURES}"><pic:pic><pic:nvPicPr><pic:cNvPr {about}/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing>"
    )
