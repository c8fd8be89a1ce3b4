"""The Word file: real styles and headings, tables that read well, links that lead somewhere, text that stays text."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from lcsp.reports.document import (
    DRAFT_MARK,
    Document,
    Heading,
    Note,
    NoteKind,
    PageBreak,
    outline,
    tables,
)
from lcsp.reports.tables import Cell, Column, Row, Table
from lcsp.reports.word import render_word
from lcsp.reports.words import InternalLink, Link, List, Paragraph, plain, printable

Everywhere = Callable[[str], Document]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read(data: bytes) -> WordDocument:
    return docx.Document(BytesIO(data))


def part(data: bytes, path: str) -> Any:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return ET.fromstring(archive.read(path))


def body(data: bytes) -> Any:
    return part(data, "word/document.xml")


def text_of(element: Any) -> str:
    return "".join(run.text or "" for run in element.iter(f"{W}t"))


def assert_sound(data: bytes, folder: Path) -> None:
    path = folder / "plan.docx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


@pytest.fixture(scope="module")
def written(document: Document) -> bytes:
    return render_word(document)


def test_it_is_a_sound_file(document: Document, draft: Document, tmp_path: Path) -> None:
    for each in (document, draft, Document("Plan", (Paragraph("Nothing else"),))):
        assert_sound(render_word(each), tmp_path)


def test_headings_have_the_styles_that_word_navigates_by(document: Document, written: bytes) -> None:
    found = [
        (int(paragraph.style.name[-1]), paragraph.text)
        for paragraph in read(written).paragraphs
        if paragraph.style and re.fullmatch(r"Heading \d", paragraph.style.name or "")
    ]
    assert found == [(entry.level, entry.text) for entry in outline(document)]


def test_every_style_that_is_used_is_defined(written: bytes) -> None:
    defined = {style.get(f"{W}styleId") for style in part(written, "word/styles.xml").iter(f"{W}style")}
    used = {name.get(f"{W}val") for tag in ("pStyle", "rStyle", "tblStyle") for name in body(written).iter(f"{W}{tag}")}
    assert used <= defined
    assert used > {"Title", "Caption", "PlanTable", "TableHeading", "SummaryTextListBullet", "ListNumber", "TOC1"}


def test_properties_say_what_it_is(document: Document, written: bytes) -> None:
    properties = read(written).core_properties
    assert properties.title == f"{document.title} - {document.subtitle} - {document.organisation}"
    assert (properties.author, properties.language) == (document.organisation, "en-GB")
    assert properties.keywords == "children, business plan"
    languages = {lang.get(f"{W}val") for lang in part(written, "word/styles.xml").iter(f"{W}lang")}
    assert languages == {"en-GB"}


def test_tables_say_in_order_what_the_document_says(document: Document, written: bytes) -> None:
    found = read(written).tables
    made = list(tables(document))
    assert len(found) == len(made)
    for table, source in zip(found, made, strict=True):
        heads = 2 if source.grouped else 1
        for row, said in zip(table.rows[heads:], source.rows, strict=True):
            at = 0
            for cell in said.full_cells():
                assert row.cells[at].text.startswith(plain(cell.words) + cell.note)
                at += cell.columns


def test_heading_rows_are_repeated_on_every_page_and_rows_stay_whole(document: Document, written: bytes) -> None:
    grids = list(body(written).iter(f"{W}tbl"))
    for grid, source in zip(grids, tables(document), strict=True):
        rows = grid.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [index < (2 if source.grouped else 1) for index in range(len(rows))]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert grid.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") == source.caption


def test_widths_of_cells_agree_with_the_columns(written: bytes) -> None:
    for grid in body(written).iter(f"{W}tbl"):
        whole = sum(int(column.get(f"{W}w")) for column in grid.find(f"{W}tblGrid"))
        for row in grid.findall(f"{W}tr"):
            assert sum(int(width.get(f"{W}w")) for width in row.iter(f"{W}tcW")) == whole


def test_a_very_full_row_may_be_broken() -> None:
    table = Table("T", "t", (Column("A"),), (Row(("word " * 300,)), Row(("short",))))
    rows = [
        row for grid in body(render_word(Document("Plan", (table,)))).iter(f"{W}tbl") for row in grid.iter(f"{W}tr")
    ]
    assert [row.find(f"{W}trPr") is not None for row in rows] == [True, False, True]


def test_drawings_have_words_that_replace_them(written: bytes) -> None:
    about = [element.get("descr") for element in body(written).iter() if element.tag.endswith("}docPr")]
    assert about == ["Staff rise from 294.9 to 776.9 FTE."]
    with zipfile.ZipFile(BytesIO(written)) as archive:
        assert archive.read("word/media/picture1.png").startswith(b"\x89PNG")


def test_every_link_leads_somewhere(written: bytes) -> None:
    marks = [mark.get(f"{W}name") for mark in body(written).iter(f"{W}bookmarkStart")]
    assert len(set(marks)) == len(marks)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,39}", mark) for mark in marks)
    inside = [link.get(f"{W}anchor") for link in body(written).iter(f"{W}hyperlink")]
    assert {name for name in inside if name} <= set(marks)
    assert len([name for name in inside if name]) > 12
    assert [link.address for p in read(written).paragraphs for link in p.hyperlinks if link.address] == [
        "https://www.example.org/agreement"
    ]


def test_long_and_like_anchors_get_places_of_their_own() -> None:
    names = [f"{'a-very-long-anchor-' * 4}{end}" for end in ("one", "two")]
    links = Paragraph(tuple(InternalLink("there", name) for name in names))
    data = render_word(Document("Plan", (*(Heading("H", name) for name in names), links)))
    assert len({link.get(f"{W}anchor") for link in body(data).iter(f"{W}hyperlink")}) == 2


def test_the_contents_list_the_first_two_levels(document: Document, written: bytes) -> None:
    lines = [p.text for p in body_paragraphs(written, "TOC1", "TOC2")]
    assert lines == [entry.text for entry in outline(document, 2)]
    codes = [code.text.strip() for code in body(written).iter(f"{W}instrText")]
    assert codes == ['TOC \\o "1-2" \\h \\z']
    kinds = [mark.get(f"{W}fldCharType") for mark in body(written).iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]


class Line:
    """A paragraph of the body with its text."""

    def __init__(self, element: Any) -> None:
        self.text = text_of(element)


def body_paragraphs(data: bytes, *styles: str) -> list[Line]:
    found = body(data).iter(f"{W}p")
    return [Line(p) for p in found if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") in styles]


def test_wide_tables_stand_on_turned_pages(written: bytes) -> None:
    sections = read(written).sections
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in sections]
    assert turned == [False, True, False, True, False]
    sizes = [(section.page_width or 0, section.page_height or 0) for section in sections]
    assert [width > height for width, height in sizes] == turned


def test_what_ends_a_section_takes_next_to_no_room(written: bytes) -> None:
    styles = [p.find(f"{W}pPr/{W}pStyle") for p in body(written).iter(f"{W}p")]
    names = [style.get(f"{W}val") for style in styles if style is not None]
    ends = [index for index, name in enumerate(names) if name == "SectionEnd"]
    assert len(ends) == 4
    assert "TableEnd" not in [names[index - 1] for index in ends]


def test_every_page_has_its_number_and_every_page_but_the_first_the_title(document: Document, written: bytes) -> None:
    sections = read(written).sections
    for section in sections:
        assert document.title in section.header.paragraphs[0].text
        codes = [code.text.strip() for code in section.footer.part.element.iter(f"{W}instrText")]
        assert codes == ["PAGE", "NUMPAGES"]
    assert sections[0].different_first_page_header_footer
    assert document.title not in "".join(p.text for p in sections[0].first_page_header.paragraphs)
    assert not any(section.different_first_page_header_footer for section in list(sections)[1:])


def test_every_page_of_a_draft_says_so(document: Document, draft: Document, written: bytes) -> None:
    sections = read(render_word(draft)).sections
    heads = [section.header for section in sections] + [sections[0].first_page_header]
    assert all(head.paragraphs[0].text == DRAFT_MARK for head in heads)
    assert read(render_word(draft)).core_properties.title.startswith(DRAFT_MARK)
    with zipfile.ZipFile(BytesIO(written)) as archive:
        assert not [name for name in archive.namelist() if DRAFT_MARK.encode() in archive.read(name)]


def test_every_numbered_list_counts_from_one(tmp_path: Path) -> None:
    items = List(("one", "two"), numbered=True)
    cell = Cell(blocks=(items,))
    data = render_word(Document("Plan", (items, items, Table("T", "t", (Column("A"),), (Row((cell,)),)))))
    used = [number.get(f"{W}val") for number in body(data).iter(f"{W}numId")]
    assert len(set(used)) == 3
    defined = {number.get(f"{W}numId") for number in part(data, "word/numbering.xml").iter(f"{W}num")}
    assert set(used) <= defined
    restarts = list(part(data, "word/numbering.xml").iter(f"{W}startOverride"))
    assert [restart.get(f"{W}val") for restart in restarts] == ["1", "1", "1"]
    assert_sound(data, tmp_path)


def test_a_warning_looks_like_one() -> None:
    data = render_word(Document("Plan", (Note("Careful", (Paragraph("x"),), NoteKind.WARNING),)))
    assert [line.text for line in body_paragraphs(data, "WarningTitle", "WarningText")] == ["Careful", "x"]


@pytest.mark.parametrize("blocks", [(PageBreak(), Heading("B", "b")), (Heading("B", "b", new_page=True),)])
def test_a_page_is_turned_once(blocks: tuple[Any, ...]) -> None:
    data = render_word(Document("Plan", (Heading("A", "a"), Paragraph("x"), *blocks)))
    heading = next(p for p in body(data).iter(f"{W}p") if text_of(p) == "B" and p.find(f"{W}bookmarkStart") is not None)
    assert heading.find(f"{W}pPr/{W}pageBreakBefore") is not None
    assert not list(body(data).iter(f"{W}br"))


@given(st.text(min_size=1, max_size=40))
def test_any_text_survives(everywhere: Everywhere, text: str) -> None:
    data = render_word(everywhere(text))
    assert text_of(body(data)).count(printable(text)) >= 17
    assert printable(text) in read(data).core_properties.title


NAUGHTY = ["<w:p>", "]]>", "&amp;", '" w:val="x', "\x00\x0b", "\ud800", "\uffff", "a\nb\tc", "{ PAGE }", "\u202e"]


@pytest.mark.parametrize("text", NAUGHTY)
def test_naughty_text_stays_text_in_a_file_that_word_opens(everywhere: Everywhere, tmp_path: Path, text: str) -> None:
    data = render_word(everywhere(text))
    assert printable(text) in text_of(body(data))
    assert_sound(data, tmp_path)


def test_a_naughty_address_stays_an_address() -> None:
    address = 'https://example.org/?a=1&b="2"><x'
    data = render_word(Document("Plan", (Paragraph(Link("there", address)),)))
    assert [link.address for p in read(data).paragraphs for link in p.hyperlinks] == [address]


def test_the_same_document_gives_the_same_bytes(document: Document, written: bytes) -> None:
    assert render_word(replace(document)) == written
