"""What the pages of records open: a plan, a noun of a room, a record; and the addresses of these."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest

from lcsp.partnership.plan import Acceptance, Plan
from lcsp.reports.differences.wording import record_name, shortened
from lcsp.store.plans import State
from lcsp.vocabulary.actors import Actor, change_action
from lcsp.vocabulary.noun import Noun
from lcsp.web import plan_asked
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of
from lcsp.web.plan_asked import RecordName, ask_plan
from lcsp.web.showing import Crumb, PlanName
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

NOUN_BY_PLURAL: Mapping[str, type[Noun]] = {noun.plural: noun for noun in NOUNS}
_LONGEST_NAME = 70


class Opened(NamedTuple):
    """A plan as the page of one person has it; `past` is the revision it is shown at, 0 for the plan as it is now."""

    state: State
    actor: Actor
    past: int = 0

    @property
    def plan(self) -> WholePlan:
        """The plan's value."""
        return self.state.plan

    @property
    def code(self) -> str:
        """The plan's code."""
        return self.state.code

    @property
    def name(self) -> PlanName:
        """The plan as the layout shows it."""
        return plan_asked.name_of(self.state)

    def may_change(self, noun: type[Noun]) -> bool:
        """Say whether this person may change records of `noun` in this plan through a form of its own."""
        if self.past or noun is Acceptance:
            return False
        return self.actor.may(change_action(noun.room), self.state.locality)

    def may_add(self, noun: type[Noun]) -> bool:
        """Say whether this person may add or remove records of `noun`; the plan's own record is always one."""
        return noun is not Plan and self.may_change(noun)

    def address(self, page: str, noun: type[Noun], key: str = "") -> str:
        """Return the address of a page of this plan: of a record where `key` is given, else of the list of `noun`."""
        return record_address(self.code, noun, key, page) if key else list_address(self.code, noun, page)

    def holder(self, noun: type[Noun], key: str) -> str:
        """Return the code of the plan that holds a record: this one, its county's, or blank where neither does."""
        if self.plan.find_own(noun, key) is not None:
            return self.code
        return (self.plan.header.county_plan or "") if self.plan.find(noun, key) is not None else ""

    def crumbs(self, noun: type[Noun] | None = None, record: Noun | None = None) -> list[Crumb]:
        """Return the way to a page: the plans, this one; for a `noun` its room and list; for a `record` that too."""
        found = [Crumb("Plans", page_address("workspace:plans")), self._plan_crumb()]
        if noun is not None:
            room = page_address("workspace:room", {"plan": self.code, "room": noun.room})
            found += [Crumb(room_name(noun.room), room), Crumb(list_name(noun), self.address("list", noun))]
        if noun is not None and record is not None:
            found.append(Crumb(name_of(self.plan, record), self.address("record", noun, record.key)))
        return found

    def _plan_crumb(self) -> Crumb:
        return Crumb(self.plan.header.title, page_address("workspace:plan", {"plan": self.code}))


def open_plan(request: HttpRequest, code: str) -> Opened:
    """Return the plan `code` as it is now; raises Http404 with the reason."""
    return Opened(ask_plan(code), actor_of(request))


def open_past(request: HttpRequest, code: str, number: str) -> Opened:
    """Return the plan `code` as revision `number` left it, or as it is now where `number` is blank; raises Http404."""
    if not number:
        return open_plan(request, code)
    return Opened(ask_plan(code, whole_number(number)), actor_of(request), whole_number(number))


def whole_number(text: str) -> int:
    """Return the number of a revision that an address or a hidden field gives; raises Http404 for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise Http404(f"{text!r} is not the number of a revision.")
    return int(text)


def noun_in(room: str, name: str) -> type[Noun]:
    """Return the noun called `name` (or with that plural) in `room`; raises Http404 where it stands in another room."""
    noun = NOUN_BY_NAME.get(name) or NOUN_BY_PLURAL.get(name)
    if noun is None or noun.room != room:
        raise Http404(f"There is no list of {name.replace('_', ' ')} under {room}.")
    return noun


def record_address(code: str, noun: type[Noun], key: str, page: str = "record") -> str:
    """Return the address of a page of one record."""
    return plan_asked.record_address(RecordName(code, noun.noun, key), page)


def list_address(code: str, noun: type[Noun], page: str = "list", query: Mapping[str, Any] | None = None) -> str:
    """Return the address of a page of the records of `noun`."""
    return page_address(f"workspace:{page}", {"plan": code, "room": noun.room, "plural": noun.plural}, query)


def room_name(room: str) -> str:
    """Return what a room is called: Finance."""
    return room.capitalize()


def noun_name(noun: type[Noun]) -> str:
    """Return what one record is called: Budget line."""
    return noun.noun.replace("_", " ").capitalize()


def list_name(noun: type[Noun]) -> str:
    """Return what several records are called: Budget lines."""
    return noun.plural.replace("_", " ").capitalize()


def name_of(plan: WholePlan, record: Noun) -> str:
    """Return the name of a record, its end left off where it is long."""
    return shortened(record_name(plan, record), _LONGEST_NAME)


def room_notice(room: str) -> str:
    """Return what a room is for: the notice on its door."""
    return (import_module(f"lcsp.partnership.{room}").__doc__ or "").strip()


def first_line(noun: type[Noun]) -> str:
    """Return what a record of `noun` is, in a sentence."""
    return (noun.__doc__ or "").strip().partition("\n")[0]
