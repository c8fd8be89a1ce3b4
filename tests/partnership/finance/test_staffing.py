"""Money beside people: tables of like costs pass, and one line out of all proportion is found."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Plan
from lcsp.whole_plan import WholePlan

(HEADER,) = example_plan("").all(Plan)
STAFFING = chosen(("FIN-11", "FIN-12", "FIN-13", "FIN-27"), ())
posts = st.decimals("0.5", 300, places=1)
costs = st.integers(28_000, 60_000).map(Decimal)
tables = st.lists(st.tuples(posts, costs), min_size=5, max_size=25)


def line(number: int, fte: Decimal, cost: Decimal) -> BudgetLine:
    """Return a line that is all staff, at the same cost in both years."""
    money = fte * cost
    return BudgetLine.model_construct(
        code=f"line{number}",
        name=f"Line {number}",
        kind=LineKind.LINE,
        order=number,
        prior_controllable=money,
        prior_fte=fte,
        fte=fte,
        employee=money,
        gross=money,
        controllable=money,
    )


def found(lines: list[BudgetLine]) -> set[tuple[str, str]]:
    """Return (code, record) of what the staffing rules find."""
    outcome = run(WholePlan({Plan: [HEADER], BudgetLine: lines}), STAFFING)
    return {(finding.code, finding.key) for finding in outcome.findings}


@given(tables)
def test_a_table_of_like_costs_passes(rows: list[tuple[Decimal, Decimal]]) -> None:
    assert found([line(n, fte, cost) for n, (fte, cost) in enumerate(rows)]) == set()


@given(tables, st.data(), st.sampled_from([Decimal(10), Decimal("0.1")]))
def test_a_slipped_decimal_point_is_found(
    rows: list[tuple[Decimal, Decimal]], data: st.DataObject, factor: Decimal
) -> None:
    lines = [line(n, fte, cost) for n, (fte, cost) in enumerate(rows)]
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = lines[at].model_copy(update={"fte": rows[at][0] * factor})
    assert found(lines) == {("FIN-11", f"line{at}"), ("FIN-27", f"line{at}")}


@given(tables, st.data(), st.sampled_from(["fte", "employee", "prior_fte", "prior_controllable"]))
def test_a_cell_that_is_nothing_beside_one_that_is_not_is_found(
    rows: list[tuple[Decimal, Decimal]], data: st.DataObject, column: str
) -> None:
    lines = [line(n, fte, cost) for n, (fte, cost) in enumerate(rows)]
    at = data.draw(st.integers(0, len(lines) - 1))
    lines[at] = lines[at].model_copy(update={column: data.draw(st.sampled_from([None, Decimal(0)]))})
    code = "FIN-13" if column.startswith("prior") else "FIN-12"
    assert found(lines) == {(code, f"line{at}")}


@given(tables, st.sampled_from(["fte", "prior_fte"]))
def test_a_table_without_a_column_of_staff_is_left_alone(rows: list[tuple[Decimal, Decimal]], column: str) -> None:
    lines = [line(n, fte, cost).model_copy(update={column: None}) for n, (fte, cost) in enumerate(rows)]
    assert found(lines) == set()
