"""The difference of two plans as data for programs: every field that differs, with both values, and the sums."""

from collections.abc import Sequence as Items
from decimal import Decimal
from typing import Any

from lcsp.reports.differences.comparing import Change, Differences
from lcsp.reports.differences.effects import Effect
from lcsp.reports.differences.wording import is_amount
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.numbers import NumberKind


def as_data(differences: Differences, effects: Items[Effect]) -> dict[str, list[dict[str, Any]]]:
    """Return everything that differs as JSON can hold it.

    `changed` has an entry for every field that differs, under the key that the record had, and `change` is the
    difference of two numbers, else null. `renamed`, `moved` and `reordered` say nothing new: which of the changes
    give a record another key, or another place, and which lists follow another sequence.
    """
    return {
        "added": [_record(record) for record in differences.added],
        "removed": [_record(record) for record in differences.removed],
        "changed": [entry for change in differences.changed for entry in _entries(change)],
        "renamed": [
            {"noun": change.before.noun, "before": change.before.key, "after": change.after.key}
            for change in differences.changed
            if change.renamed
        ],
        "moved": [_named(change.before) for change in differences.changed if change.moved],
        "reordered": [
            {"noun": sequence.noun, "before": list(sequence.before), "after": list(sequence.after)}
            for sequence in differences.sequences
            if sequence.shared_moved
        ],
        "effects": [_effect(effect) for effect in effects],
    }


def _named(record: Noun) -> dict[str, Any]:
    return {"noun": record.noun, "key": record.key}


def _record(record: Noun) -> dict[str, Any]:
    fields = columns(type(record))
    return {**_named(record), "record": {name: _value(fields[name], getattr(record, name)) for name in fields}}


def _entries(change: Change) -> list[dict[str, Any]]:
    fields = columns(type(change.before))
    return [_entry(change, fields[name]) for name in change.fields]


def _entry(change: Change, column: Column) -> dict[str, Any]:
    old, new = (getattr(record, column.name) for record in change)
    return {
        **_named(change.before),
        "field": column.name,
        "before": _value(column, old),
        "after": _value(column, new),
        "change": _number(Decimal(new) - Decimal(old)) if is_amount(old) and is_amount(new) else None,
    }


def _value(column: Column, value: Any) -> Any:
    return None if value is None else column.kind.to_json(value)


def _number(amount: Decimal) -> int | float | str:
    return NumberKind().to_json(amount)


def _effect(effect: Effect) -> dict[str, Any]:
    amounts = {"before": effect.before, "after": effect.after, "change": effect.change}
    said = {"noun": effect.noun, "rows": effect.rows, "field": effect.field, "unit": effect.unit}
    return {**said, **{name: _number(amount) for name, amount in amounts.items()}}
