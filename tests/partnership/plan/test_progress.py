"""Progress: the newest report holds, every deliverable is counted once, and what is overdue is told of."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.made import HEADER, make

from lcsp.partnership.plan import DateKind, Deliverable, Plan, ProgressReport, ProgressStatus
from lcsp.partnership.plan.rules import (
    Progress,
    count_progress,
    day_of_account,
    is_overdue,
    latest_reports,
)
from lcsp.whole_plan import WholePlan

DAYS = st.dates(date(2009, 4, 1), date(2010, 3, 31))
REPORTS = st.lists(
    st.tuples(st.sampled_from("abc"), DAYS, st.sampled_from(ProgressStatus)), unique_by=lambda row: row[:2]
)
DELIVERABLES = tuple(make(Deliverable, code=code, order=number) for number, code in enumerate("abcd", 1))


def plan_with(rows: list[tuple[str, date, ProgressStatus]]) -> WholePlan:
    """Return a plan with these reports of progress."""
    reports = [make(ProgressReport, deliverable=code, on=on, status=status) for code, on, status in rows]
    return WholePlan({Plan: [HEADER], Deliverable: DELIVERABLES, ProgressReport: reports})


@given(REPORTS, DAYS)
def test_the_newest_report_by_the_day_holds(rows: list[tuple[str, date, ProgressStatus]], by: date) -> None:
    latest = latest_reports(plan_with(rows), by)
    for code in "abc":
        told = [row for row in rows if row[0] == code and row[1] <= by]
        assert (code in latest) == bool(told)
        if told:
            assert (latest[code].on, latest[code].status) == max(told, key=lambda row: row[1])[1:]


@given(REPORTS, DAYS)
def test_every_deliverable_is_counted_once(rows: list[tuple[str, date, ProgressStatus]], by: date) -> None:
    latest = latest_reports(plan_with(rows), by)
    counts = count_progress(DELIVERABLES, latest)
    assert counts.deliverables == len(DELIVERABLES)
    assert counts.not_reported == len(DELIVERABLES) - len(latest)
    assert counts.done == sum(report.status is ProgressStatus.DONE for report in latest.values())
    halves = [count_progress(DELIVERABLES[:2], latest), count_progress(DELIVERABLES[2:], latest)]
    assert halves[0].plus(halves[1]) == counts
    assert counts.plus(Progress()) == counts


def test_every_status_has_its_count() -> None:
    assert {status.name.lower() for status in ProgressStatus} | {"not_reported"} == set(Progress._fields)


@given(DAYS, st.sampled_from(DateKind), st.sampled_from([None, *ProgressStatus]), DAYS)
def test_overdue_is_what_has_an_end_that_has_passed_and_is_not_done(
    due: date, kind: DateKind, status: ProgressStatus | None, on: date
) -> None:
    row = make(Deliverable, code="a", date_kind=kind, due=due)
    report = None if status is None else make(ProgressReport, deliverable="a", on=on, status=status)
    overdue = is_overdue(row, report, on)
    if status is ProgressStatus.DONE or due >= on or kind in (DateKind.ONGOING, DateKind.THEN_ONGOING):
        assert not overdue
    elif kind in (DateKind.DAY, DateKind.MONTH, DateKind.YEAR):
        assert overdue
    assert not is_overdue(row.model_copy(update={"due": None}), report, on)


def test_a_year_that_is_over_is_looked_at_on_its_last_day() -> None:
    year = HEADER.year
    assert day_of_account(year, date(2026, 1, 1)) == year.last_day
    assert day_of_account(year, year.last_day - timedelta(days=9)) == year.last_day - timedelta(days=9)
