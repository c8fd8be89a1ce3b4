"""What follows from progress: how a deliverable stands, which are overdue, and how many of a set stand how."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from lcsp.partnership.plan.model.actions import DateKind, Deliverable, ProgressReport, ProgressStatus
from lcsp.vocabulary.periods import Period
from lcsp.vocabulary.records import Records

# A deliverable of these kinds has one day by which it is done; one that goes on after its day cannot be late.
WITH_AN_END = (DateKind.DAY, DateKind.MONTH, DateKind.YEAR)


class Progress(NamedTuple):
    """How many deliverables stand how. Counts only: a share of unlike things would say more than anybody knows."""

    done: int = 0
    on_track: int = 0
    at_risk: int = 0
    late: int = 0
    not_started: int = 0
    not_reported: int = 0

    @property
    def deliverables(self) -> int:
        """How many deliverables were counted."""
        return sum(self)

    def plus(self, other: "Progress") -> "Progress":
        """Return the counts of both together."""
        return Progress(*(one + another for one, another in zip(self, other, strict=True)))


def latest_reports(plan: Records, by: date) -> dict[str, ProgressReport]:
    """Return the newest report of each deliverable, by the code of the deliverable; reports after `by` are left out."""
    latest: dict[str, ProgressReport] = {}
    for report in plan.all(ProgressReport):
        held = latest.get(report.deliverable)
        if report.on <= by and (held is None or held.on < report.on):
            latest[report.deliverable] = report
    return latest


def is_overdue(deliverable: Deliverable, report: ProgressReport | None, on: date) -> bool:
    """Say whether `deliverable`, last told of by `report`, was due before the day `on` and is not done."""
    due_by_now = deliverable.due is not None and deliverable.due < on and deliverable.date_kind in WITH_AN_END
    return due_by_now and (report is None or report.status is not ProgressStatus.DONE)


def count_progress(deliverables: Iterable[Deliverable], latest: Mapping[str, ProgressReport]) -> Progress:
    """Return how many of `deliverables` stand how, by the `latest` report of each."""
    counts = dict.fromkeys(Progress._fields, 0)
    for deliverable in deliverables:
        report = latest.get(deliverable.code)
        counts[report.status.name.lower() if report else "not_reported"] += 1
    return Progress(**counts)


def day_of_account(year: Period, today: date) -> date:
    """Return the day on which a plan of `year` is looked at: today, or the year's last day once it is over.

    So the account of a past year does not change with the calendar.
    """
    return min(today, year.last_day)
