"""One name for one thing in every room: labels, services, pressures and variations."""

from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, Variation
from lcsp.partnership.plan import Service
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import holds_name, likeness, same_name, words_of
from lcsp.whole_plan import WholePlan


@check("JOIN-07", Level.NOTE, "agreement")
def things_have_one_name(plan: WholePlan) -> Faults:
    """A thing has the same name wherever it is told: a pressure in the variations, a service in the budget table.

    Names that share more than half of their words pass, and so do the aliases of a service.

    Mend: use one name, or enter the other one as an alias.

    Fails:
        service: code | name
        service: tuition | Home tuition
        budget_line: code | name | kind | service
        budget_line: tuition | Individual lessons | line | tuition
    Passes:
        service: code | name | aliases
        service: tuition | Home tuition | Individual lessons
        budget_line: code | name | kind | service
        budget_line: tuition | Individual lessons | line | tuition
    """
    for row in plan.all(Pressure):
        told = plan.find(Variation, row.variation) if row.variation else None
        if told is not None and likeness(row.name, told.name) <= 0.5:
            facts = f"{row.name!r} here is {told.name!r} in the variation statement"
            yield Fault(row, "name", facts, "use one name")
    swallowed = {line.code for line, _ in _swallowed(plan)}
    for line in plan.all(BudgetLine):
        service = plan.find(Service, line.service) if line.service else None
        if service is None or line.kind is not LineKind.LINE or line.code in swallowed:
            continue
        if not any(same_name(line.name, name) for name in (service.name, *service.aliases)):
            facts = f"{line.name!r} in the budget table is {service.name!r} in the services"
            yield Fault(line, "name", facts, "use one name, or enter the other one as an alias of the service")


@check("JOIN-08", Level.ERROR, "agreement")
def labels_name_one_thing(plan: WholePlan) -> Faults:
    """The label of a budget line does not hold the name of another service that has no row of its own.

    A label that has swallowed its neighbour's leaves the amounts below it against the wrong names.

    Mend: part the label in two, and give each service its own row.

    Fails:
        service: code | name
        service: officers | Child care officers
        service: centres | Children's Centres
        budget_line: code | name | kind | service
        budget_line: officers | Child care officers and Children's Centres | line | officers
    Passes:
        service: code | name
        service: officers | Child care officers
        service: centres | Children's Centres
        budget_line: code | name | kind | service
        budget_line: officers | Child care officers | line | officers
        budget_line: centres | Children's Centres | line | centres
    """
    for line, other in _swallowed(plan):
        facts = f"the label {line.name!r} holds the name of {other.name!r}, which has no row of its own name"
        yield Fault(line, "name", facts, "part the label in two, and give each service its own row")


def _swallowed(plan: WholePlan) -> list[tuple[BudgetLine, Service]]:
    """Return the budget lines whose label holds the name of another service that no row is labelled with."""
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]
    labels = {words_of(line.name) for line in lines}
    missing = [
        service
        for service in plan.all(Service)
        # The name of one word, such as Base, may stand in any label.
        if len(words_of(service.name)) > 1 and not _names(service) & labels
    ]
    return [
        (line, service)
        for service in missing
        for line in lines
        if line.service != service.code and holds_name(line.name, service.name) and not _is_own_name(plan, line)
    ]


def _names(service: Service) -> set[tuple[str, ...]]:
    return {words_of(name) for name in (service.name, *service.aliases)}


def _is_own_name(plan: WholePlan, line: BudgetLine) -> bool:
    service = plan.find(Service, line.service) if line.service else None
    return service is not None and words_of(line.name) in _names(service)


@check("JOIN-36", Level.WARNING, "agreement")
def rows_name_their_own_service(plan: WholePlan) -> Faults:
    """A variation or pressure that bears the name of a service concerns that service.

    Mend: correct the service, or the name of the row.

    Fails:
        service: code | name
        service: base | Base
        service: nurses | Partnership nurses
        variation: code | name | service
        variation: nurses | Partnership nurses | base
    Passes:
        service: code | name
        service: base | Base
        service: nurses | Partnership nurses
        variation: code | name | service
        variation: nurses | Partnership nurses | nurses
    """
    owners = {words: service for service in plan.all(Service) for words in _names(service)}
    rows: tuple[Variation | Pressure, ...] = (*plan.all(Variation), *plan.all(Pressure))
    for row in rows:
        owner = owners.get(words_of(row.name))
        if owner is not None and row.service != owner.code:
            held = f"the row is linked to {row.service!r}" if row.service else "the row is linked to no service"
            facts = f"{row.name!r} is a name of the service {owner.code!r}, and {held}"
            yield Fault(row, "service", facts, "correct the service, or the name of the row")
