"""What must hold for reports of progress: their day, their status beside the due date, and one after the other."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from lcsp.partnership.plan.model.actions import Deliverable, ProgressReport, ProgressStatus
from lcsp.partnership.plan.rules import WITH_AN_END
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

# Work may begin before the plan's year and be told of after it, but not by more than a year.
_LEEWAY = timedelta(days=366)
_IN_TIME = (ProgressStatus.NOT_STARTED, ProgressStatus.ON_TRACK, ProgressStatus.AT_RISK)
_TROUBLED = (ProgressStatus.AT_RISK, ProgressStatus.LATE)


@check("PLAN-42", Level.ERROR, "time")
def progress_is_of_the_plans_time(plan: Records) -> Faults:
    """A report of progress is of a day that has come, and no more than a year outside the plan's year.

    Mend: correct the day.

    Fails:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2009-05-01 | done
    Passes:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2009-03-31 | done
    """
    year = plan.year
    for report in plan.all(ProgressReport):
        if report.on > plan.today:
            facts = f"tells how {report.deliverable} stood on {report.on}, and today is {plan.today}"
            yield Fault(report, "on", facts, "correct the day")
        elif not year.first_day - _LEEWAY <= report.on <= year.last_day + _LEEWAY:
            facts = f"is of {report.on}, and the plan's year runs from {year.first_day} to {year.last_day}"
            yield Fault(report, "on", facts, "correct the day")


@check("PLAN-43", Level.WARNING, "time")
def what_is_past_its_day_is_late(plan: Records) -> Faults:
    """What is reported after its due date is done or late: it is no longer on track, at risk or not started.

    What goes on after its date is left aside, and so is what was done in good time.

    Mend: report it as done or late, or move the due date and say who agreed to it.

    Fails:
        deliverable: code | title | date_kind | due
        deliverable: D4.1 | Survey of pupils | month | 2008-12-31
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2009-01-31 | on track
    Passes:
        deliverable: code | title | date_kind | due
        deliverable: D4.1 | Survey of pupils | month | 2008-12-31
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2008-11-30 | on track
        progress_report: D4.1 | 2009-01-31 | late
    """
    for report in plan.all(ProgressReport):
        told_of = plan.find_own(Deliverable, report.deliverable) if report.status in _IN_TIME else None
        if told_of and told_of.due and told_of.due < report.on and told_of.date_kind in WITH_AN_END:
            facts = f"{told_of.title!r} was due on {told_of.due}, and is {report.status.value} on {report.on}"
            yield Fault(report, "status", facts, "report it as done or late, or move the due date")


@check("PLAN-44", Level.WARNING, "time")
def nothing_is_late_before_its_day(plan: Records) -> Faults:
    """What is reported as late has a due date that has passed; before that, it is at risk.

    Mend: report it as at risk, or correct the due date.

    Fails:
        deliverable: code | title | date_kind | due
        deliverable: D4.1 | Survey of pupils | month | 2009-03-31
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2009-01-31 | late
    Passes:
        deliverable: code | title | date_kind | due
        deliverable: D4.1 | Survey of pupils | month | 2009-03-31
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2009-01-31 | at risk
    """
    for report in plan.all(ProgressReport):
        late = report.status is ProgressStatus.LATE
        told_of = plan.find_own(Deliverable, report.deliverable) if late else None
        if told_of and (told_of.due is None or report.on <= told_of.due):
            due = f"is due on {told_of.due}" if told_of.due else "has no due date"
            facts = f"{told_of.title!r} {due}, and is late on {report.on}"
            yield Fault(report, "status", facts, "report it as at risk, or correct the due date")


@check("PLAN-45", Level.WARNING, "agreement")
def what_is_done_stays_done(plan: Records) -> Faults:
    """What was reported as done is not reported otherwise later.

    Mend: correct the status of one of the two; if the work was taken up again, give it a deliverable of its own.

    Fails:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2008-12-31 | done
        progress_report: D4.1 | 2009-03-31 | at risk
    Passes:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2008-12-31 | at risk
        progress_report: D4.1 | 2009-03-31 | done
    """
    for earlier, later in _successive(plan):
        if earlier.status is ProgressStatus.DONE and later.status is not ProgressStatus.DONE:
            facts = f"{later.deliverable} was done on {earlier.on}, and is {later.status.value} on {later.on}"
            yield Fault(later, "status", facts, "correct the status of one of the two reports")


@check("PLAN-46", Level.NOTE, "agreement")
def what_is_on_track_has_started(plan: Records) -> Faults:
    """What was reported as on track is not reported as not started later.

    Mend: correct the status of one of the two reports.

    Fails:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2008-12-31 | on track
        progress_report: D4.1 | 2009-03-31 | not started
    Passes:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status
        progress_report: D4.1 | 2008-12-31 | not started
        progress_report: D4.1 | 2009-03-31 | on track
    """
    for earlier, later in _successive(plan):
        # What is at risk or late need not have begun; what was done is told by PLAN-45.
        if earlier.status is ProgressStatus.ON_TRACK and later.status is ProgressStatus.NOT_STARTED:
            facts = f"{later.deliverable} was {earlier.status.value} on {earlier.on}, and is not started on {later.on}"
            yield Fault(later, "status", facts, "correct the status of one of the two reports")


def _successive(plan: Records) -> Iterator[tuple[ProgressReport, ProgressReport]]:
    """Yield each report of a deliverable with the next one in time."""
    reports: dict[str, list[ProgressReport]] = {}
    for report in sorted(plan.all(ProgressReport), key=lambda row: row.on):
        reports.setdefault(report.deliverable, []).append(report)
    for told in reports.values():
        yield from pairwise(told)


@check("PLAN-47", Level.NOTE, "completeness")
def trouble_is_explained(plan: Records) -> Faults:
    """A report that something is late or at risk says what stands in the way.

    Mend: say in the note what stands in the way, and what is done about it.

    Fails:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status | note
        progress_report: D4.1 | 2009-03-31 | at risk |
    Passes:
        deliverable: code
        deliverable: D4.1
        progress_report: deliverable | on | status | note
        progress_report: D4.1 | 2009-03-31 | at risk | The school hall is not free before May.
    """
    for report in plan.all(ProgressReport):
        if report.status in _TROUBLED and not report.note:
            facts = f"{report.deliverable} is {report.status.value} on {report.on}, and the report does not say why"
            yield Fault(report, "note", facts, "say what stands in the way")
