"""What is due: deliverables, feedback to those who were consulted, and reports that are owed, by date."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from lcsp.partnership.participation import Consultation
from lcsp.partnership.plan import Deliverable, Frequency, ProgressReport, ProgressStatus, ReportingDuty
from lcsp.partnership.plan.rules import WITH_AN_END, is_overdue, latest_reports
from lcsp.store.plans import State
from lcsp.vocabulary.noun import Noun

SOON = timedelta(days=60)

_MONTHS_BETWEEN = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.SIX_MONTHLY: 6,
    Frequency.YEARLY: 12,
}


class Due(NamedTuple):
    """Something that is due on a day: the record, the plan it stands in, how it stands, and whether it is late.

    `reported` says whether its progress was ever reported; of what is not a deliverable there are no such reports.
    """

    day: date
    state: State
    record: Noun
    title: str
    kind: str
    standing: str
    late: bool
    reported: bool


def find_due(state: State, on: date, within: timedelta = SOON) -> Iterator[Due]:
    """Yield what a plan has overdue on the day `on`, or due `within` a time after it (60 days), in no order."""
    yield from _deliverables(state, on, within)
    for row in state.plan.all(Consultation):
        if (
            row.feedback_due
            and row.feedback_due <= on + within
            and not (row.feedback_given and row.feedback_given <= on)
        ):
            late = row.feedback_due < on
            standing = "late" if late else "to be given"
            yield Due(row.feedback_due, state, row, row.name, "feedback to participants", standing, late, True)
    for duty in state.plan.all(ReportingDuty):
        day = next_due(duty, on)
        if day and day <= on + within:
            yield Due(day, state, duty, duty.title, "report owed", "", False, True)


def _deliverables(state: State, on: date, within: timedelta) -> Iterator[Due]:
    latest = latest_reports(state.plan, on)
    for row in state.plan.all(Deliverable):
        report = latest.get(row.code)
        is_done = report is not None and report.status is ProgressStatus.DONE
        if row.due is None or row.date_kind not in WITH_AN_END or row.due > on + within or is_done:
            continue
        late = is_overdue(row, report, on)
        yield Due(row.due, state, row, row.title, "deliverable", _standing(report, late=late), late, report is not None)


def _standing(report: ProgressReport | None, *, late: bool) -> str:
    if late:
        return "late"
    return report.status.value if report else "not reported"


def next_due(duty: ReportingDuty, on: date) -> date | None:
    """Return the first day from `on` on which a report is owed; None where the plan says no day, or it is past.

    Whether an earlier report was made is not recorded, so none is called late.
    """
    first = duty.first_due
    months = _MONTHS_BETWEEN.get(duty.frequency)
    if first is None or first >= on or months is None:
        return first if first and first >= on else None
    passed = (on.year - first.year) * 12 + on.month - first.month
    steps = passed // months
    day = _months_after(first, steps * months)
    return day if day >= on else _months_after(first, (steps + 1) * months)


def _months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
