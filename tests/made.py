"""Made records: a noun with the fields that a test cares about, the rest filled in from the kinds."""

from typing import Any, TypeVar, cast

from lcsp.partnership.plan import Plan
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.periods import read_period

N = TypeVar("N", bound=Noun)


def make(noun: type[N], **values: Any) -> N:
    """Return a record of `noun` with `values`; a field not named has its default, or its kind's example."""
    filled = {
        name: column.kind.read(column.kind.example) if column.required else column.default
        for name, column in columns(noun).items()
    }
    return cast(N, noun.model_construct(**{**filled, **values}))


HEADER = make(Plan, code="made", year=read_period("financial 2009/10"))
