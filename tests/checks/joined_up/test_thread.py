"""The thread: each link that is cut is found, and a thread that holds from end to end passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

THREAD = chosen(("JOIN-10", "JOIN-11", "JOIN-12", "JOIN-13", "JOIN-14", "JOIN-21", "JOIN-22"), ())
WHOLE = """
objective: code | kind | parent | indicator | source_plan
objective: P1 | priority | | | Our plan
objective: 1A | outcome | P1 | | Our plan
objective: P2 | priority | | | Our plan
objective: 2A | outcome | P2 | | Our plan
objective: T1 | target | | NI 73 | Agreement
service: code | price
service: nurses | 500
service: welfare | 700
key_action: code
key_action: 1
key_action: 2
link: action | objective | indicator | service | catch_all
link: 1 | 1A | | | no
link: 1 | | NI 73 | | no
link: 1 | | | nurses | no
link: 2 | 2A | | | no
link: 2 | | NI 73 | | no
link: 2 | | | welfare | no
indicator: code
indicator: NI 73
figure: indicator | value
figure: NI 73 | 70
budget_line: code | kind | service | controllable
budget_line: nurses | line | nurses | 500
budget_line: welfare | line | welfare | 700
""".strip()


def found(text: str) -> set[tuple[str, str]]:
    """Return (code, record) of what the rules of the thread find."""
    return {(finding.code, finding.key) for finding in run(example_plan(text), THREAD).findings}


def test_a_thread_that_holds_passes() -> None:
    assert found(WHOLE) == set()


@pytest.mark.parametrize(
    ("cut", "instead", "expected"),
    [
        ("link: 1 | 1A | | | no\n", "", {("JOIN-10", "1A"), ("JOIN-13", "P1")}),
        ("link: 1 | 1A | | | no", "link: 1 | 1A | | | yes", {("JOIN-10", "1A"), ("JOIN-13", "P1")}),
        ("link: 1 | | NI 73 | | no\n", "", {("JOIN-11", "1")}),
        ("link: 1 | | | nurses | no\n", "", {("JOIN-12", "1"), ("JOIN-13", "P1")}),
        (
            "budget_line: nurses | line | nurses | 500\n",
            "",
            {("JOIN-12", "1"), ("JOIN-13", "P1"), ("JOIN-14", "nurses")},
        ),
        ("figure: NI 73 | 70", "figure: NI 73 | ", {("JOIN-21", "T1")}),
        ("target | | NI 73 | Agreement", "target | | | Agreement", {("JOIN-22", "T1")}),
        ("objective: 1A | outcome | P1", "objective: 1A | outcome | P2", {("JOIN-13", "P1")}),
    ],
)
def test_a_cut_is_found_where_it_is(cut: str, instead: str, expected: set[tuple[str, str]]) -> None:
    assert cut in WHOLE
    assert found(WHOLE.replace(cut, instead)) == expected


@given(st.integers(1, 20))
def test_what_all_lack_is_said_once_of_the_plan(actions: int) -> None:
    rows = "\n".join(f"key_action: {n}" for n in range(actions))
    priorities = "\n".join(f"objective: P{n} | priority" for n in range(actions))
    text = f"key_action: code\n{rows}\nobjective: code | kind\n{priorities}\n"
    text += "budget_line: code | kind | controllable\nbudget_line: a | line | 100"
    codes = [finding.code for finding in run(example_plan(text), THREAD).findings]
    assert sorted(codes) == ["JOIN-11", "JOIN-12", "JOIN-13"]


def test_targets_of_one_agreement_are_told_together() -> None:
    rows = "\n".join(f"objective: T{n} | target | {'2010 targets' if n < 3 else 'Agreement'}" for n in range(5))
    findings = run(example_plan(f"objective: code | kind | source_plan\n{rows}"), THREAD).findings
    assert [finding.message for finding in findings] == [
        "3 of 3 targets (2010 targets) name no indicator: T0, T1, T2",
        "2 of 2 targets (Agreement) name no indicator: T3, T4",
    ]
