"""What must hold between two rooms: references, prices and budget lines, stated amounts, staffing."""

from decimal import Decimal

from lcsp.arithmetic.sums import agrees_as_printed, total
from lcsp.checks.as_printed import correction_fault
from lcsp.checks.label_slips import find_slips, lines_of, mispriced
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import AmountUnit, Correction, StatedAmount
from lcsp.partnership.workforce import Establishment, EstablishmentKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan


@check("JOIN-01", Level.ERROR, "the thread")
def references_resolve(plan: WholePlan) -> Faults:
    """Every reference names a record that exists.

    A reference that leads nowhere breaks the thread from priority to money.

    Mend: correct the key, or add the record that it names.

    Fails:
        key_action: code
        key_action: 1
        link: action | objective
        link: 1 | 5B
    Passes:
        key_action: code
        key_action: 1
        objective: code
        objective: 5B
        link: action | objective
        link: 1 | 5B
    """
    for pointer in plan.dangling():
        noun = pointer.noun.replace("_", " ")
        facts = f"there is no {noun} {pointer.key!r}"
        yield Fault(pointer.record, pointer.field, facts, f"correct the key, or add the {noun} to its sheet")


@check("JOIN-02", Level.ERROR, "the thread")
def corrections_can_be_undone(plan: WholePlan) -> Faults:
    """Every correction names a record and field of the plan, and a printed value that could stand there.

    Only then can the print be put back and compared.

    Mend: correct the noun, key, field or printed value of the correction.

    Fails:
        correction: of | record | field | kind | as_printed
        correction: budget_line | nowhere | name | relabelled | Other Centres
    Passes:
        budget_line: code | name
        budget_line: centres | Children's Centres
        correction: of | record | field | kind | as_printed
        correction: budget_line | centres | name | relabelled | Other Centres
    """
    for correction in plan.all(Correction):
        if fault := correction_fault(plan, correction):
            yield Fault(correction, "record", fault, "correct the noun, key, field or printed value of the correction")


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
    for service in mispriced(plan):
        lines = lines_of(plan, service)
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
    for row in plan.all(Establishment):
        for field in ("prior_fte", "fte"):
            stated, counted = getattr(row, field), [getattr(line, field) for line in lines]
            if row.kind is not EstablishmentKind.TOTAL or stated is None or all(fte is None for fte in counted):
                continue
            if total(counted) != stated:
                facts = f"{show_number(stated)} FTE in the staffing table, {show_number(total(counted))} in the budget"
                yield Fault(row, field, facts, "bring the two tables to the same number")
