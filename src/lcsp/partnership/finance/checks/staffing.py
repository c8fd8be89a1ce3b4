"""Money and people of a budget line fit together, this year, last year and beside their neighbours."""

from decimal import Decimal

from lcsp.arithmetic.outliers import is_far, median
from lcsp.partnership.finance.model import BudgetLine, LineKind, Pressure, PressureKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

_FACTOR = Decimal("2.5")
_FEWEST = 4  # so many lines make a median that one line cannot move
_POUND = Decimal(1)


def _lines(plan: Records) -> list[BudgetLine]:
    return [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]


def _costs_per_fte(plan: Records) -> list[tuple[BudgetLine, Decimal]]:
    """Return the lines with employee costs and staff, each with its employee costs per full-time equivalent."""
    return [(line, line.employee / line.fte) for line in _lines(plan) if line.employee and line.fte]


def _usual_cost(plan: Records) -> Decimal | None:
    """Return the median employee cost per full-time equivalent of the table, or None where it has too few lines."""
    costs = [cost for _, cost in _costs_per_fte(plan)]
    return median(costs) if len(costs) >= _FEWEST else None


def _whole_pounds(amount: Decimal) -> str:
    return show_pounds(amount.quantize(_POUND))


@check("FIN-11", Level.WARNING, "plausibility")
def cost_per_post_is_usual(plan: Records) -> Faults:
    """Employee costs per full-time equivalent are near the median of the table: less than 2.5 times it, either way.

    Mend: check the amount and the full-time equivalents of the line; one may belong to another column or row.

    Fails:
        budget_line: code | kind | employee | fte
        budget_line: a | line | 870100 | 19.5
        budget_line: b | line | 888100 | 19.1
        budget_line: c | line | 596600 | 12.8
        budget_line: hands-on | line | 1215500 | 0.2
    Passes:
        budget_line: code | kind | employee | fte
        budget_line: a | line | 870100 | 19.5
        budget_line: b | line | 888100 | 19.1
        budget_line: c | line | 596600 | 12.8
        budget_line: hands-on | line | 1215500 | 26.2
    """
    usual = _usual_cost(plan)
    for line, cost in _costs_per_fte(plan) if usual else ():
        if usual and line.employee and line.fte and is_far(cost, usual, _FACTOR):
            facts = (
                f"employee costs of {show_pounds(line.employee)} for {show_number(line.fte)} FTE are "
                f"{_whole_pounds(cost)} each; the table's median is {_whole_pounds(usual)}"
            )
            yield Fault(line, "fte", facts, "check amount and FTE; one may belong to another column or row")


@check("FIN-12", Level.WARNING, "plausibility")
def employees_have_money_and_posts(plan: Records) -> Faults:
    """A budget line with employee costs has staff, and one with staff has employee costs.

    Mend: fill in what is missing, or move the amount to running costs or contracts.

    Fails:
        budget_line: code | kind | employee | fte
        budget_line: a | line | 870100 | 19.5
        budget_line: nurses | line | 165000 | 0
    Passes:
        budget_line: code | kind | employee | running | fte
        budget_line: a | line | 870100 | 0 | 19.5
        budget_line: nurses | line | 0 | 165000 | 0
    """
    lines = _lines(plan)
    if not any(line.fte for line in lines) or not any(line.employee for line in lines):
        return
    for line in lines:
        if line.employee and not line.fte:
            facts = f"employee costs of {show_pounds(line.employee)} and no FTE"
            yield Fault(line, "fte", facts, "fill in the FTE, or move the money to running costs or contracts")
        elif line.fte and not line.employee:
            facts = f"{show_number(line.fte)} FTE and no employee costs"
            yield Fault(line, "employee", facts, "fill in the employee costs, or correct the FTE")


@check("FIN-13", Level.WARNING, "plausibility")
def last_year_had_money_and_posts(plan: Records) -> Faults:
    """The year before had money where it had staff, and staff where the line is largely staff this year.

    A column that starts from nothing beside one that does not is often a transfer told in money only, or in people
    only.

    Mend: fill in last year's number from the budget book, or say why there was none.

    Fails:
        budget_line: code | kind | prior_controllable | prior_fte
        budget_line: a | line | 849100 | 18.8
        budget_line: curriculum | line | 0 | 34.3
    Passes:
        budget_line: code | kind | prior_controllable | prior_fte
        budget_line: a | line | 849100 | 18.8
        budget_line: curriculum | line | 0 | 0
    """
    lines = _lines(plan)
    if not any(line.prior_fte for line in lines) or not any(line.prior_controllable for line in lines):
        return
    for line in lines:
        if line.prior_fte and not line.prior_controllable:
            facts = f"{show_number(line.prior_fte)} FTE last year and no money"
            yield Fault(line, "prior_controllable", facts, "fill in last year's money, or say who paid")
        elif line.prior_controllable and not line.prior_fte and _is_largely_staff(line):
            facts = (
                f"{show_pounds(line.prior_controllable)} last year and no FTE; "
                f"this year {show_number(line.fte or Decimal(0))} FTE"
            )
            yield Fault(line, "prior_fte", facts, "fill in last year's FTE, or say why there were none")


def _is_largely_staff(line: BudgetLine) -> bool:
    """Whether employees are a tenth or more of what the line spends this year."""
    return bool(line.fte and line.employee and line.gross and line.employee * 10 >= line.gross)


@check("FIN-22", Level.NOTE, "plausibility")
def new_posts_cost_as_usual(plan: Records) -> Faults:
    """A post or FTE in the medium term plan costs about what one costs in the budget table.

    Mend: check the amount and the number of posts, and say whether it is the cost of a full year.

    Fails:
        budget_line: code | kind | employee | fte
        budget_line: a | line | 870100 | 19.5
        budget_line: b | line | 888100 | 19.1
        budget_line: c | line | 596600 | 12.8
        budget_line: d | line | 642800 | 12.6
        pressure: code | kind | amount | quantity | quantity_unit
        pressure: support | pressure | 1930000 | 9 | FTE
    Passes:
        budget_line: code | kind | employee | fte
        budget_line: a | line | 870100 | 19.5
        budget_line: b | line | 888100 | 19.1
        budget_line: c | line | 596600 | 12.8
        budget_line: d | line | 642800 | 12.6
        pressure: code | kind | amount | quantity | quantity_unit
        pressure: support | pressure | 193000 | 9 | FTE
    """
    usual = _usual_cost(plan)
    for row in plan.all(Pressure) if usual else ():
        counts_people = row.quantity_unit.lower().rstrip("s") in ("post", "fte")
        if not usual or not row.quantity or not counts_people or row.kind is PressureKind.SUBTOTAL:
            continue
        cost = abs(row.amount) / row.quantity
        if is_far(cost, usual, _FACTOR):
            facts = (
                f"{show_pounds(row.amount)} for {show_number(row.quantity)} {row.quantity_unit} is "
                f"{_whole_pounds(cost)} each; the budget table's median is {_whole_pounds(usual)} per FTE"
            )
            yield Fault(row, "quantity", facts, "check the amount and the number; is it the cost of a full year?")


@check("FIN-27", Level.WARNING, "plausibility")
def cost_per_post_is_steady(plan: Records) -> Faults:
    """Where a budget line is nearly all staff, its cost per FTE does not move by more than half within a year.

    Mend: check money and FTE of both years; one may stand in another row, or the posts may have changed in kind.

    Fails:
        budget_line: code | kind | prior_controllable | prior_fte | employee | gross | controllable | fte
        budget_line: a | line | 849100 | 8.8 | 870100 | 870100 | 870100 | 19.5
    Passes:
        budget_line: code | kind | prior_controllable | prior_fte | employee | gross | controllable | fte
        budget_line: a | line | 849100 | 18.8 | 870100 | 870100 | 870100 | 19.5
    """
    for line in _lines(plan):
        before, after = (
            _cost_of_a_post(line.prior_controllable, line.prior_fte),
            _cost_of_a_post(line.controllable, line.fte),
        )
        nearly_all = line.employee and line.gross and line.employee * 10 >= line.gross * 9
        if before and after and nearly_all and is_far(after, before, Decimal("1.5")):
            facts = f"{_whole_pounds(before)} per FTE last year, {_whole_pounds(after)} this year"
            yield Fault(line, "prior_fte", facts, "check money and FTE of both years")


def _cost_of_a_post(money: Decimal | None, fte: Decimal | None) -> Decimal | None:
    return money / fte if money and fte and money > 0 else None
