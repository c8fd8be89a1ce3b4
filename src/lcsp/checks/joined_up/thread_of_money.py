"""The thread to the money: actions, priorities and services reach a budget, and the budget reaches them."""

from decimal import Decimal

from lcsp.arithmetic.sums import total
from lcsp.checks.label_slips import find_slips, lines_by_service, unfunded
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import KeyAction, Link, Objective, ObjectiveKind, Service
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import none_of
from lcsp.whole_plan import WholePlan


def _money(plan: WholePlan) -> dict[str, Decimal]:
    """Return the controllable expenditure of each service that has any, the county's services included."""
    found: dict[str, Decimal] = {}
    for line in plan.whole_of(BudgetLine):
        if line.kind is LineKind.LINE and line.service and line.controllable:
            found[line.service] = found.get(line.service, Decimal(0)) + line.controllable
    return found


def _funded_actions(plan: WholePlan) -> set[str]:
    """Return the actions that a service with money carries out."""
    money = _money(plan)
    return {link.action for link in plan.all(Link) if link.service in money}


@check("JOIN-12", Level.NOTE, "the thread")
def actions_have_money(plan: WholePlan) -> Faults:
    """Every action is carried out by a service that has a budget.

    Where no action is, that is said once, of the plan.

    Mend: link the action to the service that carries it out.

    Fails:
        key_action: code
        key_action: 1
        service: code
        service: nurses
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
    Passes:
        key_action: code
        key_action: 1
        service: code
        service: nurses
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
        link: action | service
        link: 1 | nurses
    """
    actions = plan.all(KeyAction)
    funded = _funded_actions(plan)
    has_budget = bool(plan.all(BudgetLine))
    if actions and has_budget and not funded:
        facts = f"{none_of(actions, 'action')} names a service with a budget"
        yield Fault(plan.header, "code", facts, "link the actions to the services that carry them out")
        return
    for action in actions:
        if has_budget and action.code not in funded:
            yield Fault(action, "code", f"no budget pays for {action.title!r}", "link the service that carries it out")


@check("JOIN-13", Level.WARNING, "the thread")
def priorities_are_reached_by_money(plan: WholePlan) -> Faults:
    """Money reaches every priority: a budget, its service, an action of that service, an outcome of the priority.

    Where money reaches none of them, that is said once, of the plan.

    Mend: link the actions that serve the priority to the services that carry them out.

    Fails:
        objective: code | kind
        objective: P1 | priority
        service: code
        service: nurses
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
    Passes:
        objective: code | kind | parent
        objective: P1 | priority |
        objective: 1A | outcome | P1
        key_action: code
        key_action: 1
        service: code
        service: nurses
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
        link: action | objective | service
        link: 1 | 1A |
        link: 1 | | nurses
    """
    priorities = [objective for objective in plan.all(Objective) if objective.kind is ObjectiveKind.PRIORITY]
    money = total(line.controllable for line in plan.all(BudgetLine) if line.kind is LineKind.LINE)
    if not money or not priorities:
        return
    funded = _funded_actions(plan)
    reached: set[str] = set()
    for link in plan.all(Link):
        if link.objective and link.action in funded and not link.catch_all:
            _climb(plan, link.objective, reached)
    unreached = [priority for priority in priorities if priority.code not in reached]
    if len(unreached) == len(priorities):
        facts = (
            f"{show_pounds(money)} reaches {none_of(priorities, 'priority', 'priorities')}: "
            "no action that serves one has a service with a budget"
        )
        yield Fault(plan.header, "code", facts, "link budgets, services and actions to the priorities")
        return
    for priority in unreached:
        facts = f"no budget reaches priority {priority.code} through an action and its service"
        yield Fault(priority, "code", facts, "link the actions that serve it to their services")


def _climb(plan: WholePlan, code: str, reached: set[str]) -> None:
    """Add the objective `code` and those above it to `reached`."""
    objective = plan.find(Objective, code)
    while objective is not None and objective.code not in reached:
        reached.add(objective.code)
        objective = plan.find(Objective, objective.parent) if objective.parent else None


@check("JOIN-14", Level.WARNING, "the thread")
def services_and_budgets_meet(plan: WholePlan) -> Faults:
    """Every service has money, and every budget line with money has a service.

    Slipped labels, which leave a line or service alone too, are told by JOIN-04, and a line that is still to be filled
    in by FIN-34.

    Mend: link the budget line to its service, add the one that is missing, or leave out the service.

    Fails:
        service: code | name | price
        service: nurses | Nurses | 165000
        budget_line: code | name | kind | service | controllable
        budget_line: base | Base | line | | 31900
    Passes:
        service: code | name | price
        service: nurses | Nurses | 165000
        budget_line: code | name | kind | service | controllable
        budget_line: nurses | Nurses | line | nurses | 165000
    """
    if not plan.all(Service) or not plan.all(BudgetLine):
        return
    slips = find_slips(plan)
    owners, slipped = {slip.owner.code for slip in slips}, {slip.line.code for slip in slips}
    without = {service.code for service in unfunded(plan)}
    lines_of = lines_by_service(plan)
    for service in plan.all(Service):
        lines = lines_of.get(service.code, [])
        if service.code in without - owners:
            facts = f"{show_pounds(service.price or Decimal(0))} in the heading, and no budget line"
            yield Fault(service, "price", facts, "link or add its budget line")
        elif not service.price and not any(line.controllable or _is_asked_for(line) for line in lines):
            held = "a budget line of £0" if lines else "no budget line"
            facts = f"the plan describes the service, and gives it no money: no price, and {held}"
            yield Fault(service, "code", facts, "add its money, or say where the service has gone")
    for line in plan.all(BudgetLine):
        if line.kind is LineKind.LINE and line.controllable and not line.service and line.code not in slipped:
            facts = f"{show_pounds(line.controllable)} ({line.name}) is for no service"
            yield Fault(line, "service", facts, "name the service that the money is for")


def _is_asked_for(line: BudgetLine) -> bool:
    return line.controllable is None and bool(line.prior_controllable)
