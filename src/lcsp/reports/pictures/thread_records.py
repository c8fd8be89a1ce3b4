"""What the diagram of the thread shows: aims with their actions, actions with their services and money."""

from decimal import Decimal
from typing import NamedTuple

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import KeyAction, Link, Objective, ObjectiveKind, Service
from lcsp.reports.pictures.amounts import short_pounds
from lcsp.whole_plan import WholePlan

# Of aims that stand under no priority; enablers never do, so that nothing need be said.
_TITLES = {
    ObjectiveKind.OUTCOME: "Outcomes under no priority",
    ObjectiveKind.TARGET: "Targets under no priority",
    ObjectiveKind.ENABLER: "Enablers",
}


class PaidService(NamedTuple):
    """A service and the money of its budget lines (or of its heading); None where neither is stated."""

    name: str
    money: Decimal | None

    @property
    def words(self) -> str:
        """The service with its money, as a picture writes it."""
        return f"{'no amount' if self.money is None else short_pounds(self.money)}: {self.name}"


class ServedAim(NamedTuple):
    """An objective, the codes of the actions that serve it in particular, and the code of the priority above it.

    `under` is blank where there is none. A local plan's priority may stand under one of the county's.
    """

    objective: Objective
    actions: tuple[str, ...]
    under: str = ""

    @property
    def is_priority(self) -> bool:
        """Whether it is a priority itself, under no other, which outcomes stand under."""
        return self.objective.kind is ObjectiveKind.PRIORITY and not self.under


class Group(NamedTuple):
    """A priority with what stands under it, or the aims that stand under none."""

    title: str
    aims: tuple[ServedAim, ...]


class ServedAction(NamedTuple):
    """An action, the codes of the objectives that it serves, and the services that it names."""

    action: KeyAction
    serves: tuple[str, ...]
    catch_all: bool
    services: tuple[PaidService, ...]


class Thread(NamedTuple):
    """The whole thread; `outside` counts the targets under no priority to which no action links."""

    groups: tuple[Group, ...]
    actions: tuple[ServedAction, ...]
    unnamed_services: tuple[str, ...]
    unnamed_money: Decimal
    outside: int


def spoken(code: str, title: str) -> str:
    """A record as people quote it: 7B Improved attainment."""
    return f"{code} {title}"


def follow_thread(plan: WholePlan) -> Thread:
    """The thread of `plan`. A reference that names no record is left out: a rule tells of it.

    Of what a local plan inherits, only the objectives that its actions serve are in the thread.
    """
    links = [link for link in plan.all(Link) if plan.find(KeyAction, link.action)]
    serving: dict[str, dict[str, None]] = {}
    for link in links:
        if link.objective and not link.catch_all:
            serving.setdefault(link.objective, {})[link.action] = None
    inherited = (aim for code in serving if not plan.find_own(Objective, code) and (aim := plan.find(Objective, code)))
    aims = [
        ServedAim(aim, tuple(serving.get(aim.code, ())), _priority_of(plan, aim))
        for aim in (*plan.all(Objective), *inherited)
    ]
    money = _money_by_service(plan)
    actions = tuple(_served(plan, action, links, money) for action in plan.all(KeyAction))
    named = {link.service for link in links if link.service}
    unnamed = [service for service in plan.all(Service) if service.code not in named]
    groups, outside = _groups(plan, aims)
    return Thread(groups, actions, tuple(s.name for s in unnamed), total(money.get(s.code) for s in unnamed), outside)


def _money_by_service(plan: WholePlan) -> dict[str, Decimal]:
    """The controllable amounts of each service's budget lines; where it has none, the price in its heading."""
    money: dict[str, Decimal] = {s.code: s.price for s in plan.all(Service) if s.price is not None}
    budgeted: dict[str, Decimal] = {}
    for line in plan.all(BudgetLine):
        if line.service and line.kind is LineKind.LINE and line.controllable is not None:
            budgeted[line.service] = budgeted.get(line.service, Decimal(0)) + line.controllable
    return money | budgeted


def _served(plan: WholePlan, action: KeyAction, links: list[Link], money: dict[str, Decimal]) -> ServedAction:
    own = [link for link in links if link.action == action.code]
    serves = dict.fromkeys(
        link.objective for link in own if link.objective and not link.catch_all and plan.find(Objective, link.objective)
    )
    codes = dict.fromkeys(link.service for link in own if link.service)
    services = [service for code in codes if (service := plan.find(Service, code))]
    return ServedAction(
        action,
        tuple(serves),
        any(link.catch_all for link in own),
        tuple(PaidService(service.name, money.get(service.code)) for service in services),
    )


def _groups(plan: WholePlan, aims: list[ServedAim]) -> tuple[tuple[Group, ...], int]:
    """The aims under their priorities, then those under none by their kind; and how many targets are left out."""
    found: dict[str, list[ServedAim]] = {aim.objective.code: [] for aim in aims if aim.is_priority}
    rest: dict[ObjectiveKind, list[ServedAim]] = {}
    outside = 0
    for aim in aims:
        if aim.is_priority:
            if aim.actions:
                found[aim.objective.code].insert(0, aim)
        elif aim.under:
            found.setdefault(aim.under, []).append(aim)
        elif aim.objective.kind is ObjectiveKind.TARGET and not aim.actions:
            outside += 1
        else:
            rest.setdefault(aim.objective.kind, []).append(aim)
    above = ((code, plan.find(Objective, code)) for code in found)
    titles = {code: spoken(code, priority.title) for code, priority in above if priority}
    alone = [Group(_TITLES[kind], tuple(several)) for kind, several in rest.items()]
    return (*(Group(titles[code], tuple(several)) for code, several in found.items()), *alone), outside


def _priority_of(plan: WholePlan, objective: Objective) -> str:
    """The code of the priority above, or "" (also where parents lead in a circle)."""
    seen = {objective.code}
    above = plan.find(Objective, objective.parent) if objective.parent else None
    while above and above.kind is not ObjectiveKind.PRIORITY and above.code not in seen:
        seen.add(above.code)
        above = plan.find(Objective, above.parent) if above.parent else None
    return above.code if above and above.kind is ObjectiveKind.PRIORITY else ""
