"""What is due: what is late, what comes, and what is done or has no day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import make

from lcsp.checks.manual import example_plan
from lcsp.partnership.plan import Frequency, ReportingDuty
from lcsp.store.due import find_due, next_due
from lcsp.store.plans import State

ON = date(2009, 9, 30)
PLAN = """\
plan: code
plan: kent
key_action: code
key_action: 1
deliverable: code | action | order | title | date_kind | due
deliverable: D1 | 1 | 1 | late, never reported | month | 2009-08-31
deliverable: D2 | 1 | 2 | done | month | 2009-08-31
deliverable: D3 | 1 | 3 | to come | month | 2009-10-31
deliverable: D4 | 1 | 4 | far off | month | 2010-03-31
deliverable: D5 | 1 | 5 | goes on | date, then ongoing | 2009-08-31
deliverable: D6 | 1 | 6 | done later | month | 2009-08-31
progress_report: deliverable | on | status
progress_report: D2 | 2009-08-20 | done
progress_report: D3 | 2009-09-01 | on track
progress_report: D6 | 2009-11-01 | done
consultation: code | name | order | when | feedback | feedback_due | feedback_given
consultation: a | asked long ago | 1 | dated | dated | 2009-09-01 |
consultation: b | told | 2 | dated | dated | 2009-09-01 | 2009-09-02
reporting_duty: code | title | frequency | first_due
reporting_duty: r | quarterly report | quarterly | 2009-07-15
reporting_duty: s | whenever | monthly |
"""


def due_words() -> dict[str, tuple[date, str, bool]]:
    state = State(example_plan(PLAN), "kent", 1, 0)
    return {due.title: (due.day, due.standing, due.late) for due in find_due(state, ON)}


def test_what_is_due_is_found_and_nothing_else() -> None:
    assert due_words() == {
        "late, never reported": (date(2009, 8, 31), "late", True),
        "done later": (date(2009, 8, 31), "late", True),
        "to come": (date(2009, 10, 31), "on track", False),
        "asked long ago": (date(2009, 9, 1), "late", True),
        "quarterly report": (date(2009, 10, 15), "", False),
    }


@pytest.mark.parametrize(
    ("frequency", "first", "on", "due"),
    [
        (Frequency.MONTHLY, date(2009, 1, 31), date(2009, 2, 10), date(2009, 2, 28)),
        (Frequency.QUARTERLY, date(2009, 4, 1), date(2009, 7, 1), date(2009, 7, 1)),
        (Frequency.SIX_MONTHLY, date(2009, 4, 1), date(2009, 4, 2), date(2009, 10, 1)),
        (Frequency.YEARLY, date(2008, 4, 1), date(2009, 4, 2), date(2010, 4, 1)),
        (Frequency.ONCE, date(2009, 4, 1), date(2009, 4, 2), None),
        (Frequency.ONCE, date(2009, 4, 1), date(2009, 3, 2), date(2009, 4, 1)),
    ],
)
def test_the_next_report_owed(frequency: Frequency, first: date, on: date, due: date | None) -> None:
    assert next_due(make(ReportingDuty, frequency=frequency, first_due=first), on) == due


@given(
    st.sampled_from([Frequency.MONTHLY, Frequency.QUARTERLY, Frequency.YEARLY]),
    st.dates(date(2000, 1, 1), date(2020, 1, 1)),
    st.integers(0, 4000),
)
def test_the_next_report_is_never_past_and_never_a_whole_turn_away(
    frequency: Frequency, first: date, days: int
) -> None:
    on = first + timedelta(days)
    due = next_due(make(ReportingDuty, frequency=frequency, first_due=first), on)
    most = {Frequency.MONTHLY: 31, Frequency.QUARTERLY: 92, Frequency.YEARLY: 366}[frequency]
    assert due is not None
    assert on <= due <= on + timedelta(most)
