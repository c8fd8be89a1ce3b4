"""Taking a whole plan into the store: as a new one, or as changes of one that is there."""

from typing import NamedTuple

from django.db import transaction

from lcsp.actions.records import Unsaved, revise
from lcsp.partnership.plan import PlanLevel
from lcsp.reports.differences import Differences, compare
from lcsp.reports.differences.pairing import identity
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
    revision = save_revision(add_plan(header.code), changes, by=by.account, why=why, base=0)
    if revision is None:
        raise Unsaved("A plan without records cannot be taken in.")
    return revision


class Upload(NamedTuple):
    """What an uploaded plan would change: the differences for people, the changes and orders for the store."""

    differences: Differences
    changes: list[Change]
    order: dict[str, list[str]]


def compare_upload(stands: WholePlan, uploaded: WholePlan) -> Upload:
    """Return what `uploaded` would change in `stands`, the plan as it was when the file was taken from it."""
    found = compare(stands, uploaded)
    changes = [
        *(Change(record.noun, record.key, None) for record in found.removed),
        *(Change(change.before.noun, change.before.key, change.after) for change in found.changed),
        *(Change(record.noun, "", record) for record in found.added),
    ]
    wanted = {item.noun for item in found.sequences}
    order = {n.noun: [identity(r) or r.key for r in uploaded.all(n)] for n in NOUNS if n.noun in wanted}
    return Upload(found, changes, order)


def apply_upload(
    *, by: Actor, plan: str, upload: Upload, base: int, why: str, leave_dangling: bool = False
) -> Revision | None:
    """Save everything that `upload` changes as one revision, or nothing. Raises what `revise` raises."""
    return revise(
        by=by,
        plan=plan,
        changes=upload.changes,
        order=upload.order,
        base=base,
        why=why,
        leave_dangling=leave_dangling,
        needs=Action.UPLOAD,
    )
