"""What like rows say of one row, on tables that are nearly but not quite alike."""

import pytest

from lcsp.checks import rule_of, run
from lcsp.checks.manual import example_plan


def found(code: str, text: str) -> list[tuple[str, str]]:
    """Return key and field of what the rule `code` finds in a plan written as in a manual page."""
    rule = rule_of(code)
    assert rule is not None
    return [(finding.key, finding.field) for finding in run(example_plan(text), (rule,)).findings]


def table(header: str, *rows: str) -> str:
    noun = header.partition(":")[0]
    return "\n".join((header, *(f"{noun}: {row}" for row in rows)))


def posts(*organisations: str) -> str:
    rows = (f"post-{number} | {name}" for number, name in enumerate(organisations))
    return table("post: code | organisation", *rows)


def test_a_label_that_differs_by_a_number_is_another_label() -> None:
    sections = [f"s{number} | {number} | section {part}" for number, part in enumerate("1111123", 1)]
    assert found("JOIN-37", table("section: code | order | part", *sections)) == []


def test_two_labels_that_stand_often_are_two_labels() -> None:
    assert found("JOIN-37", posts(*["Kent"] * 3, *["Bent"] * 3)) == []
    assert found("JOIN-37", posts(*["Kent"] * 3, "Knet")) == [("post-3", "organisation")]


def test_a_spelling_is_found_in_a_list_too() -> None:
    rows = [f"{code} | outcome | Outcome {code}" for code in ("1A", "1B", "1C")]
    text = table("objective: code | kind | aliases", *rows, "1D | outcome | Otucome 1D")
    assert found("JOIN-37", text) == [("1D", "aliases")]


def areas(*days: str, kind: str = "locality") -> str:
    return table("area: code | kind | established", *(f"a{number} | {kind} | {day}" for number, day in enumerate(days)))


DAY, OTHER = "2008-09-01", "2009-04-01"


@pytest.mark.parametrize(("code", "day"), [("JOIN-38", ""), ("JOIN-40", OTHER)])
def test_one_among_seven_is_told_and_one_among_six_or_two_are_not(code: str, day: str) -> None:
    assert found(code, areas(*[DAY] * 6, day)) == [("a6", "established")]
    assert found(code, areas(*[DAY] * 5, day)) == []
    assert found(code, areas(*[DAY] * 6, day, day)) == []


def test_the_only_one_of_its_kind_may_be_blank() -> None:
    text = areas(*[DAY] * 7) + "\narea: kent | county | "
    assert found("JOIN-38", text) == []


def services(*places: int) -> str:
    return table("service: code | name | order", *(f"s{at} | Service {at} | {at}" for at in places))


def test_a_table_that_is_sorted_by_something_else_is_left_alone() -> None:
    assert found("JOIN-39", services(1, 2, 4, 3, 5, 6)) == [("s3", "order")]
    assert found("JOIN-39", services(6, 5, 4, 3, 2, 1)) == []


def test_numbered_codes_are_compared_within_their_whole() -> None:
    header = "activity: code | service"
    rows = ["nurses-1 | nurses", "nurses-2 | nurses", "aen-1 | aen", "aen-2 | aen"]
    assert found("JOIN-39", table(header, *rows)) == []
    assert found("JOIN-39", table(header, rows[0], rows[1], rows[3], rows[2])) == [("aen-1", "code")]


def test_a_heading_that_begins_again_is_told_at_the_row_between() -> None:
    header = "variation: code | order | heading"
    assert found("JOIN-41", table(header, "a | 1 | ", "b | 2 | Base", "c | 3 | Base", "d | 4 | ")) == []
    assert found("JOIN-41", table(header, "a | 1 | Base", "b | 2 | ", "c | 3 | Base")) == [("b", "heading")]
