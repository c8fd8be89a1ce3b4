"""One record as JSON: its schema, and exact reading that takes what the schema says and nothing else.

The shape is that of the JSON file of a whole plan, so that what was read can be sent back. A file that people keep by
hand is read generously (`json_text`); a program is told at once where it differs.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, Kind, ListKind, YesNoKind, clean
from lcsp.vocabulary.noun import Column, Noun, columns, is_blank
from lcsp.vocabulary.numbers import MOST_DIGITS, NumberKind, WholeKind
from lcsp.vocabulary.periods import PeriodKind
from lcsp.vocabulary.refs import referred_noun

DIGITS = r"^-?[0-9]{1,24}(\.[0-9]{1,24})?$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Mistake(NamedTuple):
    """A field that cannot be read: its name, and what would be right."""

    field: str
    said: str


class Misread(ValueError):
    """A record that cannot be read; `mistakes` says of every field what is wrong with it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("; ".join(f"{field}: {said}" for field, said in mistakes))


def record_to_json(record: Noun) -> dict[str, Any]:
    """Return `record` as JSON holds it: every field is there, absent values as None, inexact numbers as text."""
    values = ((name, column, getattr(record, name)) for name, column in columns(type(record)).items())
    return {name: None if value is None else column.kind.to_json(value) for name, column, value in values}


def read_json_record(noun: type[Noun], given: Mapping[str, Any]) -> Noun:
    """Return the record of `noun` that `given` holds; fields left out are blank. Raises Misread with every mistake.

    Numbers are int or Decimal, so that nothing was rounded on the way.
    """
    fields = columns(noun)
    mistakes = [
        Mistake(name, f"is no field of this kind: the fields are {', '.join(fields)}")
        for name in given
        if name not in fields
    ]
    values: dict[str, Any] = {}
    for name, column in fields.items():
        try:
            values[name] = _value_of(column, given.get(name))
        except ValueError as mistake:
            mistakes.append(Mistake(name, str(mistake)))
    if mistakes:
        raise Misread(mistakes)
    return noun.of_typed(values)


def _value_of(column: Column, value: Any) -> Any:
    """Return the value of one field. Raises ValueError."""
    if value is not None:
        value = _exact(column.kind, value)
    if not is_blank(value):
        return value
    if column.required:
        raise ValueError(f"is blank: right would be {column.kind.expects}")
    return column.default


def _exact(kind: Kind, value: Any) -> Any:
    """Return `value` typed, where it has the type that the schema states. Raises ValueError."""
    if isinstance(kind, ListKind):
        if not isinstance(value, list) or any(is_blank(item) for item in value):
            raise ValueError(f"must be a list without blanks, each {kind.item.expects}")
        return tuple(dict.fromkeys(_exact(kind.item, item) for item in value))
    if isinstance(kind, (NumberKind, WholeKind)):
        return kind.read(_digits(kind, value))
    if isinstance(kind, YesNoKind):
        if not isinstance(value, bool):
            raise ValueError(f"must be true or false: {kind.expects}")
        return value
    if not isinstance(value, str):
        raise ValueError(f"must be text: {kind.expects}")
    if isinstance(kind, ChoiceKind) and value not in kind.choices:
        raise ValueError(f"must be {kind.expects}")
    if isinstance(kind, DayKind) and not _DAY.fullmatch(value):
        raise ValueError("must be a day such as 2009-04-30")
    text = clean(value)
    return kind.read(text) if text else ""


def _digits(kind: Kind, value: Any) -> str:
    """Return the digits of a number. A number written with a large power of ten is refused before it is written out."""
    if isinstance(value, str) and not isinstance(kind, WholeKind) and re.fullmatch(DIGITS, value):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise ValueError(f"must be a number: {kind.expects}")
    number = Decimal(value)
    if abs(number.adjusted()) > MOST_DIGITS or len(number.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"has more than {MOST_DIGITS} digits: no exact sum could be made of it")
    return format(number, "f")


def schema_of(noun: type[Noun]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a record of `noun`, with the whole description of every field."""
    fields = columns(noun)
    return {
        "type": "object",
        "title": noun.noun.replace("_", " ").capitalize(),
        "description": (noun.__doc__ or "").strip(),
        "properties": {name: _schema(column) for name, column in fields.items()},
        "required": [name for name, column in fields.items() if column.required],
        "additionalProperties": False,
    }


def _schema(column: Column) -> dict[str, Any]:
    kind = column.kind
    told = f"{column.description}. Right would be: {kind.expects}."
    target = referred_noun(kind)
    schema = {"title": column.label, "description": told, **_type(kind, blank=not column.required)}
    return schema | ({"x-refers-to": target} if target else {})


def _type(kind: Kind, *, blank: bool) -> dict[str, Any]:
    """Return the type of a field; one that may be left blank takes null too."""
    schema = _type_filled(kind)
    if not blank:
        least = {"string": {"minLength": 1}, "array": {"minItems": 1}}.get(str(schema["type"]), {})
        return schema if "enum" in schema else {**schema, **least}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, "type": [*types, "null"], **words}


def _type_filled(kind: Kind) -> dict[str, Any]:
    if isinstance(kind, ListKind):
        item = _type_filled(kind.item)
        return {"type": "array", "items": item if "enum" in item else {**item, "minLength": 1}}
    if isinstance(kind, NumberKind):
        least = {} if kind.least is None else {"minimum": int(kind.least)}
        return {"type": ["number", "string"], "pattern": DIGITS, **least}
    schema = dict(kind.json_type)
    if isinstance(kind, PeriodKind):
        schema["examples"] = [kind.example]
    return schema
