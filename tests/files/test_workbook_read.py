"""Workbooks as planners have them: title rows, merged cells, percentages, errors, other names and hidden sheets."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from tests.files.making import refusal

from lcsp.files import read_plan
from lcsp.files.workbook_read import _noun_by_sheet_name, _text
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.performance import Figure
from lcsp.partnership.places import Area, Population
from lcsp.whole_plan import NOUNS

HEADER = [["Code", "Title", "Organisation", "Year", "Level"], ["made", "Made", "County", "financial 2009/10", "county"]]
LINES = ["code", "name", "kind", "order", "gross", "fte"]
Change = Callable[[Any], None]


def book_with(path: Path, sheets: Mapping[str, Any], change: Change = lambda _: None) -> Path:
    """Save a workbook with the plan's own record and `sheets`, changed by `change`."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"Plan": HEADER, **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    change(book)
    file = path / "book.xlsx"
    book.save(file)
    return file


@pytest.mark.parametrize("name", ["Areas", "areas", "AREA", "Places - areas", "places_areas", " Places area "])
def test_a_sheet_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    file = book_with(tmp_path, {name: [["code", "name", "kind"], ["a", "A", "district"]]})
    assert [area.code for area in read_plan(file).plan.all(Area)] == ["a"]


def test_no_two_nouns_share_a_name() -> None:
    for noun in NOUNS:
        assert _noun_by_sheet_name()[f"{noun.room} {noun.plural}".replace("_", " ")] is noun
        assert _noun_by_sheet_name()[noun.plural.replace("_", " ")] is noun


def test_two_sheets_for_one_noun_are_refused(tmp_path: Path) -> None:
    rows = [["code", "name", "kind"], ["a", "A", "district"]]
    assert refusal(book_with(tmp_path, {"Areas": rows, "Area": rows})) == [
        "sheet Area: and sheet Areas are both for Areas: put all rows in one of them"
    ]


def test_title_rows_blank_rows_and_columns_before_the_table(tmp_path: Path) -> None:
    rows = [
        [],
        [None, "Localities of the county"],
        [],
        [None, "Code", "Name", "Kind"],
        [],
        [None, "a", " A ", "District"],
    ]

    def merge(book: Any) -> None:
        book["Areas"].merge_cells("B2:D2")

    reading = read_plan(book_with(tmp_path, {"Areas": rows}, merge))
    (area,) = reading.plan.all(Area)
    assert (area.code, area.name) == ("a", "A")
    spot = reading.spots["area", "a"]
    assert (spot.source, spot.row, spot.columns["code"]) == ("sheet Areas", 6, 2)


def test_merged_cells_hold_their_value_everywhere(tmp_path: Path) -> None:
    rows = [["code", "name", "kind"], ["a", "A", "district"], ["b", "B", None], ["c", "C", None]]
    file = book_with(tmp_path, {"Areas": rows}, lambda book: book["Areas"].merge_cells("C2:C4"))
    assert [area.kind.value for area in read_plan(file).plan.all(Area)] == ["district"] * 3


def test_numbers_come_without_the_noise_of_floating_point(tmp_path: Path) -> None:
    rows = [LINES, [7, "A", "line", 1.0, 1.1 + 2.2, 870100], [4.1, "B", "line", "2", "£1,234.5", "(0)"]]
    first, second = read_plan(book_with(tmp_path, {"Budget lines": rows})).plan.all(BudgetLine)
    assert (first.code, first.order, str(first.gross), str(first.fte)) == ("7", 1, "3.3", "870100")
    assert (second.code, str(second.gross)) == ("4.1", "1234.5")


@pytest.mark.parametrize(
    ("number", "text"),
    [(1.1 + 2.2, "3.3"), (123456789012345.0, "123456789012345"), (1e21, "1" + "0" * 21), (-0.0, "0")],
)
def test_a_number_is_the_fifteen_digits_that_a_spreadsheet_shows(number: float, text: str) -> None:
    assert _text(number, percentage=False) == text
    assert _text(0.29, percentage=True) == "29%"


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0"of all"%', "[Red]0%;-0%"])
def test_a_cell_shown_as_a_percentage_is_that_percentage(tmp_path: Path, shown: str) -> None:
    def show(book: Any) -> None:
        book["Populations"]["D2"].number_format = shown

    rows = [["area", "band", "number", "share"], ["a", "b", 10, 0.07]]
    (record,) = read_plan(book_with(tmp_path, {"Populations": rows}, show)).plan.all(Population)
    assert record.share == Decimal(7)


def test_a_percent_sign_between_quotation_marks_is_only_text(tmp_path: Path) -> None:
    def show(book: Any) -> None:
        book["Populations"]["D2"].number_format = '0.0"%"'

    rows = [["area", "band", "number", "share"], ["a", "b", 10, 7]]
    (record,) = read_plan(book_with(tmp_path, {"Populations": rows}, show)).plan.all(Population)
    assert record.share == Decimal(7)


def test_a_percentage_where_none_belongs_is_refused(tmp_path: Path) -> None:
    def show(book: Any) -> None:
        book["Budget lines"]["E2"].number_format = "0%"

    (problem,) = refusal(book_with(tmp_path, {"Budget lines": [LINES, ["a", "A", "line", 1, 0.25, 1]]}, show))
    assert problem.startswith("sheet Budget lines, row 2, column gross: '25%' is not an amount in pounds")


def test_days_of_every_sort(tmp_path: Path) -> None:
    days = [date(2009, 4, 30), datetime(2009, 4, 30), "30/04/2009", "30 April 2009", 39933]  # noqa: DTZ001
    rows = [["code", "name", "kind", "established"], *([str(n), "A", "county", day] for n, day in enumerate(days))]
    areas = read_plan(book_with(tmp_path, {"Areas": rows})).plan.all(Area)
    assert [area.established for area in areas] == [date(2009, 4, 30)] * 5


def test_an_hour_of_a_day_is_refused(tmp_path: Path) -> None:
    moments = [datetime(2009, 4, 30, 12, 5), time(12, 5)]  # noqa: DTZ001
    rows = [["code", "name", "kind", "established"], *([str(n), "A", "county", at] for n, at in enumerate(moments))]
    problems = refusal(book_with(tmp_path, {"Areas": rows}))
    assert ["'2009-04-30 12:05:00' is not a date" in problems[0], "'12:05:00' is not" in problems[1]] == [True, True]


def test_true_and_false_are_yes_and_no(tmp_path: Path) -> None:
    rows = [[*LINES, "ring_fenced"], ["a", "A", "line", 1, 5, 1, True], ["b", "B", "line", 2, 5, 1, False]]
    lines = read_plan(book_with(tmp_path, {"Budget lines": rows})).plan.all(BudgetLine)
    assert [line.ring_fenced for line in lines] == [True, False]


def test_error_values_and_uncalculated_formulas_are_refused_once_each(tmp_path: Path) -> None:
    rows = [["A title"], LINES, ["a", "#N/A", "line", 1, "=1+1", 1]]
    assert refusal(book_with(tmp_path, {"Budget lines": rows})) == [
        "sheet Budget lines, row 3, column name: is the error value #N/A: mend the formula, or type the value",
        (
            "sheet Budget lines, row 3, column gross: is a formula without its result: "
            "open the workbook in Excel and save it, or type the value"
        ),
    ]


def test_an_error_in_a_column_that_is_not_read_does_not_matter(tmp_path: Path) -> None:
    rows = [[*LINES, "my sums"], ["a", "A", "line", 1, 5, 1, "#REF!"]]
    reading = read_plan(book_with(tmp_path, {"Budget lines": rows}))
    assert [str(remark) for remark in reading.remarks] == [
        "sheet Budget lines, row 1: column 'my sums' is not one of this sheet's and was not read"
    ]


def test_other_sheets_and_hidden_ones_are_named(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book["Areas"].sheet_state = "hidden"
        book.create_chartsheet("Chart")

    areas = [["code", "name", "kind"], ["a", "A", "county"]]
    reading = read_plan(book_with(tmp_path, {"Areas": areas, "My notes": [["x"]], "Sheet3": []}, hide))
    assert [str(remark) for remark in reading.remarks] == [
        "sheet My notes: is not a sheet of a plan and was not read",
        "sheet Areas: is hidden; it was read all the same",
    ]
    assert len(reading.plan.all(Area)) == 1


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    (problem,) = refusal(book_with(tmp_path, {"About this workbook": [["Format", 2]]}))
    assert problem.startswith("sheet About this workbook, column format: format 2 was written by a newer lcsp")


def test_a_workbook_without_a_plan_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["code", "name"])
    book.save(tmp_path / "book.xlsx")
    (problem,) = refusal(tmp_path / "book.xlsx")
    assert "none of its sheets is one of a plan's (Plans, Areas" in problem


def test_a_workbook_without_the_plan_s_own_record_is_refused(tmp_path: Path) -> None:
    (problem,) = refusal(book_with(tmp_path, {"Plan": HEADER[:1]}))
    assert "a plan has one record of the plan itself (code, title, organisation, year, level); this has 0" in problem


def test_figures_refuse_a_number_that_is_text(tmp_path: Path) -> None:
    rows = [["indicator", "basis", "column", "period", "area", "value", "status"],
            ["NI 87", "target", "financial 2009/10", "academic 2008/09", "kent", "about 7", "final"]]  # fmt: skip
    (problem,) = refusal(book_with(tmp_path, {"Figures": rows}))
    assert problem.startswith("sheet Figures, row 2, column value: 'about 7' is not a number")
    assert Figure.room == "performance"
