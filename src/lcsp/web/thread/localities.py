"""Which localities act on a record of the county plan, with what, and what one locality's plan reaches."""

from collections.abc import Callable
from typing import NamedTuple

from lcsp.reports.roll_up import LocalAction
from lcsp.reports.thread import Node, Spot, follow_locality, money_behind
from lcsp.store.counties import County
from lcsp.store.plans import State
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.drawings import Picture, progress_picture
from lcsp.web.plan_asked import RecordName, record_address
from lcsp.web.showing import Cell, Head
from lcsp.web.thread.telling import money_figures, progress_parts, progress_words

HEADS = (Head("Locality"), Head("Action of its plan"), Head("How it leads here"), Head("How far along"), Head("Late"))
# What local actions can reach, and what the page calls it.
REACHABLE = {
    "objective": "this objective",
    "indicator": "this indicator",
    "key_action": "this action",
    "service": "this service",
}


class Acting(NamedTuple):
    """Which localities act on a record: how many of how many, a table of their actions, and all progress together."""

    what: str
    acting: int
    localities: int
    silent: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    picture: Picture | None
    figures: list[tuple[str, str]]


class Locality(NamedTuple):
    """What a locality's plan does: its actions with what hangs on them, what they reach, and the money behind them."""

    state: State
    address: str
    actions: tuple[Node, ...]
    reached: dict[str, list[tuple[Cell, str]]]
    figures: list[tuple[str, str]]
    to_thread: Callable[[Node], str]
    to_record: Callable[[Node], str]


def build_acting(county: County, spot: Spot) -> Acting | None:
    """Return which localities act on the county's record `spot`; None for what local actions cannot reach."""
    if spot.noun not in REACHABLE or not county.local_states:
        return None
    rolled = county.roll_up.on(spot.noun, spot.key)
    states = county.roll_up.localities()
    silent = tuple(state.area.name for state in states if state.area.code not in rolled.areas)
    names = {state.area.code: state.area.name for state in states}
    picture = None
    if rolled.progress.deliverables:
        caption = f"How far along the localities are with {REACHABLE[spot.noun]}"
        picture = progress_picture("localities-progress", caption, progress_parts(rolled.progress), "deliverable")
    return Acting(
        REACHABLE[spot.noun],
        len(rolled.areas),
        len(states),
        silent,
        tuple(_row(action, names) for action in rolled.actions),
        picture,
        money_figures(money_behind(county.state.plan, rolled.actions)),
    )


def _row(local: LocalAction, names: dict[str, str]) -> tuple[object, ...]:
    code = local.plan.header.code
    late = "; ".join(late.deliverable.title for late in local.late)
    return (
        Cell(names.get(local.area, local.area), page_address("workspace:plan", {"plan": code})),
        Cell(f"{local.action.code} {local.action.title}", _thread(code, Spot(local.action.noun, local.action.code))),
        local.way.value.capitalize(),
        progress_words(local.progress) or "No deliverable is stated",
        late,
    )


def build_locality(county: County, local: State) -> Locality:
    """Return what the plan `local` of a locality does and reaches."""
    thread = follow_locality(local.plan)
    reached: dict[str, list[tuple[Cell, str]]] = {}
    for record in thread.reached:
        how = "; ".join(f"{code} {way.value}" for code, way in record.actions)
        reached.setdefault(record.kind, []).append((Cell(record.name, _thread(county.state.code, record.spot)), how))
    return Locality(
        local,
        page_address("workspace:plan", {"plan": local.code}),
        thread.actions,
        reached,
        money_figures(thread.money),
        lambda node: _thread(local.code, node.spot),
        record_addresses(local.code, county.state.code),
    )


def record_addresses(plan: str, county: str) -> Callable[[Node], str]:
    """Return how to address the record of a node of `plan`: one that is inherited stands in the plan `county`."""
    return lambda node: record_address(RecordName(county if node.inherited else plan, node.spot.noun, node.spot.key))


def _thread(plan: str, spot: Spot) -> str:
    return page_address("workspace:thread_of", {"plan": plan, "noun": spot.noun, "key": spot.key})
