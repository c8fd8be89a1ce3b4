"""For every noun whose records change when the year turns: what becomes of one record."""

from collections.abc import Callable, Mapping
from typing import Any

from lcsp.partnership.finance import BudgetLine, Grant, Pressure
from lcsp.partnership.participation import Consultation, ConsultationReturn, WhenKind
from lcsp.partnership.plan import (
    Acceptance,
    Activity,
    ContentsEntry,
    Correction,
    DateKind,
    Deliverable,
    Frequency,
    Link,
    PageReference,
    Plan,
    ProgressReport,
    ProgressStatus,
    ReportingDuty,
    Section,
    Service,
    StatedAmount,
)
from lcsp.partnership.plan.rules import latest_reports
from lcsp.partnership.workforce import Establishment, StaffingStatus
from lcsp.reports.roll_forward.turning import LeftOut, Turn, Turned, next_of
from lcsp.vocabulary.noun import Noun

_BUDGET_OF_THE_YEAR = (
    *("fte", "employee", "running", "contracts", "gross"),
    *("external_income", "internal_income", "controllable"),
)


def _plan(record: Plan, turn: Turn) -> Turned:
    said = f"The plan for {turn.last.label} ({record.code}), rolled forward"
    moved = {
        "code": turn.code,
        "title": turn.renamed(record.title),
        "year": turn.next,
        "county_plan": turn.county_plan,
        "source": said,
    }
    return Turned(moved, cleared=("left_out",))


def _budget_line(record: BudgetLine, turn: Turn) -> Turned:
    moved = {"prior_controllable": record.controllable, "prior_fte": record.fte}
    held = ("held_until",) if turn.is_over(record.held_until) else ()
    return Turned(moved, asked=(*_BUDGET_OF_THE_YEAR, *held))


def _grant(record: Grant, turn: Turn) -> Turned:  # noqa: ARG001 (every turn has this form)
    return Turned({"year": next_of(record.year)}, asked=("amount",))


def _establishment(record: Establishment, turn: Turn) -> Turned:  # noqa: ARG001
    moved = {"prior_fte": record.fte, "prior_status": record.status, "status": StaffingStatus.TO_FOLLOW}
    return Turned(moved, asked=("fte",), cleared=("note",))


def _service(record: Service, turn: Turn) -> Turned:  # noqa: ARG001
    return Turned(asked=("price",))


def _activity(record: Activity, turn: Turn) -> Turned:  # noqa: ARG001
    return Turned(asked=("volume",))


def _link(record: Link, turn: Turn) -> Turned:  # noqa: ARG001
    return Turned(cleared=("as_printed",))


def _section(record: Section, turn: Turn) -> Turned:  # noqa: ARG001
    return Turned(cleared=("note",))


def _deliverable(record: Deliverable, turn: Turn) -> Turned | LeftOut:
    """A date of the year gone is asked for anew; a later one, and what is ongoing, stays."""
    report = turn.plan.once("latest reports at the turn", lambda: latest_reports(turn.plan, turn.next.last_day)).get(
        record.code
    )
    if report is not None and report.status is ProgressStatus.DONE:
        return LeftOut("reported as done")
    if turn.is_over(record.due):
        return Turned({"date_kind": DateKind.MISSING}, asked=("due",), cleared=("as_printed",))
    return Turned(cleared=("as_printed",))


def _reporting_duty(record: ReportingDuty, turn: Turn) -> Turned | LeftOut:
    if not turn.is_over(record.first_due):
        return Turned()
    if record.frequency is Frequency.ONCE:
        return LeftOut("due once, in the year gone")
    return Turned(asked=("first_due",))


def _consultation(record: Consultation, turn: Turn) -> Turned | LeftOut:
    """What ran in the year gone stays there, unless its participants are to get their feedback in the next."""
    last_day = record.ends or record.starts
    feedback_is_over = turn.is_over(record.feedback_due)
    if turn.is_over(last_day) and (record.feedback_due is None or feedback_is_over or record.feedback_given):
        return LeftOut("ran in the year gone")
    if feedback_is_over:
        moved = {"feedback": WhenKind.MISSING} if record.feedback is WhenKind.DATED else {}
        return Turned(moved, asked=("feedback_due",), cleared=("feedback_printed", "feedback_given"))
    return Turned(cleared=("feedback_printed", "feedback_given"))


def _consultation_return(record: ConsultationReturn, turn: Turn) -> Turned | LeftOut:
    """The return is owed again; that nothing is planned is an answer which only the next year can give."""
    if record.year == turn.last and turn.plan.find_own(ConsultationReturn, str(turn.next)) is None:
        return Turned({"year": turn.next, "nil_return": False}, cleared=("note",))
    return Turned() if record.year.first_day > turn.last.first_day else LeftOut("the return of another year")


def _left_out(why: str) -> Callable[[Any, Turn], LeftOut]:
    return lambda record, turn: LeftOut(why)  # noqa: ARG005


# A noun that is not named here, nor in `table_turns`, is carried over as it is.
RECORD_TURNS: Mapping[type[Noun], Callable[[Any, Turn], Turned | LeftOut]] = {
    Plan: _plan,
    Service: _service,
    Activity: _activity,
    Link: _link,
    Deliverable: _deliverable,
    ReportingDuty: _reporting_duty,
    Section: _section,
    BudgetLine: _budget_line,
    Grant: _grant,
    Establishment: _establishment,
    ConsultationReturn: _consultation_return,
    Consultation: _consultation,
    ProgressReport: _left_out("progress of the year gone"),
    StatedAmount: _left_out("amounts of the year gone, as its text quotes them"),
    ContentsEntry: _left_out("pages of the printed plan of the year gone"),
    PageReference: _left_out("pages of the printed plan of the year gone"),
    Correction: _left_out("corrections of the print of the year gone"),
    Acceptance: _left_out("accepted for the facts of the year gone: what is found again is decided anew"),
    Pressure: _left_out("pressures and savings of the year gone, which are in its budget now"),
}
