"""The page of one record: its facts in words, what is found in it, who links here, and where to go on."""

from collections.abc import Mapping
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lcsp.partnership.performance import Definition, Indicator
from lcsp.partnership.plan import Acceptance
from lcsp.reference import SHIPPED
from lcsp.reports.differences.wording import record_name
from lcsp.reports.thread import ON_THE_THREAD
from lcsp.store.revisions import find_last_change, find_revision
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.kept_pages import kept
from lcsp.web.pages import render
from lcsp.web.records.adding_to import links_to_add
from lcsp.web.records.beside import accepted_of, by_field, findings_by_record
from lcsp.web.records.links_here import links_to
from lcsp.web.records.opening import Opened, list_name, name_of, noun_in, noun_name, open_past, record_address
from lcsp.web.records.values import label_of, linked
from lcsp.web.review.talking import comment_field, talks_of_record
from lcsp.web.showing import Beside, Crumb, Fact, Field
from lcsp.whole_plan import WholePlan


class Neighbour(NamedTuple):
    """The record before or after, in the plan's order."""

    words: str
    address: str


@door(Action.READ)
@kept
def show_record(request: HttpRequest, plan: str, room: str, noun: str, key: str) -> HttpResponse:
    """Show a record as it is, or with `?at=7` as it stood at revision 7."""
    kind = noun_in(room, noun)
    opened = open_past(request, plan, request.GET.get("at", ""))
    record = opened.plan.find_own(kind, key)
    if record is None:
        return _instead(opened, kind, key)
    return render(request, "records/record.html", record_context(opened, record))


def _instead(opened: Opened, noun: type[Noun], key: str) -> HttpResponse:
    """Answer for a record that this plan does not hold: the county's record, what became of it, or 404."""
    if holder := opened.holder(noun, key):
        return redirect(record_address(holder, noun, key))
    if not opened.past and find_last_change(opened.code, noun.noun, key):
        return redirect(record_address(opened.code, noun, key, "record_history"))
    when = f" at revision {opened.past}" if opened.past else ""
    raise Http404(f"This plan has no {noun_name(noun).lower()} {key}{when}. Look for it in the list.")


def record_context(opened: Opened, record: Noun) -> dict[str, object]:
    """Return what the page of a record needs."""
    noun, key, plan = type(record), record.key, opened.plan
    found = {} if opened.past else by_field(findings_by_record(plan).get((noun.noun, key), ()), columns(noun))
    before, after = _neighbours(opened, noun, key)
    return {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(noun, record)[:-1],
        "title": record_name(opened.plan, record),
        "one": noun_name(noun),
        "key": key,
        "facts": _facts(opened, record, found),
        "about": found.get("", ()),
        "accepted": [] if opened.past else accepted_of(plan, noun.noun, key),
        "links": links_to(opened, record),
        "last": None if opened.past else find_last_change(opened.code, noun.noun, key),
        "past": find_revision(opened.code, opened.past) if opened.past else None,
        "now": opened.address("record", noun, key),
        "change": opened.address("record_edit", noun, key) if opened.may_change(noun) else "",
        "remove": opened.address("record_remove", noun, key) if opened.may_add(noun) else "",
        "history": opened.address("record_history", noun, key),
        "to_add": links_to_add(opened, record),
        "thread": _thread_of(opened, noun, key),
        "measured": _measured(opened, record),
        "through_findings": page_address("workspace:findings", {"plan": opened.code}) if noun is Acceptance else "",
        "before": before,
        "after": after,
        "talks": [] if opened.past else talks_of_record(opened.state, noun, key, opened.actor),
        "comment": _commenting(opened),
        "noun": noun.noun,
        "list_crumb": Crumb(list_name(noun), opened.address("list", noun)),
    }


def _commenting(opened: Opened) -> tuple[str, Field] | None:
    """Return where a new comment goes and its field; None for who may not comment, and for the past."""
    if opened.past or not opened.actor.may(Action.COMMENT, opened.state.locality):
        return None
    return page_address("workspace:review_comment", {"plan": opened.code}), comment_field()


def _thread_of(opened: Opened, noun: type[Noun], key: str) -> str:
    """Return the address of the record's thread; blank for a noun that does not stand on it."""
    if noun not in ON_THE_THREAD:
        return ""
    return page_address("workspace:thread_of", {"plan": opened.code, "noun": noun.noun, "key": key})


def _measured(opened: Opened, record: Noun) -> str:
    """Return the address of an indicator's computed figures; blank where there are none for this person to see."""
    if not isinstance(record, Indicator) or opened.state.locality or not opened.actor.may(Action.MEASURE):
        return ""
    definition = SHIPPED.find(Definition, record.code)
    if definition is None or not definition.computing:
        return ""
    return page_address("workspace:measured_indicator", {"plan": opened.code, "key": record.code})


def _facts(opened: Opened, record: Noun, found: Mapping[str, tuple[Beside, ...]]) -> list[Fact]:
    noun = type(record)
    edit = opened.address("record_edit", noun, record.key) if opened.may_change(noun) else ""
    return [
        Fact(
            label_of(column),
            linked(opened, column, getattr(record, name)),
            f"{edit}#field-{name}" if edit else "",
            label_of(column).lower(),
            found.get(name, ()),
        )
        for name, column in columns(noun).items()
    ]


def _neighbours(opened: Opened, noun: type[Noun], key: str) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the records before and after, in the plan's order."""
    records = opened.plan.all(noun)
    place = _places(opened.plan, noun)[key]
    past = f"?at={opened.past}" if opened.past else ""

    def at(index: int) -> Neighbour | None:
        if not 0 <= index < len(records):
            return None
        address = opened.address("record", noun, records[index].key)
        return Neighbour(name_of(opened.plan, records[index]), address + past)

    return at(place - 1), at(place + 1)


def _places(plan: WholePlan, noun: type[Noun]) -> Mapping[str, int]:
    return plan.once(("places", noun), lambda: {record.key: index for index, record in enumerate(plan.all(noun))})
