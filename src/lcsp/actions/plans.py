"""Taking a whole plan into the store as a new one."""

from django.db import transaction

from lcsp.actions.records import Unsaved, check_key
from lcsp.partnership.plan import PlanLevel
from lcsp.store.changes import Change
from lcsp.store.models import Revision
from lcsp.store.plans import locality_in, read_heads
from lcsp.store.revisions import add_plan, save_revision
from lcsp.vocabulary.actors import Action, Actor, check_may
from lcsp.whole_plan import NOUNS, WholePlan


@transaction.atomic
def import_plan(*, by: Actor, plan: WholePlan, why: str) -> Revision:
    """Take `plan` into the store as a new plan, with all its records in its first revision.

    Raises Forbidden, and Unsaved where the code is taken or the county plan of a local plan is not there.
    """
    header = plan.header
    check_may(by, Action.UPLOAD, locality_in(plan))
    heads = read_heads()
    if header.code in heads:
        raise Unsaved(f"There is a plan {header.code!r} already: upload to that plan, or choose a new code.")
    if header.level is PlanLevel.LOCAL and header.county_plan not in heads:
        raise Unsaved(f"The county plan {header.county_plan!r} is not there: take it in before its local plans.")
    changes = [Change(noun.noun, "", record) for noun in NOUNS for record in plan.all(noun)]
    for change in changes:
        if change.record is not None:
            check_key(f"{change.noun.replace('_', ' ')} {change.record.key[:40]!r}", change.record.key)
    revision = save_revision(add_plan(header.code), changes, by=by.account, why=why, base=0)
    if revision is None:
        raise Unsaved("A plan without records cannot be taken in.")
    return revision
