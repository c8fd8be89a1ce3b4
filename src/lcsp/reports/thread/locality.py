"""The thread of a locality: its plan's actions with what hangs on them, and what they reach in the county plan."""

from collections.abc import Iterable
from typing import NamedTuple

from lcsp.reports.roll_up import LocalAction, Way
from lcsp.reports.roll_up.reach import Target, reach_of_actions
from lcsp.reports.thread.following import Money, Node, actions_of, money_of
from lcsp.reports.thread.telling import kind_of, name_of
from lcsp.reports.thread.ties import Spot, ties_of
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan


class Reached(NamedTuple):
    """A record of the county plan that actions of the local plan reach: each action's code with its way there."""

    spot: Spot
    kind: str
    name: str
    actions: tuple[tuple[str, Way], ...]


class LocalityThread(NamedTuple):
    """The actions of a local plan, what they reach in its county plan, and the money of the services that they name.

    That money is the county's and is not divided by locality: actions elsewhere have the same lines behind them.
    """

    actions: tuple[Node, ...]
    reached: tuple[Reached, ...]
    money: Money


def follow_locality(plan: WholePlan) -> LocalityThread:
    """Return the thread of the local plan `plan`; nothing is reached where its county plan is not at hand."""
    by_target: dict[Target, list[tuple[str, Way]]] = {}
    for code, reach in reach_of_actions(plan).items():
        for target, way in reach.items():
            by_target.setdefault(target, []).append((code, way))
    found = []
    for target, actions in by_target.items():
        record = plan.find_named(target.noun, target.key)
        if record is not None and plan.find_own(NOUN_BY_NAME[target.noun], target.key) is None:
            found.append(Reached(Spot(*target), kind_of(record), name_of(record), tuple(actions)))
    found.sort(key=lambda reached: _ORDER.index(reached.spot.noun))
    actions_with_all = actions_of(plan)
    ties = ties_of(plan)
    lines = [spot for node in actions_with_all for spot in ties.all_below(node.spot)]
    return LocalityThread(actions_with_all, tuple(found), money_of(plan, lines))


def money_behind(county: WholePlan, actions: Iterable[LocalAction]) -> Money:
    """Return the money of the county's services that local `actions` name, each budget line once, divided by nobody."""
    spots = [
        spot for local in actions for spot in ties_of(local.plan).all_below(Spot(local.action.noun, local.action.code))
    ]
    return money_of(county, spots)


_ORDER = ("objective", "indicator", "key_action", "service")
