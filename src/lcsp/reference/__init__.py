"""Reference: dated tables of definitions that ship with the package, handed to rules as values."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from lcsp.partnership.performance.definition import Break, Definition, Parameter, Part, Polarity
from lcsp.partnership.performance.model import Unit
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.periods import YearKind

N = TypeVar("N", bound=Noun)


class Reference(Protocol):
    """Records that ship with the package and belong to no plan."""

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every shipped record of `noun`."""

    def find(self, noun: type[N], key: str) -> N | None:
        """Return the shipped record of `noun` with this key, or None."""


class Shipped:
    """The definitions in `lcsp/reference/indicators`, each file read when first asked for."""

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every shipped record of `noun`, by file name."""
        if noun is not cast(type[Noun], Definition):
            return ()
        names = sorted(entry.name for entry in _FOLDER.glob("*.toml"))
        return cast(tuple[N, ...], tuple(filter(None, map(read_definition, names))))

    def find(self, noun: type[N], key: str) -> N | None:
        """Return the shipped record of `noun` with this key, or None."""
        return cast(N | None, read_definition(file_name(key))) if noun is cast(type[Noun], Definition) else None


SHIPPED: Reference = Shipped()
_FOLDER = Path(__file__).parent / "indicators"


def file_name(code: str) -> str:
    """Return the file that holds the definition `code`: "NI 87" stands in ni-087.toml."""
    word, _, number = code.partition(" ")
    return f"{word.lower()}-{number.zfill(3)}.toml" if number.isdigit() else f"{code.lower().replace(' ', '-')}.toml"


@cache
def read_definition(name: str) -> Definition | None:
    """Return the definition in the shipped file `name`, or None where there is no such file."""
    import tomllib

    try:
        facts = tomllib.loads((_FOLDER / name).read_bytes().decode(), parse_float=Decimal)
    except FileNotFoundError:
        return None
    return build_definition(facts)


def build_definition(facts: Mapping[str, Any]) -> Definition:
    """Return the definition that `facts` (a shipped file) holds.

    The shipped files are validated by a test, so that reading them does not pay for it again.
    """
    typed = dict(facts)
    typed["unit"], typed["polarity"], typed["period"] = (
        Unit(facts["unit"]),
        Polarity(facts["polarity"]),
        YearKind(facts["period"]),
    )
    for name, part in (("parts", Part), ("breaks", Break), ("parameters", Parameter)):
        typed[name] = tuple(part.model_construct(**item) for item in facts.get(name, ()))
    typed["aliases"] = tuple(facts.get("aliases", ()))
    for name in ("least", "most", "typical_least", "typical_most"):
        typed[name] = None if facts.get(name) is None else Decimal(facts[name])
    return Definition.model_construct(**typed)


def in_force(definition: Definition, day: date) -> bool:
    """Say whether `definition` was in force on `day`."""
    return definition.introduced <= day and (definition.ended is None or day <= definition.ended)
