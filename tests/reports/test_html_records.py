"""Links from rendered tables and lists to the records that they tell."""

import re

from lcsp.reports.html import block_html
from lcsp.reports.tables import Align, Cell, Column, Row, RowKind, Table
from lcsp.reports.words import List, RecordName


class Links:
    """Links that name what they lead to."""

    heading = "Record"

    def beside(self, record: RecordName, told: str) -> str:
        return f'<a href="/{record.noun}/{record.key}">Change {told}</a>'

    def around(self, record: RecordName, words: str) -> str:
        return f'<a href="/{record.noun}/{record.key}">{words}</a>'


def table(*, grouped: bool) -> Table:
    """A table with a heading row that tells a record, a row that does, a cell that does, and a row that does not."""
    group = "2009/10" if grouped else ""
    columns = (Column("Line", row_header=True), Column("Gross", Align.RIGHT, group=group))
    rows = (
        Row(("A heading",), RowKind.HEADING, record=RecordName("heading", "h")),
        Row(("Nurses", Cell("1.0", 1, record=RecordName("figure", "f"))), record=RecordName("line", "n")),
        Row(("All", "1.0"), RowKind.TOTAL),
    )
    return Table("Money", "money", columns, rows)


def test_a_table_gets_one_more_column_with_a_link_in_each_row_that_tells_a_record() -> None:
    html = block_html(table(grouped=False), Links())
    assert '<th scope="col" class="record">Record</th>' in html
    assert '<td class="record"><a href="/line/n">Change Nurses</a></td>' in html
    assert '<td class="record"></td>' in html
    assert 'A heading <a href="/heading/h">Change A heading</a>' in html
    assert 'colspan="3"' in html


def test_a_cell_with_a_record_of_its_own_is_a_link() -> None:
    assert '<a href="/figure/f"><data value="1">1.0</data></a>' in block_html(table(grouped=False), Links())


def test_under_grouped_headings_the_link_names_its_headings() -> None:
    html = block_html(table(grouped=True), Links())
    ids = set(re.findall(r'id="([^"]+)"', html))
    for headers in re.findall(r'headers="([^"]+)"', html):
        assert set(headers.split()) <= ids
    assert re.search(r'<td class="record" headers="[^"]*money_c2">', html)


def test_nothing_is_styled_in_place_where_there_are_links() -> None:
    plain = Table("Words", "words", (Column("Said"),), (Row(("yes",)),))
    assert "style=" not in block_html(table(grouped=False), Links())
    assert "style=" not in block_html(plain, Links())
    assert "style=" in block_html(plain)


def test_the_items_of_a_list_end_in_links() -> None:
    items = List(("one", "two"), records=(RecordName("part", "1"), RecordName("part", "2")))
    assert block_html(items, Links()) == (
        '<ul><li>one <a href="/part/1">Change one</a></li><li>two <a href="/part/2">Change two</a></li></ul>'
    )
    assert block_html(List(("one",)), Links()) == "<ul><li>one</li></ul>"


def test_without_links_a_record_leaves_no_trace() -> None:
    for grouped in (False, True):
        bare = table(grouped=grouped)
        rows = tuple(Row(tuple(Cell(c.words, c.value) for c in row.full_cells()), row.kind) for row in bare.rows)
        assert block_html(bare) == block_html(Table(bare.caption, bare.anchor, bare.columns, rows))
