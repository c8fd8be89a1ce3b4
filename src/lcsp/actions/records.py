"""Changing records of a plan: one record from a form, or several at once, always as one revision."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from lcsp.partnership.plan import Plan
from lcsp.store.changes import Change, apply_changes, follow_new_keys, newly_dangling
from lcsp.store.models import Revision
from lcsp.store.plans import State, load_plan, load_plans
from lcsp.store.revisions import hold_plan, save_revision
from lcsp.vocabulary.actors import Action, Actor, change_action, check_may
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, Pointer, WholePlan

# A key is part of an index, and PostgreSQL's hold no more than about 2,700 bytes.
LONGEST_KEY = 2000
MOST_SIGNS = 1000  # the column's, which PostgreSQL keeps to


class Unsaved(Exception):
    """A change was not saved; the message says why and how to mend it."""


class WouldDangle(Exception):
    """References would lead nowhere; nothing was saved. `pointers` holds each with the code of its plan."""

    def __init__(self, pointers: Iterable[tuple[str, Pointer]]) -> None:
        self.pointers = tuple(pointers)
        said = ", ".join(f"{pointer.record.noun} {pointer.record.key}" for _, pointer in self.pointers)
        super().__init__(f"these would refer to nothing: {said}")


def change_record(
    *, by: Actor, plan: str, change: Change, base: int, why: str, leave_dangling: bool = False
) -> Revision | None:
    """Save one change of one record; records that refer to it follow where it gets a new key. None: nothing changed.

    Raises what `revise` raises.
    """
    return revise(by=by, plan=plan, changes=[change], base=base, why=why, leave_dangling=leave_dangling)


@transaction.atomic
def revise(
    *,
    by: Actor,
    plan: str,
    changes: Iterable[Change],
    base: int,
    why: str,
    order: Mapping[str, list[str]] | None = None,
    leave_dangling: bool = False,
    needs: Action | None = None,
    follow: bool = True,
) -> Revision | None:
    """Save `changes` as one revision with one audit entry; None where they change nothing.

    `base` is the revision that the person saw. What refers to a record with a new key follows it, unless `follow` is
    false: a whole plan says itself what refers to what. Without `needs`, the right to change each record's room is
    asked for. Raises Forbidden, NoPlan, Unsaved, Conflict (somebody else changed the same records since `base`), and
    WouldDangle unless `leave_dangling`. Nothing is saved then.
    """
    held = hold_plan(plan)
    state = load_plan(plan)
    made = follow_new_keys(state.plan, changes) if follow else list(changes)
    for action in {needs} if needs else {change_action(NOUN_BY_NAME[change.noun].room) for change in made}:
        check_may(by, action, state.locality)
    if not why.strip():
        raise Unsaved("Say why: the history of the plan shows the reason to those who come later.")
    for change in made:
        _check_change(change, state.plan)
    wanted = {noun: list(keys) for noun, keys in (order or {}).items()}
    dangling = [] if leave_dangling else find_dangling(state, apply_changes(state.plan, made, wanted))
    revision = save_revision(held, made, by=by.account, why=why.strip(), base=base, order=wanted)
    # Asked after the conflict: whoever must choose between two versions should not be asked about links first.
    if revision and dangling:
        raise WouldDangle(dangling)
    return revision


def _check_change(change: Change, plan: WholePlan) -> None:
    """Raise Unsaved for what no revision may do, whoever asks."""
    said = f"{change.noun.replace('_', ' ')} {change.record.key if change.record else change.key!r}"
    noun = NOUN_BY_NAME[change.noun]
    key = change.record.key if change.record else change.key
    check_key(said, key)
    if noun is Plan:
        _check_header(change, plan)
    elif change.key and plan.find_own(noun, change.key) is None:
        if change.record is None:
            raise Unsaved(f"{said} is not in the plan any more: somebody else has removed it.")
    elif change.record is not None and key != change.key and plan.find_own(noun, key) is not None:
        raise Unsaved(f"{said} stands in the plan already: give the new record another key, or change that one.")


def check_key(said: str, key: str) -> None:
    """Raise Unsaved for a key that is longer than can be kept; `said` is what the message calls the record."""
    if len(key.encode()) > LONGEST_KEY:
        raise Unsaved(f"{said}: its key is {len(key.encode())} bytes long, and at most {LONGEST_KEY} can be kept.")
    if len(key) > MOST_SIGNS:
        raise Unsaved(f"{said}: its key is {len(key)} characters long, and at most {MOST_SIGNS} can be kept.")


def _check_header(change: Change, plan: WholePlan) -> None:
    new = change.record
    if not isinstance(new, Plan) or new.code != plan.header.code:
        raise Unsaved(f"The plan's own record stays, and so does its code {plan.header.code!r}: it is its address.")
    if (new.level, new.area, new.county_plan) != (plan.header.level, plan.header.area, plan.header.county_plan):
        raise Unsaved("A plan's level, area and county plan stay as they are: make another plan for another area.")


def find_dangling(state: State, after: WholePlan) -> list[tuple[str, Pointer]]:
    """Return what would lead nowhere if the plan of `state` became `after`, in it and in local plans built on it.

    Each reference comes with the code of its plan.
    """
    found = [(state.code, pointer) for pointer in newly_dangling(state.plan, after)]
    if state.locality is None:
        for local in load_plans():
            if local.plan.inherits is state.plan:
                moved = newly_dangling(local.plan, local.plan.inheriting(after))
                found += [(local.code, pointer) for pointer in moved]
    return found


def preview(plan: WholePlan, noun: type[Noun], key: str, record: Noun | None) -> WholePlan:
    """Return what `plan` would be with one record changed, and those that refer to it: nothing is saved."""
    return apply_changes(plan, follow_new_keys(plan, [Change(noun.noun, key, record)]))
