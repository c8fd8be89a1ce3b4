"""What must hold for the records of every room: acceptances, corrections, places in order, and no empty answers."""

from lcsp.partnership.plan import Acceptance, Correction, Deliverable
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.kinds import TextKind
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

NO_ANSWER = frozenset(
    {
        *("-", "--", "–", "—", "?", "??", "???", ".", "…", "...", "x", "xx", "xxx", "n/k", "n/a", "na", "none given"),
        *("tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be added", "to be decided", "to follow"),
        *("unknown", "not known", "insert text", "lorem ipsum"),
    }
)
_LONGEST = max(map(len, NO_ANSWER))


@check("JOIN-30", Level.WARNING, "time")
def acceptances_hold(plan: WholePlan) -> Faults:
    """An acceptance names a rule that exists, and its last day has not passed.

    Mend: look at the finding again; then renew the acceptance, or take it out.

    Fails:
        area: code | name
        area: dover | Dover
        acceptance: check | of | record | until
        acceptance: PLACE-05 | area | dover | 2009-03-31
    Passes:
        area: code | name
        area: dover | Dover
        acceptance: check | of | record | until
        acceptance: PLACE-05 | area | dover | 2009-09-30
    """
    from lcsp.checks.rule_book import rule_of  # the rule book holds this rule too

    for row in plan.all(Acceptance):
        if row.until < plan.today:
            yield Fault(row, "until", f"ended on {row.until}", "look at the finding again, then renew or remove it")
        if rule_of(row.check) is None:
            yield Fault(row, "check", f"there is no rule {row.check}", "correct the code, or take the acceptance out")


@check("JOIN-31", Level.ERROR, "agreement")
def places_stand_once(plan: WholePlan) -> Faults:
    """No two rows of a table have the same place in its order; deliverables are counted within their action.

    Mend: number the rows again.

    Fails:
        service: code | name | order
        service: nurses | Nurses | 1
        service: welfare | Education welfare | 1
    Passes:
        service: code | name | order
        service: nurses | Nurses | 1
        service: welfare | Education welfare | 2
    """
    for places in _ordered(plan):
        for order, records in places.items():
            for record in records[1:]:
                facts = f"place {order} is held by {records[0].key} already"
                yield Fault(record, "order", facts, "number the rows again")


@check("JOIN-32", Level.WARNING, "completeness")
def places_run_on(plan: WholePlan) -> Faults:
    """The places of a table run on from 1 without a gap: a gap means that a row was lost.

    Mend: add the row that is missing, or number the rows again.

    Fails:
        service: code | name | order
        service: nurses | Nurses | 1
        service: welfare | Education welfare | 3
    Passes:
        service: code | name | order
        service: nurses | Nurses | 1
        service: welfare | Education welfare | 2
    """
    for places in _ordered(plan):
        highest, rows = max(places), sum(map(len, places.values()))
        missing = [place for place in range(1, min(highest, rows + 1)) if place not in places]
        # Where most places are empty, the rows are numbered in tens, or by some other way.
        if missing and len(missing) * 2 <= rows:
            last = places[highest][0]
            facts = f"nothing holds place {', '.join(map(str, missing))}; the last is {highest}"
            yield Fault(last, "order", facts, "add the row that is missing, or number the rows again")


def _ordered(plan: WholePlan) -> list[dict[int, list[Noun]]]:
    """Return the records of each table that has an order, by their place."""
    tables: dict[tuple[type[Noun], str], dict[int, list[Noun]]] = {}
    for noun in _WITH_ORDER:
        for record in plan.all(noun):
            table = (noun, record.action if isinstance(record, Deliverable) else "")
            order: int = record.order  # type: ignore[attr-defined]
            tables.setdefault(table, {}).setdefault(order, []).append(record)
    return list(tables.values())


@check("JOIN-33", Level.WARNING, "completeness")
def texts_say_something(plan: WholePlan) -> Faults:
    """A text that is filled in says something: "tbc", "n/a" or a dash is a blank in disguise.

    Mend: write what is meant, or leave the cell blank, so that it counts as missing.

    Fails:
        area: code | name | note
        area: dover | Dover | tbc
    Passes:
        area: code | name | note
        area: dover | Dover | Formed from two wards.
    """
    for noun in NOUNS:
        fields = _texts(noun)
        for record in plan.all(noun):
            for field in fields:
                said = getattr(record, field)
                if said and len(said) <= _LONGEST and said.casefold() in NO_ANSWER:
                    yield Fault(record, field, f"the text is {said!r}", "write what is meant, or leave it blank")


def _texts(noun: type[Noun]) -> list[str]:
    """Return the fields of `noun` that hold free text of the planner's own, not words quoted from a print."""
    return [
        name
        for name, column in columns(noun).items()
        if isinstance(column.kind, TextKind) and "printed" not in name and name != "quoted_in"
    ]


@check("JOIN-34", Level.WARNING, "agreement")
def corrections_change_something(plan: WholePlan) -> Faults:
    """A correction differs from what was printed.

    Mend: take the correction out, or enter the value as it was printed.

    Fails:
        area: code | name
        area: dover | Dover
        correction: of | record | field | kind | as_printed
        correction: area | dover | name | relabelled | Dover
    Passes:
        area: code | name
        area: dover | Dover
        correction: of | record | field | kind | as_printed
        correction: area | dover | name | relabelled | Dovre
    """
    for row in plan.all(Correction):
        noun = NOUN_BY_NAME.get(row.of) if row.field else None
        record = plan.find_own(noun, row.record) if noun else None
        column = columns(type(record)).get(row.field or "") if record else None
        if column and column.show(getattr(record, column.name)) == row.as_printed:
            yield Fault(row, "as_printed", f"{row.as_printed!r} is what is held too", "enter the value as printed")


_WITH_ORDER = tuple(noun for noun in NOUNS if "order" in noun.model_fields)
