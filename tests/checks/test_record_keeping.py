"""Records of every room: places in order, acceptances that hold, and answers that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

TABLES = ("service", "section", "contents_entry", "indicator", "budget_line", "pressure", "variation", "consultation")


def found(text: str, *wanted: str) -> list[tuple[str, str]]:
    """Return code and key of the findings of the rules `wanted`."""
    return [(finding.code, finding.key) for finding in run(example_plan(text), chosen(wanted, ())).findings]


def table(noun: str, places: list[int]) -> str:
    """Return records of `noun` with these places."""
    return f"{noun}: code | order\n" + "\n".join(f"{noun}: r{n} | {place}" for n, place in enumerate(places))


@given(st.sampled_from(TABLES), st.integers(1, 30).flatmap(lambda n: st.permutations(range(1, n + 1))))
def test_places_in_any_order_of_rows_pass(noun: str, places: list[int]) -> None:
    assert found(table(noun, places), "JOIN-31", "JOIN-32") == []


@given(st.sampled_from(TABLES), st.integers(3, 30), st.data())
def test_a_row_that_is_lost_or_moved_is_found(noun: str, length: int, data: st.DataObject) -> None:
    place = data.draw(st.integers(1, length - 1))
    rest = [other for other in range(1, length + 1) if other != place]
    assert [code for code, _ in found(table(noun, rest), "JOIN-31", "JOIN-32")] == ["JOIN-32"]
    moved = [*rest, data.draw(st.sampled_from(rest))]
    assert {code for code, _ in found(table(noun, moved), "JOIN-31", "JOIN-32")} == {"JOIN-31", "JOIN-32"}


def test_deliverables_are_counted_within_their_action() -> None:
    text = "deliverable: code | action | order\ndeliverable: a | 1 | 1\ndeliverable: b | {} | 1"
    assert found(text.format(2), "JOIN-31") == []
    assert found(text.format(1), "JOIN-31") == [("JOIN-31", "b")]


@pytest.mark.parametrize(
    ("check", "record", "until", "count"),
    [
        ("PLACE-05", "dover", "2009-04-01", 0),
        ("PLACE-05", "dover", "2009-03-31", 1),
        ("PLACE-99", "dover", "2009-09-30", 1),
        ("PLACE-99", "dover", "2009-03-31", 2),
    ],
)
def test_acceptances(check: str, record: str, until: str, count: int) -> None:
    text = "area: code\narea: dover\nacceptance: check | of | record | until\n"
    assert len(found(f"{text}acceptance: {check} | area | {record} | {until}", "JOIN-30")) == count


@pytest.mark.parametrize(
    ("note", "wrong"), [("TBC", True), ("n/a", True), ("?", True), ("", False), ("To be confirmed by June", False)]
)
def test_answers_that_are_none(note: str, wrong: bool) -> None:
    assert found(f"area: code | note\narea: dover | {note}", "JOIN-33") == [("JOIN-33", "dover")] * wrong


def test_words_as_printed_are_left_alone() -> None:
    assert found("deliverable: code | as_printed\ndeliverable: D1 | tbc", "JOIN-33") == []
