"""The document model: what it refuses, and what can be walked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.reports.document import Block, Document, Figure, Heading, KeyFigure, SummaryBox, anchors, outline, tables
from lcsp.reports.layout import column_widths, is_wide, sheets
from lcsp.reports.tables import Align, Cell, Column, Row, RowKind, Table, TableNote
from lcsp.reports.words import Emphasis, InternalLink, Link, Paragraph, Strong, plain, printable, runs

COLUMNS = (Column("Name", row_header=True), Column("Sum", Align.RIGHT))


def test_outline_lists_headings_in_order_down_to_a_depth(document: Document) -> None:
    assert [entry.anchor for entry in outline(document, 1)] == [
        "introduction",
        "section-1",
        "section-2",
        "staffing",
        "annex-a",
    ]
    assert {entry.level for entry in outline(document)} == {1, 2, 3}


def test_tables_include_those_behind_figures(document: Document) -> None:
    assert [table.anchor for table in tables(document)] == [
        "population",
        "indicators",
        "budget",
        "variation",
        "key-actions",
        "staffing-data",
    ]
    assert "staffing-drawing" in list(anchors(document))


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ((Heading("A", "same"), Heading("B", "same")), "anchor 'same' is used twice"),
        ((Heading("A", "Two words"),), "anchor 'Two words'"),
        ((Heading("A", "a"), Heading("B", "b", 3)), "heading 'b': level 3 cannot follow level 1"),
        ((Heading("A", "a", 2),), "heading 'a': level 2 cannot follow level 0"),
        ((Paragraph(InternalLink("there", "nowhere")),), "leads to 'nowhere'"),
        (
            (SummaryBox("S", "s", (KeyFigure("1", "one", source=InternalLink("there", "nowhere")),)),),
            "leads to 'nowhere'",
        ),
        (
            (Table("T", "t", COLUMNS, (Row((Cell(blocks=(Paragraph(InternalLink("x", "gone")),)), "1")),)),),
            "leads to 'gone'",
        ),
    ],
)
def test_a_broken_document_is_refused_and_the_place_named(blocks: tuple[Block, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Document("Plan", blocks)


def test_a_document_needs_a_title() -> None:
    with pytest.raises(ValueError, match="needs a title"):
        Document(" ", ())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((Row(("a", "b")), Row(("a",))), "table 't', row 2: 1 columns filled, the table has 2"),
        ((Row((Cell("a", columns=2), "b")),), "row 1: 3 columns filled"),
        ((Row(("a", "b"), RowKind.HEADING),), "a heading row has one cell"),
        ((Row(("a", Cell("b", note="z"))),), "note 'z' is not among"),
    ],
)
def test_a_broken_table_is_refused_and_the_row_named(rows: tuple[Row, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Table("T", "t", COLUMNS, rows, (TableNote("n", "a"),))


def test_only_one_column_names_the_rows() -> None:
    with pytest.raises(ValueError, match="only one column"):
        Table("T", "t", (COLUMNS[0], COLUMNS[0]), ())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "page.html", "//example.org", "http://a b"])
def test_a_link_leads_to_the_web_or_to_mail(address: str) -> None:
    with pytest.raises(ValueError, match="an address begins with"):
        Link("x", address)


def test_a_figure_needs_words_for_those_who_cannot_see_it() -> None:
    with pytest.raises(ValueError, match="say in words"):
        Figure("F", "f", "<svg/>", " ")


def test_column_groups_are_neighbours_that_share_a_name() -> None:
    columns = tuple(Column(str(n), group=g) for n, g in enumerate(["", "", "x", "x", "y", "x"]))
    assert Table("T", "t", columns, ()).column_groups() == (("", 1), ("", 1), ("x", 2), ("y", 1), ("x", 1))


def test_plain_words_lose_only_their_style() -> None:
    words = ("a ", Strong("b"), "", Emphasis("c"), Link("d", "https://example.org"))
    assert plain(words) == "a bcd"
    assert len(runs(words)) == 4


@given(st.text())
def test_printable_text_keeps_its_length_and_everything_visible(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert all(a == b for a, b in zip(text, shown, strict=True) if a.isprintable() and a != "\ufffd")
    assert "\x00" not in shown


def test_a_budget_is_wide_and_a_population_table_is_not(document: Document) -> None:
    assert {table.anchor for table in tables(document) if is_wide(table)} == {"budget", "key-actions"}


def test_no_number_and_no_word_is_wider_than_its_column(document: Document) -> None:
    for table in tables(document):
        for index, width in enumerate(column_widths(table)):
            assert all(len(word) < width for word in table.columns[index].heading.split())


def test_a_wide_table_takes_its_heading_along(document: Document) -> None:
    turned = [blocks for landscape, blocks in sheets(document.blocks) if landscape]
    assert [getattr(blocks[0], "anchor", None) for blocks in turned] == ["section-2", "actions"]
    assert tuple(block for _, blocks in sheets(document.blocks) for block in blocks) == document.blocks
