"""Amounts quoted, added up or counted in two rooms come to the same."""

from decimal import Decimal

from lcsp.arithmetic.sums import agrees_as_printed, total
from lcsp.checks.label_slips import find_slips, mispriced, unfunded
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import AmountUnit, Service, StatedAmount
from lcsp.partnership.workforce import Establishment, EstablishmentKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan


@check("JOIN-05", Level.ERROR, "casting")
def stated_amounts_agree(plan: WholePlan) -> Faults:
    """An amount quoted in prose is the budget table's, rounded as printed; gross is gross and net is net.

    Mend: quote the amount of the table, and call it by the name of its column.

    Fails:
        budget_line: code | gross | controllable
        budget_line: all | 50785000 | 50222600
        stated_amount: code | value | unit | measure | decimals | scale | restates
        stated_amount: summary | 50223000 | pounds | gross | 3 | 1000000 | all
    Passes:
        budget_line: code | gross | controllable
        budget_line: all | 50785000 | 50222600
        stated_amount: code | value | unit | measure | decimals | scale | restates
        stated_amount: summary | 50785000 | pounds | gross | 3 | 1000000 | all
    """
    for stated in plan.all(StatedAmount):
        line = plan.find(BudgetLine, stated.restates) if stated.restates else None
        exact = getattr(line, stated.measure.value.replace(" ", "_")) if line else None
        step = Decimal(stated.scale).scaleb(-stated.decimals)
        if line is None or exact is None or agrees_as_printed(stated.value, exact, step):
            continue
        pounds = stated.unit is AmountUnit.POUNDS
        quoted, held = (show_pounds(v) if pounds else f"{show_number(v)} FTE" for v in (stated.value, exact))
        other = _column_with(line, stated.value, step)
        facts = f"{quoted} is quoted as {stated.measure.value}, which is {held} in {line.name}"
        facts += f"; the amount is the {other}" if other else ""
        yield Fault(stated, "value", facts, "quote the table's amount, and call it by the name of its column")


def _column_with(line: BudgetLine, value: Decimal, step: Decimal) -> str:
    """Return the money column of `line` that holds `value` as printed, or blank."""
    for column in ("gross", "controllable", "prior_controllable", "employee"):
        amount = getattr(line, column)
        if amount is not None and agrees_as_printed(value, amount, step):
            return column.replace("_", " ")
    return ""


@check("JOIN-06", Level.ERROR, "casting")
def staffing_agrees(plan: WholePlan) -> Faults:
    """The total of the staffing table is the full-time equivalents of the budget table, this year and the year before.

    Mend: bring the two tables to the same number.

    Fails:
        establishment: code | kind | fte
        establishment: all | total | 776.9
        budget_line: code | kind | fte
        budget_line: a | line | 700
    Passes:
        establishment: code | kind | fte
        establishment: all | total | 776.9
        budget_line: code | kind | fte
        budget_line: a | line | 700
        budget_line: b | line | 76.9
    """
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]
    counted = {field: [getattr(line, field) for line in lines] for field in ("prior_fte", "fte")}
    sums = {field: total(values) for field, values in counted.items() if any(fte is not None for fte in values)}
    for row in plan.all(Establishment):
        for field, summed in sums.items() if row.kind is EstablishmentKind.TOTAL else ():
            stated = getattr(row, field)
            if stated is not None and stated != summed:
                facts = f"{show_number(stated)} FTE in the staffing table, {show_number(summed)} in the budget"
                yield Fault(row, field, facts, "bring the two tables to the same number")


@check("JOIN-16", Level.WARNING, "agreement")
def stated_amounts_say_what_they_restate(plan: WholePlan) -> Faults:
    """An amount quoted in prose names the row of the budget table that it restates.

    Mend: name the budget line, so that the two can be compared.

    Fails:
        stated_amount: code | value | restates
        stated_amount: summary | 50785000 |
    Passes:
        budget_line: code | controllable
        budget_line: all | 50785000
        stated_amount: code | value | measure | restates
        stated_amount: summary | 50785000 | controllable | all
    """
    for stated in plan.all(StatedAmount):
        line = plan.find(BudgetLine, stated.restates) if stated.restates else None
        quoted = show_number(stated.value) if stated.unit is AmountUnit.FTE else show_pounds(stated.value)
        if not stated.restates:
            facts = f"{quoted} is quoted in {stated.quoted_in} and restates no row of the budget"
            yield Fault(stated, "restates", facts, "name the budget line, so that the two can be compared")
        elif line is not None and getattr(line, stated.measure.value.replace(" ", "_")) is None:
            facts = f"{quoted} is quoted as {stated.measure.value}, and {line.name} has no such amount"
            yield Fault(stated, "measure", facts, "name the line and the column that hold the amount")


@check("JOIN-17", Level.ERROR, "casting")
def prices_sum_to_the_budget(plan: WholePlan) -> Faults:
    """The prices in the services' headings add up to the controllable expenditure of the budget lines.

    Where a single price or link is wrong, JOIN-03, JOIN-04 and JOIN-14 say which. This finds the rest.

    Mend: look for a service without a price, or a budget line that no heading mentions.

    Fails:
        service: code | price
        service: nurses | 165000
        service: base |
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
        budget_line: base | line | base | 31900
    Passes:
        service: code | price
        service: nurses | 165000
        service: base | 31900
        budget_line: code | kind | service | controllable
        budget_line: nurses | line | nurses | 165000
        budget_line: base | line | base | 31900
    """
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE and line.controllable]
    prices = [service.price for service in plan.all(Service) if service.price is not None]
    linked = [line for line in lines if line.service]
    told = bool(linked) and (len(linked) < len(lines) or mispriced(plan) or unfunded(plan) or find_slips(plan))
    summed = total(line.controllable for line in lines)
    if lines and prices and not told and total(prices) != summed:
        unpriced = [service.name for service in plan.all(Service) if service.price is None]
        without = f" ({', '.join(unpriced)}: no price)" if unpriced else ""
        facts = (
            f"the headings' prices come to {show_pounds(total(prices))}, the budget to {show_pounds(summed)}{without}"
        )
        whole = next((line for line in plan.all(BudgetLine) if line.kind is LineKind.TOTAL), lines[0])
        yield Fault(whole, "controllable", facts, "look for a service without price, or a line without heading")
