"""The ties between records on the thread, from the priority down to the budget line, each the same seen from below."""

from collections.abc import Iterator
from typing import NamedTuple

from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.performance import Indicator
from lcsp.partnership.places import Area
from lcsp.partnership.plan import Deliverable, KeyAction, Link, Objective, Service, SubAction
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import WholePlan

# The nouns that stand on the thread, from above to below.
ON_THE_THREAD: tuple[type[Noun], ...] = (
    Objective, Indicator, KeyAction, SubAction, Deliverable, Service, Area, BudgetLine,
)  # fmt: skip


class Spot(NamedTuple):
    """A record on the thread: the name of its noun, and its key."""

    noun: str
    key: str


class Tie(NamedTuple):
    """That `lower` hangs on `upper`; `part` is the part of the action by which it does, blank for the whole of it."""

    upper: Spot
    lower: Spot
    part: str = ""


class Ties:
    """The ties of one plan, a local plan's with those that it inherits, indexed both ways.

    A link that says "all" ties nothing: it names nothing in particular. A tie to a record that is not there is left
    out; a rule tells of it.
    """

    def __init__(self, plan: WholePlan) -> None:
        self._below: dict[Spot, dict[Spot, list[str]]] = {}
        self._above: dict[Spot, dict[Spot, list[str]]] = {}
        for tie in _ties(plan):
            if _stands(plan, tie.upper) and _stands(plan, tie.lower):
                self._below.setdefault(tie.upper, {}).setdefault(tie.lower, []).append(tie.part)
                self._above.setdefault(tie.lower, {}).setdefault(tie.upper, []).append(tie.part)

    def below(self, spot: Spot) -> tuple[Spot, ...]:
        """Return what hangs directly on `spot`."""
        return _in_order(self._below.get(spot, {}))

    def above(self, spot: Spot) -> tuple[Spot, ...]:
        """Return what `spot` hangs directly on."""
        return _in_order(self._above.get(spot, {}))

    def parts(self, upper: Spot, lower: Spot) -> tuple[str, ...]:
        """Return the parts of the action by which alone two records are tied; none where the whole action ties them."""
        parts = self._below.get(upper, {}).get(lower, [])
        return tuple(dict.fromkeys(parts)) if all(parts) else ()

    def all_below(self, spot: Spot) -> tuple[Spot, ...]:
        """Return everything that hangs on `spot`, however far down, each once; not `spot` itself."""
        return _reach(self._below, spot)

    def all_above(self, spot: Spot) -> tuple[Spot, ...]:
        """Return everything that `spot` hangs on, however far up, each once; not `spot` itself."""
        return _reach(self._above, spot)


def ties_of(plan: WholePlan) -> Ties:
    """Return the ties of `plan`, worked out once."""
    return plan.once(Ties, lambda: Ties(plan))


def _reach(ties: dict[Spot, dict[Spot, list[str]]], start: Spot) -> tuple[Spot, ...]:
    seen: dict[Spot, None] = {start: None}
    waiting = [start]
    while waiting:
        for spot in ties.get(waiting.pop(), {}):
            if spot not in seen:
                seen[spot] = None
                waiting.append(spot)
    del seen[start]
    return tuple(seen)


_RANK = {noun.noun: rank for rank, noun in enumerate(ON_THE_THREAD)}


def _in_order(spots: dict[Spot, list[str]]) -> tuple[Spot, ...]:
    """Return `spots` from above to below, those of one noun in the plan's order."""
    return tuple(sorted(spots, key=lambda spot: _RANK[spot.noun]))


def _stands(plan: WholePlan, spot: Spot) -> bool:
    return plan.find_named(*spot) is not None


def _ties(plan: WholePlan) -> Iterator[Tie]:
    """Yield every tie: aims and indicators, then actions and what they deliver, then services and money."""
    for aim in plan.whole_of(Objective):
        if aim.parent:
            yield _tie(Objective, aim.parent, Objective, aim.code)
        if aim.indicator:
            yield _tie(Objective, aim.code, Indicator, aim.indicator)
    county = plan.inherits
    if county is not None:  # an action of the same number as one of the county's is the plan's own: it has own links
        kept = (link for link in county.all(Link) if plan.find_own(KeyAction, link.action) is None)
        yield from (tie for link in kept for tie in _of_link(link))
    yield from (tie for link in plan.all(Link) for tie in _of_link(link))
    for action in plan.all(KeyAction):
        yield from (_tie(KeyAction, served, KeyAction, action.code) for served in action.serves)
    for part in plan.all(SubAction):
        yield _tie(KeyAction, part.action, SubAction, part.code)
    for row in plan.all(Deliverable):
        whole = row.sub_action is None or plan.find(SubAction, row.sub_action) is None
        yield (
            _tie(KeyAction, row.action, Deliverable, row.code)
            if whole
            else _tie(SubAction, row.sub_action or "", Deliverable, row.code)
        )
    for line in plan.whole_of(BudgetLine):
        yield from _of_line(line)


def _of_link(link: Link) -> Iterator[Tie]:
    if link.catch_all:
        return
    part = link.sub_action or ""
    if link.objective:
        yield _tie(Objective, link.objective, KeyAction, link.action, part)
    if link.indicator:
        yield _tie(Indicator, link.indicator, KeyAction, link.action, part)
    if link.service:
        yield _tie(KeyAction, link.action, Service, link.service, part)


def _of_line(line: BudgetLine) -> Iterator[Tie]:
    if line.service:
        yield _tie(Service, line.service, BudgetLine, line.code)
    if line.hosted_by:
        yield _tie(Area, line.hosted_by, BudgetLine, line.code)
    if line.part_of:
        yield _tie(BudgetLine, line.part_of, BudgetLine, line.code)


def _tie(upper: type[Noun], upper_key: str, lower: type[Noun], lower_key: str, part: str = "") -> Tie:
    return Tie(Spot(upper.noun, upper_key), Spot(lower.noun, lower_key), part)
