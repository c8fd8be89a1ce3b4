"""What must hold in the budget table, the medium term plan and the variation statement."""

from decimal import Decimal

from lcsp.arithmetic.sums import agrees_as_printed, total
from lcsp.partnership.finance.model import BudgetLine, LineKind, Pressure, PressureKind, Variation, VariationKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

# The columns of the budget table that add up downwards.
_COLUMNS = (
    "prior_controllable",
    "prior_fte",
    "fte",
    "employee",
    "running",
    "contracts",
    "gross",
    "external_income",
    "internal_income",
    "controllable",
)
_THOUSAND = Decimal(1000)


def show_amount(column: str, amount: Decimal) -> str:
    """Return an amount of a budget column as text: pounds, or full-time equivalents."""
    return f"{show_number(amount)} FTE" if column.endswith("fte") else show_pounds(amount)


@check("FIN-01", Level.ERROR, "casting")
def gross_casts(plan: Records) -> Faults:
    """Employee costs, running costs and contracts add up to gross expenditure.

    Mend: correct the part or the gross amount that differs from the budget book.

    Fails:
        budget_line: code | employee | running | gross
        budget_line: behaviour | 870100 | 12000 | 870100
    Passes:
        budget_line: code | employee | running | gross
        budget_line: behaviour | 870100 | 12000 | 882100
    """
    for line in plan.all(BudgetLine):
        parts = (line.employee, line.running, line.contracts)
        if line.gross is None or all(part is None for part in parts) or total(parts) == line.gross:
            continue
        sums = " + ".join(show_pounds(part) for part in parts if part is not None)
        facts = f"gross {show_pounds(line.gross)} ≠ {sums} = {show_pounds(total(parts))}"
        yield Fault(
            line,
            "gross",
            facts,
            f"the difference is {show_pounds(line.gross - total(parts))}: find it in the row",
        )


@check("FIN-02", Level.ERROR, "casting")
def controllable_casts(plan: Records) -> Faults:
    """Gross expenditure and income (negative) make controllable expenditure.

    A total that takes in memorandum items is left out: they have no gross expenditure. FIN-03 adds it up downwards.

    Mend: correct the amount that differs from the budget book; income is entered as a negative amount.

    Fails:
        budget_line: code | gross | external_income | controllable
        budget_line: sensory | 1186500 | -80000 | 1186500
    Passes:
        budget_line: code | kind | part_of | gross | external_income | controllable
        budget_line: sensory | line | unit | 1186500 | -80000 | 1106500
        budget_line: overheads | memorandum | unit | | | 100000
        budget_line: unit | total | | 1186500 | -80000 | 1206500
    """
    with_overheads = {line.part_of for line in plan.all(BudgetLine) if line.kind is LineKind.MEMORANDUM}
    for line in plan.all(BudgetLine):
        if line.gross is None or line.controllable is None or line.code in with_overheads:
            continue
        net = total((line.gross, line.external_income, line.internal_income))
        if net != line.controllable:
            income = show_pounds(total((line.external_income, line.internal_income)))
            facts = (
                f"controllable {show_pounds(line.controllable)} ≠ gross {show_pounds(line.gross)} "
                f"and income {income} = {show_pounds(net)}"
            )
            yield Fault(line, "controllable", facts, "correct the amount that differs; income is negative")


@check("FIN-03", Level.ERROR, "casting")
def totals_cast(plan: Records) -> Faults:
    """A total or subtotal is the sum of the rows that are directly part of it, in every column.

    A subtotal's own parts are counted once, through the subtotal.

    Mend: look for a row left out, counted twice, or with the wrong `part_of`.

    Fails:
        budget_line: code | kind | part_of | gross
        budget_line: a | line | all | 100
        budget_line: b | line | all | 50
        budget_line: all | total | | 160
    Passes:
        budget_line: code | kind | part_of | gross
        budget_line: a | line | sub | 100
        budget_line: b | line | sub | 50
        budget_line: sub | subtotal | all | 150
        budget_line: c | line | all | 10
        budget_line: all | total | | 160
    """
    parts: dict[str, list[BudgetLine]] = {}
    for line in plan.all(BudgetLine):
        if line.part_of:
            parts.setdefault(line.part_of, []).append(line)
    for line in plan.all(BudgetLine):
        for column in _COLUMNS if line.code in parts else ():
            printed = getattr(line, column)
            summed = total(getattr(part, column) for part in parts[line.code])
            if printed is None or printed == summed:
                continue
            facts = (
                f"{column.replace('_', ' ')} {show_amount(column, printed)} ≠ {show_amount(column, summed)}, "
                f"the sum of {len(parts[line.code])} rows"
            )
            hint = f"the difference is {show_amount(column, printed - summed)}: is a row left out or counted twice?"
            yield Fault(line, column, facts, hint)


@check("FIN-04", Level.ERROR, "casting")
def variations_bridge(plan: Records) -> Faults:
    """The opening budget and every variation lead to the closing budget; subtotals are not counted again.

    Mend: find the variation that is missing, doubled or of the wrong sign.

    Fails:
        variation: code | kind | amount
        variation: open | opening | 1000
        variation: pay | pay | 50
        variation: close | closing | 1100
    Passes:
        variation: code | kind | amount
        variation: open | opening | 1000
        variation: pay | pay | 50
        variation: sub | subtotal | 50
        variation: close | closing | 1050
    """
    rows = plan.all(Variation)
    closing = [row for row in rows if row.kind is VariationKind.CLOSING]
    steps = [row for row in rows if row.kind not in (VariationKind.CLOSING, VariationKind.SUBTOTAL)]
    for row in closing:
        reached = total(step.amount for step in steps)
        if reached != row.amount:
            facts = f"the {len(steps)} rows above lead to {show_pounds(reached)}, not to {show_pounds(row.amount)}"
            yield Fault(row, "amount", facts, f"{show_pounds(row.amount - reached)} is missing from the statement")


@check("FIN-05", Level.ERROR, "agreement")
def bridge_ends_agree(plan: Records) -> Faults:
    """The opening and closing rows of the variation statement repeat the budget table, to the nearest £1,000.

    Mend: bring the statement and the table to the same amount.

    Fails:
        budget_line: code | prior_controllable | controllable
        budget_line: all | 16789800 | 50222600
        variation: code | kind | amount | restates
        variation: close | closing | 50322000 | all
    Passes:
        budget_line: code | prior_controllable | controllable
        budget_line: all | 16789800 | 50222600
        variation: code | kind | amount | restates
        variation: open | opening | 16790000 | all
        variation: close | closing | 50222000 | all
    """
    for row in plan.all(Variation):
        line = plan.find(BudgetLine, row.restates) if row.restates else None
        if line is None:
            continue
        column = "prior_controllable" if row.kind is VariationKind.OPENING else "controllable"
        amount = getattr(line, column)
        # A statement in whole £000 may have been cut off instead of rounded, to make the column cast.
        if amount is not None and abs(row.amount - amount) >= _THOUSAND:
            facts = f"{show_pounds(row.amount)} ≠ {column.replace('_', ' ')} {show_pounds(amount)} of {line.name}"
            yield Fault(row, "amount", facts, "bring the statement and the budget table to the same amount")


@check("FIN-06", Level.ERROR, "casting")
def pressure_subtotals_cast(plan: Records) -> Faults:
    """A subtotal among the pressures and savings is the sum of the rows under it.

    Mend: correct the row or the subtotal that differs from the medium term plan.

    Fails:
        pressure: code | kind | amount | part_of
        pressure: net | subtotal | 148 |
        pressure: posts | saving | -1765 | net
        pressure: managers | pressure | 1720 | net
    Passes:
        pressure: code | kind | amount | part_of
        pressure: net | subtotal | 148 |
        pressure: posts | saving | -1765 | net
        pressure: managers | pressure | 1720 | net
        pressure: support | pressure | 193 | net
    """
    for row in plan.all(Pressure):
        parts = [part.amount for part in plan.all(Pressure) if part.part_of == row.code]
        if row.kind is PressureKind.SUBTOTAL and total(parts) != row.amount:
            facts = f"{show_pounds(row.amount)} ≠ {show_pounds(total(parts))}, the sum of {len(parts)} rows under it"
            yield Fault(row, "amount", facts, f"the difference is {show_pounds(row.amount - total(parts))}")


@check("FIN-07", Level.ERROR, "agreement")
def pressures_agree_with_variations(plan: Records) -> Faults:
    """A pressure or saving has the same amount in the medium term plan and in the variation statement.

    Mend: bring both to the same amount, or link the pressure to the row that really tells it.

    Fails:
        pressure: code | amount | variation
        pressure: tuition | 200000 | tuition
        variation: code | amount
        variation: tuition | 220000
    Passes:
        pressure: code | amount | variation
        pressure: tuition | 200000 | tuition
        variation: code | amount
        variation: tuition | 200000
    """
    for row in plan.all(Pressure):
        told = plan.find(Variation, row.variation) if row.variation else None
        if told is not None and told.amount != row.amount:
            facts = (
                f"{show_pounds(row.amount)} here, {show_pounds(told.amount)} in the variation statement ({told.name})"
            )
            yield Fault(row, "amount", facts, "bring both to the same amount")


@check("FIN-08", Level.ERROR, "plausibility")
def signs_are_right(plan: Records) -> Faults:
    """Income is negative and costs are positive in a budget line; a saving is negative and a pressure positive.

    Mend: turn the sign, or correct the kind of the row.

    Fails:
        budget_line: code | external_income
        budget_line: sensory | 80000
    Passes:
        budget_line: code | employee | external_income
        budget_line: sensory | 1186500 | -80000
        pressure: code | kind | amount
        pressure: publicity | saving | -23000
    """
    for line in plan.all(BudgetLine):
        for column in ("external_income", "internal_income"):
            if (getattr(line, column) or 0) > 0:
                facts = f"{column.replace('_', ' ')} is {show_pounds(getattr(line, column))}, which would be a cost"
                yield Fault(line, column, facts, "enter income as a negative amount")
    for row in plan.all(Pressure):
        wrong = row.amount > 0 if row.kind is PressureKind.SAVING else row.amount < 0
        if wrong and row.kind is not PressureKind.SUBTOTAL:
            facts = f"a {row.kind} of {show_pounds(row.amount)}"
            yield Fault(row, "amount", facts, "savings are negative, pressures positive")


@check("FIN-09", Level.WARNING, "agreement")
def total_is_rounded_right(plan: Records) -> Faults:
    """An amount of the variation statement that restates the budget table is rounded, not cut off.

    Mend: round to the nearest £1,000 and show the rounding difference as a row of its own.

    Fails:
        budget_line: code | controllable
        budget_line: all | 50222600
        variation: code | kind | amount | restates
        variation: close | closing | 50222000 | all
    Passes:
        budget_line: code | controllable
        budget_line: all | 50222600
        variation: code | kind | amount | restates
        variation: close | closing | 50223000 | all
    """
    for row in plan.all(Variation):
        line = plan.find(BudgetLine, row.restates) if row.restates else None
        column = "prior_controllable" if row.kind is VariationKind.OPENING else "controllable"
        amount = getattr(line, column) if line else None
        if line is None or amount is None or row.amount % _THOUSAND:
            continue
        if abs(row.amount - amount) < _THOUSAND and not agrees_as_printed(row.amount, amount, _THOUSAND):
            facts = f"{show_pounds(row.amount)} is {show_pounds(amount)} ({line.name}) cut off, not rounded"
            yield Fault(row, "amount", facts, "round to the nearest £1,000")
