"""The staffing table: parts within the total, numbers with their status, and jumps that nobody explains."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

HEADER = "establishment: code | name | kind | prior_fte | prior_status | fte | status | note\n"
people = st.decimals(0, 2000, places=1)


def codes(text: str, *wanted: str) -> list[str]:
    """Return the codes of the findings of the rules `wanted`."""
    return sorted(finding.code for finding in run(example_plan(text), chosen(wanted, ())).findings)


@given(people, people, st.sampled_from(["grade band", "of which"]))
def test_a_part_is_no_larger_than_the_total(part: Decimal, whole: Decimal, kind: str) -> None:
    rows = f"establishment: p | P | {kind} | | stated | {part} | stated | \n"
    rows += f"establishment: t | T | total | | stated | {whole} | stated | "
    assert codes(HEADER + rows, "WORK-03") == ["WORK-03"] * (part > whole)


@given(people, people, st.booleans())
def test_a_jump_is_explained(before: Decimal, now: Decimal, noted: bool) -> None:
    note = "The centres joined." if noted else ""
    row = f"establishment: t | T | total | {before} | stated | {now} | stated | {note}"
    jumped = before > 0 and (now > before * Decimal("1.5") or now < before / 2)
    assert codes(HEADER + row, "WORK-05") == ["WORK-05"] * (jumped and not noted)


@pytest.mark.parametrize(
    ("fte", "status", "wrong"),
    [("", "stated", True), ("5", "stated", False), ("5", "left blank", True), ("", "to follow", False)],
)
def test_a_number_and_its_status(fte: str, status: str, wrong: bool) -> None:
    row = f"establishment: t | T | total | 5 | stated | {fte} | {status} | "
    assert codes(HEADER + row, "WORK-04") == ["WORK-04"] * wrong


@pytest.mark.parametrize(("totals", "expected"), [(0, ["WORK-06"]), (1, []), (2, ["WORK-06"])])
def test_a_table_has_one_total(totals: int, expected: list[str]) -> None:
    rows = ["establishment: code | kind", "establishment: a | grade band"]
    rows += [f"establishment: t{n} | total" for n in range(totals)]
    assert codes("\n".join(rows), "WORK-06") == expected
