"""Boards and risks: whoever answers to himself is found, through however many others."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen


def keys(text: str, *wanted: str) -> set[str]:
    """Return the keys of the records in which the rules `wanted` find something."""
    return {finding.key for finding in run(example_plan(text), chosen(wanted, ())).findings}


@given(st.lists(st.none() | st.integers(0, 7), min_size=1, max_size=8))
def test_circles_are_found_and_nothing_else(above: list[int | None]) -> None:
    """Compared with following every board's superiors for as many steps as there are boards."""
    circling = set()
    for number in range(len(above)):
        step: int | None = number
        for _ in above:
            step = above[step] if step is not None and step < len(above) else None
            if step == number:
                circling.add(f"b{number}")
    rows = [f"board: b{n} | {'' if higher is None else f'b{higher}'}" for n, higher in enumerate(above)]
    assert keys("board: code | answers_to\n" + "\n".join(rows), "GOV-02") == circling


@given(st.integers(0, 9), st.integers(0, 9))
def test_ratings_run_from_1_to_5(likelihood: int, impact: int) -> None:
    wrong = not (1 <= likelihood <= 5 and 1 <= impact <= 5)
    text = f"risk: code | likelihood | impact\nrisk: r | {likelihood} | {impact}"
    assert bool(keys(text, "GOV-03")) == wrong


def test_partners_in_law_are_asked_of_boards_of_their_time() -> None:
    text = "plan: year\nplan: financial {}\nboard: code | name | kind\nboard: s | S | safeguarding board\n"
    assert keys(text.format("2009/10"), "GOV-05") == {"s"}
    assert keys(text.format("2020/21"), "GOV-05") == set()
    assert keys(text.format("2009/10") + "board: g | G | group", "GOV-05") == {"s"}


def test_a_partner_without_the_duty_does_not_count() -> None:
    text = "board: code | name | kind\nboard: s | S | children's trust\npartner: board | organisation | statutory\n"
    assert keys(f"{text}partner: s | Play group | no", "GOV-05") == {"s"}
    assert keys(f"{text}partner: s | Police | yes", "GOV-05") == set()
