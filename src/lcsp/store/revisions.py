"""Changes of plans: saving a revision, and the history of a plan, of a revision and of one record."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from lcsp.files import FORMAT
from lcsp.store.audit import append, hash_revision
from lcsp.store.bodies import read_body, write_body
from lcsp.store.changes import Change
from lcsp.store.models import Revision, StoredPlan, Version
from lcsp.store.places_in_order import place_in_order
from lcsp.store.plans import NoPlan
from lcsp.vocabulary.noun import Noun


class Clash(NamedTuple):
    """A record that somebody else changed since the base: what stands now (None: removed), by whom, when, why."""

    noun: str
    key: str
    theirs: Noun | None
    yours: Noun | None
    revision: Revision


class Conflict(Exception):
    """Somebody else changed the same records meanwhile; nothing was saved. `clashes` holds both sides of each."""

    def __init__(self, clashes: Iterable[Clash]) -> None:
        self.clashes = tuple(clashes)
        said = ", ".join(f"{clash.noun} {clash.key}" for clash in self.clashes)
        super().__init__(f"changed by somebody else meanwhile: {said}")


class Event(NamedTuple):
    """One step in the history of a record: the record before (None: it was new) and after (None: removed)."""

    revision: Revision
    before: Noun | None
    after: Noun | None


def hold_plan(code: str) -> StoredPlan:
    """Return the plan, held until the transaction ends, so that revisions follow each other. Raises NoPlan."""
    plan = StoredPlan.objects.select_for_update().filter(code=code).first()
    if plan is None:
        raise NoPlan(f"there is no plan {code!r}")
    return plan


def find_standing(plan: StoredPlan, noun: str) -> dict[str, Version]:
    """Return the version that stands of each record of `noun`, removals too, by key."""
    return {version.key: version for version in plan.versions.filter(noun=noun, until__isnull=True)}


def save_revision(
    plan: StoredPlan,
    changes: Iterable[Change],
    *,
    by: int,
    why: str,
    base: int,
    order: Mapping[str, list[str]] | None = None,
) -> Revision | None:
    """Save `changes` as one revision of `plan` (held by `hold_plan`) and its audit entry; None where nothing changes.

    `base` is the revision that the person saw; raises Conflict where a record was changed since. `order` gives, for a
    noun, the keys of its records in the order wanted; without it, new records come last.
    """
    saving = _Saving(plan, base)
    for change in changes:
        saving.take(change)
    for noun, keys in (order or {}).items():
        saving.arrange(noun, keys)
    if saving.clashes:
        raise Conflict(saving.clashes)
    return saving.write(by, why)


class _Saving:
    """One revision while it is put together."""

    def __init__(self, plan: StoredPlan, base: int) -> None:
        self.plan, self.base = plan, base
        self.number = plan.head + 1
        self.standing: dict[str, dict[str, Version]] = {}
        self.new: dict[tuple[str, str], Version] = {}
        self.clashes: list[Clash] = []

    def of(self, noun: str) -> dict[str, Version]:
        if noun not in self.standing:
            self.standing[noun] = find_standing(self.plan, noun)
        return self.standing[noun]

    def take(self, change: Change) -> None:
        """Put one change into the revision."""
        old = self.of(change.noun).get(change.key) if change.key else None
        key = change.record.key if change.record else change.key
        there = self.of(change.noun).get(key)
        for seen in {old, there} - {None}:
            if seen is not None and seen.since > self.base and not self._same(seen, change):
                self._clash(seen, change)
                return
        if change.record is None:
            self._put(change.noun, key, "", old.position if old else 0.0)
            return
        position = old.position if old and old.body else self._end(change.noun)
        renamed = change.key if old is not None and old.body and key != change.key else ""
        self._put(change.noun, key, write_body(change.record), position, renamed)
        if renamed:
            self._put(change.noun, change.key, "", position)

    def arrange(self, noun: str, keys: list[str]) -> None:
        """Give the records of `noun` the order of `keys`, with as few moved as possible."""
        now = {key: v for key, v in self.of(noun).items() if v.body}
        now |= {key: v for (of, key), v in self.new.items() if of == noun}
        now = {key: v for key, v in now.items() if v.body}  # what this revision removes stays removed
        settled = {key: v.position for key, v in now.items() if key in self.of(noun) and self.of(noun)[key].body}
        for key, position in place_in_order(settled, [key for key in keys if key in now]).items():
            version = now[key]
            if version.position != position or (noun, key) in self.new:
                self._put(noun, key, version.body, position, version.renamed_from if version.pk is None else "")

    def _same(self, seen: Version, change: Change) -> bool:
        """Say whether what stands is what the change wants: two people who do the same do not clash."""
        return seen.body == (write_body(change.record) if change.record and change.record.key == seen.key else "")

    def _clash(self, seen: Version, change: Change) -> None:
        revision = Revision.objects.select_related("by").get(plan=self.plan, number=seen.since)
        self.clashes.append(Clash(change.noun, seen.key, _record_of(seen), change.record, revision))

    def _end(self, noun: str) -> float:
        places = [v.position for v in self.of(noun).values()]
        places += [v.position for (of, _), v in self.new.items() if of == noun]
        return max(places, default=0.0) + 1.0

    def _put(self, noun: str, key: str, body: str, position: float, renamed_from: str = "") -> None:
        old = self.of(noun).get(key)
        if old is None and not body:
            return
        if old is not None and (old.body, old.position if body else 0) == (body, position if body else 0):
            self.new.pop((noun, key), None)
            return
        self.new[noun, key] = Version(
            plan=self.plan, noun=noun, key=key, since=self.number, position=position, format=FORMAT, body=body,
            renamed_from=renamed_from,
        )  # fmt: skip

    def write(self, by: int, why: str) -> Revision | None:
        """Write the versions, the revision and its audit entry."""
        versions = [version for _, version in sorted(self.new.items())]
        if not versions:
            return None
        ended = [self.of(v.noun)[v.key].pk for v in versions if v.key in self.of(v.noun)]
        for start in range(0, len(ended), 500):
            Version.objects.filter(pk__in=ended[start : start + 500]).update(until=self.number)
        Version.objects.bulk_create(versions, batch_size=100)
        revision = Revision(plan=self.plan, number=self.number, base=self.base, at=datetime.now(UTC), by_id=by, why=why)
        revision.sha256 = hash_revision(revision, _told(versions))
        revision.save(force_insert=True)
        self.plan.head = self.number
        self.plan.save(update_fields=["head"])
        append(by=by, action="revise", subject=str(revision), facts={"records": len(versions)}, content=revision.sha256)
        return revision


def _told(versions: list[Version]) -> list[tuple[Any, ...]]:
    return sorted((v.noun, v.key, v.position, v.format, v.body, v.renamed_from) for v in versions)


def _record_of(version: Version | None) -> Noun | None:
    return read_body(version.noun, version.body, version.format) if version and version.body else None


def query_revisions(code: str) -> QuerySet[Revision]:
    """Return the revisions of a plan, the newest first, to be cut into pages before they are read."""
    return Revision.objects.filter(plan__code=code).select_related("by", "plan").order_by("-number")


def list_revisions(code: str) -> list[Revision]:
    """Return the revisions of a plan, the newest first."""
    return list(query_revisions(code))


def count_changes(code: str, numbers: Iterable[int]) -> dict[int, int]:
    """Return how many records each of some revisions changed; one under a new key counts once."""
    written = Version.objects.filter(plan__code=code, since__in=list(numbers))
    renamed = Count("pk", filter=~Q(renamed_from=""))
    rows = written.values_list("since").annotate(written=Count("pk"), renamed=renamed)
    return {since: every - again for since, every, again in rows}


def find_latest(code: str, after: int) -> dict[tuple[str, str], Revision]:
    """Return by (noun, key) the last revision that changed each record after revision `after`."""
    rows = Version.objects.filter(plan__code=code, since__gt=after).values_list("noun", "key", "since")
    latest = {(noun, key): since for noun, key, since in rows.order_by("since")}
    revisions = {r.number: r for r in query_revisions(code).filter(number__in=set(latest.values()))}
    return {name: revisions[number] for name, number in latest.items()}


def find_revision(code: str, number: int) -> Revision:
    """Return one revision. Raises NoPlan."""
    found = Revision.objects.filter(plan__code=code, number=number).select_related("by", "plan").first()
    if found is None:
        raise NoPlan(f"{code} has no revision {number}")
    return found


def find_last_change(code: str, noun: str, key: str) -> Revision | None:
    """Return the revision that last wrote or removed one record; None where the plan never had it."""
    standing = Version.objects.filter(plan__code=code, noun=noun, key=key, until__isnull=True).values("since")
    return Revision.objects.filter(plan__code=code, number__in=standing).select_related("by", "plan").first()


def find_since(code: str, noun: str, key: str, at: int) -> int | None:
    """Return the revision, `at` or earlier, that last wrote or removed one record; None where there is none."""
    versions = Version.objects.filter(plan__code=code, noun=noun, key=key, since__lte=at)
    return versions.order_by("-since").values_list("since", flat=True).first()


def find_new_key(code: str, noun: str, key: str) -> str:
    """Return the key that a record got in place of `key`, the last one; blank where it never got another."""
    renamed = Version.objects.filter(plan__code=code, noun=noun, renamed_from=key).order_by("-since")
    return renamed.values_list("key", flat=True).first() or ""


def find_history(code: str, noun: str, key: str) -> list[Event]:
    """Return what happened to one record, the newest first, under the keys that it had before too."""
    events: list[Event] = []
    until: int | None = None
    while key:
        rows = Version.objects.filter(plan__code=code, noun=noun, key=key).order_by("since")
        versions = [version for version in rows if until is None or version.since < until]
        before: Version | None = None
        came_from, steps = "", list[tuple[Version, Version | None]]()
        for version in versions:
            steps.append((version, before))
            if version.renamed_from:
                came_from, until = version.renamed_from, version.since
                steps = [(version, None)]
            before = version
        for version, earlier in reversed(steps):
            revision = find_revision(code, version.since)
            origin = earlier or _standing_before(code, noun, version.renamed_from, version.since)
            events.append(Event(revision, _record_of(origin), _record_of(version)))
        key = came_from
    return events


def _standing_before(code: str, noun: str, key: str, number: int) -> Version | None:
    """Return the version of the record that stood under `key` until revision `number`."""
    return Version.objects.filter(plan__code=code, noun=noun, key=key, until=number).first() if key else None


def find_changes(code: str, number: int) -> list[Event]:
    """Return what one revision did, record by record, in the order of nouns and places; a new key is one event."""
    revision = find_revision(code, number)
    written = list(Version.objects.filter(plan__code=code, since=number).order_by("noun", "position", "key"))
    ended = {(v.noun, v.key): v for v in Version.objects.filter(plan__code=code, until=number)}
    left = {(v.noun, v.renamed_from) for v in written if v.renamed_from}
    return [
        Event(revision, _record_of(ended.get((v.noun, v.renamed_from or v.key))), _record_of(v))
        for v in written
        if (v.noun, v.key) not in left or v.body
    ]


def add_plan(code: str) -> StoredPlan:
    """Return a new plan without records, held until the transaction ends; ValueError where the code is taken."""
    if StoredPlan.objects.filter(code=code).exists():
        raise ValueError(f"there is a plan {code!r} already")
    with transaction.atomic():
        return StoredPlan.objects.create(code=code)
