"""What the actions of a plan reach: by `serves`, by their links, by the objectives above them, by county actions."""

from collections.abc import Iterator
from typing import NamedTuple

from lcsp.partnership.plan import KeyAction, Link, Objective
from lcsp.reports.roll_up.results import Way
from lcsp.whole_plan import WholePlan

_RANK = {way: rank for rank, way in enumerate(Way)}


class Target(NamedTuple):
    """A record that an action may reach: the name of its noun, and its key."""

    noun: str
    key: str


Reach = dict[Target, Way]


def reach_of_actions(plan: WholePlan) -> dict[str, Reach]:
    """Return what each action of `plan` reaches, by the action's code, each target by its most direct way.

    Links that mean "all" are left out: what serves everything serves nothing in particular.
    """
    reached: dict[str, Reach] = {action.code: {} for action in plan.all(KeyAction)}
    for link in plan.all(Link):
        if link.action in reached and not link.catch_all:
            for target, way in _of_link(plan, link):
                _note(reached[link.action], target, way)
    county = plan.inherits
    above = county.once(reach_of_actions, lambda: reach_of_actions(county)) if county else {}
    for action in plan.all(KeyAction):
        for served in action.serves:
            _note(reached[action.code], Target(KeyAction.noun, served), Way.SERVES)
            for target in above.get(served, ()):
                _note(reached[action.code], target, Way.BY_COUNTY_ACTION)
    return reached


def _note(reach: Reach, target: Target, way: Way) -> None:
    """Enter `target`, unless it is reached more directly already."""
    if target not in reach or _RANK[way] < _RANK[reach[target]]:
        reach[target] = way


def _of_link(plan: WholePlan, link: Link) -> Iterator[tuple[Target, Way]]:
    """Yield what one link leads to: what it names, and what stands above or measures the objective that it names."""
    for noun in ("objective", "indicator", "service"):
        if key := getattr(link, noun):
            yield Target(noun, key), Way.LINKED
    for objective in _upwards(plan, link.objective or ""):
        yield Target(Objective.noun, objective.code), Way.BY_OBJECTIVE
        if objective.indicator:
            yield Target("indicator", objective.indicator), Way.BY_OBJECTIVE


def _upwards(plan: WholePlan, code: str) -> Iterator[Objective]:
    """Yield the objective `code` and those above it, each once."""
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        objective = plan.find(Objective, code)
        if objective is None:
            return
        yield objective
        code = objective.parent or ""
