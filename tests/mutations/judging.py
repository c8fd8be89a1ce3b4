"""Judges a mutant: refused, found by a rule that points at the slip, or missed; and which findings miss the point."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

from tests.mutations.mutants import Mutant

from lcsp.checks import RULES
from lcsp.partnership.plan import Acceptance, Plan
from lcsp.vocabulary.findings import Fault
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.rulebook import Check
from lcsp.whole_plan import NOUNS, Pointer, WholePlan, references

N = TypeVar("N", bound=Noun)
Spot = tuple[str, str, str]
"""Noun, key and field of a finding."""


class New(NamedTuple):
    """A finding that the clean plan does not have, and whether it concerns the slip."""

    rule: Check
    fault: Fault
    to_the_point: bool


class Verdict(NamedTuple):
    """What became of a mutant: refused, or the new findings."""

    refused: bool
    new: tuple[New, ...]

    @property
    def found(self) -> bool:
        """Whether the plan is refused, or a new finding concerns the slip."""
        return self.refused or any(new.to_the_point for new in self.new)

    @property
    def beside_the_point(self) -> tuple[New, ...]:
        """The new findings about records that have nothing to do with the slip: false alarms."""
        return tuple(new for new in self.new if not new.to_the_point)


class Watched(WholePlan):
    """A plan that notes which nouns it is asked for."""

    __slots__ = ("asked",)

    def __init__(self, plan: WholePlan) -> None:
        super().__init__({noun: plan.all(noun) for noun in NOUNS}, today=plan.today)
        self.asked: set[type[Noun]] = set()

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every record of `noun`, and note that it was asked for."""
        self.asked.add(noun)
        return super().all(noun)

    def find(self, noun: type[N], key: str) -> N | None:
        """Return a record of `noun`, and note that it was asked for."""
        self.asked.add(noun)
        return super().find(noun, key)

    def pointers(self) -> Iterator[Pointer]:
        """Yield every reference, and note that every noun was asked for."""
        self.asked.update(NOUNS)
        return super().pointers()


class Bench:
    """The clean plan with its findings, against which mutants are judged.

    A rule that never asks the clean plan for a noun sees nothing of a change in that noun's table, so it need not be
    run again: its findings stay the same.
    """

    def __init__(self, plan: WholePlan, rules: tuple[Check, ...] = RULES) -> None:
        day = plan.header.year.first_day
        self.plan = plan
        self.rules = tuple(rule for rule in rules if rule.applies_on(day))
        self._asking: dict[type[Noun], list[Check]] = {noun: [] for noun in NOUNS}
        self._known: dict[str, set[Spot]] = {}
        for rule in self.rules:
            watched = Watched(plan)
            self._known[rule.code] = {_spot(fault) for fault in rule.rule(watched)}
            for noun in watched.asked | {Plan}:
                if noun in self._asking:
                    self._asking[noun].append(rule)

    def judge(self, mutant: Mutant) -> Verdict:
        """Return what becomes of `mutant`."""
        if mutant.plan is None:
            return Verdict(True, ())
        related = _relations(mutant)
        new = []
        for rule in self._asking[mutant.place.noun]:
            known = self._known[rule.code]
            for fault in rule.rule(mutant.plan):
                noun, key, field = _spot(fault)
                same = mutant.keys.get(key, key) if noun == mutant.was.noun else key
                # A finding that the clean plan has at this place too is no discovery, even where its words differ.
                if not known & {(noun, key, field), (noun, same, field)}:
                    new.append(New(rule, fault, related(fault)))
        return Verdict(False, tuple(new))


def without_acceptances(plan: WholePlan) -> WholePlan:
    """Return `plan` without its acceptances: their fingerprints are checksums, and none may serve a rule."""
    return plan.replace({Acceptance: ()})


def _spot(fault: Fault) -> Spot:
    return fault.record.noun, fault.record.key, fault.field


def _relations(mutant: Mutant) -> Callable[[Fault], bool]:
    """Return the question whether a fault concerns the slip.

    It does where it stands in the table of the slip (its row, or a sum, series or order over the table) or at the
    total of another table, at a record that refers into the slip's table, to which the row refers or which refers
    with it to a third, or where it names the row or the changed text. Everything concerns a slip in the plan's head.
    """
    rows = [row for row in (mutant.was, mutant.now, mutant.beside) if row is not None]
    joined = {pair for row in rows for pair in _referred(row)} | {(row.noun, row.key) for row in rows}
    names = {row.key for row in rows} | {getattr(row, "name", "") for row in rows} | set(mutant.texts)
    names |= {getattr(row, "title", "") for row in rows}
    words = "|".join(re.escape(name) for name in sorted(names) if name)
    named = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def concerns(fault: Fault) -> bool:
        record = fault.record
        if record.noun == mutant.was.noun or (record.noun, record.key) in joined:
            return True
        if any(pair in joined or pair[0] == mutant.was.noun for pair in _referred(record)):
            return True
        if mutant.was.noun == Plan.noun or getattr(record, "kind", None) == "total":
            return True
        return named is not None and named.search(f"{fault.facts} {fault.mend}") is not None

    return concerns


def _referred(record: Noun) -> Iterator[tuple[str, str]]:
    """Yield (noun, key) of the records that `record` refers to."""
    for field, noun in references(type(record)):
        value = getattr(record, field)
        for key in value if isinstance(value, tuple) else (value,) if value else ():
            yield noun, key
