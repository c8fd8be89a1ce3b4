"""The bridge of the money: the year before, as this plan gives it, is the year that last year's plan planned."""

from decimal import Decimal

from lcsp.checks.two_years.pairs import come, gone, in_both, year_before
from lcsp.partnership.finance import BudgetLine, LineKind, Variation, VariationKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan

_THOUSAND = Decimal(1000)


@check("YEAR-01", Level.ERROR, "time")
def the_other_plan_is_of_the_year_before(plan: WholePlan) -> Faults:
    """The plan that is compared as last year's is the same organisation's, of the year before and for the same area.

    Nothing else is compared with a plan of another year.

    Mend: name the plan of the year before with --last-year, or correct the year.

    Fails:
        Last year:
        plan: code | year
        plan: kent-2007-08 | financial 2007/08
        This year:
        plan: code | year
        plan: kent-2009-10 | financial 2009/10
    Passes:
        Last year:
        plan: code | year
        plan: kent-2008-09 | financial 2008/09
        This year:
        plan: code | year
        plan: kent-2009-10 | financial 2009/10
    """
    if plan.last_year is None:
        return
    own, last = plan.header, plan.last_year.header
    if last.year.shift(1) != own.year:
        facts = f"a plan for {own.year.label} beside {last.code}, which is for {last.year.label}: nothing was compared"
        yield Fault(own, "year", facts, "name the plan of the year before, or correct the year")
    for field in ("level", "area", "organisation"):
        held, was = getattr(own, field), getattr(last, field)
        if held != was:
            facts = f"{field} {str(held or 'blank')!r}, and {str(was or 'blank')!r} in {last.code}"
            yield Fault(own, field, facts, "name this plan's own forerunner, or say in the plan what has changed")


@check("YEAR-02", Level.WARNING, "agreement")
def the_year_before_is_what_was_planned(plan: WholePlan) -> Faults:
    """The year before in a row of the budget table is what last year's plan gave the row: money and staff.

    A budget may be restated after the plan was published, when a service moves. Then the table says so.

    Mend: bring the year before to last year's plan; where it was restated, accept the finding and say why.

    Fails:
        Last year:
        budget_line: code | name | controllable | fte
        budget_line: welfare | Education welfare | 1528300 | 54.7
        This year:
        budget_line: code | name | prior_controllable | prior_fte
        budget_line: welfare | Education welfare | 1528300 | 45.7
    Passes:
        Last year:
        budget_line: code | name | controllable | fte
        budget_line: welfare | Education welfare | 1528300 | 54.7
        This year:
        budget_line: code | name | prior_controllable | prior_fte
        budget_line: welfare | Education welfare | 1528300 | 54.7
    """
    for before, now in in_both(plan, BudgetLine):
        for field, last_field in (("prior_controllable", "controllable"), ("prior_fte", "fte")):
            held, was = getattr(now, field), getattr(before, last_field)
            if held != was and (held or was):
                facts = (
                    f"{now.name}: {_shown(field, held)} for the year before, {_shown(field, was)} in last year's plan"
                )
                yield Fault(now, field, facts, "enter what last year's plan says, or say why it was restated")


def _shown(field: str, amount: Decimal | None) -> str:
    if amount is None:
        return "a blank"
    return f"{show_number(amount)} FTE" if field.endswith("fte") else show_pounds(amount)


@check("YEAR-03", Level.WARNING, "agreement")
def no_money_is_lost_between_the_years(plan: WholePlan) -> Faults:
    """A row with money or staff in last year's plan has a row this year, and one with a year before had a row then.

    Mend: put the row back, with £0 where its money ends; give a row that was only renamed its old code.

    Fails:
        Last year:
        budget_line: code | name | kind | controllable
        budget_line: nurses | Partnership nurses | line | 165000
        This year:
        budget_line: code | name | kind | prior_controllable
        budget_line: health | Health partners | line | 165000
    Passes:
        Last year:
        budget_line: code | name | kind | controllable
        budget_line: nurses | Partnership nurses | line | 165000
        This year:
        budget_line: code | name | kind | prior_controllable
        budget_line: nurses | Health partners | line | 165000
    """
    for line in gone(plan, BudgetLine):
        if line.controllable or line.fte:
            had = " and ".join(_shown(f, getattr(line, f)) for f in ("controllable", "fte") if getattr(line, f))
            facts = f"{line.name} had {had} in last year's plan, and has no row in this one"
            yield Fault(line, "code", facts, "put the row back, with £0 where its money ends")
    for line in come(plan, BudgetLine):
        if line.prior_controllable or line.prior_fte:
            field = "prior_controllable" if line.prior_controllable else "prior_fte"
            had = _shown(field, getattr(line, field))
            facts = f"{line.name} has {had} for the year before, and no row in last year's plan"
            yield Fault(line, field, facts, "give the row the code that it had, or leave the year before blank")


@check("YEAR-04", Level.NOTE, "agreement")
def services_can_be_compared(plan: WholePlan) -> Faults:
    """A row of the budget table is for the service that it was for last year, and stands in the same total.

    Otherwise the two years of a service or a total are not of the same things.

    Mend: bring the row back to its service, or show the move as a transfer in the statement of variations.

    Fails:
        Last year:
        budget_line: code | name | service | controllable
        budget_line: base | Base | welfare | 31900
        This year:
        budget_line: code | name | service | prior_controllable
        budget_line: base | Base | early-years | 31900
    Passes:
        Last year:
        budget_line: code | name | service | controllable
        budget_line: base | Base | welfare | 31900
        This year:
        budget_line: code | name | service | prior_controllable
        budget_line: base | Base | welfare | 31900
    """
    for before, now in in_both(plan, BudgetLine):
        for field in ("service", "part_of"):
            held, was = getattr(now, field), getattr(before, field)
            if held != was and (now.prior_controllable or now.prior_fte):
                amount = show_pounds(now.prior_controllable or Decimal(0))
                words = "for" if field == "service" else "part of"
                held, was = held or "nothing", was or "nothing"
                facts = f"{now.name} ({amount} the year before) is {words} {held}, last year {was}"
                yield Fault(now, field, facts, "bring it back, or show the move as a transfer")


@check("YEAR-05", Level.WARNING, "casting")
def the_bridge_starts_where_last_year_ended(plan: WholePlan) -> Faults:
    """The statement of variations opens with the budget that last year's plan closed with, to the nearest £1,000.

    Where it restates a row of the budget table, that row's controllable expenditure in last year's plan is meant, else
    the closing row of last year's statement.

    Mend: open with last year's budget, and show what was restated since as a row of its own.

    Fails:
        Last year:
        variation: code | kind | amount
        variation: close | closing | 16790000
        This year:
        variation: code | kind | amount
        variation: open | opening | 16970000
    Passes:
        Last year:
        variation: code | kind | amount
        variation: close | closing | 16790000
        This year:
        variation: code | kind | amount
        variation: open | opening | 16790000
    """
    last = year_before(plan)
    for row in plan.all(Variation) if last is not None else ():
        was = _budget_of(last, row) if row.kind is VariationKind.OPENING and last is not None else None
        if was is not None and abs(row.amount - was) >= _THOUSAND:
            facts = f"opens with {show_pounds(row.amount)}; last year's plan ends with {show_pounds(was)}"
            yield Fault(row, "amount", facts, "open with last year's budget, and show what was restated as a row")


def _budget_of(last: WholePlan, opening: Variation) -> Decimal | None:
    """Return the budget to which the plan `last` leads, as the row `opening` of the next statement repeats it."""
    line = last.find(BudgetLine, opening.restates) if opening.restates else None
    if line is not None and line.controllable is not None:
        return line.controllable
    return next((row.amount for row in last.all(Variation) if row.kind is VariationKind.CLOSING), None)


@check("YEAR-06", Level.WARNING, "casting")
def the_bridge_carries_the_change(plan: WholePlan) -> Faults:
    """Where the budget differs from that of last year's plan, a statement of variations leads from one to the other.

    Mend: fill in the statement of variations: the opening budget, what moves it and why, and the closing budget.

    Fails:
        Last year:
        budget_line: code | kind | controllable
        budget_line: nurses | line | 165000
        This year:
        budget_line: code | kind | prior_controllable | controllable
        budget_line: nurses | line | 165000 | 190000
    Passes:
        Last year:
        budget_line: code | kind | controllable
        budget_line: nurses | line | 165000
        This year:
        budget_line: code | kind | prior_controllable | controllable
        budget_line: nurses | line | 165000 | 190000
        variation: code | kind | amount
        variation: pay | pay | 25000
    """
    last = year_before(plan)
    standing = (VariationKind.OPENING, VariationKind.CLOSING, VariationKind.SUBTOTAL)
    if last is None or any(row.kind not in standing for row in plan.all(Variation)):
        return
    was, held = _sum_of_lines(last), _sum_of_lines(plan)
    if was is not None and held is not None and was != held:
        facts = f"the budget moves from {show_pounds(was)} to {show_pounds(held)}, and no variation says why"
        yield Fault(plan.header, "code", facts, "fill in the statement of variations")


def _sum_of_lines(plan: WholePlan) -> Decimal | None:
    """Return the controllable expenditure of all lines; None where a plan has none."""
    amounts = [line.controllable for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated, Decimal(0)) if stated else None
