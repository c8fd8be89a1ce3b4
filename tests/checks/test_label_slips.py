"""Slipped labels: found wherever they begin, and nothing said of a table whose labels are right."""

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from lcsp.checks.label_slips import find_slips, mispriced, unfunded
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Service
from lcsp.whole_plan import WholePlan

prices = st.lists(st.integers(1, 10**7), min_size=4, max_size=12, unique=True)


def table(amounts: list[int], labels: list[int | None]) -> WholePlan:
    """Return services priced at `amounts`, and a budget line for each amount under the label of another service."""
    services = [
        Service.model_construct(code=f"s{n}", name=f"Service {n}", order=n, price=Decimal(amount))
        for n, amount in enumerate(amounts)
    ]
    lines = [
        BudgetLine.model_construct(
            code=f"line{n}",
            name=f"Service {label}",
            kind=LineKind.LINE,
            order=n,
            service=None if label is None else f"s{label}",
            controllable=Decimal(amount),
        )
        for n, (amount, label) in enumerate(zip(amounts, labels, strict=True))
    ]
    return WholePlan({Service: services, BudgetLine: lines})


@given(prices)
def test_right_labels_are_left_alone(amounts: list[int]) -> None:
    plan = table(amounts, list(range(len(amounts))))
    assert find_slips(plan) == []
    assert mispriced(plan) == []
    assert unfunded(plan) == []


@given(prices, st.integers(0, 8))
def test_every_slipped_row_is_found_with_its_owner(amounts: list[int], start: int) -> None:
    """From row `start` on, every amount stands against the label of the next service, the last against none."""
    assume(start < len(amounts) - 2)
    labels: list[int | None] = [n if n < start else n + 1 for n in range(len(amounts))]
    labels[-1] = None
    slips = find_slips(table(amounts, labels))
    assert [slip.line.code for slip in slips] == [f"line{n}" for n in range(start, len(amounts))]
    assert [slip.owner.code for slip in slips] == [f"s{n}" for n in range(start, len(amounts))]


def test_one_fitting_amount_may_be_a_coincidence() -> None:
    assert find_slips(table([100, 200, 300, 400], [0, 1, 3, 3])) == []
