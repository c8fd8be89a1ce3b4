"""Dates of deliverables: what is printed, kept and said to be exact agrees, and a change of one of them is found."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

HEADER = "deliverable: code | action | title | date_kind | due | reporting | as_printed\n"
months = st.dates(date(2000, 1, 1), date(2060, 12, 31)).map(
    lambda day: day.replace(day=monthrange(day.year, day.month)[1])
)


def codes(rows: str, *wanted: str, plan: str = "") -> list[str]:
    """Return the codes of the findings of the rules `wanted` on these deliverables."""
    return sorted(finding.code for finding in run(example_plan(plan + HEADER + rows), chosen(wanted, ())).findings)


@given(months, st.sampled_from([("month", ""), ("date, then ongoing", " and ongoing")]))
def test_a_month_as_printed_passes(due: date, form: tuple[str, str]) -> None:
    kind, words = form
    assert codes(f"deliverable: D1.1 | 1 | Open | {kind} | {due} | | {due:%b %y}{words}", "PLAN-06", "PLAN-07") == []


@given(months, st.integers(-400, 400))
def test_another_date_than_the_printed_month_is_found(due: date, by: int) -> None:
    kept = due + timedelta(days=by)
    assume(kept != due)
    assert codes(f"deliverable: D1.1 | 1 | Open | month | {kept} | | {due:%B %Y}", "PLAN-06", "PLAN-07")


@pytest.mark.parametrize("kind", ["month", "day", "year", "date, then ongoing", "ongoing", "missing"])
def test_a_kind_of_date_has_its_date_or_none(kind: str) -> None:
    is_open = kind in ("ongoing", "missing")
    dated = codes(f"deliverable: D1.1 | 1 | Open | {kind} | 2010-03-31 | | ", "PLAN-06")
    blank = codes(f"deliverable: D1.1 | 1 | Open | {kind} | | | ", "PLAN-06")
    assert (bool(dated), bool(blank)) == (is_open, not is_open)


@pytest.mark.parametrize(
    ("kind", "printed"),
    [("ongoing", "July 09"), ("month", "July 09 and ongoing"), ("date, then ongoing", "July 09"), ("month", "Ongoing")],
)
def test_words_and_kind_disagree(kind: str, printed: str) -> None:
    due = "" if kind == "ongoing" else "2009-07-31"
    assert codes(f"deliverable: D1.1 | 1 | Open | {kind} | {due} | | {printed}", "PLAN-07") == ["PLAN-07"]


@pytest.mark.parametrize("printed", ["to be agreed with schools", "July 09 or sooner"])
def test_words_without_another_date_pass(printed: str) -> None:
    assert codes(f"deliverable: D1.1 | 1 | Open | month | 2009-07-31 | | {printed}", "PLAN-07") == []


@given(st.dates(date(2006, 1, 1), date(2013, 1, 1)))
def test_a_date_outside_the_year_is_told_once(due: date) -> None:
    plan = "plan: year | starts_service\nplan: financial 2009/10 | 2008-09-01\n"
    rules = ("PLAN-01", "PLAN-02", "PLAN-27")
    found = codes(f"deliverable: D1.1 | 1 | Open | day | {due} | | ", *rules, plan=plan)
    before, early, late = due < date(2008, 9, 1), due < date(2009, 4, 1), due > date(2010, 3, 31)
    assert found == ["PLAN-02"] * before + ["PLAN-01"] * (early and not before) + ["PLAN-27"] * late


OPEN = "deliverable: D1.1 | 1 | Better | ongoing | | | Ongoing\n"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("", ["PLAN-04"]),
        ("deliverable: D1.2 | 1 | Open | month | 2009-07-31 | | ", ["PLAN-28"]),
        ("deliverable: D1.2 | 1 | Open | ongoing | | twice a year | ", ["PLAN-04", "PLAN-05"]),
        ("link: action | indicator\nlink: 1 | NI 69", ["PLAN-05"]),
    ],
)
def test_what_is_open_is_told_once(more: str, expected: list[str]) -> None:
    text = f"{OPEN}key_action: code | title\nkey_action: 1 | Improve\n{more}"
    assert codes(text, "PLAN-04", "PLAN-05", "PLAN-28") == expected
