"""Where a thread can begin: the records on it, with what hangs on each and what is missing."""

from collections.abc import Iterator
from typing import NamedTuple

from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.performance import Indicator
from lcsp.partnership.places import Area
from lcsp.partnership.plan import KeyAction, Objective, ObjectiveKind, Service
from lcsp.reports.thread.following import count_kinds
from lcsp.reports.thread.missing import missing_below
from lcsp.reports.thread.telling import kind_of, name_of
from lcsp.reports.thread.ties import Spot, ties_of
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import WholePlan

_NOUNS: tuple[type[Noun], ...] = (Objective, KeyAction, Indicator, Service, BudgetLine, Area)
_KINDS = [kind.value for kind in ObjectiveKind]


class Start(NamedTuple):
    """A record to begin at, how many of each kind hang on it, and what does not hang on it though it ought to."""

    spot: Spot
    kind: str
    name: str
    below: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]


def starts(plan: WholePlan) -> Iterator[Start]:
    """Yield the objectives (priorities first), actions, indicators, services, budget lines and areas of `plan`.

    Of what a local plan inherits, what its own records are tied to, and its own area.
    """
    ties = ties_of(plan)
    for noun in _NOUNS:
        records = [record for record in plan.whole_of(noun) if _belongs(plan, record)]
        if noun is Objective:
            records.sort(key=lambda record: _KINDS.index(kind_of(record)))
        for record in records:
            spot = Spot(record.noun, record.key)
            below = count_kinds(plan, ties.all_below(spot))
            yield Start(spot, kind_of(record), name_of(record), below, missing_below(plan, ties, spot))


def _belongs(plan: WholePlan, record: Noun) -> bool:
    """Say whether a thread of `plan` may begin at `record`: its own, or one that its own are tied to."""
    if plan.inherits is None or plan.find_own(type(record), record.key) is not None:
        return True
    if isinstance(record, Area):
        return record.code == plan.header.area
    ties, spot = ties_of(plan), Spot(record.noun, record.key)
    around = (*ties.all_below(spot), *ties.all_above(spot))
    return any(plan.find_own(KeyAction, other.key) for other in around if other.noun == KeyAction.noun)
