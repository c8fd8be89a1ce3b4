"""What is said of plans, records, revisions and the like in JSON, the same wherever it is said."""

from datetime import datetime
from typing import Any

from lcsp.files.json_records import record_to_json
from lcsp.store.models import Comment, Edition, Revision, Step
from lcsp.store.revisions import Clash, Event
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, Pointer


def moment(at: datetime) -> str:
    """Return a moment as 2009-07-31T13:05:00.123456Z."""
    return at.isoformat().replace("+00:00", "Z")


def plural_of(noun: str) -> str:
    """Return the kind of a noun as addresses name it: key_actions for key_action."""
    return NOUN_BY_NAME[noun].plural if noun in NOUN_BY_NAME else noun


def tell_record(record: Noun | None) -> dict[str, Any] | None:
    """Return a record, None for one that is not there."""
    return None if record is None else record_to_json(record)


def tell_revision(revision: Revision) -> dict[str, Any]:
    """Return who changed a plan, when and why."""
    return {
        "number": revision.number,
        "at": moment(revision.at),
        "by": revision.by.name,
        "why": revision.why,
        "sha256": revision.sha256,
    }


def tell_event(event: Event) -> dict[str, Any]:
    """Return what became of a record."""
    record = event.after or event.before
    return {
        "kind": record.plural if record else "",
        "key": record.key if record else "",
        "before": tell_record(event.before),
        "after": tell_record(event.after),
    }


def tell_clash(clash: Clash) -> dict[str, Any]:
    """Return both versions of a record, and who made theirs."""
    return {
        "kind": plural_of(clash.noun),
        "key": clash.key,
        "theirs": tell_record(clash.theirs),
        "yours": tell_record(clash.yours),
        "revision": tell_revision(clash.revision),
    }


def tell_pointer(plan: str, pointer: Pointer) -> dict[str, Any]:
    """Return a reference that would lead nowhere."""
    return {
        "plan": plan,
        "kind": pointer.record.plural,
        "key": pointer.record.key,
        "field": pointer.field,
        "refers_to_kind": plural_of(pointer.noun),
        "refers_to": pointer.key,
    }


def tell_step(step: Step) -> dict[str, Any]:
    """Return a step on a plan's way to an edition."""
    return {
        "number": step.number,
        "step": step.kind,
        "revision": step.revision.number,
        "edition": step.edition.name if step.edition else None,
        "at": moment(step.at),
        "by": step.by.name,
        "why": step.why,
    }


def tell_comment(comment: Comment) -> dict[str, Any]:
    """Return what somebody said."""
    return {
        "number": comment.number,
        "kind": plural_of(comment.noun) if comment.noun else None,
        "key": comment.key or None,
        "revision": comment.revision.number,
        "answers": comment.answers.number if comment.answers else None,
        "settles": comment.settles,
        "at": moment(comment.at),
        "by": comment.by.name,
        "text": comment.text,
    }


def tell_edition(edition: Edition) -> dict[str, Any]:
    """Return what an edition says of itself, without the plan that it holds."""
    county = edition.county_edition
    return {
        "name": edition.name,
        "revision": edition.revision.number,
        "at": moment(edition.at),
        "by": edition.by.name,
        "why": edition.why,
        "sha256": edition.sha256,
        "county_edition": {"plan": county.plan.code, "name": county.name} if county else None,
    }
