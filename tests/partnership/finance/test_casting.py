"""The budget table and its bridge: tables that cast pass, and one changed number is found."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.made import HEADER, make

from lcsp.checks import run
from lcsp.checks.rule_book import chosen
from lcsp.partnership.finance import BudgetLine, LineKind, Variation, VariationKind
from lcsp.partnership.plan import Plan
from lcsp.whole_plan import WholePlan

CASTING = chosen(("FIN-01", "FIN-02", "FIN-03", "FIN-04"), ())
pounds = st.integers(0, 10**7).map(Decimal)
rows = st.lists(st.tuples(pounds, pounds, pounds), min_size=1, max_size=8)


def build_table(amounts: list[tuple[Decimal, Decimal, Decimal]]) -> list[BudgetLine]:
    """Return lines (employee, running, income) that cast, and their total."""
    lines = [
        make(
            BudgetLine,
            code=f"line{n}",
            name=f"Line {n}",
            kind=LineKind.LINE,
            order=n,
            part_of="all",
            employee=employee,
            running=running,
            gross=employee + running,
            external_income=-income,
            controllable=employee + running - income,
        )
        for n, (employee, running, income) in enumerate(amounts)
    ]
    summed = {
        column: sum((getattr(line, column) for line in lines), Decimal(0))
        for column in ("employee", "running", "gross", "external_income", "controllable")
    }
    whole = make(BudgetLine, code="all", name="All", kind=LineKind.TOTAL, order=99, **summed)
    return [*lines, whole]


def found(lines: list[BudgetLine]) -> set[str]:
    """Return the codes of the casting rules that the table breaks."""
    return {finding.code for finding in run(WholePlan({Plan: [HEADER], BudgetLine: lines}), CASTING).findings}


@given(rows)
def test_a_table_that_casts_passes(amounts: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    assert found(build_table(amounts)) == set()


@given(
    rows,
    st.data(),
    st.sampled_from(["employee", "running", "gross", "external_income", "controllable"]),
    st.integers(-1000, 1000).filter(bool),
)
def test_one_changed_amount_is_found(
    amounts: list[tuple[Decimal, Decimal, Decimal]], data: st.DataObject, column: str, by: int
) -> None:
    lines = build_table(amounts)
    index = data.draw(st.integers(0, len(lines) - 1))
    changed = lines[index].model_copy(update={column: getattr(lines[index], column) + by})
    assert found([*lines[:index], changed, *lines[index + 1 :]])


@given(rows)
def test_a_subtotal_is_not_counted_twice(amounts: list[tuple[Decimal, Decimal, Decimal]]) -> None:
    *lines, whole = build_table(amounts)
    below = [line.model_copy(update={"part_of": "sub"}) for line in lines]
    sub = whole.model_copy(update={"code": "sub", "kind": LineKind.SUBTOTAL, "part_of": "all"})
    assert found([*below, sub, whole]) == set()


@given(st.lists(st.integers(-(10**6), 10**6).map(Decimal), min_size=1), st.integers(-100, 100))
def test_the_bridge_leads_to_its_closing_row(steps: list[Decimal], slip: int) -> None:
    kinds = [VariationKind.OPENING, *[VariationKind.PAY] * (len(steps) - 1)]
    variations = [
        make(Variation, code=f"v{n}", name=f"V{n}", kind=kind, order=n, amount=amount)
        for n, (kind, amount) in enumerate(zip(kinds, steps, strict=True))
    ]
    closing = make(
        Variation, code="close", name="Closing", kind=VariationKind.CLOSING, order=99, amount=sum(steps, Decimal(slip))
    )
    plan = WholePlan({Plan: [HEADER], Variation: [*variations, closing]})
    assert {finding.code for finding in run(plan, CASTING).findings} == ({"FIN-04"} if slip else set())
