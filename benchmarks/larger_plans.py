"""Plans to measure with: the example with other figures, and the example many times over."""

import random
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from lcsp.files import read_plan
from lcsp.partnership.places import AgeBand
from lcsp.partnership.plan import Plan
from lcsp.reference import SHIPPED, Reference
from lcsp.vocabulary.kinds import CodeKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.refs import KeyOf, referred_noun
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

N = TypeVar("N", bound=Noun)
ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kent-2009-10"
# What is added to the codes and names of a copy, before its number.
_COPY = " copy "
_NAMES = frozenset(("name", "title", "owners", "aliases", "organisation"))


def read_example() -> WholePlan:
    """Return the example plan."""
    return read_plan(EXAMPLE).plan


def vary(plan: WholePlan, count: int) -> Iterator[WholePlan]:
    """Yield `count` plans that differ from `plan` in about every tenth of its figures, always the same plans."""
    for seed in range(count):
        chance = random.Random(seed)  # noqa: S311 -- figures to measure with, no secret
        yield plan.replace({noun: [_with_other_figures(record, chance) for record in plan.all(noun)] for noun in NOUNS})


def _with_other_figures(record: Noun, chance: random.Random) -> Noun:
    other: dict[str, Any] = {}
    for name in columns(type(record)):
        value = getattr(record, name)
        if type(value) in (int, Decimal) and chance.random() < 0.1:
            other[name] = value + chance.randint(1, 9)
    return record.model_copy(update=other) if other else record


def enlarge(plan: WholePlan, times: int) -> WholePlan:
    """Return a plan with the records of `plan` `times` over, each copy with codes and names that are its own.

    The copies refer to their own records. What all copies share (the plan itself, age bands, the year's consultation
    return) and what names a record by hand (corrections, acceptances) stands once.
    """
    records = {
        noun: [_renamed(row, copy) for copy in range(times if _can_be_copied(noun) else 1) for row in plan.all(noun)]
        for noun in NOUNS
    }
    return WholePlan(records, today=plan.today, reference=_DefinitionsOfCopies())


@cache
def _can_be_copied(noun: type[Noun]) -> bool:
    kinds = [column.kind for column in columns(noun).values()]
    has_own_name = any(isinstance(columns(noun)[name].kind, CodeKind) for name in noun.key_fields)
    return noun not in (Plan, AgeBand) and has_own_name and not any(isinstance(kind, KeyOf) for kind in kinds)


def _renamed(record: Noun, copy: int) -> Noun:
    """Return `record` as the copy numbered `copy`; the first, 0, is the record itself."""
    if not copy:
        return record
    values = {name: getattr(record, name) for name in columns(type(record))}
    end = f"{_COPY}{copy}"
    for name in _names_in(type(record)):
        if values[name]:
            several = isinstance(values[name], tuple)
            values[name] = tuple(part + end for part in values[name]) if several else values[name] + end
    return record.of_typed(values)


@cache
def _names_in(noun: type[Noun]) -> tuple[str, ...]:
    """Return the fields of `noun` that hold its code or names, or the code or name of what is copied too."""
    return tuple(name for name, column in columns(noun).items() if _is_name(noun, column))


def _is_name(noun: type[Noun], column: Column) -> bool:
    target = referred_noun(column.kind)
    if target is not None:
        return target in NOUN_BY_NAME and _can_be_copied(NOUN_BY_NAME[target])
    return column.name in _NAMES or (column.name in noun.key_fields and isinstance(column.kind, CodeKind))


class _DefinitionsOfCopies(Reference):
    """The shipped definitions, found for the codes of copies too."""

    def all(self, noun: type[N]) -> tuple[N, ...]:
        return SHIPPED.all(noun)

    def find(self, noun: type[N], key: str) -> N | None:
        return SHIPPED.find(noun, key.partition(_COPY)[0])
