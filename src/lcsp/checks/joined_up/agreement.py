"""What is told in two rooms is told alike: prices, variations, pressures, agreement targets."""

from decimal import Decimal

from lcsp.arithmetic.sums import total
from lcsp.checks.label_slips import find_slips, lines_by_service, mispriced
from lcsp.partnership.finance import BudgetLine, Pressure, PressureKind, Variation, VariationKind
from lcsp.partnership.governance import Post
from lcsp.partnership.performance import Indicator
from lcsp.partnership.plan import Objective, Service
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan


@check("JOIN-03", Level.ERROR, "agreement")
def prices_agree(plan: WholePlan) -> Faults:
    """The price in a service's heading is the controllable expenditure of its budget lines.

    Amounts that fit a neighbour's name are reported as slipped labels (JOIN-04) instead.

    Mend: bring the heading and the budget table to the same amount.

    Fails:
        service: code | name | price
        service: nurses | Nurses | 165000
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 156000
    Passes:
        service: code | name | price
        service: nurses | Nurses | 165000
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
    """
    slipped = {slip.line.key for slip in find_slips(plan)}
    lines_of = lines_by_service(plan)
    for service in mispriced(plan):
        lines = lines_of[service.code]
        if service.price is None or any(line.key in slipped for line in lines):
            continue
        summed = total(line.controllable for line in lines)
        names = ", ".join(line.name for line in lines)
        facts = f"{show_pounds(service.price)} in the heading, {show_pounds(summed)} in the budget table ({names})"
        yield Fault(service, "price", facts, "bring the heading and the budget table to the same amount")


@check("JOIN-04", Level.ERROR, "agreement")
def labels_have_not_slipped(plan: WholePlan) -> Faults:
    """The amounts of a budget line belong to the service that its label names, not to a neighbour's.

    When a row's label swallows the next one, every amount below it stands against the wrong name, and all sums still
    come out. The prices in the services' headings show it.

    Mend: move the labels so that every amount stands against the service whose price it is.

    Fails:
        service: code | name | price
        service: centres | Centres | 500
        service: nursery | Nursery | 90
        service: school | School | 170
        budget_line: code | name | kind | order | service | controllable
        budget_line: one | Nursery | line | 1 | nursery | 500
        budget_line: two | School | line | 2 | school | 90
        budget_line: three | Charges | line | 3 | | 170
    Passes:
        service: code | name | price
        service: centres | Centres | 500
        service: nursery | Nursery | 90
        budget_line: code | name | kind | order | service | controllable
        budget_line: one | Centres | line | 1 | centres | 500
        budget_line: two | Nursery | line | 2 | nursery | 90
    """
    for slip in find_slips(plan):
        facts = (
            f"label {slip.line.name!r} stands against {show_pounds(slip.amount)}, "
            f"which is the price of {slip.owner.name!r}"
        )
        yield Fault(slip.line, "name", facts, f"the label has slipped: this row is {slip.owner.name!r}")


@check("JOIN-09", Level.NOTE, "agreement")
def variations_explain_the_change(plan: WholePlan) -> Faults:
    """The variations of a service add up to the change of its budget lines, but for pay and rounding.

    What is left is taken for pay and rounding up to a twentieth of the service's budget.

    Mend: link the variation that is missing to the service, or correct the one that is too large.

    Fails:
        service: code
        service: admin
        budget_line: code | kind | service | prior_controllable | controllable
        budget_line: admin | line | admin | 2441000 | 2841200
        variation: code | kind | amount | service
        variation: support | demand | 148000 | admin
    Passes:
        service: code
        service: admin
        budget_line: code | kind | service | prior_controllable | controllable
        budget_line: admin | line | admin | 2441000 | 2841200
        variation: code | kind | amount | service
        variation: support | demand | 148000 | admin
        variation: assistants | transfer | 245000 | admin
    """
    steps: dict[str, list[Decimal]] = {}
    for row in plan.all(Variation):
        if row.service and row.kind not in (VariationKind.OPENING, VariationKind.SUBTOTAL, VariationKind.CLOSING):
            steps.setdefault(row.service, []).append(row.amount)
    slipped = {slip.line.key for slip in find_slips(plan)}
    lines_of = lines_by_service(plan)
    for code, amounts in steps.items():
        lines = lines_of.get(code, [])
        if not lines or any(line.prior_controllable is None or line.key in slipped for line in lines):
            continue
        before, after = total(line.prior_controllable for line in lines), total(line.controllable for line in lines)
        unexplained = after - before - total(amounts)
        if abs(unexplained) > max(abs(before), abs(after)) / 20 + 1000 * len(amounts):
            facts = (
                f"variations of {show_pounds(total(amounts))}, a change of {show_pounds(after - before)} "
                f"in the budget table: {show_pounds(unexplained)} is not explained"
            )
            yield Fault(lines[0], "controllable", facts, "link or correct the variations of the service")


@check("JOIN-15", Level.NOTE, "agreement")
def agreement_targets_are_marked_alike(plan: WholePlan) -> Faults:
    """An indicator is marked as one of the Local Area Agreement where the target that it measures is, and only there.

    Mend: mark both, or neither.

    Fails:
        indicator: code | laa
        indicator: NI 109 | no
        objective: code | kind | laa | indicator
        objective: LAA 6 | target | yes | NI 109
    Passes:
        indicator: code | laa
        indicator: NI 109 | yes
        objective: code | kind | laa | indicator
        objective: LAA 6 | target | yes | NI 109
    """
    for objective in plan.all(Objective):
        indicator = plan.find_own(Indicator, objective.indicator) if objective.indicator else None
        if indicator is not None and indicator.laa is not objective.laa:
            marked, other = (objective, indicator) if objective.laa else (indicator, objective)
            facts = (
                f"{marked.noun} {marked.code} is marked as part of the Local Area Agreement, "
                f"{other.noun} {other.code} is not"
            )
            yield Fault(indicator, "laa", facts, "mark both, or neither")
    measured = {objective.indicator: objective.laa for objective in plan.all(Objective) if objective.indicator}
    for indicator in plan.all(Indicator) if any(measured.values()) else ():
        if indicator.laa and indicator.code not in measured:
            facts = f"{indicator.code} is marked as part of the Local Area Agreement, whose targets do not name it"
            yield Fault(indicator, "laa", facts, "add the target, or take the mark away")


@check("JOIN-18", Level.WARNING, "agreement")
def pressures_are_in_the_variations(plan: WholePlan) -> Faults:
    """Every pressure and saving is told by the variation statement, and every variation beside them by a pressure.

    The rows of a heading are taken to come from the medium term plan where a pressure tells one of them. The parts
    of a subtotal are told with it.

    Mend: link the pressure to its variation, or add the one that is missing.

    Fails:
        pressure: code | kind | amount | variation
        pressure: tuition | pressure | 200000 |
        variation: code | kind | amount
        variation: pay | pay | 295000
    Passes:
        pressure: code | kind | amount | variation
        pressure: tuition | pressure | 200000 | tuition
        variation: code | kind | amount
        variation: pay | pay | 295000
        variation: tuition | demand | 200000
    """
    if not plan.all(Variation):
        return
    pressures = plan.all(Pressure)
    told = {row.variation for row in pressures if row.variation}
    parts: dict[str, list[Pressure]] = {}
    for row in pressures:
        if row.part_of:
            parts.setdefault(row.part_of, []).append(row)
    for row in pressures:
        if not _is_told(plan, row, parts.get(row.code, [])):
            facts = f"{show_pounds(row.amount)} ({row.name}) is not in the variation statement"
            yield Fault(row, "variation", facts, "link it to its variation, or add the row")
    headings = {step.heading for step in plan.all(Variation) if step.heading and step.code in told}
    for step in plan.all(Variation):
        if step.heading in headings and step.code not in told and step.kind is not VariationKind.SUBTOTAL:
            facts = f"{show_pounds(step.amount)} ({step.name}) is told by no pressure or saving, as its neighbours are"
            yield Fault(step, "code", facts, "add the pressure or saving, or move the row to its own heading")


def _is_told(plan: WholePlan, row: Pressure, parts: list[Pressure]) -> bool:
    """Whether a variation tells `row`, the subtotal above it or, for a subtotal, all of its `parts`."""
    whole = plan.find(Pressure, row.part_of) if row.part_of else None
    if row.variation or (whole is not None and whole.variation):
        return True
    return row.kind is PressureKind.SUBTOTAL and bool(parts) and all(part.variation for part in parts)


@check("JOIN-26", Level.WARNING, "agreement")
def managers_hold_their_budgets(plan: WholePlan) -> Faults:
    """The post that answers for a service holds the service's budget.

    Who answers for a service without its money can be held to account for neither.

    Mend: pass the budget to the service's manager, or name the post that holds it as accountable.

    Fails:
        post: code | name
        post: manager | Partnership manager
        post: central | Central finance
        service: code | manager
        service: centres | manager
        budget_line: code | service | controllable | budget_holder
        budget_line: centres | centres | 19686500 | central
    Passes:
        post: code | name
        post: manager | Partnership manager
        service: code | manager
        service: centres | manager
        budget_line: code | service | controllable | budget_holder
        budget_line: centres | centres | 19686500 |
    """
    for line in plan.all(BudgetLine):
        service = plan.find(Service, line.service) if line.service else None
        if service is None or not service.manager or not line.budget_holder or line.budget_holder == service.manager:
            continue
        money = f"{show_pounds(line.controllable)} is" if line.controllable else "the budget is"
        until = f" until {line.held_until:%Y-%m-%d}" if line.held_until else ""
        facts = (
            f"{money} held by {_post_name(plan, line.budget_holder)}{until}, "
            f"and {_post_name(plan, service.manager)} answers for the service"
        )
        yield Fault(line, "budget_holder", facts, "pass the budget on, or say who answers until then")


def _post_name(plan: WholePlan, code: str) -> str:
    post = plan.find(Post, code)
    return post.name if post else code
