"""The fields of a noun as a Table Schema, made from the kinds.

Source: Data Package standard, version 2.0 (datapackage.org), Table Schema.
"""

from typing import Any

from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, Kind, YesNoKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.numbers import NumberKind, WholeKind
from lcsp.vocabulary.refs import To
from lcsp.whole_plan import NOUN_BY_NAME

SCHEMA = "https://datapackage.org/profiles/2.0/tableschema.json"


def build_schema(noun: type[Noun], leading_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the Table Schema of `noun`: fields, keys, and what its references point to.

    Fields of `leading_out` refer to what lies in another package, which a foreign key cannot say.
    """
    fields = columns(noun)
    schema: dict[str, Any] = {"$schema": SCHEMA, "fields": [_field(column) for column in fields.values()]}
    # A primary key may have no blank part; a unique key may.
    if all(fields[name].required for name in noun.key_fields):
        schema["primaryKey"] = list(noun.key_fields)
    else:
        schema["uniqueKeys"] = [list(noun.key_fields)]
    if links := [
        link for column in fields.values() if column.name not in leading_out and (link := _foreign_key(noun, column))
    ]:
        schema["foreignKeys"] = links
    schema["missingValues"] = [""]
    return schema


def _field(column: Column) -> dict[str, Any]:
    """Return one field: its name, title, type, description and constraints."""
    field = {"name": column.name, "title": column.label, **_type(column.kind)}
    field["description"] = f"{column.description}. Right would be: {column.kind.expects}."
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if isinstance(column.kind, ChoiceKind):
        constraints["enum"] = list(column.kind.choices)
    least = 0 if isinstance(column.kind, WholeKind) else getattr(column.kind, "least", None)
    if least is not None:
        constraints["minimum"] = int(least)
    return field | ({"constraints": constraints} if constraints else {})


def _type(kind: Kind) -> dict[str, Any]:
    """Return the type of a field. A cell with several values is a string: version 1 readers know no lists."""
    if isinstance(kind, YesNoKind):
        return {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}
    if isinstance(kind, WholeKind):
        return {"type": "integer"}
    if isinstance(kind, NumberKind):
        return {"type": "number"}
    return {"type": "date"} if isinstance(kind, DayKind) else {"type": "string"}


def _foreign_key(noun: type[Noun], column: Column) -> dict[str, Any] | None:
    """Return the foreign key of a field that names one record by a key of one part."""
    target = NOUN_BY_NAME.get(column.kind.noun) if isinstance(column.kind, To) else None
    if target is None or len(target.key_fields) != 1:
        return None
    reference: dict[str, Any] = {"fields": [target.key_fields[0]]}
    if target is not noun:
        reference["resource"] = resource_name(target)
    return {"fields": [column.name], "reference": reference}


def resource_name(noun: type[Noun]) -> str:
    """Return the name of the resource of `noun`: finance-budget-lines."""
    return f"{noun.room}-{noun.plural}".replace("_", "-")
