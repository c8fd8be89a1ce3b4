"""Overheads, jumps, stray digits and the two ends of the bridge, in tables of any size."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

growths = st.integers(12, 400)
falls = st.integers(-95, -12)


def found(text: str, *codes: str) -> list[str]:
    """Return the codes of the findings of the rules `codes` in the plan that `text` describes."""
    return [finding.code for finding in run(example_plan(text), chosen(codes, ())).findings]


def overhead(unit_percent: int, overhead_percent: int) -> str:
    return "\n".join(
        (
            "budget_line: code | kind | prior_controllable | controllable",
            f"budget_line: unit | line | 1000000 | {1000000 + 10000 * unit_percent}",
            f"budget_line: central | memorandum | 200000 | {200000 + 2000 * overhead_percent}",
        )
    )


@given(growths, falls)
def test_an_overhead_that_moves_against_the_unit_is_found(growth: int, fall: int) -> None:
    assert found(overhead(growth, fall), "FIN-16") == ["FIN-16"] == found(overhead(fall, growth), "FIN-16")


@given(st.one_of(growths, falls), st.integers(-9, 9))
def test_an_overhead_that_moves_with_the_unit_or_hardly_is_left_alone(percent: int, little: int) -> None:
    assert found(overhead(percent, percent), "FIN-16") == []
    assert found(overhead(percent, little), "FIN-16") == []


@given(st.lists(st.integers(1, 99_999), min_size=9, max_size=40), st.data(), st.integers(1, 99))
def test_an_amount_with_a_stray_digit_is_found(hundreds: list[int], data: st.DataObject, stray: int) -> None:
    rows = [f"variation: v{n} | pay | {count * 100}" for n, count in enumerate(hundreds)]
    at = data.draw(st.integers(0, len(rows) - 1))
    amount = hundreds[at] * 100 + stray
    odd = [*rows[:at], f"variation: v{at} | pay | {amount}", *rows[at + 1 :]]
    head = "variation: code | kind | amount\n"
    plan = example_plan(head + "\n".join(odd))
    keys = [finding.key for finding in run(plan, chosen(("FIN-19",), ())).findings]
    assert f"v{at}" in keys


@given(st.permutations(["open | opening", "pay | pay", "more | demand", "close | closing"]))
def test_the_bridge_stands_in_order(rows: list[str]) -> None:
    lines = [f"variation: {row} | {place}" for place, row in enumerate(rows, 1)]
    text = "variation: code | kind | order\n" + "\n".join(lines)
    right = rows[0].startswith("open") and rows[-1].startswith("close")
    assert (found(text, "FIN-23") == []) == right


@given(st.integers(0, 60), st.integers(1, 10**4), st.integers(1, 10**4))
def test_a_rate_is_multiplied_exactly(quantity: int, rate: int, slip: int) -> None:
    head = "pressure: code | kind | amount | quantity | quantity_unit | unit_rate\n"
    row = f"pressure: places | pressure | {{}} | {quantity} | places | {rate}"
    assert found(head + row.format(quantity * rate), "FIN-15") == []
    assert found(head + row.format(quantity * rate + slip), "FIN-15") == ["FIN-15"]


def test_a_jump_is_explained_by_service_or_by_name_and_small_ones_need_no_reason() -> None:
    head = "budget_line: code | name | kind | service | prior_controllable | controllable\n"
    lines = "budget_line: a | Early years | line | a | 9000000 | 9000000\n"
    jump = lines + "budget_line: b | Extended schools grants | line | b | 100000 | 400000\n"
    reasons = "variation: code | name | kind | amount | service\n"
    assert found(head + jump, "FIN-14") == ["FIN-14"]
    assert found(head + jump + reasons + "variation: v | More | demand | 300000 | b", "FIN-14") == []
    assert found(head + jump + reasons + "variation: v | Increase (extended schools) | demand | 3 |", "FIN-14") == []
    assert found(head + jump + reasons + "variation: v | Schools | demand | 300000 | a", "FIN-14") == ["FIN-14"]
    small = lines + "budget_line: b | Extended schools grants | line | b | 10000 | 40000\n"
    assert found(head + small, "FIN-14") == []


@given(st.lists(st.sampled_from(["all", "sub", "", "line0"]), min_size=1, max_size=6))
def test_every_row_outside_the_totals_is_found(wholes: list[str]) -> None:
    rows = [f"budget_line: line{n} | line | {whole}" for n, whole in enumerate(wholes)]
    text = "\n".join(
        ("budget_line: code | kind | part_of", *rows, "budget_line: sub | subtotal | all", "budget_line: all | total |")
    )
    empty = 0 if "sub" in wholes else 1
    astray = sum(whole in ("", "line0") for whole in wholes)
    assert len(found(text, "FIN-18")) == empty + astray


def test_the_share_of_a_move_is_said_as_a_percentage() -> None:
    (finding,) = run(example_plan(overhead(199, -91)), chosen(("FIN-16",), ())).findings
    assert "(−91 %)" in finding.message
    assert "(+199 %)" in finding.message
    assert "£18,000" in finding.message
