"""What must hold for services and their activity, initiatives, delegated powers and reporting duties."""

from lcsp.partnership.plan.model.services import (
    Activity,
    Delegation,
    Frequency,
    Initiative,
    ReportingDuty,
    Service,
)
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check


@check("PLAN-11", Level.WARNING, "completeness")
def services_are_whole(plan: Records) -> Faults:
    """A service has a manager and at least one activity.

    Mend: fill in what is missing.

    Fails:
        service: code | name | manager
        service: nurses | Nurses |
        activity: code | service
        activity: nurses-1 | nurses
    Passes:
        service: code | name | manager
        service: nurses | Nurses | lead
        activity: code | service
        activity: nurses-1 | nurses
    """
    active = {activity.service for activity in plan.all(Activity)}
    for service in plan.all(Service):
        lacking = [] if service.manager else ["no manager"]
        lacking += [] if service.code in active else ["no activity"]
        if lacking:
            field = "code" if service.manager else "manager"
            yield Fault(service, field, f"{service.name}: {', '.join(lacking)}", "fill in what is missing")


@check("PLAN-19", Level.NOTE, "completeness")
def powers_have_limits(plan: Records) -> Faults:
    """A power that is handed to a post comes with its limits.

    Mend: say up to which amount, for what, and whom the post consults first.

    Fails:
        delegation: code | post | power | limits
        delegation: sign | director | Signs agreements |
    Passes:
        delegation: code | post | power | limits
        delegation: sign | director | Signs agreements | Up to £100,000; reported to the board.
    """
    for row in plan.all(Delegation):
        if not row.limits:
            yield Fault(row, "limits", f"no limits to the power of {row.post}", "say within which limits")


@check("PLAN-35", Level.WARNING, "completeness")
def duties_are_owed(plan: Records) -> Faults:
    """A report says who owes it, to which body, and, where it recurs, when the first is due.

    A duty of nobody is done by nobody, and a rhythm without a first day never begins.

    Mend: enter the post, the body and the day.

    Fails:
        reporting_duty: code | title | owed_by | owed_to | frequency | first_due
        reporting_duty: progress | Report of progress | | committee | six-monthly | 2009-10-31
    Passes:
        reporting_duty: code | title | owed_by | owed_to | frequency | first_due
        reporting_duty: progress | Report of progress | director | committee | six-monthly | 2009-10-31
    """
    for row in plan.all(ReportingDuty):
        recurs = row.frequency not in (Frequency.ONCE, Frequency.BEFORE_START)
        lacking = {
            "owed_by": "who owes it" if not row.owed_by else "",
            "owed_to": "who gets it" if not row.owed_to else "",
            "first_due": "when the first is due" if recurs and not row.first_due else "",
        }
        fields = [field for field, words in lacking.items() if words]
        if fields:
            facts = f"{row.title}: not said {', '.join(lacking[field] for field in fields)}"
            yield Fault(row, fields[0], facts, "enter the post, the body or the day")


@check("PLAN-21", Level.WARNING, "the thread")
def significant_changes_have_an_action(plan: Records) -> Faults:
    """What the plan names as a significant change is carried by at least one key action.

    Mend: link the action that carries it, or add one.

    Fails:
        initiative: code | title | significant_change | actions
        initiative: care | Pledge to children in care | yes |
    Passes:
        initiative: code | title | significant_change | actions
        initiative: care | Pledge to children in care | yes | 5
    """
    for row in plan.all(Initiative):
        if row.significant_change and not row.actions:
            facts = f"named as a significant change, but no key action carries it: {row.title}"
            yield Fault(row, "actions", facts, "link the action that carries it, or add one")


@check("PLAN-36", Level.NOTE, "the thread")
def initiatives_have_an_action(plan: Records) -> Faults:
    """What the plan announces is carried by at least one key action.

    Mend: link the action that carries it, or say who does it without one.

    Fails:
        initiative: code | title | actions
        initiative: strategy | Workforce strategy |
    Passes:
        initiative: code | title | actions
        initiative: strategy | Workforce strategy | 5
    """
    for row in plan.all(Initiative):
        if not row.significant_change and not row.actions:
            facts = f"announced, but no key action carries it: {row.title}"
            yield Fault(row, "actions", facts, "link the action that carries it")


@check("PLAN-30", Level.WARNING, "completeness")
def volumes_have_a_unit(plan: Records) -> Faults:
    """A forecast volume says what is counted, and what is to be counted has a volume.

    Mend: enter the number or what it counts.

    Fails:
        activity: code | volume | volume_unit
        activity: nurses-1 | 1200 |
    Passes:
        activity: code | volume | volume_unit
        activity: nurses-1 | 1200 | visits
    """
    for row in plan.all(Activity):
        if row.volume is not None and not row.volume_unit:
            yield Fault(row, "volume_unit", f"{show_number(row.volume)} of what is not said", "enter what is counted")
        if row.volume is None and row.volume_unit:
            yield Fault(row, "volume", f"no number of {row.volume_unit}", "enter how much is forecast")
