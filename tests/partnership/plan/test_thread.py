"""Actions, objectives and services: what belongs together is kept together, and what is missing is told once."""

import pytest

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

ACTIONS = "key_action: code | title\nkey_action: 4 | Reduce exclusions\nkey_action: 5 | Attendance\n"
PARTS = "sub_action: code | action\nsub_action: 4.1 | 4\nsub_action: 4.2 | 4\n"


def codes(text: str, *wanted: str) -> list[str]:
    """Return the codes of the findings of the rules `wanted`."""
    return sorted(finding.code for finding in run(example_plan(text), chosen(wanted, ())).findings)


@pytest.mark.parametrize(
    "row",
    [
        "deliverable: code | action | sub_action\ndeliverable: D5.1 | 5 | 4.1",
        "link: action | sub_action | objective\nlink: 5 | 4.1 | 7A",
        "accountability: action | sub_action | post\naccountability: 5 | 4.1 | lead",
    ],
)
def test_a_part_of_another_action_is_found(row: str) -> None:
    assert codes(ACTIONS + PARTS + row, "PLAN-12") == ["PLAN-12"]
    assert codes(ACTIONS + PARTS + row.replace("| 5 |", "| 4 |").replace(": 5 |", ": 4 |"), "PLAN-12") == []


def test_a_deliverable_under_another_action_than_its_code_says() -> None:
    rows = "deliverable: code | action\ndeliverable: D4.1 | 4\ndeliverable: D4.2 | 4\ndeliverable: D4.3 | 5"
    assert codes(ACTIONS + rows, "PLAN-12") == ["PLAN-12"]
    freely = "deliverable: code | action\ndeliverable: D1 | 4\ndeliverable: D2 | 5"
    assert codes(ACTIONS + freely, "PLAN-12") == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("accountability: 4 | | lead\naccountability: 5 | | lead", 0),
        ("accountability: 4 | 4.1 | lead\naccountability: 4 | 4.2 | lead\naccountability: 5 | | lead", 0),
        ("accountability: 4 | 4.1 | lead\naccountability: 5 | | lead", 1),
        ("accountability: 4 | | lead", 1),
    ],
)
def test_posts_answer_for_actions_or_all_their_parts(rows: str, expected: int) -> None:
    text = f"{ACTIONS}{PARTS}accountability: action | sub_action | post\n{rows}"
    assert codes(text, "PLAN-17") == ["PLAN-17"] * expected


@pytest.mark.parametrize(
    ("code", "printed", "catch_all", "expected"),
    [
        ("7C", "CYPP Outcomes 7B and C", "no", []),
        ("7B", "CYPP Outcomes 7B and C", "no", []),
        ("7D", "CYPP Outcomes 7B and C", "no", ["PLAN-22"]),
        ("C", "CYPP key enabler C", "no", []),
        ("P1", "CYPP all priorities", "yes", []),
        ("P1", "CYPP all priorities", "no", ["PLAN-22"]),
        ("P1", "CYPP priority 1", "yes", ["PLAN-22"]),
        ("P1", "", "yes", []),
    ],
)
def test_printed_links(code: str, printed: str, catch_all: str, expected: list[str]) -> None:
    text = f"link: action | objective | catch_all | as_printed\nlink: 4 | {code} | {catch_all} | {printed}"
    assert codes(text, "PLAN-22") == expected


def test_outcomes_and_priorities() -> None:
    text = "objective: code | kind | parent\nobjective: P7 | priority | \nobjective: T1 | target | \n"
    assert codes(f"{text}objective: 7A | outcome | P7", "PLAN-13") == []
    assert codes(f"{text}objective: 7A | outcome | ", "PLAN-13") == ["PLAN-13"]
    assert codes(f"{text}objective: 7A | outcome | T1", "PLAN-13") == ["PLAN-13"]


def test_priorities_without_any_owner_are_told_once() -> None:
    text = "objective: code | kind | owners\n"
    none = "".join(f"objective: P{n} | priority | \n" for n in range(1, 9))
    assert codes(text + none, "PLAN-31") == ["PLAN-31"]
    assert codes(f"{text}{none}objective: P9 | priority | lead", "PLAN-31") == ["PLAN-31"] * 8


def test_a_catch_all_does_not_quote_a_code() -> None:
    text = "objective: code | kind | code_printed\nobjective: A | enabler | no\nlink: action | objective | catch_all\n"
    assert codes(f"{text}link: 4 | A | no\nlink: 5 | A | no", "PLAN-15") == ["PLAN-15"]
    assert codes(f"{text}link: 4 | A | yes", "PLAN-15") == []


def test_a_title_with_two_indicators_binds_none() -> None:
    text = "objective: code | title | kind | indicator\nobjective: T1 | {} | target | NI 55"
    assert codes(text.format("Obesity (NI 55 and NI 56)"), "PLAN-26") == []
    assert codes(text.format("Obesity (NI 56)"), "PLAN-26") == ["PLAN-26"]


@pytest.mark.parametrize(("frequency", "expected"), [("once", []), ("before each start", []), ("yearly", ["PLAN-35"])])
def test_only_what_recurs_needs_a_first_day(frequency: str, expected: list[str]) -> None:
    text = "reporting_duty: code | title | owed_by | owed_to | frequency\n"
    assert codes(f"{text}reporting_duty: r | Report | lead | board | {frequency}", "PLAN-35") == expected


def test_what_a_service_lacks_is_told_at_once() -> None:
    found = run(example_plan("service: code | name\nservice: nurses | Nurses"), chosen(("PLAN-11",), ())).findings
    assert [finding.message for finding in found] == ["Nurses: no manager, no activity"]
