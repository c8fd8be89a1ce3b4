"""What an edited copy of a plan changes, put on the plan as others have made it meanwhile: three values in, one out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lcsp.reports.differences import Differences, compare
from lcsp.reports.differences.pairing import identity
from lcsp.store.changes import Change, apply_changes, follow_new_keys
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

MINE, THEIRS = "mine", "theirs"


class Clashing(NamedTuple):
    """A record that the copy changes and others have changed too: as it was when the copy was taken, and both now.

    None stands for a record that was not there, or was removed. `key` is that of the record as it was or is theirs.
    """

    noun: str
    key: str
    stood: Noun | None
    mine: Noun | None
    theirs: Noun | None

    @property
    def name(self) -> str:
        """The text by which a choice names this record."""
        return f"{self.noun} {self.key}"


class Merge(NamedTuple):
    """What a copy would change now: changes and orders for the store, what the plan would be, and what clashes.

    `undecided` are the clashes without a choice; theirs stays in `after`. `done` counts what is so already.
    """

    changes: tuple[Change, ...]
    order: dict[str, list[str]]
    after: WholePlan
    clashes: tuple[Clashing, ...]
    undecided: tuple[Clashing, ...]
    done: int


def merge(stood: WholePlan, copy: WholePlan, now: WholePlan, choices: Mapping[str, str] | None = None) -> Merge:
    """Return what leads from `now` to what `copy` wants: its differences from `stood`, the plan of which it is a copy.

    A record that differs between `stood` and `now`, and that the copy wants otherwise than it is now, is a clash;
    `choices` says MINE or THEIRS by its name. Where `stood` is `now`, all that `copy` differs in is done, and nothing
    else: `merge(a, b, a).after == b`.
    """
    differences = compare(stood, copy)
    changes: list[Change] = []
    clashes: list[Clashing] = []
    done = 0
    for change in changes_of(differences):
        clash = _clash(change, stood, now)
        if clash is None:
            changes.append(change)
        elif clash.mine == clash.theirs:
            done += 1
            changes += _left_over(change, clash, now)
        else:
            clashes.append(clash)
            if (choices or {}).get(clash.name) == MINE:
                changes += _insist(change, now)
    changes += _following_theirs(changes, stood, now)
    unordered = apply_changes(now, changes)
    order = _orders(differences, stood, copy, now, unordered)
    decided = (choices or {}).keys()
    return Merge(
        changes=tuple(changes),
        order=order,
        after=apply_changes(unordered, (), order),
        clashes=tuple(clashes),
        undecided=tuple(clash for clash in clashes if clash.name not in decided),
        done=done,
    )


def changes_of(differences: Differences) -> Iterable[Change]:
    """Return `differences` as the store takes them."""
    yield from (Change(record.noun, record.key, None) for record in differences.removed)
    yield from (Change(change.before.noun, change.before.key, change.after) for change in differences.changed)
    yield from (Change(record.noun, "", record) for record in differences.added)


def _clash(change: Change, stood: WholePlan, now: WholePlan) -> Clashing | None:
    """Return how `change` meets what others did; None where nobody touched the record."""
    before, theirs = _find(stood, change.noun, change.key), _find(now, change.noun, change.key)
    if change.key and theirs != before:
        same_key = change.record is None or change.record.key == change.key
        there = theirs if same_key or theirs else _find(now, change.noun, change.record.key if change.record else "")
        return Clashing(change.noun, change.key, before, change.record, there)
    if change.record is not None and change.record.key != change.key:
        taken = _find(now, change.noun, change.record.key)
        if taken is not None:
            return Clashing(change.noun, taken.key, before, change.record, taken)
    return None


def _left_over(change: Change, clash: Clashing, now: WholePlan) -> list[Change]:
    """Return the removal of a record that was to get a new key, where others added it under that key and kept both."""
    left = change.key != clash.key and _find(now, change.noun, change.key) is not None
    return [Change(change.noun, change.key, None)] if left else []


def _insist(change: Change, now: WholePlan) -> list[Change]:
    """Return the changes that bring about what the copy wants, whatever stands now."""
    stands = _find(now, change.noun, change.key)
    if change.record is None:
        return [change] if stands else []
    if _find(now, change.noun, change.record.key) is None or change.record.key == change.key:
        return [change if stands else change._replace(key="")]
    gone = [Change(change.noun, change.key, None)] if stands else []
    return [*gone, Change(change.noun, change.record.key, change.record)]


def _following_theirs(changes: Sequence[Change], stood: WholePlan, now: WholePlan) -> list[Change]:
    """Return the changes by which what others wrote meanwhile goes on referring to records with a new key."""
    followed = follow_new_keys(now, changes)[len(changes) :]
    return [c for c in followed if _find(now, c.noun, c.key) != _find(stood, c.noun, c.key)]


def _find(plan: WholePlan, noun: str, key: str) -> Noun | None:
    return plan.find_own(NOUN_BY_NAME[noun], key) if key else None


def _orders(
    differences: Differences, stood: WholePlan, copy: WholePlan, now: WholePlan, after: WholePlan
) -> dict[str, list[str]]:
    """Return the keys that `after` has of every noun whose records the copy adds, removes, renames or moves."""
    new_keys = {(c.before.noun, c.before.key): c.after.key for c in differences.changed if c.before.key != c.after.key}
    wanted: dict[str, list[str]] = {}
    for kind in NOUNS:
        if any(sequence.noun == kind.noun for sequence in differences.sequences):
            was, theirs = (_keys(plan, kind, new_keys) for plan in (stood, now))
            every = interleave(was, _keys(copy, kind, {}), theirs)
            wanted[kind.noun] = [key for key in every if after.find_own(kind, key) is not None]
    return wanted


def _keys(plan: WholePlan, kind: type[Noun], new_keys: Mapping[tuple[str, str], str]) -> list[str]:
    return [new_keys.get((kind.noun, record.key), record.key) for record in plan.all(kind) if identity(record)]


def interleave(was: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all keys of `mine` and `theirs` in one order, each once.

    It is mine where I put keys of `was` in another order, else theirs; what the other has besides stands behind the
    key that it stands behind there.
    """
    shared = set(was) & set(mine)
    moved = [key for key in was if key in shared] != [key for key in mine if key in shared]
    leading, other = (mine, theirs) if moved else (theirs, mine)
    known = set(leading)
    behind: dict[str, list[str]] = {}
    last = ""
    for key in other:
        if key in known:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    return [*behind.get("", ()), *(one for key in leading for one in (key, *behind.get(key, ())))]
