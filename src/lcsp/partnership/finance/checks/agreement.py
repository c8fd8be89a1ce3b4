"""The same amount told in two places of the money tables is the same amount."""

import re
from decimal import Decimal

from lcsp.arithmetic.sums import agrees_as_printed, total
from lcsp.partnership.finance.model import BudgetLine, Grant, Pressure, Variation, VariationKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.money import show_pounds
from lcsp.vocabulary.names import clashes
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of

_THOUSAND = Decimal(1000)
_A_COUNT = re.compile(r"(?<![£\d/.,-])\b(\d{1,3}(?:,\d{3})+|\d{1,4})()\b(?![\d/%-])")
_A_PRICE = re.compile(r"£(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(k?)(?= (?:per|each|a)\b)")


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


@check("FIN-24", Level.WARNING, "agreement")
def grants_agree_with_their_line(plan: Records) -> Faults:
    """The grants of a ring-fenced line add up to the line's gross or controllable expenditure.

    Such a line is spent on one purpose only: money beyond the grants is somebody else's, and a grant beyond the line
    is not spent.

    Mend: bring grant and line to the same amount, or say in a line of its own what pays for the rest.

    Fails:
        budget_line: code | controllable | ring_fenced
        budget_line: emag | 1017000 | yes
        grant: code | line | amount
        grant: emag | emag | 1071000
    Passes:
        budget_line: code | controllable | ring_fenced
        budget_line: emag | 1017000 | yes
        grant: code | line | amount
        grant: emag | emag | 1017000
    """
    grants: dict[str, list[Grant]] = {}
    for grant in plan.all(Grant):
        if grant.line:
            grants.setdefault(grant.line, []).append(grant)
    for code, given in grants.items():
        line = plan.find_own(BudgetLine, code)
        if line is None or not line.ring_fenced or any(grant.amount is None for grant in given):
            continue
        summed = total(grant.amount for grant in given)
        stated = [amount for amount in (line.controllable, line.gross) if amount is not None]
        if stated and summed not in stated:
            facts = f"{show_pounds(summed)} of grant, {show_pounds(stated[0])} in the budget table ({line.name})"
            yield Fault(given[0], "amount", facts, "bring grant and line to the same amount, or say what pays the rest")


@check("FIN-29", Level.WARNING, "agreement")
def grants_name_their_own_line(plan: Records) -> Faults:
    """A grant that bears the name of a budget line pays for that line.

    Mend: name the line of the same name, or correct the grant's name.

    Fails:
        budget_line: code | name
        budget_line: emag | EMAG Standards Fund
        budget_line: base | Base
        grant: code | name | line
        grant: emag | EMAG Standards Fund | base
    Passes:
        budget_line: code | name
        budget_line: emag | EMAG Standards Fund
        budget_line: base | Base
        grant: code | name | line
        grant: emag | EMAG Standards Fund | emag
    """
    namesakes: dict[tuple[str, ...], list[str]] = {}
    for line in plan.all(BudgetLine):
        namesakes.setdefault(words_of(line.name), []).append(line.code)
    for grant in plan.all(Grant):
        codes = namesakes.get(words_of(grant.name), [])
        if codes and grant.line not in codes:
            named = f"pays for {grant.line!r}" if grant.line else "names no line"
            facts = f"{named}, though a budget line has its name: {codes[0]!r}"
            yield Fault(grant, "line", facts, "name the line of the same name, or correct the grant's name")


@check("FIN-30", Level.WARNING, "agreement")
def quantities_are_those_in_words(plan: Records) -> Faults:
    """Where the words of a pressure name one number, it is its quantity or its price of one: 23 posts, £9k per place.

    Mend: bring the words and the number to the same.

    Fails:
        pressure: code | name | justification | quantity
        pressure: posts | Managers | Full year cost of 23 managers | 32
    Passes:
        pressure: code | name | justification | quantity
        pressure: posts | Managers | Full year cost of 23 managers | 23
    """
    for row in plan.all(Pressure):
        for field in ("quantity", "unit_rate"):
            kept = getattr(row, field)
            pattern = _A_PRICE if field == "unit_rate" else _A_COUNT
            told = [_number(found) for text in (row.name, row.justification) for found in pattern.findall(text)]
            if kept is not None and len(told) == 1 and kept != told[0]:
                facts = f"{show_number(kept)} is kept, {show_number(told[0])} stands in its words"
                yield Fault(row, field, facts, "bring the words and the number to the same")


def _number(found: tuple[str, str]) -> Decimal:
    """Return the number of a match: its digits, and k where it stands for thousands."""
    return Decimal(found[0].replace(",", "")) * (1000 if found[1] else 1)


@check("FIN-31", Level.WARNING, "agreement")
def pressures_concern_the_service_of_their_variation(plan: Records) -> Faults:
    """A pressure and the variation that tells it concern the same service; so does a part with its subtotal.

    Mend: correct the service of one of them.

    Fails:
        pressure: code | amount | service | variation
        pressure: tuition | 200000 | welfare | tuition
        variation: code | amount | service
        variation: tuition | 200000 | curriculum
    Passes:
        pressure: code | amount | service | variation
        pressure: tuition | 200000 | curriculum | tuition
        variation: code | amount | service
        variation: tuition | 200000 | curriculum
    """
    for row in plan.all(Pressure):
        told = plan.find(Variation, row.variation) if row.variation else None
        whole = plan.find(Pressure, row.part_of) if row.part_of else None
        other = told or whole
        if other is not None and other.service != row.service:
            there = f"{other.noun} {other.code} has {other.service or 'none'}"
            facts = f"the service is {row.service or 'blank'}, and {there}"
            yield Fault(row, "service", facts, "correct the service of one of them")


@check("FIN-32", Level.WARNING, "agreement")
def rows_have_their_own_name(plan: Records) -> Faults:
    """A name stands once in the budget table, the medium term plan, the variation statement and the list of grants.

    Mend: reword one of the two; if they are the same thing, keep one.

    Fails:
        variation: code | name
        variation: pay | Pay
        variation: prices | Pay
    Passes:
        variation: code | name
        variation: pay | Pay
        variation: prices | Prices
    """
    tables: tuple[tuple[BudgetLine | Pressure | Variation | Grant, ...], ...] = (
        plan.all(BudgetLine),
        plan.all(Pressure),
        plan.all(Variation),
        plan.all(Grant),
    )
    for rows in tables:
        for clash in clashes((row.name, row) for row in rows):
            facts = f"{clash.name!r} stands for {clash.first.code} and for {clash.second.code}"
            yield Fault(clash.second, "name", facts, "reword one of the two, or keep one")
