"""Reviewing a plan: sending it for review, taking or sending it back, approving it, and commenting on its records."""

from django.db import transaction

from lcsp import checks
from lcsp.actions.records import Unsaved
from lcsp.partnership.plan.lifecycle import StepKind, ways_to_approve, ways_to_end_review, ways_to_send
from lcsp.store.models import Comment, Step, StoredPlan
from lcsp.store.plans import State, load_plan
from lcsp.store.reviews import (
    count_unsettled,
    find_comment,
    find_standing_of,
    save_comment,
    save_step,
    written_by,
)
from lcsp.store.revisions import find_last_change, find_revision, hold_plan
from lcsp.vocabulary.actors import Action, Actor, check_may
from lcsp.vocabulary.findings import Level
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

LONGEST_COMMENT = 5000


@transaction.atomic
def send_for_review(*, by: Actor, plan: str, base: int, why: str) -> Step:
    """Send a plan for review as it stands at revision `base`, the one that the person saw.

    Raises Forbidden, NoPlan, and Unsaved where it is in review, has nothing to review, or was changed since `base`.
    """
    held, state = _hold(by, plan, Action.SEND_FOR_REVIEW)
    _check_ways(ways_to_send(find_standing_of(held)))
    return _step(held, state, StepKind.SENT, by, base, why, "Say what the reviewers should look at.")


@transaction.atomic
def take_back(*, by: Actor, plan: str, why: str) -> Step:
    """Take a plan out of review again, by those who may send it there. Raises Forbidden, NoPlan and Unsaved."""
    held, state = _hold(by, plan, Action.SEND_FOR_REVIEW)
    _check_ways(ways_to_end_review(find_standing_of(held)))
    return _step(held, state, StepKind.TAKEN_BACK, by, held.head, why, "Say why you take the plan back.")


@transaction.atomic
def send_back(*, by: Actor, plan: str, why: str) -> Step:
    """Send a plan back to those who wrote it, by an approver. Raises Forbidden, NoPlan and Unsaved."""
    held, state = _hold(by, plan, Action.APPROVE)
    _check_ways(ways_to_end_review(find_standing_of(held)))
    return _step(held, state, StepKind.SENT_BACK, by, held.head, why, "Say what has to be mended.")


@transaction.atomic
def approve(*, by: Actor, plan: str, base: int, why: str) -> Step:
    """Approve a plan as it stands at revision `base`, by an approver who made none of its revisions since the edition.

    Raises Forbidden, NoPlan, and Unsaved where it is not in review, was written by the very person, has comments that
    are not settled, has errors, or was changed since `base`.
    """
    held, state = _hold(by, plan, Action.APPROVE)
    _check_ways(_ways_to_approve(held, state, by))
    return _step(held, state, StepKind.APPROVED, by, base, why, "Say who approved it, such as the meeting.")


def list_ways_to_approve(*, by: Actor, plan: str) -> list[str]:
    """Return what stands in the way of `by` approving a plan now, for the page that offers it. Raises NoPlan."""
    held = StoredPlan.objects.get(code=load_plan(plan).code)
    return _ways_to_approve(held, load_plan(plan), by)


@transaction.atomic
def comment(
    *,
    by: Actor,
    plan: str,
    noun: str = "",
    key: str = "",
    text: str,
    answers: int | None = None,
    settles: bool = False,
) -> Comment:
    """Say something of a record, or of the plan as a whole where `noun` and `key` are blank.

    `answers` is the number of the comment that began the talk: then it stands where that one stands. With `settles`,
    the talk is settled by it, and the text may be blank. Raises Forbidden, NoPlan, and Unsaved where there is nothing
    to comment on or nothing said.
    """
    held, state = _hold(by, plan, Action.COMMENT)
    first = None
    if answers is not None:
        first = find_comment(plan, answers)
        if first is None or first.answers is not None:
            raise Unsaved(f"There is no comment {answers} to answer: look again.")
        noun, key = first.noun, first.key
    elif (noun or key) and not _is_there(state.plan, noun, key):
        raise Unsaved(f"The plan has no {noun.replace('_', ' ')} {key} to comment on.")
    text = text.strip()
    if not text and not (first and settles):
        raise Unsaved("Write your comment first.")
    if len(text) > LONGEST_COMMENT:
        raise Unsaved(f"The comment has {len(text):,} characters, and at most {LONGEST_COMMENT:,} can be kept.")
    revision = find_revision(plan, held.head)
    return save_comment(
        held, revision, by=by.account, about=(noun, key), text=text, answers=first, settles=bool(first and settles)
    )


def count_errors(plan: WholePlan) -> int:
    """Return how many errors the rules find in `plan`, accepted ones left out; asked once for each state of it."""
    return plan.once("outcome", lambda: checks.run(plan)).count(Level.ERROR)


def _is_there(plan: WholePlan, noun: str, key: str) -> bool:
    """Say whether a record stands in the plan, its county's included, or stood in it and was removed."""
    known = NOUN_BY_NAME.get(noun)
    if known is None:
        return False
    return plan.find(known, key) is not None or find_last_change(plan.header.code, noun, key) is not None


def _hold(by: Actor, plan: str, action: Action) -> tuple[StoredPlan, State]:
    held = hold_plan(plan)
    state = load_plan(plan)
    check_may(by, action, state.locality)
    return held, state


def _ways_to_approve(held: StoredPlan, state: State, by: Actor) -> list[str]:
    return ways_to_approve(
        find_standing_of(held),
        errors=count_errors(state.plan),
        unsettled=count_unsettled(state.code),
        wrote=written_by(held, by.account),
    )


def _check_ways(ways: list[str]) -> None:
    if ways:
        raise Unsaved(" ".join(ways))


def _step(held: StoredPlan, state: State, kind: StepKind, by: Actor, base: int, why: str, ask: str) -> Step:
    if held.head != base:
        raise Unsaved("The plan was changed since you looked at it: look again, then decide.")
    if not why.strip():
        raise Unsaved(ask)
    return save_step(held, kind, find_revision(state.code, held.head), by=by.account, why=why.strip())
