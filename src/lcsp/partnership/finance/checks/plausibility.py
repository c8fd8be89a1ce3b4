"""Amounts that would surprise a reviewer: signs, jumps, stray digits, overheads that move against the unit."""

from collections.abc import Sequence
from decimal import Decimal

from lcsp.arithmetic.outliers import common_step
from lcsp.arithmetic.sums import total
from lcsp.partnership.finance.checks.casting import COLUMNS
from lcsp.partnership.finance.model import BudgetLine, Grant, LineKind, Pressure, PressureKind, Variation
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import MINUS, show_pounds
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of

_MONEY = tuple(column for column in COLUMNS if not column.endswith("fte"))
_MUCH = Decimal("0.1")


def _lines(plan: Records) -> list[BudgetLine]:
    return [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]


def _percent(share: Decimal) -> str:
    return f"{MINUS if share < 0 else '+'}{abs(share) * 100:.0f} %"


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


@check("FIN-14", Level.WARNING, "plausibility")
def jumps_are_explained(plan: Records) -> Faults:
    """A line that moves by more than half, and by 1 % of the whole budget, is explained by a variation or pressure.

    A variation or pressure explains a line where it concerns the same service, or shares most words of its name.

    Mend: link the variation or pressure that explains the jump to the service, or add it.

    Fails:
        budget_line: code | name | kind | service | prior_controllable | controllable
        budget_line: a | Early years | line | early-years | 849100 | 870100
        budget_line: b | Grants | line | grants | 1796900 | 3627800
    Passes:
        budget_line: code | name | kind | service | prior_controllable | controllable
        budget_line: a | Early years | line | early-years | 849100 | 870100
        budget_line: b | Grants | line | grants | 1796900 | 3627800
        variation: code | name | kind | amount | service
        variation: more | More grant | base adjustment | 1830900 | grants
    """
    lines = _lines(plan)
    whole = max(total(line.controllable for line in lines), total(line.prior_controllable for line in lines))
    reasons: tuple[Variation | Pressure, ...] = (*plan.all(Variation), *plan.all(Pressure))
    services = {reason.service for reason in reasons}
    names = {frozenset(words_of(reason.name)) for reason in reasons}
    for line in lines:
        if line.controllable is None or line.prior_controllable is None:
            continue
        change = line.controllable - line.prior_controllable
        if abs(change) * 2 <= abs(line.prior_controllable) or abs(change) * 100 <= whole:
            continue
        words = frozenset(words_of(line.name))
        by_name = any(len(words & name) * 2 > len(words) for name in names)
        if not by_name and not (line.service and line.service in services):
            facts = (
                f"from {show_pounds(line.prior_controllable)} to {show_pounds(line.controllable)}, "
                "and no variation or pressure says why"
            )
            yield Fault(line, "controllable", facts, "link or add the variation or pressure that explains it")


@check("FIN-16", Level.WARNING, "plausibility")
def overheads_move_with_the_unit(plan: Records) -> Faults:
    """An overhead does not fall by more than a tenth while the unit grows by more than a tenth, or the other way.

    Overheads are shared out by size as a rule. One that moves against the unit may be wrong in one of the years.

    Mend: ask how the overhead was shared out in both years, and correct it or say what changed.

    Fails:
        budget_line: code | name | kind | prior_controllable | controllable
        budget_line: a | Early years | line | 1000000 | 3000000
        budget_line: central | Central overheads | memorandum | 164000 | 14000
    Passes:
        budget_line: code | name | kind | prior_controllable | controllable
        budget_line: a | Early years | line | 1000000 | 3000000
        budget_line: central | Central overheads | memorandum | 28000 | 93000
    """
    lines = _lines(plan)
    before, after = total(line.prior_controllable for line in lines), total(line.controllable for line in lines)
    if before <= 0:
        return
    growth = after / before - 1
    for item in plan.all(BudgetLine):
        if item.kind is not LineKind.MEMORANDUM or not item.prior_controllable or item.controllable is None:
            continue
        moved = item.controllable / item.prior_controllable - 1
        if min(growth, moved) < -_MUCH and max(growth, moved) > _MUCH:
            facts = (
                f"from {show_pounds(item.prior_controllable)} to {show_pounds(item.controllable)} "
                f"({_percent(moved)}), while the unit's lines go from {show_pounds(before)} to {show_pounds(after)} "
                f"({_percent(growth)})"
            )
            yield Fault(item, "controllable", facts, "ask how it was shared out in both years")


@check("FIN-19", Level.NOTE, "plausibility")
def amounts_are_equally_round(plan: Records) -> Faults:
    """An amount is as round as the others of its table: in whole £100 where (nearly) all are.

    Mend: check the amount; a digit may have slipped. If it is exact and the others rounded, say so.

    Fails:
        variation: code | kind | amount
        variation: a | opening | 16790000
        variation: b | pay | 96000
        variation: c | pay | 177000
        variation: d | pay | 380000
        variation: e | pay | 245000
        variation: f | pay | 86000
        variation: g | pay | 9055010
        variation: h | pay | 1718000
    Passes:
        variation: code | kind | amount
        variation: a | opening | 16790000
        variation: b | pay | 96000
        variation: c | pay | 177000
        variation: d | pay | 380000
        variation: e | pay | 245000
        variation: f | pay | 86000
        variation: g | pay | 9055000
        variation: h | pay | 1718000
    """
    tables: tuple[tuple[Sequence[Noun], tuple[str, ...]], ...] = (
        (_lines(plan), _MONEY),
        (plan.all(Variation), ("amount",)),
        (plan.all(Pressure), ("amount",)),
        (plan.all(Grant), ("amount",)),
    )
    for records, columns in tables:
        cells = [(record, column, getattr(record, column)) for record in records for column in columns]
        held = [amount for _, _, amount in cells if amount]
        step = common_step(held)
        odd = [cell for cell in cells if step and cell[2] and cell[2] % step]
        told: set[str] = set()
        for record, column, amount in odd:
            if step and record.key not in told:  # one slip shows in gross and controllable too
                told.add(record.key)
                facts = f"{show_pounds(amount)} is not in whole {show_pounds(step)}, as the rest of the table is"
                yield Fault(record, column, facts, "check the amount; a digit may have slipped")


@check("FIN-21", Level.NOTE, "completeness")
def lines_say_something(plan: Records) -> Faults:
    """A budget line has money or staff in this year or the year before.

    Mend: fill in the amounts, or leave the line out.

    Fails:
        budget_line: code | name | kind | controllable
        budget_line: a | Early years | line | 870100
        budget_line: charges | Capital charges | line |
    Passes:
        budget_line: code | name | kind | controllable
        budget_line: a | Early years | line | 870100
        budget_line: charges | Capital charges | line | 12000
    """
    for line in _lines(plan):
        if not any(getattr(line, column) for column in (*_MONEY, "fte", "prior_fte")):
            facts = f"{line.name} has no amount and no FTE in either year"
            yield Fault(line, "controllable", facts, "fill in the amounts, or leave the line out")


@check("FIN-34", Level.WARNING, "completeness")
def lines_have_a_budget_for_the_year(plan: Records) -> Faults:
    """A row of the budget table that had money or staff in the year before says what it has this year, even if £0.

    Mend: fill in the amounts and full-time equivalents of the plan's year; enter 0 where the money or the staff ends.

    Fails:
        budget_line: code | name | prior_controllable | controllable
        budget_line: a | Early years | 870100 |
    Passes:
        budget_line: code | name | prior_controllable | controllable
        budget_line: a | Early years | 870100 | 0
    """
    for line in plan.all(BudgetLine):
        had = {"controllable": show_pounds(line.prior_controllable) if line.prior_controllable else ""}
        had["fte"] = f"{show_number(line.prior_fte)} FTE" if line.prior_fte else ""
        open_fields = [field for field, amount in had.items() if amount and getattr(line, field) is None]
        if open_fields:
            facts = (
                f"{line.name}: {' and '.join(had[f] for f in open_fields)} in the year before, and a blank this year"
            )
            yield Fault(line, open_fields[0], facts, "fill in this year's budget and staff; 0 where there is none")


@check("FIN-25", Level.NOTE, "plausibility")
def rates_have_quantities(plan: Records) -> Faults:
    """A pressure that states the price of one says how many it pays for.

    Mend: fill in the quantity, so that the amount can be checked against the price.

    Fails:
        pressure: code | kind | amount | quantity | quantity_unit | unit_rate
        pressure: places | pressure | 270000 | | places | 9000
    Passes:
        pressure: code | kind | amount | quantity | quantity_unit | unit_rate
        pressure: places | pressure | 270000 | 30 | places | 9000
    """
    for row in plan.all(Pressure):
        if row.unit_rate is not None and row.quantity is None:
            counted = row.quantity_unit or "units"
            facts = f"{show_pounds(row.amount)} at a rate of {show_pounds(row.unit_rate)}, and no number of {counted}"
            yield Fault(row, "quantity", facts, "fill in the quantity, so that the amount can be checked")
