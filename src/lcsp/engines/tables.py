"""Tables of the pupil store as Arrow: each made from its noun, so that a field is written once."""

from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args

import pyarrow as pa

from lcsp.children.pupils.model import PupilRecord
from lcsp.children.pupils.year import WORDS

_TYPES: dict[type, pa.DataType] = {
    int: pa.int64(),
    float: pa.float64(),
    str: pa.string(),
    bool: pa.bool_(),
    date: pa.date32(),
}
PLANE = pa.binary(WORDS * 8)  # of fixed size: one bit a session, the place of `lcsp.children.pupils.year`
# How bits are written: as they are. Half a byte a session either way; packed smaller, they take three times as long
# to read.
PLAIN: dict[str, Any] = {"compression": "none", "use_dictionary": False}
# One row an enrolment: where it stands in the table of leaves, and its year as three planes of bits.
ATTENDANCE = pa.schema(
    [
        pa.field("leaf", pa.int32(), nullable=False),
        pa.field("possible", PLANE, nullable=False),
        pa.field("absent", PLANE, nullable=False),  # authorised or not
        pa.field("unauthorised", PLANE, nullable=False),
    ]
)


def schema_of(noun: type[PupilRecord]) -> pa.Schema:
    """Return the Arrow schema of the table that keeps `noun`: a column a field, in the field's order."""
    return pa.schema([_column(name, field.annotation) for name, field in noun.model_fields.items()])


def _column(name: str, annotation: Any) -> pa.Field:
    kinds = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    kind = next(kind for kind in kinds if kind is not NoneType)
    return pa.field(name, _TYPES[kind], nullable=NoneType in kinds)
