"""Puts the print back: a plan with every correction undone, so that the reader sees what the print would have said."""

from typing import Any

from lcsp.partnership.plan import Acceptance, Correction, CorrectionKind
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan


def as_printed(plan: WholePlan) -> WholePlan:
    """Return `plan` as the print has it, its corrections undone and gone; the print accepts nothing either.

    A correction that names no record or field of the plan, or holds a value that the field cannot, is passed over
    here: rule JOIN-02 reports it.
    """
    records: dict[type[Noun], dict[str, Noun]] = {}
    for correction in plan.all(Correction):
        noun = NOUN_BY_NAME.get(correction.of)
        if noun is None or correction_fault(plan, correction):
            continue
        held = records.setdefault(noun, {record.key: record for record in plan.all(noun)})
        _undo(correction, noun, held)
    undone = {noun: tuple(held.values()) for noun, held in records.items()}
    return plan.replace({**undone, Correction: (), Acceptance: ()})


def _undo(correction: Correction, noun: type[Noun], held: dict[str, Noun]) -> None:
    """Put back what `correction` changed in `held`, the records of `noun` by key."""
    if correction.kind is CorrectionKind.ADDED:
        if added := held.pop(correction.record, None):
            _move(held, added, -1)
    elif correction.kind is CorrectionKind.REMOVED:
        removed = noun.model_construct(**removed_values(noun, correction.as_printed))
        _move(held, removed, 1)
        held[correction.record] = removed
    elif correction.field:
        value = printed_value(noun, correction.field, correction.as_printed)
        held[correction.record] = held[correction.record].model_copy(update={correction.field: value})


def _move(held: dict[str, Noun], record: Noun, by: int) -> None:
    """Move the rows of the table of `record` that stand at its place or after it, as the print has a row less or more.

    Nothing moves to make room for a row whose place is free.
    """
    place = getattr(record, "order", None)
    if place is None:
        return
    orders = {key: getattr(row, "order", 0) for key, row in held.items() if _table(row) == _table(record)}
    if by > 0 and place not in orders.values():
        return
    for key, order in orders.items():
        if order > place or (order == place and by > 0):
            held[key] = held[key].model_copy(update={"order": order + by})


def _table(record: Noun) -> object:
    """Return what tells apart the tables in which records have their places: deliverables have one in each action."""
    return getattr(record, "action", None)


def printed_value(noun: type[Noun], field: str, text: str) -> object:
    """Return the printed `text` as a value of `field`; the field's default where it is blank. Raises ValueError."""
    column = columns(noun)[field]
    text = clean(text)
    return column.kind.read(text) if text else column.default


def removed_values(noun: type[Noun], text: str) -> dict[str, Any]:
    """Return the fields of a record that only the print has, from lines "field = value". Raises ValueError."""
    pairs = [line.partition("=") for line in text.splitlines() if line.strip()]
    given = {name.strip(): value for name, _, value in pairs}
    if unknown := given.keys() - columns(noun).keys():
        raise ValueError(f"{noun.noun} has no field {sorted(unknown)[0]!r}")
    values: dict[str, Any] = {name: printed_value(noun, name, given.get(name, "")) for name in columns(noun)}
    blank = [name for name, column in columns(noun).items() if column.required and not given.get(name, "").strip()]
    if blank:
        raise ValueError(f'{noun.noun} needs {", ".join(blank)}, each as a line "field = value"')
    return values


def correction_fault(plan: WholePlan, correction: Correction) -> str:
    """Say why `correction` cannot be undone; blank if it can."""
    noun = NOUN_BY_NAME.get(correction.of)
    if noun is None:
        return f"{correction.of!r} is not a noun: right would be one of {', '.join(NOUN_BY_NAME)}"
    try:
        if correction.kind is CorrectionKind.REMOVED:
            removed_values(noun, correction.as_printed)
            return ""
        if plan.find_own(noun, correction.record) is None:
            return f"there is no {correction.of} {correction.record!r}"
        if correction.kind is CorrectionKind.ADDED:
            return ""
        if correction.field not in columns(noun):
            return f"{correction.of} has no field {correction.field or ''!r}"
        printed_value(noun, correction.field, correction.as_printed)
    except ValueError as error:
        return f"the printed value cannot stand there: {error}"
    return ""
