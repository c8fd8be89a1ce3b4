"""The plan that an address names: its state or a 404, its name on the page, and the addresses of its records."""

from typing import NamedTuple

from django.http import Http404, HttpRequest

from lcsp.store.plans import NoPlan, State, load_plan, load_plan_at
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.noun import Noun
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of
from lcsp.web.showing import PlanName
from lcsp.whole_plan import NOUN_BY_NAME


def ask_plan(code: str, at: int | None = None) -> State:
    """Return the plan `code` as it is, or as revision `at` left it. Raises Http404, which says what is not there."""
    try:
        return load_plan(code) if at is None else load_plan_at(code, at)
    except NoPlan as absent:
        raise Http404(str(absent)) from None


def name_of(state: State) -> PlanName:
    """Return the name of a plan as the layout takes it (`of_plan`)."""
    header = state.plan.header
    return PlanName(state.code, header.title, header.illustrative, state.locality or "")


def may_here(request: HttpRequest, action: Action, state: State) -> bool:
    """Say whether whoever sent `request` may do `action` to this plan: what the page offers, not what it guards."""
    return actor_of(request).may(action, state.locality)


class RecordName(NamedTuple):
    """A record in addresses: its plan, noun and key, and the revision at which it is looked at (None: now)."""

    plan: str
    noun: str
    key: str
    at: int | None = None


def record_address(record: RecordName, page: str = "record") -> str:
    """Return the address of a record, or of another page of it: `page` is "record_edit", "record_history" …"""
    parts = {"plan": record.plan, "room": NOUN_BY_NAME[record.noun].room, "noun": record.noun, "key": record.key}
    return page_address(f"workspace:{page}", parts, {"at": record.at})


def address_of(plan: str, record: Noun, at: int | None = None) -> str:
    """Return the address of `record` of the plan `plan`, as it is or as revision `at` left it."""
    return record_address(RecordName(plan, record.noun, record.key, at))
