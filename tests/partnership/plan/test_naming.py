"""Names and numbers: a series with a record taken out is found, and the same title twice among its like."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen


def found(text: str, *wanted: str) -> list[str]:
    """Return the messages of the findings of the rules `wanted`."""
    return [finding.message for finding in run(example_plan(text), chosen(wanted, ())).findings]


def series(places: list[int], stem: str, lettered: bool) -> str:
    """Return outcomes of one priority with these places."""
    codes = [f"{stem}{chr(place + 64) if lettered else place}" for place in places]
    return "objective: code | kind | parent\n" + "\n".join(f"objective: {code} | outcome | P7" for code in codes)


@given(st.integers(1, 20), st.sampled_from(["7", "P", ""]), st.booleans())
def test_a_whole_series_passes(length: int, stem: str, lettered: bool) -> None:
    assert found(series(list(range(1, length + 1)), stem, lettered), "PLAN-10") == []


@given(st.integers(3, 20), st.sampled_from(["7", "P", ""]), st.data())
def test_a_record_taken_out_is_found(length: int, stem: str, data: st.DataObject) -> None:
    lettered = stem == "7" or data.draw(st.booleans())
    out = data.draw(st.integers(1, length - 1))
    places = [place for place in range(1, length + 1) if place != out]
    (message,) = found(series(places, stem, lettered), "PLAN-10")
    assert message.startswith(f"{stem}{chr(out + 64) if lettered else out} is missing")


def test_targets_are_picked_from_a_longer_list() -> None:
    rows = "\n".join(f"objective: T{number} | target | " for number in (1, 2, 4))
    assert found(f"objective: code | kind | parent\n{rows}", "PLAN-10") == []


def test_a_few_high_numbers_are_no_series() -> None:
    rows = "\n".join(f"key_action: {number} | Action {number}" for number in (40, 41, 55))
    assert found(f"key_action: code | title\n{rows}", "PLAN-10") == []


def test_an_alias_stands_for_one_service() -> None:
    text = "service: code | name | aliases\nservice: a | Home tuition | \nservice: b | Tuition | {}"
    assert found(text.format("Individual tuition"), "PLAN-20") == []
    assert found(text.format("home tuition"), "PLAN-20") == ["'home tuition' stands for a and for b"]


def test_the_same_title_in_two_actions_passes() -> None:
    text = "deliverable: code | action | title\ndeliverable: D1 | 1 | Better\ndeliverable: D2 | {} | Better"
    assert found(text.format("2"), "PLAN-20") == []
    assert found(text.format("1"), "PLAN-20") == ["'Better' stands for D1 and for D2"]


def test_places_are_not_held_to_codes_that_follow_another_order() -> None:
    rows = "\n".join(f"deliverable: D{code} | {order}" for code, order in ((3, 1), (1, 2), (2, 3)))
    assert found(f"deliverable: code | order\n{rows}", "PLAN-38") == []
