"""Uploads that wait for their owner: kept after reading, shown with what they would change, then applied or let go."""

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import NamedTuple

from django.db import transaction

from lcsp.actions.merging import Merge, merge
from lcsp.actions.plans import import_plan
from lcsp.actions.records import Unsaved, find_dangling, revise
from lcsp.files import Reading
from lcsp.files.json_text import read_json_bytes, write_json
from lcsp.partnership.plan import Plan, PlanLevel
from lcsp.store.bodies import write_body
from lcsp.store.models import Revision, WaitingUpload
from lcsp.store.plans import NoPlan, State, load_plan, load_plan_at, locality_in, read_heads
from lcsp.store.revisions import hold_plan
from lcsp.vocabulary.actors import Action, Actor, check_may
from lcsp.whole_plan import Pointer, WholePlan

WAITS = timedelta(hours=24)
MOST_WAITING = 5  # of one person; the oldest goes
RESERVED = frozenset(("add",))  # codes that stand for a page in the addresses of plans
_LONGEST_CODE = 200


class Preview(NamedTuple):
    """What a waiting upload would change. `state` is the plan as it is now, None where the plan would be new.

    `seen` is the digest of what would change and what clashes: an upload is applied only as it was last seen.
    """

    upload: WaitingUpload
    state: State | None
    before: WholePlan
    merge: Merge
    dangling: tuple[tuple[str, Pointer], ...]
    seen: str

    @property
    def dangling_seen(self) -> str:
        """The digest of what would dangle: whoever leaves it so says of what."""
        return _digest([(plan, p.record.noun, p.record.key, p.field, p.key) for plan, p in self.dangling])

    @property
    def changes_something(self) -> bool:
        """Whether the plan would be another."""
        return self.before != self.merge.after


def keep_upload(*, by: Actor, plan: str, reading: Reading, base: int | None, name: str, why: str = "") -> WaitingUpload:
    """Keep what was read from a file for the plan of code `plan` ("": a new one) until it is applied or a day is over.

    `base` is the revision from which the file was taken; None for the newest. Raises Forbidden, NoPlan, and Unsaved
    where the file holds another plan, or one that cannot be taken in.
    """
    uploaded = reading.plan
    if plan:
        state = load_plan(plan)
        check_may(by, Action.UPLOAD, state.locality)
        _check_same_plan(state.plan.header, uploaded.header)
        base = state.number if base is None else base
        _check_base(state, base)
    else:
        check_may(by, Action.UPLOAD, locality_in(uploaded))
        _check_new(uploaded.header)
        base = 0
    forget_old_uploads(by)
    return WaitingUpload.objects.create(
        token=token_urlsafe(24),
        by_id=by.account,
        plan=plan,
        base=base,
        name=name[:200],
        why=why,
        remarks=json.dumps([str(remark) for remark in reading.remarks], ensure_ascii=False),
        content=zlib.compress(write_json(uploaded)),
        made_at=datetime.now(UTC),
    )


def undo_revision(*, by: Actor, plan: str, number: int) -> WaitingUpload:
    """Keep the plan as it was before revision `number` as a copy of that revision: applied, it puts back what that did.

    Raises Forbidden, NoPlan, and Unsaved for the first revision.
    """
    if number < 2:
        raise Unsaved("The first revision brought the plan itself: there is nothing before it to go back to.")
    earlier = load_plan_at(plan, number - 1).plan
    name, why = f"the plan as it was before revision {number}", f"Puts back what revision {number} changed"
    return keep_upload(by=by, plan=plan, reading=Reading(earlier, {}, ()), base=number, name=name, why=why)


def find_upload(by: Actor, plan: str, token: str) -> WaitingUpload:
    """Return a waiting upload of this person for this plan. Raises NoPlan, also for one of somebody else's."""
    fresh = datetime.now(UTC) - WAITS
    found = WaitingUpload.objects.filter(token=token, plan=plan, by_id=by.account, made_at__gt=fresh).first()
    if found is None:
        raise NoPlan(
            "This upload is not waiting any more: it was applied or let go, or a day has passed. Upload again."
        )
    return found


def preview_upload(upload: WaitingUpload, choices: Mapping[str, str] | None = None) -> Preview:
    """Return what `upload` would change in the plan as it is now, with `choices` between two versions of a record."""
    copy = _plan_in(upload)
    if upload.plan:
        state = load_plan(upload.plan)
        stood = load_plan_at(upload.plan, upload.base).plan
        undecided = merge(stood, copy, state.plan)
        merged = merge(stood, copy, state.plan, choices) if choices else undecided
        dangling = tuple(find_dangling(state, merged.after))
        return Preview(upload, state, state.plan, merged, dangling, _digest(upload.base, _told(undecided)))
    county = _county_of(copy.header)
    copy = copy.inheriting(county.plan) if county else copy
    nothing = WholePlan({}, inherits=copy.inherits)
    merged = merge(nothing, copy, nothing)._replace(after=copy)
    return Preview(upload, None, nothing, merged, (), _digest(_told(merged)))


def change_base(*, by: Actor, upload: WaitingUpload, base: int) -> None:
    """Say that the file was taken from another revision. Raises Forbidden, NoPlan and Unsaved."""
    state = load_plan(upload.plan)
    check_may(by, Action.UPLOAD, state.locality)
    _check_base(state, base)
    upload.base = base
    upload.save(update_fields=["base"])


@transaction.atomic
def apply_waiting(
    *,
    by: Actor,
    upload: WaitingUpload,
    choices: Mapping[str, str],
    seen: str,
    why: str,
    leave_dangling: str = "",
) -> Revision | None:
    """Apply a waiting upload as one revision and let it go; None where it changes nothing.

    `leave_dangling` is what `Preview.dangling_seen` said, where the references may lead nowhere.

    Raises Unsaved where what it would change is not what was `seen` any more, or a choice is missing, and what
    `revise` or `import_plan` raise. Nothing is saved then.
    """
    if upload.plan:
        hold_plan(upload.plan)
    preview = preview_upload(upload, choices)
    if not why.strip():
        raise Unsaved("Say why: the history of the plan shows the reason to those who come later.")
    if preview.seen != seen:
        raise Unsaved("The plan was changed since you looked: what would change now is shown below. Look again.")
    if preview.merge.undecided:
        raise Unsaved("Others changed the same records: choose for each of them whose version stays.")
    if preview.state is None:
        revision: Revision | None = import_plan(by=by, plan=preview.merge.after, why=why.strip())
    else:
        revision = revise(
            by=by,
            plan=upload.plan,
            changes=preview.merge.changes,
            order=preview.merge.order,
            base=preview.state.number,
            why=why,
            leave_dangling=leave_dangling == preview.dangling_seen,
            needs=Action.UPLOAD,
            follow=False,
        )
    upload.delete()
    return revision


def let_go(upload: WaitingUpload) -> None:
    """Remove a waiting upload: nothing of it is kept."""
    upload.delete()


def forget_old_uploads(by: Actor | None = None) -> None:
    """Remove what has waited for too long, and of one person the oldest beyond `MOST_WAITING` with room for another."""
    WaitingUpload.objects.filter(made_at__lte=datetime.now(UTC) - WAITS).delete()
    if by is not None:
        mine = WaitingUpload.objects.filter(by_id=by.account).order_by("-made_at").values_list("pk", flat=True)
        WaitingUpload.objects.filter(pk__in=list(mine[MOST_WAITING - 1 :])).delete()


def remarks_of(upload: WaitingUpload) -> list[str]:
    """Return what the reader of the file remarked."""
    return [str(text) for text in json.loads(upload.remarks or "[]")]


def _plan_in(upload: WaitingUpload) -> WholePlan:
    return read_json_bytes(upload.name, zlib.decompress(bytes(upload.content))).plan


def _digest(*told: object) -> str:
    return sha256(repr(told).encode()).hexdigest()


def _told(merged: Merge) -> list[object]:
    """Return what a merge without choices would change and what clashes in it, the same for equal merges."""
    changes = [(c.noun, c.key, write_body(c.record) if c.record else "") for c in merged.changes]
    sides = [(clash.mine, clash.theirs) for clash in merged.clashes]
    bodies = [tuple(write_body(side) if side else "" for side in pair) for pair in sides]
    return [changes, [clash.name for clash in merged.clashes], bodies, sorted(merged.order.items())]


def _check_same_plan(stands: Plan, uploaded: Plan) -> None:
    if uploaded.code != stands.code:
        raise Unsaved(
            f"The file holds another plan: its code is {uploaded.code!r}, and this is {stands.code!r}. Upload it to its"
            " own plan, or take a fresh file from this one."
        )
    if (uploaded.level, uploaded.area, uploaded.county_plan) != (stands.level, stands.area, stands.county_plan):
        raise Unsaved(
            "The file says another level, area or county plan: these stay as they are. Mend the plan's own row."
        )


def _check_base(state: State, base: int) -> None:
    if not 1 <= base <= state.number:
        raise Unsaved(f"There is no revision {base}: give a number from 1 to {state.number}, the newest.")


def _check_new(header: Plan) -> None:
    if header.code in read_heads():
        raise Unsaved(f"There is a plan {header.code!r} already: upload the file to that plan, or give it a new code.")
    if header.code in RESERVED or len(header.code) > _LONGEST_CODE:
        raise Unsaved(
            f"{header.code[:40]!r} cannot be the code of a plan, because it stands in addresses: choose another."
        )
    _county_of(header)


def _county_of(header: Plan) -> State | None:
    """Return the county plan on which a new local plan builds; Unsaved where it is not there."""
    if header.level is not PlanLevel.LOCAL:
        return None
    try:
        return load_plan(header.county_plan or "")
    except NoPlan:
        said = f"The county plan {header.county_plan!r} is not there: take it in before its local plans."
        raise Unsaved(said) from None
