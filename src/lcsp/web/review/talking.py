"""What people say of a record or of a plan, as pages show it."""

from typing import NamedTuple

from lcsp.store.models import Comment
from lcsp.store.plans import State
from lcsp.store.reviews import Talk, find_keys, list_talks
from lcsp.store.revisions import find_last_change
from lcsp.vocabulary.actors import Action, Actor
from lcsp.vocabulary.noun import Noun
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.plan_asked import RecordName, record_address
from lcsp.web.records.opening import name_of, noun_name
from lcsp.web.showing import Field, NavLink
from lcsp.whole_plan import NOUN_BY_NAME


class Said(NamedTuple):
    """One comment: by whom, when (a moment), on which revision, its text, and whether it settled the talk."""

    by: str
    at: object
    revision: int
    text: str
    settles: bool


class ShownTalk(NamedTuple):
    """A talk: its number, what it is about, what was said, whether it is settled, and whether its record changed since.

    `address` takes an answer; it is blank for who may not comment.
    """

    number: int
    about: NavLink
    said: tuple[Said, ...]
    settled: bool
    changed: bool
    address: str
    field: Field


def talks_of_plan(state: State, actor: Actor) -> list[ShownTalk]:
    """Return what was said of a plan, what is not settled first."""
    return _show(list_talks(state.code), state, actor)


def talks_of_record(state: State, noun: type[Noun], key: str, actor: Actor) -> list[ShownTalk]:
    """Return what was said of one record, under the keys that it had before too."""
    return _show(list_talks(state.code, find_keys(state.code, noun.noun, key)), state, actor)


def _show(talks: list[Talk], state: State, actor: Actor) -> list[ShownTalk]:
    may = actor.may(Action.COMMENT, state.locality)
    return [_talk(talk, state, may) for talk in sorted(talks, key=lambda talk: talk.settled)]


def _talk(talk: Talk, state: State, may: bool) -> ShownTalk:
    first = talk.first
    parts = {"plan": state.code, "number": first.number}
    return ShownTalk(
        first.number,
        _about(first, state),
        tuple(Said(one.by.name, one.at, one.revision.number, one.text, one.settles) for one in talk.comments),
        talk.settled,
        _changed_since(first),
        page_address("workspace:comment_answer", parts) if may else "",
        Field(f"text-{first.number}", "Your answer", "textarea", "", "Leave it blank if you only settle the matter."),
    )


def _about(comment: Comment, state: State) -> NavLink:
    """Return what a comment is about; a record that is not in the plan any more has a history."""
    if not comment.noun:
        return NavLink("The plan as a whole", "")
    noun = NOUN_BY_NAME[comment.noun]
    record = state.plan.find(noun, comment.key)
    name = RecordName(state.code, comment.noun, comment.key)
    if record is None:
        return NavLink(f"{noun_name(noun)} {comment.key}", record_address(name, "record_history"))
    return NavLink(f"{noun_name(noun)} {comment.key}: {name_of(state.plan, record)}", record_address(name))


def _changed_since(comment: Comment) -> bool:
    """Say whether the record was changed after the comment was made."""
    if not comment.noun:
        return False
    last = find_last_change(comment.plan.code, comment.noun, comment.key)
    return last is not None and last.number > comment.revision.number


def comment_field(text: str = "") -> Field:
    """Return the field for a new comment."""
    return Field("text", "Your comment", "textarea", text, "It stands under your name, and stays.", required=True)
