"""Shows that the tables of the source plan are read whole: their counts and sums agree with the print."""

from collections.abc import Iterable
from decimal import Decimal

import pytest
from tests.source import printed
from tests.source.finance_tables import BudgetRow

AMOUNTS = (
    "prior_controllable",
    "prior_fte",
    "fte",
    "employee",
    "running",
    "gross",
    "external_income",
    "internal_income",
    "controllable",
)


@pytest.fixture(scope="module")
def plan_text() -> str:
    """Return the text of the source plan, or skip where it is absent."""
    source = printed.find_source()
    if source is None:
        pytest.skip(printed.ABSENT)
    return source.read_text(encoding="utf-8")


def total(values: Iterable[Decimal | None]) -> Decimal:
    """Return the sum, a blank counting as nothing."""
    return sum((value or Decimal(0) for value in values), Decimal(0))


def test_localities_add_to_the_printed_county_population(plan_text: str) -> None:
    table = printed.read_population_table(plan_text)
    assert len(table.localities) == len({row.name for row in table.localities}) == 23
    assert sum(row.ages_0_to_19 for row in table.localities) == table.total.ages_0_to_19
    for band in ("ages_0_to_7", "ages_8_to_13", "ages_14_to_19", "ages_10_to_17"):
        numbers = [getattr(row, band).number for row in table.localities]
        assert sum(numbers) == getattr(table.total, band).number, band


def test_age_bands_add_to_everyone_and_shares_are_right_to_one_percent(plan_text: str) -> None:
    table = printed.read_population_table(plan_text)
    for row in (*table.localities, table.total):
        bands = (row.ages_0_to_7, row.ages_8_to_13, row.ages_14_to_19)
        assert sum(band.number for band in bands) == row.ages_0_to_19, row.name
        for band in (*bands, row.ages_10_to_17):
            share = Decimal(100 * band.number) / row.ages_0_to_19
            assert abs(share - band.percent) <= Decimal("0.5"), row.name


def test_budget_rows_cast_across(plan_text: str) -> None:
    table = printed.read_budget_table(plan_text)
    assert len(table.lines) == len({row.label for row in table.lines}) == 21
    for row in (*table.lines, table.totals):
        assert row.gross == total((row.employee, row.running, row.contracts)), row.label
        assert row.controllable == total((row.gross, row.external_income, row.internal_income)), row.label


@pytest.mark.parametrize("column", AMOUNTS)
def test_budget_columns_cast_down(plan_text: str, column: str) -> None:
    table = printed.read_budget_table(plan_text)
    assert total(getattr(row, column) for row in table.lines) == getattr(table.totals, column)


def test_budget_cells_are_blank_only_where_the_print_is(plan_text: str) -> None:
    table = printed.read_budget_table(plan_text)
    assert all(row.contracts is None for row in table.lines)
    assert all(getattr(row, column) is not None for row in table.lines for column in AMOUNTS)
    assert {row.cabinet_member for row in table.lines} == {"MD"}


def test_memorandum_items_lead_from_the_totals_to_the_cost_of_the_unit(plan_text: str) -> None:
    table = printed.read_budget_table(plan_text)
    assert len(table.memorandum) == 2
    rows: tuple[BudgetRow, ...] = (table.totals, *table.memorandum)
    for column in AMOUNTS:
        assert total(getattr(row, column) for row in rows) == getattr(table.total_cost, column), column


def test_variation_statement_bridges_the_two_budgets(plan_text: str) -> None:
    statement = printed.read_variation_statement(plan_text)
    assert len(statement.changes) == 15
    changes = sum(change.amount for change in statement.changes)
    assert statement.opening.amount + changes == statement.closing.amount
    budget = printed.read_budget_table(plan_text).totals
    assert abs(total((budget.controllable,)) - statement.closing.amount) <= 1


def test_pressures_hold_a_subtotal_of_the_rows_under_it(plan_text: str) -> None:
    pressures = printed.read_pressures(plan_text)
    assert len(pressures) == 8
    place = next(place for place, row in enumerate(pressures) if "as below" in row.explanation)
    assert pressures[place].amount == sum(row.amount for row in pressures[place + 1 :])
    priced = [change.amount for change in printed.read_variation_statement(plan_text).changes]
    assert {row.amount for row in pressures[: place + 1]} <= set(priced)


def test_priced_headings_add_to_the_controllable_budget(plan_text: str) -> None:
    services = printed.read_core_services(plan_text)
    assert len(services) == len({service.name for service in services}) == 21
    assert [service.name for service in services if service.price is None] == ["AEN"]
    controllable = printed.read_budget_table(plan_text).totals.controllable
    assert total(service.price for service in services) == total((controllable,)) * 1000


def test_summary_and_staffing_restate_the_budget(plan_text: str) -> None:
    budget = printed.read_budget_table(plan_text).totals
    summary = printed.read_summary(plan_text)
    staffing = [row for row in printed.read_staffing(plan_text) if row.label == "TOTAL"]
    assert summary.gross_millions * 1000 == budget.gross
    assert summary.fte == budget.fte
    assert len(summary.services) == 14
    assert [(row.prior_year, row.plan_year) for row in staffing] == [(budget.prior_fte, budget.fte)]
    assert len(printed.read_staffing(plan_text)) == 4


def test_contents_pages_never_go_back(plan_text: str) -> None:
    entries = printed.read_contents(plan_text)
    pages = [entry.page for entry in entries]
    assert len(entries) == 15
    assert pages == sorted(pages)
    assert sum(entry.bold for entry in entries) == 4
    assert len(printed.read_page_references(plan_text)) == 3


def test_indicators_are_read_whole(plan_text: str) -> None:
    key = printed.read_key_indicators(plan_text)
    assert len(key) == 13
    assert sum(not row.code for row in key) == 2
    assert [row.code for row in key if row.merged] == ["NI 69", "NI 50"]
    assert all(row.actual and row.estimate and row.target and "<" not in row.title for row in key)
    supported = printed.read_supported_indicators(plan_text)
    assert len(supported) == len({row.code for row in supported}) == 25
    assert not {row.code for row in key} & {row.code for row in supported}
    assert {row.code for row in supported if row.laa} == {"NI 55", "NI 110", "NI 111"}


def test_row_over_a_page_break_is_one_indicator(plan_text: str) -> None:
    broken = next(row for row in printed.read_key_indicators(plan_text) if row.code == "NI 107")
    assert broken.title.startswith("Key Stage 2")
    assert broken.title.endswith("English and Maths")
    assert {broken.actual, broken.estimate, broken.target} == {"To follow"}


def test_targets_name_teams_and_no_individuals(plan_text: str) -> None:
    county = printed.read_county_targets(plan_text)
    assert [target.number for target in county] == [*range(10, 17), 51, 47, 55]
    assert [target.joint_with for target in county if target.joint_with] == ["Communities", "KASS"]
    laa = printed.read_laa_targets(plan_text)
    assert len(laa) == len({target.code for target in laa}) == 6
    elsewhere = {"Communities Directorate", "Children's Health"}
    assert {target.lead_team for target in laa} <= elsewhere | {target.lead_team for target in county}


def test_outcomes_stand_under_their_priorities(plan_text: str) -> None:
    priorities = printed.read_priorities(plan_text)
    assert [priority.number for priority in priorities] == list(range(1, 9))
    for priority in priorities:
        codes = [outcome.code for outcome in priority.outcomes]
        assert codes == [f"{priority.number}{letter}" for letter in "ABCD"[: len(codes)]]
    outcomes = [outcome for priority in priorities for outcome in priority.outcomes]
    assert len(outcomes) == 23
    assert sum(outcome.laa for outcome in outcomes) == plan_text.count("(LAA)</p>") == 8
    assert len(printed.read_enablers(plan_text)) == 4


def test_key_actions_link_to_outcomes_that_exist(plan_text: str) -> None:
    actions = printed.read_key_actions(plan_text)
    priorities = printed.read_priorities(plan_text)
    codes = {outcome.code for priority in priorities for outcome in priority.outcomes}
    assert [action.number for action in actions] == list(range(1, 15))
    assert sum(len(action.parts) for action in actions) == 19
    for action in actions:
        links = action.links
        assert set(links.outcomes) <= codes
        assert links.outcomes or links.enablers or links.everything, action.number
        assert action.posts, action.number
        assert action.deliverables, action.number
        assert action.dates, action.number
    assert [action.number for action in actions if action.links.mandates] == [1, 3, 7]
    assert [action.number for action in actions if action.links.everything] == [14]


def test_consultation_register_is_read_whole(plan_text: str) -> None:
    rows = printed.read_consultations(plan_text)
    assert len(rows) == 3
    assert all(row.name and row.purpose and row.statutory == "No" for row in rows)
    assert {row.contact_post for row in rows} == {"", "LCSP Manager"}
