"""Consultations: windows, feedback and the return, on any dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

HEADER = "consultation: code | name | when | starts | ends | feedback | feedback_due | feedback_given | statutory\n"
starts = st.dates(date(2009, 4, 1), date(2010, 3, 31))


def codes(text: str, *wanted: str) -> list[str]:
    """Return the codes of the findings of the rules `wanted`."""
    return sorted(finding.code for finding in run(example_plan(text), chosen(wanted, ())).findings)


@given(starts, st.integers(-100, 200), st.booleans())
def test_a_window_runs_forwards_for_twelve_weeks(first: date, days: int, statutory: bool) -> None:
    last = first + timedelta(days=days)
    row = f"consultation: c | C | dated | {first} | {last} | ongoing | | | {'yes' if statutory else 'no'}"
    expected = ["PART-04"] if days < 0 else ["PART-01"] * (days + 1 < 84 and not statutory)
    assert codes(HEADER + row, "PART-01", "PART-04", "PART-08") == expected


def test_twelve_weeks_were_asked_until_2012() -> None:
    short = f"{HEADER}consultation: c | C | dated | 2009-05-01 | 2009-05-31 | ongoing | | | no"
    header = "plan: year\nplan: financial {}\n"
    assert codes(header.format("2012/13") + short, "PART-01") == ["PART-01"]
    assert codes(header.format("2013/14") + short, "PART-01") == []


@given(starts, st.integers(-60, 60))
def test_feedback_follows_the_end(last: date, days: int) -> None:
    row = f"consultation: c | C | dated | 2009-01-01 | {last} | dated | {last + timedelta(days=days)} | | no"
    assert codes(HEADER + row, "PART-02") == ["PART-02"] * (days < 0)


@pytest.mark.parametrize(
    ("due", "given_on", "expected"),
    [("2009-03-31", "", ["PART-10"]), ("2009-04-01", "", []), ("2009-03-31", "2009-03-15", []), ("", "", [])],
)
def test_feedback_that_is_late(due: str, given_on: str, expected: list[str]) -> None:
    row = f"consultation: c | C | ongoing | | | ongoing | {due} | {given_on} | no"
    assert codes(HEADER + row, "PART-10") == expected


@pytest.mark.parametrize(
    ("when", "first", "last", "wrong"),
    [
        ("dated", "2009-05-01", "2009-08-31", False),
        ("dated", "", "2009-08-31", True),
        ("ongoing", "2009-05-01", "", False),
        ("ongoing", "", "2009-08-31", True),
        ("missing", "", "", False),
        ("missing", "2009-05-01", "", True),
    ],
)
def test_dates_and_their_kind(when: str, first: str, last: str, wrong: bool) -> None:
    row = f"consultation: c | C | {when} | {first} | {last} | ongoing | | | no"
    assert codes(HEADER + row, "PART-08") == ["PART-08"] * wrong


@pytest.mark.parametrize(
    ("kind", "due", "printed", "wrong"),
    [
        ("dated", "2009-09-30", "Sept 2009", False),
        ("dated", "2009-10-01", "Sept 2009", True),
        ("ongoing", "", "ongoing", False),
        ("missing", "", "ongoing", True),
        ("missing", "", "Sept 2009", True),
        ("dated", "2009-09-30", "after the summer", False),
    ],
)
def test_printed_feedback(kind: str, due: str, printed: str, wrong: bool) -> None:
    text = "consultation: code | feedback | feedback_due | feedback_printed\n"
    assert codes(f"{text}consultation: c | {kind} | {due} | {printed}", "PART-13") == ["PART-13"] * wrong


@pytest.mark.parametrize("nil", ["yes", "no"])
@pytest.mark.parametrize("listed", [0, 1, 2])
def test_a_nil_return_is_nil(nil: str, listed: int) -> None:
    text = f"consultation_return: year | nil_return\nconsultation_return: financial 2009/10 | {nil}\n"
    text += "consultation: code\n" + "".join(f"consultation: c{n}\n" for n in range(listed))
    assert codes(text, "PART-06") == ["PART-06"] * ((nil == "yes") == bool(listed))
    assert codes(text, "PART-11") == []
