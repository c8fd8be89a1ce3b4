"""Rows, columns, subtotals and bridges add up, and every row stands in its total."""

from decimal import Decimal

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance.model import BudgetLine, LineKind, Pressure, PressureKind, Variation, VariationKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

# The columns of the budget table that add up downwards.
COLUMNS = (
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
_SPENDING = tuple(column for column in COLUMNS if not column.endswith("controllable"))
_TOTALS = (LineKind.SUBTOTAL, LineKind.TOTAL)


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
        for column in COLUMNS if line.code in parts else ():
            printed = getattr(line, column)
            summed = total(getattr(part, column) for part in parts[line.code])
            if printed == summed or (printed is None and (not summed or line.gross is line.controllable is None)):
                continue
            if printed is None:
                facts = f"{column.replace('_', ' ')} is blank, and the rows add up to {show_amount(column, summed)}"
                yield Fault(line, column, facts, "fill in the total")
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
    reached = total(step.amount for step in steps)
    for row in closing:
        if reached != row.amount:
            facts = f"the {len(steps)} rows above lead to {show_pounds(reached)}, not to {show_pounds(row.amount)}"
            yield Fault(row, "amount", facts, f"{show_pounds(row.amount - reached)} is missing from the statement")


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
    under: dict[str, list[Decimal]] = {}
    for part in plan.all(Pressure):
        if part.part_of:
            under.setdefault(part.part_of, []).append(part.amount)
    for row in plan.all(Pressure):
        parts = under.get(row.code, [])
        if row.kind is PressureKind.SUBTOTAL and total(parts) != row.amount:
            facts = f"{show_pounds(row.amount)} ≠ {show_pounds(total(parts))}, the sum of {len(parts)} rows under it"
            yield Fault(row, "amount", facts, f"the difference is {show_pounds(row.amount - total(parts))}")


@check("FIN-15", Level.ERROR, "casting")
def rates_multiply(plan: Records) -> Faults:
    """A pressure's quantity times its stated price of one is its amount.

    Mend: correct the quantity, the price of one or the amount.

    Fails:
        pressure: code | kind | amount | quantity | quantity_unit | unit_rate
        pressure: places | pressure | 300000 | 30 | places | 9000
    Passes:
        pressure: code | kind | amount | quantity | quantity_unit | unit_rate
        pressure: places | pressure | 270000 | 30 | places | 9000
    """
    for row in plan.all(Pressure):
        if row.quantity is None or row.unit_rate is None:
            continue
        product = row.quantity * row.unit_rate
        if abs(product) != abs(row.amount):
            sums = f"{show_number(row.quantity)} {row.quantity_unit} at {show_pounds(row.unit_rate)}"
            facts = f"{show_pounds(row.amount)} ≠ {sums} = {show_pounds(product)}"
            yield Fault(row, "amount", facts, "correct the quantity, the price of one or the amount")


@check("FIN-18", Level.ERROR, "casting")
def rows_stand_in_totals(plan: Records) -> Faults:
    """Where a table has a total, every line is part of a total or subtotal, and every total has rows under it.

    A row outside every total is money that nobody adds up.

    Mend: fill in `part_of` with the code of the total or subtotal that takes the row in.

    Fails:
        budget_line: code | kind | part_of | gross
        budget_line: a | line | all | 100
        budget_line: b | line | | 50
        budget_line: all | total | | 100
    Passes:
        budget_line: code | kind | part_of | gross
        budget_line: a | line | all | 100
        budget_line: b | line | all | 50
        budget_line: all | total | | 150
    """
    lines = plan.all(BudgetLine)
    totals = {line.code for line in lines if line.kind in _TOTALS}
    taken_in = {line.part_of for line in lines}
    for line in lines if totals else ():
        whole = plan.find(BudgetLine, line.part_of) if line.part_of else None
        if line.kind in _TOTALS and line.code not in taken_in:
            yield Fault(line, "code", f"no row is part of {line.name}", "fill in `part_of` of the rows that it sums")
        elif whole is not None and whole.code not in totals:
            facts = f"is part of {whole.name}, which is a {whole.kind.value} and no total"
            yield Fault(line, "part_of", facts, "name the total or subtotal that takes it in")
        elif not line.part_of and line.kind in (LineKind.LINE, LineKind.SUBTOTAL):
            facts = f"{line.name} stands outside every total"
            yield Fault(line, "part_of", facts, "name the total or subtotal that takes it in")


@check("FIN-26", Level.WARNING, "casting")
def memoranda_stay_below_the_line(plan: Records) -> Faults:
    """A memorandum item has no gross expenditure, income or staff of its own in the table.

    It is money that the unit does not control. Its gross amount would be counted among what the unit spends.

    Mend: leave only its controllable column filled in, or make it a line.

    Fails:
        budget_line: code | kind | gross | controllable
        budget_line: overheads | memorandum | 141100 | 141100
    Passes:
        budget_line: code | kind | gross | controllable
        budget_line: overheads | memorandum | | 141100
    """
    for line in plan.all(BudgetLine):
        columns = [column for column in _SPENDING if getattr(line, column)] if line.kind is LineKind.MEMORANDUM else []
        if columns:
            held = ", ".join(
                f"{column.replace('_', ' ')} {show_amount(column, getattr(line, column))}" for column in columns
            )
            yield Fault(line, columns[0], f"memorandum item with {held}", "leave the column blank, or make it a line")


@check("FIN-23", Level.ERROR, "casting")
def bridge_has_two_ends(plan: Records) -> Faults:
    """The variation statement opens with one opening row and closes with one closing row.

    Mend: add the missing end, remove the second one, or put the rows in order.

    Fails:
        variation: code | kind | order | amount
        variation: pay | pay | 1 | 50
        variation: open | opening | 2 | 1000
        variation: close | closing | 3 | 1050
    Passes:
        variation: code | kind | order | amount
        variation: open | opening | 1 | 1000
        variation: pay | pay | 2 | 50
        variation: close | closing | 3 | 1050
    """
    rows = sorted(plan.all(Variation), key=lambda row: row.order)
    for kind, end, word in ((VariationKind.OPENING, 0, "first"), (VariationKind.CLOSING, -1, "last")):
        ends = [row for row in rows if row.kind is kind]
        if rows and len(ends) != 1:
            facts = f"the statement has {len(ends)} {kind.value} rows"
            yield Fault(ends[-1] if ends else rows[end], "kind", facts, f"keep exactly one {kind.value} row")
        elif rows and rows[end] is not ends[0]:
            facts = f"the {kind.value} row is not the {word}: {rows[end].name} is"
            yield Fault(ends[0], "order", facts, f"put the {kind.value} row {word}")
