"""References resolve, lead out of circles and into the plan, and corrections can be undone."""

from lcsp.checks.as_printed import correction_fault
from lcsp.partnership.finance import BudgetLine, Pressure
from lcsp.partnership.performance import Figure
from lcsp.partnership.places import Area, Membership
from lcsp.partnership.plan import Correction, Objective
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan

# What may stand inside another record of its own kind, and the field that names it (boards: GOV-02).
_WHOLES: tuple[tuple[type[Noun], str], ...] = (
    (Area, "parent"),
    (Objective, "parent"),
    (BudgetLine, "part_of"),
    (Pressure, "part_of"),
)


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


@check("JOIN-25", Level.ERROR, "the thread")
def nothing_holds_itself(plan: WholePlan) -> Faults:
    """No record is part of itself, not even by way of others.

    Whatever adds up or follows such a circle never comes to an end, or counts the same thing twice.

    Mend: correct the reference that closes the circle.

    Fails:
        budget_line: code | kind | part_of
        budget_line: sub | subtotal | all
        budget_line: all | total | sub
    Passes:
        budget_line: code | kind | part_of
        budget_line: sub | subtotal | all
        budget_line: all | total |
    """
    for noun, field in _WHOLES:
        settled: set[str] = set()
        for record in plan.all(noun):
            circle = _circle(plan, record, field, settled)
            if circle:
                facts = f"is part of itself: {' → '.join(circle)}"
                yield Fault(record, field, facts, "correct the reference that closes the circle")


def _circle(plan: WholePlan, record: Noun, field: str, settled: set[str]) -> list[str]:
    """Return the keys from `record` round to itself, or none; `settled` holds the keys already followed."""
    path: list[str] = []
    found: Noun | None = record
    while found is not None and found.key not in settled:
        settled.add(found.key)
        path.append(found.key)
        key = getattr(found, field)
        found = plan.find(type(record), key) if key else None
    return [*path[path.index(found.key) :], found.key] if found is not None and found.key in path else []


@check("JOIN-28", Level.WARNING, "indicators")
def figures_are_of_the_area(plan: WholePlan) -> Faults:
    """A figure is of the plan's own area, of a part of it, or of a whole to compare it with.

    Mend: correct the figure's area, or say in the plan why a neighbour's figure stands there.

    Fails:
        plan: code | year | area
        plan: p | financial 2009/10 | kent
        area: code | parent
        area: kent |
        area: essex |
        figure: indicator | area | value
        figure: NI 73 | essex | 77
    Passes:
        plan: code | year | area
        plan: p | financial 2009/10 | kent
        area: code | parent
        area: kent |
        area: dover | kent
        figure: indicator | area | value
        figure: NI 73 | dover | 77
    """
    home = plan.header.area
    wholes: dict[str, list[str]] = {}
    for area in plan.whole_of(Area):
        wholes.setdefault(area.code, []).extend([area.parent] if area.parent else [])
    for member in plan.whole_of(Membership):
        wholes.setdefault(member.area, []).append(member.whole)
    known: dict[str, bool] = {}
    above = _wholes_of(wholes, home or "")
    for figure in plan.all(Figure) if home else ():
        code = figure.area
        if code not in known:
            known[code] = code in above or home in _wholes_of(wholes, code)
        if not known[code] and plan.find(Area, code) is not None:
            facts = f"a figure of {code!r}, which is neither part of {home!r} nor a whole that it belongs to"
            yield Fault(figure, "area", facts, "correct the figure's area")


def _wholes_of(wholes: dict[str, list[str]], code: str) -> set[str]:
    """Return the area `code` and every area that it is a part of, by parent or membership."""
    found: set[str] = set()
    todo = [code]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo += wholes.get(at, [])
    return found
