"""The pages of the thread: where to begin, and the thread of one record."""

from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse

from lcsp.partnership.places import Area, AreaKind
from lcsp.reports.pictures.amounts import counted
from lcsp.reports.thread import ON_THE_THREAD, Spot, Thread, follow, starts
from lcsp.store.counties import County, load_county
from lcsp.store.plans import State
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.kept_pages import kept
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan, name_of
from lcsp.web.showing import Crumb
from lcsp.web.thread.localities import HEADS, build_acting, build_locality, record_addresses
from lcsp.web.thread.telling import build_figures, progress_words

_ON_IT = frozenset(noun.noun for noun in ON_THE_THREAD)


class Begin(NamedTuple):
    """A record that a thread can begin at: its name, where its thread is, what hangs on it, and what is missing."""

    name: str
    address: str
    hangs: str
    missing: str


@door(Action.READ)
@kept
def pick(request: HttpRequest, plan: str) -> HttpResponse:
    """Show the records to begin at, by kind; `q` narrows by code and title, `kind` to one kind."""
    state = ask_plan(plan)
    sought, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    groups = _groups(state)
    words = sought.casefold().split()
    found = {
        group: [begin for begin in begins if all(word in begin.name.casefold() for word in words)]
        for group, begins in groups.items()
        if kind in ("", group)
    }
    context = {
        "of_plan": name_of(state),
        "groups": {group: begins for group, begins in found.items() if begins},
        "kinds": tuple(groups),
        "kind": kind,
        "sought": sought,
        "count": sum(map(len, found.values())),
    }
    return render(request, "thread/pick.html", context, fragment="found")


@door(Action.READ)
@kept
def show_thread(request: HttpRequest, plan: str, noun: str, key: str) -> HttpResponse:
    """Show the thread of one record: what it hangs on, what hangs on it, and which localities act on it."""
    state = ask_plan(plan)
    spot = Spot(noun, key)
    if noun not in _ON_IT:
        raise Http404(f"A {noun.replace('_', ' ')} is not on the thread. Its record says what it belongs to.")
    try:
        thread = follow(state.plan, spot)
    except LookupError as absent:
        raise Http404(f"{absent} in this plan") from None
    county = load_county(plan)
    context = {
        "of_plan": name_of(state),
        "crumbs": [Crumb("Thread", page_address("workspace:thread", {"plan": plan}))],
        "thread": thread,
        "figures": build_figures(thread),
        "below_words": _count_words(thread.below_count),
        "above_words": _count_words(thread.above_count),
        "progress_words": progress_words,
        "thread_address": lambda node: thread_address(state.code, node.spot),
        "record_address": record_addresses(state.code, county.state.code if county else state.code),
        "heads": HEADS,
        **_of_localities(state, county, thread),
    }
    return render(request, "thread/thread.html", context)


def thread_address(plan: str, spot: Spot) -> str:
    """Return the address of the thread of `spot` in the plan of this code."""
    return page_address("workspace:thread_of", {"plan": plan, "noun": spot.noun, "key": spot.key})


def _of_localities(state: State, county: County | None, thread: Thread) -> dict[str, Any]:
    """Return what the page says of localities: who acts on a county's record, or what a locality's plan reaches."""
    spot = thread.top.spot
    if county is None:
        return {"acting": None, "locality": None}
    if spot.noun == Area.noun:
        local = county.local_of(spot.key)
        return {"acting": None, "locality": build_locality(county, local) if local else None}
    is_county = state.code == county.state.code
    return {"acting": build_acting(county, spot) if is_county else None, "locality": None}


def _groups(state: State) -> dict[str, list[Begin]]:
    """Return the records to begin at by kind, worked out once for a state of the plan."""
    return state.plan.once(("begin the thread", state.code), lambda: _find_groups(state))


def _find_groups(state: State) -> dict[str, list[Begin]]:
    groups: dict[str, list[Begin]] = {}
    for start in starts(state.plan):
        if start.spot.noun == Area.noun and start.kind != AreaKind.LOCALITY.value:
            continue
        begin = Begin(
            start.name, thread_address(state.code, start.spot), _count_words(start.below), " ".join(start.missing)
        )
        groups.setdefault(start.kind, []).append(begin)
    return groups


def _count_words(counts: tuple[tuple[str, int], ...]) -> str:
    """Return counts in words: "3 key actions, 8 deliverables, 2 budget lines"."""
    return ", ".join(counted(count, kind, _PLURALS.get(kind, "")) for kind, count in counts)


_PLURALS = {"part of an action": "parts of actions", "priority": "priorities", "locality": "localities"}
