"""The workbook: numbers are numbers, totals are right when a spreadsheet works them out, text is never run."""

import random
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from tests.conftest import RequireTool
from tests.reports.spreadsheet_program import HOW, recalculate, without_results

from lcsp.reports.document import DRAFT_MARK, Document, Heading, KeyFigure, SummaryBox, tables
from lcsp.reports.published_workbook import render_workbook
from lcsp.reports.published_workbook.cell_texts import column_headings, sheet_names
from lcsp.reports.published_workbook.number_formats import number_format
from lcsp.reports.published_workbook.workings import Workings
from lcsp.reports.tables import Align, Cell, Column, Row, RowKind, RunningSum, Share, Sum, Table, TableNote
from lcsp.reports.words import Paragraph, printable
from lcsp.vocabulary.money import show_fixed

Everywhere = Callable[[str], Document]


def read(data: bytes) -> Any:
    return openpyxl.load_workbook(BytesIO(data))


def number(value: Decimal | int | str, places: int = 1) -> Cell:
    exact = Decimal(value)
    return Cell(show_fixed(exact, places), exact)


COLUMNS = (
    Column("Line", row_header=True),
    Column("Staff", Align.RIGHT, "£000", key="staff"),
    Column("Other", Align.RIGHT, "£000", key="other"),
    Column("Gross", Align.RIGHT, "£000", key="gross", working=Sum(("staff", "other"))),
    Column("Share", Align.RIGHT, "%", working=Share("staff", "gross")),
)


def line(key: str, *numbers: str, kind: RowKind = RowKind.LINE, parts: tuple[str, ...] = ()) -> Row:
    places = (1, 1, 1, 0)
    return Row((key, *map(number, numbers, places)), kind, key, parts)


ROWS = (
    line("a", "870.1", "12", "882.1", "99"),
    line("b", "1", "2.25", "3.25", "31"),
    line("both", "871.1", "14.25", "885.35", "98", kind=RowKind.SUBTOTAL, parts=("a", "b")),
    line("over", "1", "0", "1", "100", kind=RowKind.MEMORANDUM),
    line("all", "872.1", "14.25", "886.35", "98", kind=RowKind.TOTAL, parts=("both", "over")),
)
MONEY = Table("Money", "money", COLUMNS, ROWS)


def book_of(*blocks: Table) -> bytes:
    return render_workbook(Document("Plan", blocks))


def formulas(table: Table, top: int = 0) -> dict[tuple[int, int], list[str]]:
    workings = Workings(table, top)
    places = [(row, column) for row in range(len(table.rows)) for column in range(1, len(table.columns))]
    return {place: [formula.text for formula in workings.of(*place)] for place in places}


def test_it_opens_on_the_contents_which_lead_to_every_table(document: Document) -> None:
    book = read(render_workbook(document))
    contents = book.worksheets[0]
    assert book.active.title == contents.title == "Contents"
    targets = {cell.hyperlink.location for row in contents for cell in row if cell.hyperlink}
    assert targets == {f"'{sheet.title}'!A1" for sheet in book.worksheets[1:]} - {"'Contents'!A1"}
    captions = [table.caption for table in tables(document)]
    assert [sheet["A1"].value for sheet in book.worksheets[1:]] == captions
    assert all(sheet["A2"].hyperlink.location == "'Contents'!A1" for sheet in book.worksheets[1:])


def test_key_figures_are_numbers_that_read_as_printed(document: Document) -> None:
    contents = read(render_workbook(document)).worksheets[0]
    found = {cell.value: cell.number_format for cell in contents["A"] if isinstance(cell.value, int | float)}
    assert found == {50785000: '"£"#,##0.000,,"m";"−£"#,##0.000,,"m"', 776.9: '#,##0.0" FTE";"−"#,##0.0" FTE"'}


def test_properties_say_what_it_is(document: Document, draft: Document) -> None:
    properties = read(render_workbook(document)).properties
    assert (properties.title, properties.creator) == (document.title, document.organisation)
    assert properties.keywords == "children, business plan"
    assert read(render_workbook(draft)).properties.title == f"{DRAFT_MARK}: {document.title}"


def test_every_sheet_of_a_draft_says_so(document: Document, draft: Document) -> None:
    for sheet in read(render_workbook(draft)).worksheets:
        assert DRAFT_MARK in [cell.value for row in sheet["A1:B2"] for cell in row]
    assert DRAFT_MARK not in str([c.value for s in read(render_workbook(document)) for r in s.iter_rows() for c in r])


def test_headings_stay_in_sight_and_are_marked_as_headings() -> None:
    sheet = read(book_of(MONEY)).worksheets[1]
    assert sheet.freeze_panes == "B4"
    assert [cell.value for cell in sheet[3]] == ["Line", "Staff (£000)", "Other (£000)", "Gross (£000)", "Share (%)"]
    assert [table.ref for table in sheet.tables.values()] == ["A3:E8"]


def test_a_total_sums_its_own_parts_and_a_row_its_own_columns() -> None:
    found = formulas(MONEY, top=3)
    assert found[0, 3] == ["=SUM(B4:C4)"]
    assert found[2, 1] == ["=SUM(B4:B5)"]
    assert found[4, 3] == ["=SUM(D6:D7)", "=SUM(B8:C8)"]
    assert found[1, 4] == ["=ROUND(100*B5/D5,0)"]
    assert found[0, 1] == []


def test_a_running_sum_passes_over_what_only_repeats_it() -> None:
    columns = (Column("Change"), Column("£", Align.RIGHT, key="by"), Column("So far", working=RunningSum("by")))
    kinds = (RowKind.SUBTOTAL, RowKind.LINE, RowKind.SUBTOTAL, RowKind.HEADING, RowKind.LINE, RowKind.TOTAL)
    amounts = ((100, 100), (5, 105), (105, 105), None, (-7, 98), (98, 98))
    rows = tuple(
        Row(("row", *map(number, pair)), kind) if pair else Row(("More",), kind)
        for kind, pair in zip(kinds, amounts, strict=True)
    )
    found = formulas(Table("Bridge", "bridge", columns, rows))
    assert [found[row, 2] for row in range(6)] == [["=B1"], ["=C1+B2"], ["=C2"], [], ["=C3+B5"], ["=C5"]]


def test_what_does_not_add_up_stays_as_stated_and_says_so() -> None:
    wrong = replace(ROWS[2], cells=("both", number("900"), *ROWS[2].cells[2:]))
    sheet = read(book_of(replace(MONEY, rows=(*ROWS[:2], wrong, *ROWS[3:])))).worksheets[1]
    assert sheet["B6"].value == 900
    assert (
        sheet["F6"].value == "Staff (£000): as stated; its parts make 871.1; Share (%): as stated; its parts make 102"
    )


def test_rows_that_are_parts_of_each_other_have_no_formula() -> None:
    rows = (line("a", "1", "1", "2", "50", parts=("b",)), line("b", "1", "1", "2", "50", parts=("a",)))
    assert formulas(Table("Loop", "loop", COLUMNS, rows))[0, 1] == []


@pytest.mark.parametrize(
    ("columns", "rows", "message"),
    [
        (COLUMNS, (line("a", "1", "1", "2", "50", parts=("gone",)),), "table 't', row 1: there is no 'gone'"),
        (COLUMNS, (ROWS[0], ROWS[0]), "table 't', row 'a': the key is used twice"),
        ((Column("A", working=RunningSum("gone")),), (), "table 't', column 1: there is no 'gone'"),
    ],
)
def test_a_working_that_leads_nowhere_is_refused(
    columns: tuple[Column, ...], rows: tuple[Row, ...], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Table("T", "t", columns, rows)


def test_shares_and_rates_are_not_added_up() -> None:
    columns = (*COLUMNS[:4], Column("Share", Align.RIGHT, "%", adds_up=False))
    assert formulas(replace(MONEY, columns=columns))[4, 4] == []


def test_notes_are_marked_in_words_and_stand_under_the_table() -> None:
    cells = (Cell("Nurses", note="a"), Cell("46.7%", Decimal("46.7"), note="b", blocks=(Paragraph("provisional"),)))
    columns = (Column("Line", row_header=True), Column("Value", Align.RIGHT))
    notes = (TableNote("Held elsewhere.", "a"), TableNote("To be confirmed.", "b"), TableNote("Made up."))
    sheet = read(book_of(Table("T", "t", columns, (Row(cells),), notes))).worksheets[1]
    assert [cell.value for cell in sheet[4]] == ["Nurses [note a]", 46.7, "Value: provisional, [note b]"]
    below = [sheet.cell(row, 1).value for row in range(6, 9)]
    assert below == ["[note a] Held elsewhere.", "[note b] To be confirmed.", "Made up."]


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("870.1", "870.1", '#,##0.0;"−"#,##0.0'),
        ("−177", "-177", '#,##0;"−"#,##0'),
        ("1299", "1299", '0;"−"0'),
        ("46.7%", "46.7", '#,##0.0"%";"−"#,##0.0"%"'),
        ("£50.785m", "50785000", '"£"#,##0.000,,"m";"−£"#,##0.000,,"m"'),
        ("+£643,000", "643000", '"+£"#,##0;"−£"#,##0'),
        ("−0.0", "-0.04", '#,##0.0;"−"#,##0.0'),
        ("0.0", "-0.04", "#,##0.0;#,##0.0"),
        ('5"', "5", '#,##0\\";"−"#,##0\\"'),
        ("about 5", "6", None),
        ("5 of 10", "5", None),
        ("five", "5", None),
        ("5" + "x" * 300, "5", None),
    ],
)
def test_a_format_shows_a_number_as_it_is_printed(printed: str, value: str, expected: str | None) -> None:
    assert number_format(printed, Decimal(value)) == expected


def test_a_number_that_no_format_can_show_as_printed_keeps_the_words_beside_it() -> None:
    columns = (Column("Line", row_header=True), Column("Value", Align.RIGHT))
    sheet = read(book_of(Table("T", "t", columns, (Row(("a", Cell("five", 5))),)))).worksheets[1]
    assert [cell.value for cell in sheet[4]] == ["a", 5, "Value: printed as five"]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_sheet_names_are_what_excel_takes(captions: list[str]) -> None:
    names = sheet_names(captions, ("Contents",))
    assert len({name.casefold() for name in [*names, "contents", "history"]}) == len(captions) + 2
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)


@given(st.lists(st.text(max_size=300), min_size=1, max_size=5))
def test_no_two_columns_have_one_heading(headings: list[str]) -> None:
    table = Table("T", "t", tuple(Column(heading) for heading in headings), ())
    found = column_headings(table)
    assert len({heading.casefold() for heading in found}) == len(headings)
    assert all(found)


@given(st.text(min_size=1, max_size=40))
def test_any_text_survives_and_none_is_run(everywhere: Everywhere, text: str) -> None:
    data = render_workbook(everywhere(text))
    cells = [cell for sheet in read(data) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    shown = printable(text).strip()
    assert sum(shown in unescaped(str(cell.value)) for cell in cells) >= 5


def unescaped(text: str) -> str:
    """Openpyxl leaves what Excel would read as one character; it also takes markup's line ends away."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "<r>x</r>", "_x0041_", "'", "{=1}", "x" * 40_000])
def test_naughty_text_stays_text_in_a_file_that_excel_opens(everywhere: Everywhere, tmp_path: Path, text: str) -> None:
    data = render_workbook(everywhere(text))
    assert not [c for sheet in read(data) for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert_sound(data, tmp_path)


def test_it_is_a_sound_file(document: Document, draft: Document, tmp_path: Path) -> None:
    for each in (document, draft, Document("Plan", (Heading("Nothing else", "h"),))):
        assert_sound(render_workbook(each), tmp_path)


def assert_sound(data: bytes, folder: Path) -> None:
    path = folder / "book.xlsx"
    path.write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert render_workbook(document) == render_workbook(replace(document))


def made_table(anchor: str, seed: int) -> Table:
    """A table of random lines under random subtotals; every total is right, some amounts are missing."""
    chance = random.Random(seed)
    amounts = [[Decimal(chance.randint(-99_999, 99_999)).scaleb(-chance.randint(0, 3)) for _ in "ab"] for _ in range(9)]
    whole = [chance.choice(("first", "second", "all")) for _ in amounts]
    rows = [
        Row((f"line {n}", *map(number, pair), number(sum(pair)), ""), RowKind.LINE, f"line {n}")
        for n, pair in enumerate(amounts)
    ]
    for total in ("first", "second", "all"):
        parts = tuple(f"line {n}" for n, name in enumerate(whole) if name == total)
        parts += ("first", "second") if total == "all" else ()
        within = [pair for pair, name in zip(amounts, whole, strict=True) if total in (name, "all")]
        sums = [sum((pair[column] for pair in within), Decimal()) for column in (0, 1)]
        share = (100 * sums[0] / sum(sums)).quantize(Decimal(1)) if sum(sums) else Decimal()
        kind = RowKind.TOTAL if total == "all" else RowKind.SUBTOTAL
        rows.append(Row((total, *map(number, sums), number(sum(sums)), number(share, 0)), kind, total, parts))
    return Table(f"Made {anchor}", anchor, COLUMNS, tuple(rows))


def test_made_totals_are_right_when_a_spreadsheet_works_them_out(require_tool: RequireTool, tmp_path: Path) -> None:
    soffice = require_tool("soffice", "libreoffice", how=HOW)
    made = [made_table(f"t{seed}", seed) for seed in range(25)]
    data = book_of(*made)
    found = recalculate(soffice, data, tmp_path)
    worked_out = 0
    for table, sheet in zip(made, read(data).worksheets[1:], strict=True):
        for number_, row in enumerate(table.rows, start=3):
            for column, cell in enumerate(row.full_cells()):
                if cell.value is not None:
                    assert found.shown[sheet.title][number_][column] == cell.words
                    assert found.held[sheet.title][number_][column] == pytest.approx(float(str(cell.value)), abs=1e-9)
                worked_out += str(sheet.cell(number_ + 1, column + 1).value).startswith("=")
    assert worked_out > 25 * 15


def test_a_changed_number_changes_the_totals(require_tool: RequireTool, tmp_path: Path) -> None:
    soffice = require_tool("soffice", "libreoffice", how=HOW)
    book = read(without_results(book_of(MONEY)))
    book.worksheets[1]["B4"] = 970.1
    out = BytesIO()
    book.save(out)
    found = recalculate(soffice, out.getvalue(), tmp_path).shown["Money"]
    assert [row[1] for row in found[3:8]] == ["970.1", "1.0", "971.1", "1.0", "972.1"]
    assert [row[3] for row in found[3:8]] == ["982.1", "3.3", "985.4", "1.0", "986.4"]


def test_a_key_figure_without_a_number_stays_words() -> None:
    box = SummaryBox("Summary", "s", (KeyFigure("to follow", "staff"),))
    assert read(render_workbook(Document("Plan", (box,)))).worksheets[0]["A8"].value == "to follow"


def test_a_number_of_more_digits_than_a_cell_holds_stays_a_number() -> None:
    third, vast = Decimal(1) / Decimal(3), Decimal("1e400")
    columns = (Column("Line", row_header=True), Column("Value", Align.RIGHT), Column("Vast", Align.RIGHT))
    sheet = read(book_of(Table("T", "t", columns, (Row(("a", Cell("0.3", third), Cell("vast", vast))),)))).worksheets[1]
    assert [cell.value for cell in sheet[4]] == ["a", pytest.approx(1 / 3), "vast"]
