"""Changes of records before they are saved: what a plan would be with them, and what would be left dangling."""

from collections.abc import Iterable
from typing import NamedTuple

from lcsp.reports.differences.pairing import Swaps, swapped
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, Pointer, WholePlan


class Change(NamedTuple):
    """What becomes of one record: `record` in place of what stands under (noun, key), or nothing where it is None.

    A record with another key than `key` gives the record a new key. `key` is empty for a record that is new.
    """

    noun: str
    key: str
    record: Noun | None

    @property
    def renames(self) -> bool:
        """Whether the record gets another key."""
        return bool(self.key) and self.record is not None and self.record.key != self.key


def apply_changes(plan: WholePlan, changes: Iterable[Change], order: dict[str, list[str]] | None = None) -> WholePlan:
    """Return `plan` with `changes` made, in memory; `order` gives the keys of a noun in the order wanted."""
    held: dict[str, dict[str, Noun]] = {}

    def of(noun: str) -> dict[str, Noun]:
        if noun not in held:
            held[noun] = {record.key: record for record in plan.all(NOUN_BY_NAME[noun])}
        return held[noun]

    for change in changes:
        records = of(change.noun)
        if change.record is None:
            records.pop(change.key, None)
        elif change.key in records:
            new = {change.record.key if key == change.key else key: record for key, record in records.items()}
            held[change.noun] = {**new, change.record.key: change.record}
        else:
            records[change.record.key] = change.record
    for noun, keys in (order or {}).items():
        places = {key: place for place, key in enumerate(keys)}
        held[noun] = dict(sorted(of(noun).items(), key=lambda item: places.get(item[0], len(places))))
    return plan.replace({NOUN_BY_NAME[noun]: records.values() for noun, records in held.items()})


def follow_new_keys(plan: WholePlan, changes: Iterable[Change]) -> list[Change]:
    """Return `changes`, and those by which the records that refer to a record with a new key go on doing so."""
    made = list(changes)
    swaps: Swaps = {(c.noun, c.key): c.record.key for c in made if c.renames and c.record is not None}
    if not swaps:
        return made
    own = {(change.noun, change.key) for change in made}
    referring = {p.record.noun + "\n" + p.record.key: p.record for p in plan.pointers() if (p.noun, p.key) in swaps}
    following = (record for record in referring.values() if (record.noun, record.key) not in own)
    return [*made, *(Change(record.noun, record.key, swapped(record, swaps)) for record in following)]


def newly_dangling(before: WholePlan, after: WholePlan) -> list[Pointer]:
    """Return the references of `after` that lead nowhere and did not dangle in `before`."""
    known = {(p.record.noun, p.record.key, p.field, p.key) for p in before.dangling()}
    return [p for p in after.dangling() if (p.record.noun, p.record.key, p.field, p.key) not in known]
