"""Operations that follow the thread: from a record to its money and its aims, and from the county to its localities."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from lcsp.api.answers import answer
from lcsp.api.asked import At, Key, Kind, Plan, ask_kind, ask_plan, key_in
from lcsp.api.service import operation
from lcsp.api.shapes import LocalityList, RolledUpShown, ThreadShown
from lcsp.api.telling import plural_of
from lcsp.partnership.plan.rules import Progress
from lcsp.reports.roll_up import Late, LocalAction, RolledUp
from lcsp.reports.thread import Money, Node, Spot, follow
from lcsp.store.counties import County, load_county
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.numbers import NumberKind

_NUMBER = NumberKind()


@operation("GET", "/plans/{plan}/thread/{kind}/{key}/", needs=Action.READ, gives=ThreadShown, tag="thread")
def follow_thread(request: HttpRequest, plan: Plan, kind: Kind, key: Key, at: At = None) -> HttpResponse:
    """Follow the thread of a record: what it is for, and what hangs on it down to the pounds and the staff.

    Every budget line counts once, however many ways lead to it, and nothing is shared out.
    """
    state, spot = ask_plan(plan, at), Spot(ask_kind(kind).noun, key_in(key))
    try:
        thread = follow(state.plan, spot)
    except LookupError:
        raise Http404(f"Neither the plan nor its county's has a {spot.noun.replace('_', ' ')} {spot.key!r}.") from None
    told = {
        "revision": state.number,
        "top": _tell_node(thread.top),
        "above": [_tell_node(node) for node in thread.above],
        "missing_above": list(thread.missing_above),
    }
    return answer(request, told, revision=state.number)


@operation("GET", "/plans/{plan}/roll-up/", needs=Action.READ, gives=LocalityList, tag="thread")
def list_localities(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Say how every locality of a county plan stands."""
    county = _county(plan)
    items = [
        {
            "area": state.area.code,
            "name": state.area.name,
            "plan": state.plan.code if state.plan else None,
            "actions": state.actions,
            "progress": state.progress._asdict(),
            "late": _late(state.late),
            "last_report": state.last_report.isoformat() if state.last_report else None,
        }
        for state in county.roll_up.localities()
    ]
    return answer(request, {"on": county.roll_up.today.isoformat(), "items": items})


@operation("GET", "/plans/{plan}/roll-up/{kind}/{key}/", needs=Action.READ, gives=RolledUpShown, tag="thread")
def roll_up(request: HttpRequest, plan: Plan, kind: Kind, key: Key) -> HttpResponse:
    """Say which localities act on an objective, an action, an indicator or a service of the county, and how far."""
    county, noun, name = _county(plan), ask_kind(kind), key_in(key)
    if county.state.plan.find(noun, name) is None:
        raise Http404(f"The county plan has no {noun.noun.replace('_', ' ')} {name!r}.")
    rolled = county.roll_up.on(noun.noun, name)
    return answer(request, _tell_rolled(county, rolled))


def _county(plan: str) -> County:
    state = ask_plan(plan)
    county = load_county(state.code)
    if county is None or county.state.code != state.code:
        raise Http404(f"{state.code!r} is a local plan: what localities do is told of the county plan.")
    return county


def _tell_rolled(county: County, rolled: RolledUp) -> dict[str, Any]:
    return {
        "on": county.roll_up.today.isoformat(),
        "areas": list(rolled.areas),
        "progress": rolled.progress._asdict(),
        "actions": [_tell_action(action) for action in rolled.actions],
    }


def _tell_action(local: LocalAction) -> dict[str, Any]:
    return {
        "plan": local.plan.header.code,
        "area": local.area,
        "key": local.action.key,
        "title": local.action.title,
        "way": local.way.value,
        "progress": local.progress._asdict(),
        "late": _late(local.late),
    }


def _late(late: Iterable[Late]) -> list[str]:
    return [one.deliverable.key for one in late]


def _tell_node(node: Node) -> dict[str, Any]:
    return {
        "kind": plural_of(node.spot.noun),
        "key": node.spot.key,
        "what": node.kind,
        "name": node.name,
        "inherited": node.inherited,
        "told": list(node.told),
        "money": _tell_money(node.money),
        "progress": _progress(node.progress),
        "missing": list(node.missing),
        "nodes": [_tell_node(below) for below in node.nodes],
        "again": node.again,
    }


def _progress(progress: Progress) -> dict[str, int]:
    return progress._asdict()


def _tell_money(money: Money) -> dict[str, Any]:
    sums = {"gross": money.gross, "controllable": money.controllable, "fte": money.fte}
    return {
        "lines": money.lines,
        **{name: None if sum_ is None else _NUMBER.to_json(sum_) for name, sum_ in sums.items()},
    }
