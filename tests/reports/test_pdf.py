"""The PDF: it says everything, nothing in it is evaluated, it is tagged, and it is the same every time."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from lcsp.reports import pdf
from lcsp.reports.document import DRAFT_MARK, Document, Figure, Heading
from lcsp.reports.pdf import render_pdf
from lcsp.reports.words import Paragraph

page_validation = pytest.importorskip("page", reason="page-validation is not here (install the development tools)")

Everywhere = Callable[[str], Document]


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(data).pages)


def root_of(data: bytes) -> dict[str, Any]:
    """The catalogue of the file."""
    root: Any = read(data).trailer["/Root"]
    return dict(root.get_object())


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def assert_universal_access(data: bytes) -> None:
    report = page_validation.validate_pdf_bytes(data, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


@pytest.fixture(scope="module")
def printed(document: Document) -> bytes:
    return render_pdf(document)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "S", "Zs", "Cc")), min_size=1, max_size=30))
def test_any_western_text_is_set_and_can_be_found(everywhere: Everywhere, text: str) -> None:
    data = render_pdf(everywhere("word " + text))
    assert text_of(data).count("word") >= 10


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1, max_size=15))
def test_any_text_at_all_makes_an_accessible_file(text: str) -> None:
    assert_universal_access(render_pdf(Document("Plan", (Heading("Part", "part"), Paragraph(text)))))


NAUGHTY = [
    "#import",
    "$x$",
    "*a*",
    "@ref",
    "]",
    "\\u{41}",
    "<label>",
    "#panic()",
    "= Head",
    "`raw`",
    "//a",
    "~-",
]


@pytest.mark.parametrize("text", NAUGHTY)
def test_markup_is_only_text(everywhere: Everywhere, text: str) -> None:
    assert squeezed(text_of(render_pdf(everywhere(text)))).count(squeezed(text)) >= 10


def test_a_character_without_a_glyph_is_named() -> None:
    data = render_pdf(
        Document(
            "Plan \U0001f600",
            (
                Paragraph(
                    ("漢 \U0001f469\u200d\U0001f373", '"\\'),
                ),
            ),
        )
    )
    assert "[grinning face]" in text_of(data)
    assert "[cjk unified ideograph-6f22]" in squeezed(text_of(data)).replace(
        "cjkunifiedideograph", "cjk unified ideograph"
    )
    assert_universal_access(data)


def test_ordinary_letters_beside_a_strange_one_stay_letters() -> None:
    data = render_pdf(Document("Plan", (Paragraph("«\uff9f\uff65\u273f\u30fe\u2572(\uff61)» and so on"),)))
    assert "and so on" in text_of(data)
    assert "[halfwidthkatakanasemi-voicedsoundmark]" in squeezed(text_of(data))
    assert "[space]" not in text_of(data)


def test_hebrew_and_arabic_are_set() -> None:
    assert_universal_access(render_pdf(Document("Plan", (Paragraph("Hello שלום مرحبا"),))))


def test_the_sample_says_everything(printed: bytes) -> None:
    text = text_of(printed)
    for words in (
        "Executive summary",
        "£50.785m",
        "Controllable total",
        "−2,689.4",
        "Annex A: sources",
        "(page 5)",
    ):
        assert words in text
    assert "−177" in text


def test_the_file_is_accessible_by_an_independent_checker(printed: bytes, draft: Document) -> None:
    assert_universal_access(printed)
    assert_universal_access(render_pdf(draft))


def test_the_checker_can_fail() -> None:
    bad = typst.compile(b"no title", format="pdf")
    assert not page_validation.validate_pdf_bytes(bad, profile="ua1").is_compliant


def test_bookmarks_follow_the_headings(printed: bytes) -> None:
    names: list[str] = []

    def walk(entries: list[Any]) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry)
            else:
                names.append(entry.title)

    walk(read(printed).outline)
    assert names[:3] == ["Executive summary", "Introduction to the service", "Core purpose"]
    assert names[-1] == "Annex A: sources"


def test_title_author_keywords_and_language(printed: bytes) -> None:
    about: dict[str, Any] = dict(read(printed).metadata or {})
    title = "Local children’s services partnerships: business plan 2009/10"
    assert about["/Title"] == f"{title} - Children, Families and Education Directorate - Example County Council"
    assert about["/Author"] == "Example County Council"
    assert about["/Keywords"] == "children, business plan"
    assert "/CreationDate" not in about
    assert root_of(printed)["/Lang"] == "en-GB"


def test_every_page_is_numbered_and_headed(printed: bytes) -> None:
    pages = read(printed).pages
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()
    assert all("business plan 2009/10" in page.extract_text() for page in pages)
    assert "Section 2: core business and priorities" in pages[-4].extract_text()


def test_wide_tables_lie_on_landscape_pages_with_repeated_headings(printed: bytes) -> None:
    wide = [page for page in read(printed).pages if page.mediabox.width > page.mediabox.height]
    assert "Revenue budget 2009-10" in wide[0].extract_text()
    actions = [page for page in wide if "Deliverables" in page.extract_text()]
    assert len(actions) >= 2


def tags_of(data: bytes) -> list[str]:
    names: list[str] = []

    def walk(node: object) -> None:
        node = getattr(node, "get_object", lambda: node)()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                names.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(root_of(data)["/StructTreeRoot"])
    return names


def test_tables_lists_and_headings_are_tagged(printed: bytes) -> None:
    tags = tags_of(printed)
    assert tags.count("/Table") == 6
    assert tags.count("/Caption") == 7
    assert tags.count("/THead") >= 6
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Link", "/Figure", "/TOC"} <= set(tags)


def test_a_draft_marks_every_page(draft: Document, printed: bytes) -> None:
    assert all(DRAFT_MARK in page.extract_text() for page in read(render_pdf(draft)).pages)
    assert "Draft" not in text_of(printed)


def test_the_same_document_gives_the_same_bytes(document: Document, printed: bytes) -> None:
    assert render_pdf(replace(document)) == printed


def test_another_process_gives_the_same_bytes() -> None:
    code = (
        "import hashlib; from lcsp.reports.document import *; from lcsp.reports.words import Paragraph;"
        "from lcsp.reports.pdf import render_pdf;"
        "print(hashlib.sha256(render_pdf(Document('Plan', (Paragraph('One £1 −2'),)))).hexdigest())"
    )
    source = str(Path(pdf.__file__).parents[2])
    program = f"import sys; sys.path.insert(0, {source!r}); {code}"
    first, second = (
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
        for _ in range(2)
    )
    assert first == second


def test_the_sans_is_set_where_it_is_installed(printed: bytes) -> None:
    pytest.importorskip("font_source_sans_pro", reason="font-source-sans-pro is not here (pip install it)")
    fonts: Any = read(printed).pages[0]["/Resources"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts["/Font"].values()}
    assert {name.split("+")[-1].split("-")[0] for name in names} == {"SourceSansPro"}


def test_the_own_font_of_typst_serves_where_the_sans_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "fonts", lambda: typst.Fonts(include_system_fonts=False))
    data = render_pdf(Document("Plan", (Paragraph("One £1 −2"),)))
    assert "One £1 −2" in text_of(data)
    assert_universal_access(data)


def test_a_drawing_that_is_no_svg_is_an_error() -> None:
    with pytest.raises(typst.TypstError):
        render_pdf(Document("Plan", (Figure("F", "f", "no drawing", "Words"),)))
