"""Where money comes from, what it may be spent on, and who holds it until when."""

from lcsp.partnership.finance.model import BudgetLine, Grant, LineKind, Variation, VariationKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check


@check("FIN-10", Level.WARNING, "agreement")
def transfers_name_the_other_unit(plan: Records) -> Faults:
    """A transfer names the unit that the money comes from or goes to.

    A transfer in is a transfer out elsewhere. Only a named unit can be asked whether it gives up the same amount.

    Mend: fill in the counterparty, and agree the amount with it.

    Fails:
        variation: code | kind | amount | counterparty
        variation: curriculum | transfer | 9055000 |
    Passes:
        variation: code | kind | amount | counterparty
        variation: curriculum | transfer | 9055000 | Attendance & Behaviour
    """
    for row in plan.all(Variation):
        if row.kind is VariationKind.TRANSFER and row.amount and not row.counterparty:
            way, unit = ("comes in", "that it comes from") if row.amount > 0 else ("goes out", "that it goes to")
            facts = f"{show_pounds(abs(row.amount))} {way}, and no unit is named {unit}"
            yield Fault(row, "counterparty", facts, "name the unit, and agree the amount with it")


@check("FIN-17", Level.NOTE, "completeness")
def ring_fences_have_grants(plan: Records) -> Faults:
    """A ring-fenced budget line has its grant, and a ring-fenced grant has conditions and a ring-fenced line.

    Mend: add the grant with its conditions, or mark the line or the grant as it really is.

    Fails:
        budget_line: code | controllable | ring_fenced
        budget_line: emag | 1017000 | yes
    Passes:
        budget_line: code | controllable | ring_fenced
        budget_line: emag | 1017000 | yes
        grant: code | line | ring_fenced | conditions
        grant: emag | emag | yes | Teachers for pupils from ethnic minorities
    """
    granted = {grant.line for grant in plan.all(Grant)}
    for line in plan.all(BudgetLine):
        if line.ring_fenced and line.code not in granted:
            facts = f"{line.name} is ring-fenced, and no grant says by whom and for what"
            yield Fault(line, "ring_fenced", facts, "add the grant with its conditions")
    for grant in plan.all(Grant):
        paid = plan.find(BudgetLine, grant.line) if grant.line else None
        if grant.ring_fenced and not grant.conditions:
            yield Fault(grant, "conditions", "ring-fenced, and no conditions are given", "say what it may be spent on")
        if paid is not None and grant.ring_fenced is not paid.ring_fenced:
            one, other = ("grant", "line") if grant.ring_fenced else ("line", "grant")
            facts = f"the {one} is ring-fenced and the {other} is not ({paid.name})"
            yield Fault(grant, "ring_fenced", facts, "mark both as they really are")


@check("FIN-20", Level.NOTE, "time")
def holders_have_an_end(plan: Records) -> Faults:
    """A budget that another post holds for the time being says until which day of the plan's year.

    Mend: fill in the post and the last day on which it holds the budget.

    Fails:
        budget_line: code | budget_holder | held_until
        budget_line: centres | central | 2011-03-31
    Passes:
        budget_line: code | budget_holder | held_until
        budget_line: centres | central | 2010-03-31
    """
    for line in plan.all(BudgetLine):
        if line.held_until and not line.budget_holder:
            facts = f"held until {line.held_until:%Y-%m-%d}, and nobody is named who holds it"
            yield Fault(line, "budget_holder", facts, "name the post that holds the budget")
        elif line.budget_holder and not line.held_until:
            facts = f"held by {line.budget_holder}, and no day is given until which"
            yield Fault(line, "held_until", facts, "give the last day on which it holds the budget")
        elif line.held_until and not plan.year.first_day <= line.held_until <= plan.year.last_day:
            facts = f"held until {line.held_until:%Y-%m-%d}, which is outside {plan.year}"
            yield Fault(line, "held_until", facts, "correct the day, or leave the line out of this year's budget")


@check("FIN-28", Level.NOTE, "completeness")
def portfolios_are_named(plan: Records) -> Faults:
    """Every budget line names the Cabinet portfolio that answers for it, where the table has that column.

    Mend: fill in the portfolio of the line.

    Fails:
        budget_line: code | kind | controllable | cabinet_portfolio
        budget_line: a | line | 100 | Education
        budget_line: b | line | 200 |
    Passes:
        budget_line: code | kind | controllable | cabinet_portfolio
        budget_line: a | line | 100 | Education
        budget_line: b | line | 200 | Education
    """
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]
    if any(line.cabinet_portfolio for line in lines):
        for line in lines:
            if not line.cabinet_portfolio:
                facts = f"no Cabinet portfolio answers for {line.name}"
                yield Fault(line, "cabinet_portfolio", facts, "fill in the portfolio")


@check("FIN-33", Level.NOTE, "time")
def grants_are_of_the_plans_year(plan: Records) -> Faults:
    """A grant's own year runs through at least half of the plan's year.

    Mend: correct the year of the grant, or leave it out.

    Fails:
        plan: year
        plan: financial 2009/10
        grant: code | year
        grant: emag | grant 2010/11
    Passes:
        plan: year
        plan: financial 2009/10
        grant: code | year
        grant: emag | grant 2009/10
        grant: places | academic 2009/10
    """
    for grant in plan.all(Grant):
        first, last = max(grant.year.first_day, plan.year.first_day), min(grant.year.last_day, plan.year.last_day)
        if (last - first).days < 182:
            facts = f"the grant is of {grant.year}, the plan of {plan.year}"
            yield Fault(grant, "year", facts, "correct the year of the grant, or leave it out")
