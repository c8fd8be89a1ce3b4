"""The proof in figures: recall by kind of slip, by table, by reason and by family of rule, as tables in Markdown."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tests.mutations.classifying import Class, Classifier
from tests.mutations.judging import Bench, Verdict, without_acceptances
from tests.mutations.mutants import SEED, Mutant, Place, mutants, places
from tests.mutations.slips import is_number

from lcsp.files import read_plan
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import ChoiceKind, ListKind, YesNoKind
from lcsp.vocabulary.noun import columns
from lcsp.vocabulary.periods import PeriodKind
from lcsp.vocabulary.refs import KeyOf, referred_noun
from lcsp.whole_plan import WholePlan

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kent-2009-10"
DAY = date(2009, 4, 1)
BEGIN, END = "<!-- figures begin: `python -m tests.mutations --write` writes them -->", "<!-- figures end -->"


class Judged(NamedTuple):
    """A mutant's place and name with its class, and what the rules made of it; the mutated plan itself is let go."""

    place: Place
    name: str
    group: str
    of: Class
    refused: bool
    found: bool
    families: frozenset[str]
    codes: frozenset[str]
    codes_elsewhere: tuple[str, ...]

    @property
    def elsewhere(self) -> int:
        """How many findings it raised at records that the slip does not touch."""
        return len(self.codes_elsewhere)


def example() -> WholePlan:
    """Return the plan that is mutated, on a day that does not move with the calendar."""
    return without_acceptances(read_plan(EXAMPLE, DAY).plan)


def prove(plan: WholePlan, chosen: Iterable[Place] | None = None, seed: int = SEED) -> list[Judged]:
    """Return the judgement of every mutant of `plan`, or of those at the places `chosen`."""
    bench, classifier = Bench(plan), Classifier(plan)
    made = mutants(plan, places(plan) if chosen is None else chosen, seed)
    return [_judged(mutant, classifier.class_of(mutant), bench.judge(mutant)) for mutant in made]


def _judged(mutant: Mutant, of: Class, verdict: Verdict) -> Judged:
    rules = [new.rule for new in verdict.new if new.to_the_point]
    return Judged(
        mutant.place,
        mutant.name,
        group_of(mutant.place),
        of,
        verdict.refused,
        verdict.found,
        frozenset(rule.family for rule in rules),
        frozenset(rule.code for rule in rules),
        tuple(new.rule.code for new in verdict.beside_the_point),
    )


def group_of(place: Place) -> str:
    """Return what the slip is made in: numbers, links, words, choices, days and years, or whole rows."""
    if not place.field:
        return "rows"
    kind = columns(place.noun)[place.field].kind
    inner = kind.item if isinstance(kind, ListKind) else kind
    if is_number(kind):
        return "places in order" if place.field == "order" else "numbers"
    if referred_noun(kind) is not None or isinstance(kind, KeyOf):
        return "links"
    if isinstance(inner, ChoiceKind):
        return "choices"
    if isinstance(kind, YesNoKind):
        return "yes or no"
    if isinstance(kind, DayKind | PeriodKind):
        return "days and years"
    return "own codes" if place.field == "code" else "words"


NUMBERS = ("numbers", "places in order")


def constrained(found: Iterable[Judged]) -> list[Judged]:
    """Return those that the plan itself could show."""
    return [one for one in found if one.of.constrained]


def number_changes(found: Iterable[Judged]) -> list[Judged]:
    """Return the constrained slips in cells that hold numbers."""
    return [one for one in constrained(found) if one.group in NUMBERS]


def recall(found: Iterable[Judged]) -> float:
    """Return the share that was found or refused; 1 where there is none."""
    listed = list(found)
    return sum(one.found for one in listed) / len(listed) if listed else 1.0


# --- tables ------------------------------------------------------------------------------------------------------


def tables(found: list[Judged]) -> str:
    """Return the figures of the proof as Markdown."""
    return "\n\n".join("\n".join(part) for part in _parts(found))


def _parts(found: list[Judged]) -> Iterator[list[str]]:
    yield _headline(found)
    yield ["### By what was changed", "", *_recalls(constrained(found), lambda one: (one.group, one.place.slip))]
    yield ["### By table", "", *_recalls(constrained(found), lambda one: (one.place.noun.plural.replace("_", " "),))]
    yield ["### By what constrains it", "", *_recalls(constrained(found), lambda one: (one.of.how,))]
    yield ["### By family of rule", "", *_families(found)]
    yield ["### Missed", "", *_missed(found)]
    yield ["### Free", "", *_free(found)]


def _headline(found: list[Judged]) -> list[str]:
    bound, numbers = constrained(found), number_changes(found)
    free, away = len(found) - len(bound), [one for one in found if one.elsewhere]
    amounts = [one for one in numbers if one.group == "numbers"]
    readable = [one for one in bound if not one.refused]
    share, touched = free / len(found), len(away) / len(found)
    refused, elsewhere = len(bound) - len(readable), sum(one.elsewhere for one in away)
    alarms = (
        f"False alarms: on the clean plan, none on casting and population. {len(away):,} mutants ({touched:.1%}) also "
        f"raised findings at a record that the slip does not touch, {elsewhere:,} in all: {_elsewhere(away)}."
    )
    counts = f"Of {len(found):,} mutants {len(bound):,} are constrained and {free:,} ({share:.0%}) free."
    return [
        "| constrained | mutants | found or refused | share | target |",
        "|---|---:|---:|---:|---:|",
        _row("changes of numbers", numbers, "95 %"),
        _row("of these, amounts, counts and values (no places in an order)", amounts),
        _row("all slips", bound, "90 %"),
        _row("of these, those with which the plan can still be read", readable),
        "",
        f"Seed {SEED}. {counts} {refused:,} of the constrained were refused on reading.",
        "",
        alarms,
    ]


def _row(what: str, found: list[Judged], target: str = "") -> str:
    return f"| {what} | {len(found):,} | {_hits(found):,} | {recall(found):.1%} | {target} |"


def _elsewhere(away: list[Judged]) -> str:
    codes = Counter(code for one in away for code in one.codes_elsewhere)
    return ", ".join(f"{code} ({count})" for code, count in sorted(codes.items(), key=lambda item: (-item[1], item[0])))


def _hits(found: Iterable[Judged]) -> int:
    return sum(one.found for one in found)


def _recalls(found: list[Judged], by: Callable[[Judged], tuple[str, ...]]) -> list[str]:
    groups: dict[tuple[str, ...], list[Judged]] = {}
    for one in found:
        groups.setdefault(by(one), []).append(one)
    first = next(iter(groups))
    heads = {2: "| in | slip", 1: "| what"}[len(first)]
    lines = [f"{heads} | mutants | found or refused | share |", "|---" * len(first) + "|---:|---:|---:|"]
    for group, members in sorted(groups.items()):
        cells = " | ".join(group)
        lines.append(f"| {cells} | {len(members):,} | {_hits(members):,} | {recall(members):.1%} |")
    return lines


def _families(found: list[Judged]) -> list[str]:
    by_rule = [one for one in constrained(found) if one.families]
    shown = Counter(family for one in by_rule for family in one.families)
    alone = Counter(next(iter(one.families)) for one in by_rule if len(one.families) == 1)
    lines = ["| family | constrained mutants found | by this family alone |", "|---|---:|---:|"]
    return [*lines, *(f"| {family} | {count:,} | {alone[family]:,} |" for family, count in sorted(shown.items()))]


def _missed(found: list[Judged]) -> list[str]:
    lost: dict[tuple[str, str, str], list[Judged]] = {}
    for one in constrained(found):
        if not one.found:
            place = f"{one.place.noun.noun.replace('_', ' ')}{'.' if one.place.field else ''}{one.place.field}"
            lost.setdefault((place, one.of.how, one.of.reason), []).append(one)
    lines = ["| field | missed | slips | constrained by |", "|---|---:|---|---|"]
    for (place, how, reason), members in sorted(lost.items(), key=lambda item: (-len(item[1]), item[0])):
        slips = ", ".join(sorted({one.place.slip for one in members}))
        lines.append(f"| {place} | {len(members)} | {slips} | {how}: {reason} |")
    return lines


def _free(found: list[Judged]) -> list[str]:
    free: dict[str, list[Judged]] = {}
    for one in found:
        if not one.of.constrained:
            free.setdefault(one.of.reason, []).append(one)
    lines = ["| why free | mutants | share of all | found all the same |", "|---|---:|---:|---:|"]
    for reason, members in sorted(free.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"| {reason} | {len(members):,} | {len(members) / len(found):.1%} | {_hits(members):,} |")
    return lines
