"""The Kent example stands on its own: it is whole, it casts, its references resolve, a spreadsheet does it no harm."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from lcsp.files import folder_files, read_plan
from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, Variation, VariationKind
from lcsp.partnership.participation import Consultation
from lcsp.partnership.performance import Figure, Indicator, IndicatorRole
from lcsp.partnership.places import AgeBand, Area, AreaKind, BandRole, Population
from lcsp.partnership.plan import (
    Activity,
    Correction,
    Deliverable,
    KeyAction,
    Link,
    Objective,
    ObjectiveKind,
    Section,
    Service,
    SubAction,
)
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan

MONEY = (
    "prior_controllable",
    "employee",
    "running",
    "contracts",
    "gross",
    "external_income",
    "internal_income",
    "controllable",
)
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# What a spreadsheet turns into a date, a power of ten or a shorter number when a file is opened and saved.
CHANGED_BY_A_SPREADSHEET = re.compile(
    rf"\d+[-/]\d+([-/]\d+)?|\d+[- ]?({MONTHS})\w*|({MONTHS})\w*[- ]?\d+|\d+e[+-]?\d+|0\d+|\d+\.\d*0|\d{{12,}}",
    re.IGNORECASE,
)


def total(values: Iterable[Decimal | None]) -> Decimal:
    """Return the sum, a blank counting as nothing."""
    return sum((value or Decimal(0) for value in values), Decimal(0))


def test_example_is_read_without_a_remark(folder: Path) -> None:
    assert read_plan(folder).remarks == ()


def test_example_is_what_an_export_of_it_would_write(folder: Path, kent: WholePlan) -> None:
    for name, content in folder_files(kent, empty=True).items():
        assert (folder / name).read_bytes() == content, name


def test_no_reference_dangles(kent: WholePlan) -> None:
    assert list(kent.dangling()) == []
    assert sum(1 for _ in kent.pointers()) > 500


@pytest.mark.parametrize("noun", NOUNS[1:], ids=lambda noun: noun.noun)
def test_file_has_a_column_for_every_field(folder: Path, noun: type[Noun]) -> None:
    content = (folder / noun.room / f"{noun.plural}.csv").read_bytes()
    assert b"\r" not in content
    header, *rows = csv.reader(content.decode("utf-8").splitlines(keepends=True), strict=True)
    assert header == list(columns(noun))
    assert {len(row) for row in rows} <= {len(header)}


def test_every_record_is_one_that_the_models_accept(kent: WholePlan) -> None:
    for noun in NOUNS:
        for record in kent.all(noun):
            assert noun.model_validate(record.model_dump()) == record


def test_codes_survive_a_spreadsheet(kent: WholePlan) -> None:
    codes = {record.key for noun in NOUNS if noun.key_fields == ("code",) for record in kent.all(noun)}
    assert len(codes) > 200
    assert [code for code in sorted(codes) if CHANGED_BY_A_SPREADSHEET.fullmatch(code)] == []


@pytest.mark.parametrize("code", ["8-13", "10/17", "1-2-2009", "3E5", "mar-1", "4.10", "007"])
def test_codes_that_a_spreadsheet_changes_are_known(code: str) -> None:
    assert CHANGED_BY_A_SPREADSHEET.fullmatch(code)


def test_counts_are_those_of_the_plan(kent: WholePlan) -> None:
    kinds = Counter(area.kind for area in kent.all(Area))
    assert (kinds[AreaKind.LOCALITY], kinds[AreaKind.COUNTY]) == (23, 1)
    assert Counter(objective.kind for objective in kent.all(Objective)) == {
        ObjectiveKind.PRIORITY: 8,
        ObjectiveKind.OUTCOME: 23,
        ObjectiveKind.TARGET: 16,
        ObjectiveKind.ENABLER: 4,
    }
    assert Counter(line.kind for line in kent.all(BudgetLine)) == {
        LineKind.LINE: 22,
        LineKind.TOTAL: 2,
        LineKind.MEMORANDUM: 2,
    }
    assert Counter(indicator.role for indicator in kent.all(Indicator)) == {
        IndicatorRole.KEY: 13,
        IndicatorRole.SUPPORTED: 25,
        IndicatorRole.PARTNERS: 1,
    }
    assert [action.code for action in kent.all(KeyAction)] == [str(number) for number in range(1, 15)]
    assert len(kent.all(SubAction)) == 10
    assert len(kent.all(Service)) == 21
    assert len(kent.all(Figure)) == 3 * 13
    assert len(kent.all(Pressure)) == 8
    assert len(kent.all(Variation)) == 17
    assert len(kent.all(Consultation)) == 3


def test_population_casts_and_the_overlapping_band_is_marked(kent: WholePlan) -> None:
    numbers = {(row.area, row.band): row.number for row in kent.all(Population)}
    bands = {band.code: band.role for band in kent.all(AgeBand)}
    assert [code for code, role in bands.items() if role is BandRole.OVERLAPPING] == ["ages-10-17"]
    localities = [area.code for area in kent.all(Area) if area.kind is AreaKind.LOCALITY]
    for band in bands:
        assert sum(numbers[area, band] for area in localities) == numbers["kent", band]
    parts = [code for code, role in bands.items() if role is BandRole.PART]
    for area in ("kent", *localities):
        assert sum(numbers[area, band] for band in parts) == numbers[area, "ages-0-19"]


def test_budget_lines_cast_across(kent: WholePlan) -> None:
    for line in kent.all(BudgetLine):
        if line.gross is not None:
            assert line.gross == total((line.employee, line.running, line.contracts)), line.code
            if line.kind is LineKind.LINE:
                assert line.controllable == total((line.gross, line.external_income, line.internal_income))


@pytest.mark.parametrize("column", [*MONEY, "prior_fte", "fte"])
@pytest.mark.parametrize("into", ["controllable-total", "total-cost-of-unit"])
def test_budget_lines_cast_down(kent: WholePlan, column: str, into: str) -> None:
    whole = kent.find(BudgetLine, into)
    parts = [getattr(line, column) for line in kent.all(BudgetLine) if line.part_of == into]
    assert len(parts) in (22, 3)
    assert total(parts) == getattr(whole, column)


def test_every_price_is_the_amount_of_its_budget_line(kent: WholePlan) -> None:
    amounts = {line.service: line.controllable for line in kent.all(BudgetLine) if line.service}
    for service in kent.all(Service):
        assert amounts.pop(service.code) == (service.price or 0), service.code
    assert amounts == {}


def test_variations_lead_from_the_opening_to_the_closing(kent: WholePlan) -> None:
    opening, *changes, closing = kent.all(Variation)
    assert (opening.kind, closing.kind) == (VariationKind.OPENING, VariationKind.CLOSING)
    assert opening.amount + total(row.amount for row in changes) == closing.amount


def test_pressures_cast_to_their_subtotal_and_agree_with_the_variations(kent: WholePlan) -> None:
    parts = [row.amount for row in kent.all(Pressure) if row.part_of == "lcsp-support"]
    subtotal = kent.find(Pressure, "lcsp-support")
    assert subtotal is not None
    assert len(parts) == 3
    assert total(parts) == subtotal.amount
    told = [row for row in kent.all(Pressure) if row.variation]
    assert len(told) == 5
    for row in told:
        variation = kent.find(Variation, row.variation or "")
        assert variation is not None
        assert variation.amount == row.amount, row.code


def test_corrections_name_records_and_change_something(kent: WholePlan) -> None:
    for correction in kent.all(Correction):
        record = kent.find_named(correction.of, correction.record)
        assert record is not None, correction.key
        if correction.field:
            column = columns(type(record))[correction.field]
            assert column.show(getattr(record, correction.field)) != correction.as_printed, correction.key
    lines = {correction.record for correction in kent.all(Correction)}
    assert lines == {
        "child-care-development-officers",
        "childrens-centres",
        "other-centres",
        "primary-excellence-project",
        "capital-charges",
    }


def test_every_part_of_the_plan_has_its_records(kent: WholePlan) -> None:
    actions = {action.code for action in kent.all(KeyAction)}
    assert {link.action for link in kent.all(Link)} == actions
    assert {deliverable.action for deliverable in kent.all(Deliverable)} == actions
    assert {activity.service for activity in kent.all(Activity)} == {one.code for one in kent.all(Service)}
    for link in kent.all(Link):
        assert sum(map(bool, (link.objective, link.indicator, link.service))) == 1, link.key
    parts = {section.part for section in kent.all(Section)}
    assert parts == {"introduction", "section 1", "section 2", "staffing"}
    assert all(section.text for section in kent.all(Section))
    assert "Names of individuals" in kent.header.left_out
