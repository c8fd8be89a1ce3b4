"""Follows the thread of one record up and down, and adds up the money, the staff and the progress along it."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Deliverable, KeyAction
from lcsp.partnership.plan.rules import Progress, count_progress, latest_reports
from lcsp.reports.thread.missing import missing_above, missing_below
from lcsp.reports.thread.telling import kind_of, name_of, told_of
from lcsp.reports.thread.ties import Spot, Ties, ties_of
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan


class Money(NamedTuple):
    """What distinct budget lines add up to: gross and controllable in pounds, people in full-time equivalents.

    `lines` counts them. A sum is None where no line states the amount, so that nothing reads as nought.
    """

    lines: int = 0
    gross: Decimal | None = None
    controllable: Decimal | None = None
    fte: Decimal | None = None


class Node(NamedTuple):
    """A record on the thread, with what hangs on it (or, upwards, what it hangs on).

    `told` says what the record itself states, `parts` by which parts of an action alone it is tied to the one before,
    `missing` where the thread breaks. Downwards, `money` and `progress` are those of all that hangs on it, each line
    and deliverable once. A record that is shown already is shown `again` without what hangs on it.
    """

    spot: Spot
    kind: str
    name: str
    inherited: bool
    told: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    money: Money = Money()
    progress: Progress = Progress()
    missing: tuple[str, ...] = ()
    nodes: tuple["Node", ...] = ()
    again: bool = False


class Thread(NamedTuple):
    """The thread of one record: `top` with all that hangs on it, and what it hangs on, nearest first."""

    top: Node
    above: tuple[Node, ...]
    missing_above: tuple[str, ...]
    below_count: tuple[tuple[str, int], ...]
    above_count: tuple[tuple[str, int], ...]


def follow(plan: WholePlan, spot: Spot) -> Thread:
    """Return the thread of the record `spot` in `plan`, inherited records included. LookupError where it is not there.

    Each budget line and each deliverable counts once, however many ways lead to it. Nothing is shared out: an action
    that a service carries out has the whole money of that service behind it, and so has every other such action.
    """
    if plan.find_named(*spot) is None:
        raise LookupError(f"there is no {spot.noun.replace('_', ' ')} {spot.key!r}")
    ties = ties_of(plan)
    walk = _Walk(plan, ties)
    top = walk.down(spot, {spot})
    above = walk.up(spot, {spot})
    return Thread(
        top,
        above,
        missing_above(plan, ties, spot),
        count_kinds(plan, ties.all_below(spot)),
        count_kinds(plan, ties.all_above(spot)),
    )


def money_of(plan: WholePlan, spots: Iterable[Spot]) -> Money:
    """Return what the distinct budget lines among `spots` add up to; totals and memorandum rows are not added again."""
    found = (plan.find(BudgetLine, spot.key) for spot in dict.fromkeys(spots) if spot.noun == BudgetLine.noun)
    lines = [line for line in found if line and line.kind is LineKind.LINE]
    return Money(
        len(lines),
        _sum(line.gross for line in lines),
        _sum(line.controllable for line in lines),
        _sum(line.fte for line in lines),
    )


def progress_of(plan: WholePlan, spots: Iterable[Spot]) -> Progress:
    """Return how the distinct deliverables of `plan` itself among `spots` stand on its `today`."""
    found = (plan.find_own(Deliverable, spot.key) for spot in dict.fromkeys(spots) if spot.noun == Deliverable.noun)
    return count_progress(
        (row for row in found if row), plan.once("latest reports", lambda: latest_reports(plan, plan.today))
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return total(known) if known else None


def count_kinds(plan: WholePlan, spots: Iterable[Spot]) -> tuple[tuple[str, int], ...]:
    """Return how many of each kind ("outcome", "key action") there are, in the order of the thread."""
    counts: dict[str, int] = {}
    for spot in spots:
        record = plan.find_named(*spot)
        if record is not None:
            kind = kind_of(record)
            counts[kind] = counts.get(kind, 0) + 1
    return tuple(counts.items())


class _Walk:
    """One walk along the ties of a plan; `seen` keeps a record from being unfolded twice, and circles from closing."""

    def __init__(self, plan: WholePlan, ties: Ties) -> None:
        self.plan = plan
        self.ties = ties

    def down(self, spot: Spot, seen: set[Spot], parts: tuple[str, ...] = ()) -> Node:
        """Return `spot` with everything that hangs on it."""
        nodes = []
        below = self.ties.below(spot)
        fresh = [lower not in seen for lower in below]
        seen.update(below)
        for lower, is_fresh in zip(below, fresh, strict=True):
            by = self.ties.parts(spot, lower)
            nodes.append(self.down(lower, seen, by) if is_fresh else self._bare(lower, by, again=True))
        reached = (spot, *self.ties.all_below(spot))
        return self._bare(spot, parts)._replace(
            money=money_of(self.plan, reached),
            progress=progress_of(self.plan, reached),
            missing=missing_below(self.plan, self.ties, spot),
            nodes=tuple(nodes),
        )

    def up(self, spot: Spot, seen: set[Spot]) -> tuple[Node, ...]:
        """Return what `spot` hangs on, each with what that hangs on."""
        above = self.ties.above(spot)
        fresh = [upper not in seen for upper in above]
        seen.update(above)
        nodes = []
        for upper, is_fresh in zip(above, fresh, strict=True):
            bare = self._bare(upper, self.ties.parts(upper, spot), again=not is_fresh)
            if is_fresh:
                bare = bare._replace(nodes=self.up(upper, seen), missing=missing_above(self.plan, self.ties, upper))
            nodes.append(bare)
        return tuple(nodes)

    def _bare(self, spot: Spot, parts: tuple[str, ...], *, again: bool = False) -> Node:
        record = self.plan.find_named(*spot)
        if record is None:
            raise LookupError(f"there is no {spot.noun} {spot.key!r}")
        inherited = self.plan.find_own(NOUN_BY_NAME[spot.noun], spot.key) is None
        told = () if again else told_of(self.plan, record)
        return Node(spot, kind_of(record), name_of(record), inherited, told, parts, again=again)


def actions_of(plan: WholePlan) -> tuple[Node, ...]:
    """Return every key action of `plan` itself with what hangs on it."""
    walk = _Walk(plan, ties_of(plan))
    spots = [Spot(KeyAction.noun, action.code) for action in plan.all(KeyAction)]
    return tuple(walk.down(spot, {spot}) for spot in spots)
