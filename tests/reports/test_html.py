"""The HTML page: every text arrives escaped, and assistive technology can follow its structure."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.reports.document import (
    DRAFT_MARK,
    Document,
    Heading,
)
from lcsp.reports.html import render_html
from lcsp.reports.words import Paragraph, printable

Everywhere = Callable[[str], Document]
VOID = {"meta", "img", "col", "br", "link"}


@dataclass
class Page(HTMLParser):
    """Every start tag with its attributes and all text; complains of a tag that is not closed in turn."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, *names: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def read(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert page.opened == []
    return page


@pytest.fixture(scope="module")
def page(document: Document) -> Page:
    return read(render_html(document))


@given(st.text(min_size=1, max_size=30))
def test_any_text_survives_into_the_page(everywhere: Everywhere, text: str) -> None:
    page = read(render_html(everywhere(text)))
    shown = printable(text)
    assert "".join(page.words).count(shown) >= 15
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "iframe", "object"})


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '" onclick="x', "</style><b>", "&amp;", "]]>"])
def test_naughty_text_stays_text(everywhere: Everywhere, text: str) -> None:
    source = render_html(everywhere(text))
    page = read(source)
    assert text in page.words
    assert not page.all("script")
    assert not [a for _, a in page.tags if "onclick" in a]


def test_the_page_asks_for_nothing_from_outside(document: Document) -> None:
    source = render_html(document)
    page = read(source)
    assert not page.all("script", "link", "iframe")
    assert all(image["src"].startswith("data:image/svg+xml;base64,") for image in page.all("img"))
    assert not re.search(r"url\(|@import", source)


def test_language_title_and_landmarks(page: Page) -> None:
    assert page.all("html")[0]["lang"] == "en-GB"
    names = Counter(tag for tag, _ in page.tags)
    assert all(names[tag] == 1 for tag in ("title", "header", "nav", "main", "footer", "h1"))
    assert page.all("a")[0] == {"class": "skip", "href": "#page_main"}


def test_headings_skip_no_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_reference_finds_one(page: Page) -> None:
    ids = Counter(a["id"] for _, a in page.tags if "id" in a)
    assert max(ids.values()) == 1
    wanted = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    wanted += [a["aria-labelledby"] for _, a in page.tags if "aria-labelledby" in a]
    wanted += [name for a in page.all("td") for name in a.get("headers", "").split()]
    assert len(wanted) > 100
    assert set(wanted) <= set(ids)


def test_every_table_has_a_caption_and_scoped_headers(document: Document) -> None:
    tables = re.findall(r"<table.*?</table>", render_html(document), re.DOTALL)
    assert len(tables) == 6
    for source in tables:
        table = read(source)
        assert table.tags[1][0] == "caption"
        assert all(head["scope"] in ("col", "colgroup", "row", "rowgroup") for head in table.all("th"))
        rows = re.findall(r"<tr.*?</tr>", source.split("</thead>")[1], re.DOTALL)
        assert all('scope="row' in row for row in rows)


def test_tables_scroll_by_themselves_and_by_keyboard(page: Page) -> None:
    regions = [a for a in page.all("section") if a.get("class") == "scroll"]
    assert len(regions) == 6
    assert all(a["tabindex"] == "0" and a["aria-labelledby"] for a in regions)


def test_cells_under_grouped_headings_name_row_group_and_column(document: Document) -> None:
    row = re.search(r'<tr><th scope="row" id="budget_r1">.*?</tr>', render_html(document))
    assert row
    assert 'headers="budget_r1 budget_g1 budget_c1"' in row[0]
    assert 'headers="budget_r24 budget_r25 budget_g3 budget_c10"' in render_html(document)


def test_numbers_carry_their_bare_value(document: Document) -> None:
    assert '<data value="-177">−177</data>' in render_html(document)


def test_alternative_text_is_there(page: Page) -> None:
    assert [image["alt"] for image in page.all("img")] == ["Staff rise from 294.9 to 776.9 FTE."]


def test_only_a_draft_says_so(document: Document, draft: Document) -> None:
    assert DRAFT_MARK not in render_html(document)
    source = render_html(draft)
    assert f"<title>{DRAFT_MARK}: " in source
    assert f"<p>{DRAFT_MARK}</p></aside>" in source
    assert f'@top-center {{ content: "{DRAFT_MARK}"' in source.replace("{{", "{")


def test_contents_nest_like_the_headings() -> None:
    blocks = (Heading("A", "a"), Heading("B", "b", 2), Heading("C", "c", 3), Heading("D", "d"))
    source = render_html(Document("Plan", blocks))
    nav = re.search("<nav.*</nav>", source)
    assert nav
    assert nav[0].endswith(
        '<ol><li><a href="#a">A</a><ol><li><a href="#b">B</a></li></ol></li><li><a href="#d">D</a></li></ol></nav>'
    )
    assert "<nav" not in render_html(Document("Plan", (Paragraph("No headings"),)))


def test_the_same_document_gives_the_same_page(document: Document) -> None:
    assert render_html(document) == render_html(replace(document))
