"""Accepting a finding: the acceptance is a record of the plan, with a reason, a post and a last day."""

from datetime import date

from lcsp.actions.records import Unsaved, revise
from lcsp.checks.engine import fingerprint
from lcsp.partnership.plan import Acceptance
from lcsp.store.changes import Change
from lcsp.store.models import Revision
from lcsp.store.plans import load_plan
from lcsp.vocabulary.actors import Action, Actor
from lcsp.vocabulary.findings import Finding


def accept_finding(
    *, by: Actor, plan: str, finding: Finding, reason: str, accepted_by: str, until: date, base: int
) -> Revision | None:
    """Accept `finding` for `reason` until a day, in the name of the post `accepted_by`.

    Raises Unsaved where the reason is blank or the day is past, and what `revise` raises.
    """
    stands = load_plan(plan).plan
    if not reason.strip():
        raise Unsaved("Say why the finding may stand: the reason is printed with the plan.")
    if until < stands.today:
        raise Unsaved("The last day of the acceptance is past: choose a day from today on.")
    acceptance = Acceptance.model_validate(
        {
            "check": finding.code,
            "of": finding.noun,
            "record": finding.key,
            "field": finding.field or None,
            "fingerprint": fingerprint(finding),
            "reason": reason,
            "accepted_by": accepted_by,
            "until": until,
        }
    )
    known = acceptance.key if stands.find_own(Acceptance, acceptance.key) else ""
    change = Change(Acceptance.noun, known, acceptance)
    why = f"{finding.code} accepted: {reason.strip()}"
    return revise(by=by, plan=plan, changes=[change], base=base, why=why, needs=Action.ACCEPT_FINDING)


def withdraw_acceptance(*, by: Actor, plan: str, finding: Finding, why: str, base: int) -> Revision | None:
    """Take back the acceptance of `finding`, which counts again then.

    Raises Unsaved where it was not accepted, and what `revise` raises.
    """
    known = (finding.code, finding.noun, finding.key, finding.field)
    stands = load_plan(plan).plan
    found = [a for a in stands.all(Acceptance) if (a.check, a.of, a.record, a.field or "") == known]
    if not found:
        raise Unsaved("This finding is not accepted any more: there is nothing to withdraw.")
    if not why.strip():
        raise Unsaved("Say why the acceptance is withdrawn: the history of the plan shows the reason.")
    why = f"{finding.code} not accepted any more: {why.strip()}"
    change = Change(Acceptance.noun, found[0].key, None)
    return revise(by=by, plan=plan, changes=[change], base=base, why=why, needs=Action.ACCEPT_FINDING)
