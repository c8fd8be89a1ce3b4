"""Two plans compared record by record and field by field, derived once for every noun, and put on a plan again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lcsp.partnership.plan import Plan
from lcsp.reports.differences.pairing import Pair, Swaps, identity, pair_records, swapped
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan, references

# A record whose key is made of references is paired after the records to which it refers.
_PAIRING_ORDER = sorted(NOUNS, key=lambda noun: any(name in noun.key_fields for name, _ in references(noun)))


class Change(NamedTuple):
    """A record that both plans hold, with different values: as it was and as it is."""

    before: Noun
    after: Noun

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that differ, in order."""
        names = columns(type(self.before))
        return tuple(name for name in names if getattr(self.before, name) != getattr(self.after, name))

    @property
    def renamed(self) -> bool:
        """Whether the record goes by another key: a guess, as all else agrees or refers to a record renamed."""
        return self.before.key != self.after.key and not isinstance(self.before, Plan)

    @property
    def moved(self) -> bool:
        """Whether only the place in a table is another."""
        return self.fields == ("order",)


class Sequence(NamedTuple):
    """The keys of a noun as they follow each other in the two plans, where these differ."""

    noun: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def shared_moved(self) -> bool:
        """Whether the keys that both plans hold follow each other in another way."""
        shared = set(self.before) & set(self.after)
        return [key for key in self.before if key in shared] != [key for key in self.after if key in shared]


class Differences(NamedTuple):
    """What leads from one plan to the other; false where the plans are equal."""

    added: tuple[Noun, ...] = ()
    removed: tuple[Noun, ...] = ()
    changed: tuple[Change, ...] = ()
    sequences: tuple[Sequence, ...] = ()

    def __bool__(self) -> bool:
        return any(self[:])

    def following(self) -> frozenset[Change]:
        """The changes that only follow from a new key: nothing differs but references to records renamed."""
        swaps = _swaps(self.changed)
        return frozenset(change for change in self.changed if swaps and swapped(change.before, swaps) == change.after)


def compare(before: WholePlan, after: WholePlan) -> Differences:
    """Return what leads from `before` to `after`; in either, no two records of a noun may share a key.

    Records are the same where noun and key are, and the record of the plan itself always is. Of the rest, one
    removed and one added record are taken for one with a new key where all other fields agree and no third
    record could be meant. Every list is in the order of NOUNS, within a noun in the order of its plan.
    """
    pairs: dict[type[Noun], list[Pair]] = {}
    swaps: Swaps = {}
    for noun in _PAIRING_ORDER:
        if before.all(noun) != after.all(noun):
            pairs[noun] = pair_records(before.all(noun), after.all(noun), swaps)
            swaps.update(_swaps(_changes(pairs[noun])))
    nouns = [noun for noun in NOUNS if noun in pairs]
    every = [pair for noun in nouns for pair in pairs[noun]]
    return Differences(
        added=tuple(new for old, new in every if old is None and new is not None),
        removed=tuple(old for old, new in every if old is not None and new is None),
        changed=tuple(_changes(every)),
        sequences=tuple(_sequences(before, after, nouns)),
    )


def _changes(pairs: Iterable[Pair]) -> Iterator[Change]:
    return (Change(old, new) for old, new in pairs if old is not None and new is not None and old != new)


def _swaps(changes: Iterable[Change]) -> Swaps:
    """Return the keys that the records renamed had and have, each leading to the other."""
    found: Swaps = {}
    for before, after in (change for change in changes if change.renamed):
        found[before.noun, before.key] = after.key
        found[before.noun, after.key] = before.key
    return found


def _sequences(before: WholePlan, after: WholePlan, nouns: Iterable[type[Noun]]) -> Iterator[Sequence]:
    for noun in nouns:
        keys = [tuple(identity(record) for record in plan.all(noun)) for plan in (before, after)]
        if keys[0] != keys[1]:
            yield Sequence(noun.noun, keys[0], keys[1])


def apply(differences: Differences, plan: WholePlan) -> WholePlan:
    """Return `plan` with `differences` made: `apply(compare(a, b), a) == b`.

    Records that the differences do not speak of stay. Raises ValueError where a record is not as the differences
    found it, or a record added stands there already: then somebody else has changed the plan.
    """
    nouns = {record.noun for record in (*differences.added, *differences.removed)}
    nouns |= {change.before.noun for change in differences.changed} | {item.noun for item in differences.sequences}
    wanted = {item.noun: item.after for item in differences.sequences}
    records: dict[type[Noun], Iterable[Noun]] = {}
    for noun in NOUNS:
        if noun.noun in nouns:
            records[noun] = _in_sequence(_applied(differences, noun, plan), wanted.get(noun.noun, ()))
    return plan.replace(records)


def _in_sequence(held: Mapping[str, Noun], keys: Iterable[str]) -> list[Noun]:
    """Return the records in the sequence of `keys`; those that it does not name follow as they stood."""
    places = {key: place for place, key in enumerate(keys)}
    return [held[key] for key in sorted(held, key=lambda key: places.get(key, len(places)))]


def _applied(differences: Differences, noun: type[Noun], plan: WholePlan) -> dict[str, Noun]:
    """Return the records of `noun` by key with `differences` made."""
    held = {identity(record): record for record in plan.all(noun)}
    changed = [change for change in differences.changed if isinstance(change.before, noun)]
    gone = [record for record in differences.removed if isinstance(record, noun)]
    come = [record for record in differences.added if isinstance(record, noun)]
    for record in [*gone, *(change.before for change in changed)]:
        if held.get(identity(record)) != record:
            raise _conflict(record, "is not as it was when the plans were compared")
    for old, new in changed:
        if identity(old) == identity(new):
            held[identity(old)] = new
        else:
            gone.append(old)
            come.append(new)
    for record in gone:
        del held[identity(record)]
    for record in come:
        if identity(record) in held:
            raise _conflict(record, "stands in the plan already")
        held[identity(record)] = record
    return held


def _conflict(record: Noun, said: str) -> ValueError:
    return ValueError(f"{record.noun.replace('_', ' ')} {record.key!r} {said}: compare again")
