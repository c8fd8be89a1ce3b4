"""Shows that Markdown, HTML and Word come out as the same neutral content, and that what is dangerous is refused."""

import io
import zipfile
from pathlib import Path

import pytest
from tests.files.documents import made_plan

from lcsp.files.documents.content import Block, Heading, Table, Text
from lcsp.files.documents.docx import LARGEST_PART, read_docx
from lcsp.files.documents.html_text import read_html
from lcsp.files.documents.markdown_text import read_markdown
from lcsp.files.documents.opening import open_document
from lcsp.files.refusals import Refused


def told(blocks: list[Block]) -> list[object]:
    """Return blocks without their places: headings with level, lines, and rows of texts."""
    found: list[object] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block.level, block.text))
        elif isinstance(block, Text):
            found.append([line.text for line in block.lines])
        else:
            found.append([[cell.text for cell in row.cells] for row in block.rows])
    return found


def only_table(blocks: list[Block]) -> Table:
    """Return the one table of a document."""
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return table


def test_markdown_has_headings_paragraphs_lists_and_both_kinds_of_table() -> None:
    words = "# One #\n\nTwo\n===\nA *b* **c**\nd\n\n- e\n  f\n2. g\n\n"
    tables = "| h | i |\n|---|:-:|\n| j \\| k | **l** |\n\nm\tn\n--\t--\no\t\n"
    assert told(read_markdown(words + tables)) == [
        (1, "One"),
        (1, "Two"),
        ["A b c", "d"],
        ["e", "f"],
        ["2. g"],
        [["h", "i"], ["j | k", "l"]],
        [["m", "n"], ["o", ""]],
    ]


def test_places_are_line_numbers_of_the_document() -> None:
    text = "# A\n\nb\tc\nd\te\n\n<table>\n<tr><td>x\n</table>\n"
    heading, tabs, page = read_markdown(text)
    assert heading.place == "line 1"
    assert isinstance(tabs, Table)
    assert [row.place for row in tabs.rows] == ["line 3", "line 4"]
    assert page.place == "line 7"


def test_a_cell_keeps_its_lines_its_bullets_and_what_is_in_italics_at_its_end() -> None:
    row = "<p>One</p> <ul><li>• two</li><li>three</li></ul>\t6.0% <i>of 2008</i>\tfirst line  second line\t<b>all</b>"
    cells = only_table(read_markdown(row)).rows[0].cells
    assert [(line.text, line.item) for line in cells[0].lines] == [("One", False), ("two", True), ("three", True)]
    assert (cells[1].lines[0].main, cells[1].lines[0].aside) == ("6.0%", "of 2008")
    assert [line.text for line in cells[2].lines] == ["first line", "second line"]
    assert [cell.bold for cell in cells] == [False, False, False, True]


@pytest.mark.parametrize("text", ["5 A*-C and A*- C grades", "snake_case_name", "3 * 4 * 5", "a < b & c", "**cut off"])
def test_marks_that_are_no_emphasis_stay(text: str) -> None:
    (block,) = read_markdown(text)
    assert isinstance(block, Text)
    assert block.text == text.removeprefix("**")


def test_html_resolves_merged_cells_across_and_down() -> None:
    page = "<table><tr><th rowspan=2>a<th colspan=2>b<tr><td>c<td>d<tr><td colspan=3>e</table>"
    rows = only_table(read_html(page)).rows
    assert [[cell.text for cell in row.cells] for row in rows] == [["a", "b", "b"], ["a", "c", "d"], ["e", "e", "e"]]
    assert [[cell.spanned for cell in row.cells] for row in rows] == [
        [False, False, True],
        [True, False, False],
        [False, True, True],
    ]
    assert rows[2].filled == (0,)


def test_html_leaves_out_scripts_and_titles_and_keeps_captions_before_their_table() -> None:
    page = "<title>no</title><script>no()</script><h2>Yes</h2><table><caption>Cap</caption><tr><td>x<br>y</table>z"
    assert told(read_html(page)) == [(2, "Yes"), ["Cap"], [["x y"]], ["z"]]


def test_html_keeps_the_words_of_a_table_in_a_cell() -> None:
    page = "<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>"
    assert told(read_html(page)) == [[["a b c", "d"]]]


@pytest.mark.parametrize("spans", ['colspan="999999999" rowspan="999999999"', "colspan=0 rowspan=-1", "colspan=x"])
def test_html_bounds_absurd_spans(spans: str) -> None:
    table = only_table(read_html(f"<table><tr><td {spans}>a<td>b<tr><td>c</table>"))
    assert len(table.rows) == 2
    assert len(table.rows[0].cells) <= 400


def test_docx_resolves_merged_cells_and_reads_headings_lists_and_line_breaks() -> None:
    down = '<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>'
    under = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    cell = "<w:tc><w:p><w:r><w:rPr><w:i/></w:rPr><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{down}{cell.format('b')}</w:tr><w:tr>{under}{cell.format('c')}</w:tr></w:tbl>"
    body = made_plan.docx_paragraph("h2", "Head") + made_plan.docx_paragraph("li", "item") + table
    blocks = read_docx("x.docx", made_plan.docx_bytes(body + made_plan.docx_paragraph("p", "e\nf")))
    assert told(blocks) == [(2, "Head"), ["item"], [["a", "b"], ["a", "c"]], ["e", "f"]]
    rows = only_table(blocks).rows
    assert rows[1].cells[0].spanned
    assert rows[1].place == "table 1, row 2"
    assert blocks[1] == Text((made_line := blocks[1].lines[0],), "paragraph 2")  # type: ignore[union-attr]
    assert made_line.item


def test_docx_passes_over_what_was_deleted() -> None:
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    body = f"<w:p><w:del>{run.format('delText', 'old')}</w:del><w:ins>{run.format('t', 'new')}</w:ins></w:p>"
    assert told(read_docx("x.docx", made_plan.docx_bytes(body))) == [["new"]]


def packed(document: bytes | str) -> bytes:
    """Return a ZIP whose only part is the document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return out.getvalue()


ENTITY = '<!DOCTYPE d [<!ENTITY a "b">]><w:document xmlns:w="w">&a;</w:document>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "encrypted"),
        (b"not a zip", "not a whole Word document"),
        (packed("<open>"), "is not XML"),
        (packed("<other/>"), "without a body"),
        (packed(ENTITY), "declares entities"),
        (packed(ENTITY.encode("utf-16")), "declares entities"),
        (packed(b" " * (LARGEST_PART + 1)), "larger than 64 MB"),
    ],
)
def test_docx_refuses_what_is_broken_or_dangerous(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read_docx("x.docx", content)


@pytest.mark.parametrize("place", range(40, 2000, 130))
def test_a_damaged_docx_is_refused_or_read_but_never_breaks_the_reader(place: int, tmp_path: Path) -> None:
    content = bytearray(made_plan.write_docx(tmp_path).read_bytes())
    content[place % len(content)] ^= 0xFF
    (tmp_path / "bad.docx").write_bytes(content)
    try:
        said = str(open_document(tmp_path / "bad.docx"))
    except Refused as refusal:
        said = str(refusal)
    assert "Northmere" in said or "bad.docx" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.pdf", b"%PDF", "no kind of document"),
        ("plan.md", b"", "no text"),
        ("plan.md", b"a\0b", "is not text"),
        ("none.md", None, "is not there"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_with_what_would_be_right(
    name: str, content: bytes | None, said: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Refused, match=said):
        open_document(tmp_path / name)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_codings_are_read(coding: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("costs £5 – more".encode(coding))
    assert told(open_document(path)) == [["costs £5 – more"]]
