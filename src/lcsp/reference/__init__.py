"""Reference: dated tables of definitions that ship with the package, handed to rules as values."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from lcsp.partnership.performance.definition import Break, Computing, Definition, Parameter, Part, Polarity
from lcsp.partnership.performance.model import Unit
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.periods import YearKind

N = TypeVar("N", bound=Noun)
_EVERY_PHASE = Computing.model_fields["phases"].default
_DAYS = ("introduced", "ended", "date", "valid_from", "valid_to", "review_date")


class Reference(Protocol):
    """Records that ship with the package and belong to no plan."""

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every shipped record of `noun`."""

    def find(self, noun: type[N], key: str) -> N | None:
        """Return the shipped record of `noun` with this key, or None."""


class Shipped:
    """The definitions of `lcsp/reference/indicators`, each built when first asked for.

    They are read from `indicators.json`, which `./run docs` makes of the folder: reading the 39 TOML files themselves
    made a whole check of the Kent plan take 133 ms instead of 123.
    """

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every shipped record of `noun`, by file name."""
        if noun is not cast("type[Noun]", Definition):
            return ()
        return cast(tuple[N, ...], tuple(filter(None, map(read_definition, _compiled()))))

    def find(self, noun: type[N], key: str) -> N | None:
        """Return the shipped record of `noun` with this key, or None."""
        return cast("N | None", read_definition(key)) if noun is cast("type[Noun]", Definition) else None


SHIPPED: Reference = Shipped()
COMPILED = Path(__file__).parent / "indicators.json"


@cache
def _compiled() -> dict[str, dict[str, Any]]:
    """Return the facts of every definition by its code."""
    import json

    facts: dict[str, dict[str, Any]] = json.loads(COMPILED.read_bytes())
    return facts


def read_definition(code: str) -> Definition | None:
    """Return the shipped definition with this code, or None where there is none."""
    return _build_shipped(code) if code in _compiled() else None


@cache
def _build_shipped(code: str) -> Definition:
    return build_definition(_compiled()[code])


def build_definition(facts: Mapping[str, Any]) -> Definition:
    """Return the definition that `facts` (a shipped file, or its part of `indicators.json`) holds.

    The shipped files are validated by a test, so that reading them does not pay for it again.
    """
    typed = dict(facts)
    typed["unit"], typed["polarity"], typed["period"] = (
        Unit(facts["unit"]),
        Polarity(facts["polarity"]),
        YearKind(facts["period"]),
    )
    for name, part in (("parts", Part), ("breaks", Break), ("parameters", Parameter)):
        typed[name] = tuple(part.model_construct(**_dated(item)) for item in facts.get(name, ()))
    typed["computing"] = tuple(
        Computing.model_construct(**{**item, "phases": tuple(item.get("phases", _EVERY_PHASE))})
        for item in facts.get("computing", ())
    )
    typed["aliases"] = tuple(facts.get("aliases", ()))
    for name in ("least", "most", "typical_least", "typical_most"):
        typed[name] = None if facts.get(name) is None else Decimal(facts[name])
    return Definition.model_construct(**_dated(typed))


def _dated(facts: dict[str, Any]) -> dict[str, Any]:
    """Return `facts` with days in place of the text that JSON holds for them."""
    days = {name: date.fromisoformat(facts[name]) for name in _DAYS if isinstance(facts.get(name), str)}
    return {**facts, **days}
