"""Which record of one plan is which of the other: by key, by references followed, and by all else being equal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lcsp.partnership.plan import Plan
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import references

Pair = tuple[Noun | None, Noun | None]
# (noun, key) to the other key of a record that was given a new one; always both ways, so that the swap undoes itself.
Swaps = dict[tuple[str, str], str]


def identity(record: Noun) -> str:
    """Return the text by which a record is found in the other plan; there is only one record of the plan itself."""
    return "" if isinstance(record, Plan) else record.key


def swapped(record: Noun, swaps: Mapping[tuple[str, str], str]) -> Noun:
    """Return `record` with its references to a record renamed led to that record's other key."""
    update: dict[str, Any] = {}
    for name, noun in references(type(record)):
        value = getattr(record, name)
        if isinstance(value, tuple):
            update[name] = tuple(swaps.get((noun, key), key) for key in value)
        elif value:
            update[name] = swaps.get((noun, value), value)
    return record.model_copy(update=update)


def pair_records(old: Iterable[Noun], new: Iterable[Noun], swaps: Mapping[tuple[str, str], str]) -> list[Pair]:
    """Return each record of one noun with its counterpart, or None where there is none."""
    left = {identity(record): record for record in old}
    right = {identity(record): record for record in new}
    before, after = tuple(left.values()), tuple(right.values())
    found: dict[str, Noun] = {key: right.pop(key) for key in left if key in right}
    for key, record in left.items():
        if key not in found and (followed := swapped(record, swaps).key) in right:
            found[key] = right.pop(followed)
    lost = [record for key, record in left.items() if key not in found]
    for record, other in _renamed(before, after, lost, list(right.values()), swaps):
        found[identity(record)] = right.pop(identity(other))
    pairs: list[Pair] = [(record, found.get(key)) for key, record in left.items()]
    return pairs + [(None, record) for record in right.values()]


def _renamed(
    before: Iterable[Noun],
    after: Iterable[Noun],
    lost: Iterable[Noun],
    come: Iterable[Noun],
    swaps: Mapping[tuple[str, str], str],
) -> Iterator[tuple[Noun, Noun]]:
    """Yield a record lost with the one that came, where all but the key agrees and no third record is like them."""
    had = Counter(_rest(swapped(record, swaps)) for record in before)
    has = Counter(_rest(record) for record in after)
    newcomers = {_rest(record): record for record in come}
    for record in lost:
        rest = _rest(swapped(record, swaps))
        if had[rest] == has[rest] == 1 and rest in newcomers and _says_something(record):
            yield record, newcomers[rest]


def _rest(record: Noun) -> tuple[Any, ...]:
    """Return what a record says beside its key and its place in a table (an inserted row moves all that follow)."""
    return tuple(getattr(record, name) for name in _telling_fields(record))


def _says_something(record: Noun) -> bool:
    """Say whether a field beside the key differs from its default: blanks that agree prove nothing."""
    fields = columns(type(record))
    return any(getattr(record, name) != fields[name].default for name in _telling_fields(record))


def _telling_fields(record: Noun) -> list[str]:
    return [name for name in columns(type(record)) if name not in record.key_fields and name != "order"]
