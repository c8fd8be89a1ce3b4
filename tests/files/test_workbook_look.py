"""What another reader of workbooks (openpyxl) sees in the workbook that is written."""

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from tests.files.making import sections

from lcsp.files.workbook_sheets import sheet_of
from lcsp.files.workbook_write import ROOM_TO_GROW, write_workbook
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.places import Area, AreaKind
from lcsp.partnership.plan import Section
from lcsp.vocabulary.noun import columns
from lcsp.whole_plan import NOUNS


@pytest.fixture(scope="module")
def book() -> Any:
    line = BudgetLine(
        code="007", name="=HYPERLINK(1)", kind=LineKind.LINE, order=1, gross=Decimal(870100),
        running=Decimal("-12.5"), fte=Decimal("19.5"), employee=Decimal("1234567890123456.7"),
        held_until=date(2009, 9, 1),
    )  # fmt: skip
    area = Area(code="a", name="A", kind=AreaKind.DISTRICT, established=date(1900, 1, 1))
    return load_workbook(BytesIO(write_workbook(sections("x").replace({BudgetLine: [line], Area: [area]}))))


def column_of(noun: Any, name: str) -> int:
    return list(columns(noun)).index(name) + 1


def cell(book: Any, noun: Any, name: str, row: int = 2) -> Any:
    return book[sheet_of(noun)].cell(row, column_of(noun, name))


def test_there_is_a_sheet_a_noun_behind_one_about_the_workbook(book: Any) -> None:
    assert book.sheetnames == ["About this workbook", *map(sheet_of, NOUNS), "Choices"]
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert book["Choices"].sheet_state == "hidden"
    about = {row[0].value: row for row in book["About this workbook"].rows}
    assert about["Format"][1].value == 1
    assert (about["Budget lines"][1].value, about["Budget lines"][3].value) == ("finance", 1)
    assert about["Budget lines"][0].hyperlink.location == "'Budget lines'!A1"


def test_numbers_and_days_are_numbers_and_days(book: Any) -> None:
    assert cell(book, BudgetLine, "gross").value == 870100
    assert cell(book, BudgetLine, "gross").number_format == "#,##0"
    assert cell(book, BudgetLine, "running").value == -12.5
    assert cell(book, BudgetLine, "running").number_format.startswith("#,##0.00")
    assert cell(book, BudgetLine, "fte").value == 19.5
    assert cell(book, BudgetLine, "held_until").value == datetime(2009, 9, 1)  # noqa: DTZ001
    assert cell(book, BudgetLine, "held_until").number_format == "yyyy-mm-dd"


def test_what_excel_would_spoil_is_text(book: Any) -> None:
    assert cell(book, BudgetLine, "code").value == "007"
    assert cell(book, BudgetLine, "code").number_format == "@"
    assert cell(book, BudgetLine, "name").value == "'=HYPERLINK(1)"
    assert cell(book, BudgetLine, "name").data_type == "s"
    assert cell(book, BudgetLine, "employee").value == "1234567890123456.7"  # 17 digits: Excel keeps 15
    assert cell(book, Area, "established").value == "1900-01-01"  # before Excel's calendar is right


def test_headers_explain_their_columns(book: Any) -> None:
    for noun in NOUNS:
        for number, column in enumerate(columns(noun).values(), 1):
            header = book[sheet_of(noun)].cell(1, number)
            assert header.value == column.label
            assert column.description in header.comment.text
            assert column.kind.expects in header.comment.text
            assert ("Must be filled in" in header.comment.text) == column.required


def test_header_and_first_column_stay_in_view(book: Any) -> None:
    for noun in NOUNS:
        assert book[sheet_of(noun)].freeze_panes == "B2"
        assert book[sheet_of(noun)].auto_filter.ref.startswith("A1:")


def rule_of(book: Any, noun: Any, name: str) -> Any:
    letter = cell(book, noun, name).column_letter
    rules = book[sheet_of(noun)].data_validations.dataValidation
    return next((rule for rule in rules if f"{letter}2" in str(rule.sqref).split(":")), None)


def test_enumerations_have_drop_downs(book: Any) -> None:
    rule = rule_of(book, BudgetLine, "kind")
    assert str(rule.sqref).endswith(str(2 + ROOM_TO_GROW))
    sheet, _, cells = rule.formula1.partition("!")
    words = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]
    assert words == ["line", "subtotal", "total", "memorandum"]
    assert rule.errorStyle in (None, "stop")
    assert rule_of(book, BudgetLine, "ring_fenced").formula1 == '"yes,no"'


def test_references_offer_the_keys_that_there_are(book: Any) -> None:
    rule = rule_of(book, BudgetLine, "hosted_by")
    assert rule.formula1 == f"'Areas'!$A$2:$A${2 + ROOM_TO_GROW}"
    assert rule.errorStyle == "warning"


def test_columns_are_as_wide_as_their_text() -> None:
    wide = load_workbook(BytesIO(write_workbook(sections("word " * 20))))
    narrow = load_workbook(BytesIO(write_workbook(sections("word"))))
    letter = wide["Sections"].cell(1, column_of(Section, "text")).column_letter
    assert wide["Sections"].column_dimensions[letter].width > 50 > narrow["Sections"].column_dimensions[letter].width
