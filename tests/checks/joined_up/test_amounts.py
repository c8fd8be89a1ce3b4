"""Prices, budget lines and variations of any plan: what agrees passes, and one changed amount is found."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

prices = st.lists(st.integers(1, 10**7), min_size=1, max_size=8, unique=True)
RULES = chosen(("JOIN-03", "JOIN-04", "JOIN-14", "JOIN-17"), ())


def plan_text(stated: list[int | None], held: list[int], linked: bool = True) -> str:
    """Return services with the `stated` prices and budget lines with the amounts `held`."""
    services = [f"service: s{n} | {'' if price is None else price}" for n, price in enumerate(stated)]
    lines = [f"budget_line: l{n} | line | {f's{n}' if linked else ''} | {amount}" for n, amount in enumerate(held)]
    return "\n".join(("service: code | price", *services, "budget_line: code | kind | service | controllable", *lines))


def found(text: str) -> set[str]:
    """Return the codes of what the rules about prices find."""
    return {finding.code for finding in run(example_plan(text), RULES).findings}


@given(prices)
def test_prices_that_agree_pass(amounts: list[int]) -> None:
    assert found(plan_text([*amounts], amounts)) == set()


@given(prices, st.data(), st.integers(1, 10**6))
def test_one_changed_price_is_found_once(amounts: list[int], data: st.DataObject, by: int) -> None:
    at = data.draw(st.integers(0, len(amounts) - 1))
    stated: list[int | None] = [*amounts[:at], amounts[at] + by, *amounts[at + 1 :]]
    assert found(plan_text(stated, amounts)) == {"JOIN-03"}


@given(prices, st.data())
def test_a_missing_price_shows_in_the_sum(amounts: list[int], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(amounts) - 1))
    stated: list[int | None] = [*amounts, 1]
    stated[at] = None
    assert found(plan_text(stated, [*amounts, 1])) == {"JOIN-17"}


@given(prices)
def test_a_dropped_line_leaves_its_service_alone(amounts: list[int]) -> None:
    assert found(plan_text([*amounts, 10**8], amounts)) == {"JOIN-14"}


@given(prices, st.integers(-(10**6), 10**6).filter(bool))
def test_variations_add_up_to_the_change_but_for_a_twentieth(amounts: list[int], slip: int) -> None:
    change = sum(amounts)
    head = "service: code\nservice: s\nbudget_line: code | kind | service | prior_controllable | controllable\n"
    line = f"budget_line: l | line | s | 1000000 | {1000000 + change}\n"
    rows = "\n".join(f"variation: v{n} | demand | {amount} | s" for n, amount in enumerate([*amounts, slip]))
    text = head + line + "variation: code | kind | amount | service\n" + rows
    told = [finding.code for finding in run(example_plan(text), chosen(("JOIN-09",), ())).findings]
    allowed = (1000000 + change) / 20 + 1000 * (len(amounts) + 1)
    assert told == (["JOIN-09"] if abs(slip) > allowed else [])
