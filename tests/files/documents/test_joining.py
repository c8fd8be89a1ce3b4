"""Shows that tables and rows cut by a page end are joined, and that others are left alone."""

from lcsp.files.documents.content import Heading, Table
from lcsp.files.documents.joining import join_pages
from lcsp.files.documents.markdown_text import read_markdown


def rows_of(text: str) -> list[list[list[str]]]:
    """Return the texts of every table after joining."""
    blocks = join_pages(read_markdown(text))
    return [[[cell.text for cell in row.cells] for row in block.rows] for block in blocks if isinstance(block, Table)]


def test_a_repeated_header_joins_two_tables() -> None:
    text = "Name\tCost\na\t1\n\n<b>Name</b>\tCost\nb\t2\n"
    assert rows_of(text) == [[["Name", "Cost"], ["a", "1"], ["b", "2"]]]


def test_words_between_two_tables_keep_them_apart() -> None:
    assert len(rows_of("Name\tCost\na\t1\n\nwords\n\nName\tCost\nb\t2\n")) == 2


def test_a_last_row_of_figures_joins_though_it_is_shorter() -> None:
    text = "Name\tA\tB\tC\na\t1.5\t2\tx\n\nall\t1.5\t2\n"
    assert rows_of(text) == [[["Name", "A", "B", "C"], ["a", "1.5", "2", "x"], ["all", "1.5", "2"]]]


def test_the_rest_of_a_label_joins_its_row() -> None:
    text = "Name\tCost\nlong\t1\n\nName\tCost\nlabel\t\nb\t2\n"
    assert rows_of(text) == [[["Name", "Cost"], ["long label", "1"], ["b", "2"]]]


def test_a_heading_in_bold_after_a_page_end_is_no_rest_of_a_row() -> None:
    text = "Name\tCost\na\t1\n\nName\tCost\n<b>Group</b>\t\nb\t2\n"
    assert rows_of(text) == [[["Name", "Cost"], ["a", "1"], ["Group", ""], ["b", "2"]]]


def test_a_row_without_its_first_cell_goes_on_from_the_row_before() -> None:
    text = "Plan\tText\tLead\nP1\tFirst.\tSchool\n\nPlan\tText\tLead\n\tSecond.\tBoard\n"
    assert rows_of(text) == [[["Plan", "Text", "Lead"], ["P1", "First. Second.", "School Board"]]]


def test_tables_of_one_form_with_other_contents_stay_apart() -> None:
    assert len(rows_of("Service\tClubs £5\nManager\tx\n\nService\tPlay £6\nManager\ty\n")) == 2


def test_a_few_words_in_bold_are_a_heading_and_a_sentence_is_not() -> None:
    blocks = join_pages(read_markdown("**Lead Roles**\n\n**This is a sentence.**\n\n**776.9 FTE**\n"))
    assert [isinstance(block, Heading) for block in blocks] == [True, False, False]
