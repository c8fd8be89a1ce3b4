"""Which slips the plan itself could show, by the table of `classification.csv`."""

import csv
from pathlib import Path
from typing import NamedTuple

from tests.mutations.conditions import CONDITIONS, Case, text_of
from tests.mutations.mutants import Mutant
from tests.mutations.slips import NUMBER

from lcsp.whole_plan import WholePlan

TABLE = Path(__file__).with_name("classification.csv")


class Class(NamedTuple):
    """One row of the classification: what it holds for, and whether the plan itself could show the slip."""

    nouns: tuple[str, ...]
    fields: tuple[str, ...]
    slips: tuple[str, ...]
    where: tuple[str, ...]
    constrained: bool
    how: str
    reason: str
    line: int


def read_table() -> tuple[Class, ...]:
    """Return the rows of the classification, in order: the first that fits a mutant holds."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(_class(row, line) for line, row in enumerate(csv.DictReader(file), 2))


def _class(row: dict[str, str], line: int) -> Class:
    slips = tuple(slip for name in row["slip"].split(";") for slip in (NUMBER if name == "#" else (name,)))
    where = tuple(part.strip() for part in row["where"].split("&") if part.strip())
    verdict = {"constrained": True, "free": False}[row["verdict"]]
    nouns, fields = (tuple(row[name].split(";")) for name in ("noun", "field"))
    return Class(nouns, fields, slips, where, verdict, row["how"], row["reason"], line)


class Classifier:
    """Classifies the mutants of one plan, by the table and the plan alone: no rule is asked."""

    def __init__(self, plan: WholePlan, table: tuple[Class, ...] | None = None) -> None:
        self.plan = plan
        self.table = table or read_table()
        self.referred = frozenset((pointer.noun, pointer.key) for pointer in plan.pointers())

    def class_of(self, mutant: Mutant) -> Class:
        """Return the first row of the table that fits; LookupError where none does."""
        for row in self.table:
            if _fits(row, mutant) and all(self._holds(part, mutant) for part in row.where):
                return row
        raise LookupError(f"no row of {TABLE.name} classifies {mutant.name}")

    def _holds(self, part: str, mutant: Mutant) -> bool:
        if part.startswith("!"):
            return not self._holds(part[1:], mutant)
        if part in CONDITIONS:
            return CONDITIONS[part](Case(self.plan, self.referred, mutant))
        field, _, wanted = part.partition("=")
        text = text_of(mutant.was, field)
        return text == wanted if wanted else bool(text)


def _fits(row: Class, mutant: Mutant) -> bool:
    return (
        (row.nouns == ("*",) or mutant.was.noun in row.nouns)
        and (mutant.place.field in row.fields or (row.fields == ("*",) and mutant.place.field != ""))
        and (row.slips == ("*",) or mutant.place.slip in row.slips)
    )
