"""Publishing an edition: a named, frozen revision of a plan that was approved."""

from django.db import transaction

from lcsp.actions.documents import ask_for_documents
from lcsp.actions.records import Unsaved
from lcsp.actions.reviews import count_errors
from lcsp.partnership.plan.lifecycle import StepKind, ways_to_publish
from lcsp.store.editions import list_editions, save_edition
from lcsp.store.models import Edition
from lcsp.store.plans import load_plan
from lcsp.store.reviews import find_standing_of, save_step
from lcsp.store.revisions import find_revision, hold_plan
from lcsp.vocabulary.actors import Action, Actor, check_may

LONGEST_NAME = 120


@transaction.atomic
def make_edition(*, by: Actor, plan: str, name: str, why: str, base: int) -> Edition:
    """Freeze the plan as it stands as the edition `name`; that of a local plan pins the newest of its county's.

    `base` is the revision that the person saw. Raises Forbidden, NoPlan, and Unsaved where the plan is not approved,
    has errors, changed since, the name is blank or taken, or a local plan's county has no edition that could be pinned.
    """
    held = hold_plan(plan)
    state = load_plan(plan)
    check_may(by, Action.MAKE_EDITION, state.locality)
    name = " ".join(name.split())
    taken = {edition.name.casefold() for edition in list_editions(plan)}
    if not name or len(name) > LONGEST_NAME or "/" in name:
        raise Unsaved(f"Give the edition a name of at most {LONGEST_NAME} characters, without a slash.")
    if name.casefold() in taken:
        raise Unsaved(f"There is an edition {name!r} already: what was published keeps its name. Choose another.")
    if held.head != base:
        raise Unsaved("The plan was changed since you looked at it: look again, then make the edition.")
    if not why.strip():
        raise Unsaved("Say what this edition is for: the history shows it.")
    if ways := ways_to_publish(find_standing_of(held), errors=count_errors(state.plan)):
        raise Unsaved(" ".join(ways))
    county = _county_edition(state.plan.header.county_plan) if state.locality else None
    revision = find_revision(plan, held.head)
    edition = save_edition(revision, state.plan, name=name, by=by.account, why=why.strip(), county_edition=county)
    save_step(held, StepKind.PUBLISHED, revision, by=by.account, why=why.strip(), edition=edition)
    ask_for_documents(edition)
    return edition


def _county_edition(county: str | None) -> Edition:
    editions = list_editions(county or "")
    if not editions:
        raise Unsaved(f"The county plan {county!r} has no edition yet: a local edition names the one it builds on.")
    return editions[0]
