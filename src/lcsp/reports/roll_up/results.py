"""What a roll-up says: local actions with their progress and what is late, and the state of each locality."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lcsp.partnership.places import Area
from lcsp.partnership.plan import Deliverable, KeyAction, Plan, ProgressReport
from lcsp.partnership.plan.rules import Progress
from lcsp.whole_plan import WholePlan


class Way(StrEnum):
    """How a local action reaches what the county plan holds, the most direct way first."""

    SERVES = "serves it"
    LINKED = "is linked to it"
    BY_OBJECTIVE = "serves an objective that leads to it"
    BY_COUNTY_ACTION = "serves a county action that leads to it"


class Late(NamedTuple):
    """A deliverable whose day has passed and that is not done, with the newest report of it, if there is one."""

    deliverable: Deliverable
    report: ProgressReport | None


class LocalAction(NamedTuple):
    """An action of a local plan: whose it is, how it reaches what was asked about, and how far along it is."""

    plan: WholePlan
    action: KeyAction
    way: Way
    progress: Progress
    late: tuple[Late, ...]

    @property
    def area(self) -> str:
        """The code of the area whose plan it is; blank where the plan does not say."""
        return self.plan.header.area or ""


class RolledUp(NamedTuple):
    """All local actions that reach one record of the county plan, in the order of the plans and their actions."""

    actions: tuple[LocalAction, ...]

    @property
    def areas(self) -> tuple[str, ...]:
        """The codes of the areas whose plans act, each once."""
        return tuple(dict.fromkeys(action.area for action in self.actions))

    @property
    def progress(self) -> Progress:
        """How many deliverables of all these actions stand how."""
        return sum_up(action.progress for action in self.actions)

    @property
    def late(self) -> tuple[tuple[LocalAction, Late], ...]:
        """What is late, with the action that it belongs to."""
        return tuple((action, late) for action in self.actions for late in action.late)


class LocalityState(NamedTuple):
    """How a locality stands: its plan's actions and deliverables on the day of account. Without a plan all is nil."""

    area: Area
    plan: Plan | None
    actions: int
    progress: Progress
    late: tuple[Late, ...]
    last_report: date | None


def sum_up(counts: Iterable[Progress]) -> Progress:
    """Return the counts of all together."""
    total = Progress()
    for count in counts:
        total = total.plus(count)
    return total
