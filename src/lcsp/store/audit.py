"""The audit log: one entry for every write, each holding the hash of the one before."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import connection, transaction

from lcsp.store.models import (
    AuditEntry,
    AuditHead,
    Comment,
    Edition,
    EditionDocument,
    Revision,
    Step,
    StoredPlan,
    Version,
)

BEGINNING = "0" * 64


class Head(NamedTuple):
    """The last entry of the log: its number (0 for an empty log) and its sha256."""

    number: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.number}:{self.sha256}"


def append(
    *, by: int | None, action: str, subject: str, facts: Mapping[str, Any] | None = None, content: str = ""
) -> AuditEntry:
    """Add an entry at the end of the log and return it; to be called in the transaction of what it tells of.

    `by` is the number of the account. `content` is the sha256 of what was written; without it, that of the facts.
    Writers wait for each other here. RuntimeError outside a transaction, where the write could outlive its entry.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an audit entry belongs into the transaction of the write that it tells of")
    head = _hold_head()
    text = json.dumps(facts or {}, ensure_ascii=False, sort_keys=True)
    entry = AuditEntry(
        number=head.number + 1,
        at=datetime.now(UTC),
        by=by,
        action=action,
        subject=subject,
        facts=text,
        content=content or sha256(text.encode()).hexdigest(),
        previous=head.sha256,
    )
    entry.sha256 = hash_entry(entry)
    entry.save(force_insert=True)
    head.number, head.sha256 = entry.number, entry.sha256
    head.save(force_update=True)
    return entry


def _hold_head() -> AuditHead:
    """Return the row of the head, held until the transaction ends."""
    head = AuditHead.objects.select_for_update().filter(pk=1).first()
    return head or AuditHead.objects.create(pk=1, number=0, sha256=BEGINNING)


def hash_entry(entry: AuditEntry) -> str:
    """Return the sha256 of everything that `entry` says, the hash of the one before included."""
    said = (
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by,
        entry.action,
        entry.subject,
        entry.facts,
        entry.content,
        entry.previous,
    )
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def read_head() -> Head:
    """Return the last entry of the log: one query, which every kept page asks, so it goes without the ORM."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, sha256 FROM store_audithead WHERE id = 1")
        row = cursor.fetchone()
    return Head(*row) if row else Head(0, BEGINNING)


def hash_revision(revision: Revision, versions: list[tuple[Any, ...]]) -> str:
    """Return the sha256 of a revision: who, when, why, on what base, and all that it changed.

    `versions` holds (noun, key, position, format, body, renamed_from) of each version, in the order of noun and key.
    """
    said = (
        revision.plan.code,
        revision.number,
        revision.base,
        revision.at.astimezone(UTC).isoformat(timespec="microseconds"),
        revision.by_id,
        revision.why,
        versions,
    )
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def versions_of(revision: Revision) -> list[tuple[Any, ...]]:
    """Return what `revision` changed, as `hash_revision` takes it."""
    rows = Version.objects.filter(plan=revision.plan, since=revision.number)
    return sorted(rows.values_list("noun", "key", "position", "format", "body", "renamed_from"))


def hash_step(step: Step) -> str:
    """Return the sha256 of a step of a review: which, when, by whom, why, at what revision, with what edition."""
    edition = step.edition.name if step.edition else None
    return _hash_said(
        step.plan.code, step.number, step.kind, _moment(step.at), step.by_id, step.why, step.revision.number, edition
    )


def hash_comment(comment: Comment) -> str:
    """Return the sha256 of a comment: on what, when, by whom, its text, and what it answers."""
    answers = comment.answers.number if comment.answers else None
    about = (comment.plan.code, comment.number, comment.noun, comment.key, comment.revision.number)
    return _hash_said(*about, answers, comment.settles, _moment(comment.at), comment.by_id, comment.text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hash_said(*said: Any) -> str:
    return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def verify(*heads: Head) -> list[str]:
    """Return what is wrong with the log and with what it vouches for; nothing where all is whole.

    The chain is followed from its beginning; every revision, edition, document, step and comment must be as its entry
    says, and every head that was noted (in editions, and `heads`, from a backup or a printed page) must still stand in
    the chain.
    """
    with transaction.atomic():  # one moment, while others write
        known: dict[int, str] = {0: BEGINNING}
        vouched: dict[tuple[str, str], str] = {}
        return [
            *_broken_links(known, vouched),
            *_lost_heads(known, heads),
            *_changed_revisions(vouched),
            *_changed_editions(vouched),
            *_changed_things(vouched),
            *_versions_without_revision(),
        ]


def _broken_links(known: dict[int, str], vouched: dict[tuple[str, str], str]) -> Iterator[str]:
    """Follow the chain; note each entry's hash and what it vouches for."""
    previous, number = BEGINNING, 0
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=1000):
        if entry.number != number + 1:
            yield f"entry {number + 1} is missing: {entry.number} follows {number}"
        elif entry.previous != previous:
            yield f"entry {entry.number} does not follow entry {number}: one of them was changed"
        if hash_entry(entry) != entry.sha256:
            yield f"entry {entry.number} ({entry.action}, {entry.subject}) was changed after it was written"
        previous, number = entry.sha256, entry.number
        known[number] = previous
        vouched[entry.action, entry.subject] = entry.content
    head = read_head()
    if (head.number, head.sha256) != (number, previous):
        yield f"the log ends with entry {number}, and should end with entry {head.number}: its end was cut off"


def _lost_heads(known: dict[int, str], heads: tuple[Head, ...]) -> Iterator[str]:
    noted = [(f"edition {edition}", edition.audit_number, edition.audit_sha256) for edition in _editions()]
    for where, number, digest in (*noted, *(("the head that was given", *head) for head in heads)):
        if known.get(number) != digest:
            yield f"entry {number} is not the one that {where} noted: the log was cut off or written anew"


def _changed_revisions(vouched: dict[tuple[str, str], str]) -> Iterator[str]:
    heads = dict(StoredPlan.objects.values_list("pk", "head"))
    count: dict[int, int] = dict.fromkeys(heads, 0)
    for revision in Revision.objects.select_related("plan").order_by("plan", "number").iterator(chunk_size=500):
        count[revision.plan_id] += 1
        found = hash_revision(revision, versions_of(revision))
        said = vouched.pop(("revise", str(revision)), None)
        if said is None:
            yield f"{revision} has no entry in the log"
        elif found != said or revision.sha256 != said:
            yield f"{revision} is not as it was written"
    for code, head, pk in StoredPlan.objects.values_list("code", "head", "pk"):
        if count[pk] != head:
            yield f"plan {code} has {count[pk]} revisions, and should have {head}"
    yield from (f"{subject} is in the log and is gone" for action, subject in vouched if action == "revise")


def _changed_editions(vouched: dict[tuple[str, str], str]) -> Iterator[str]:
    for edition in _editions():
        said = vouched.pop(("make edition", str(edition)), None)
        if said is None:
            yield f"edition {edition} has no entry in the log"
        elif not edition.sha256 == said == sha256(bytes(edition.export)).hexdigest():
            yield f"edition {edition} is not as it was made"
    yield from (
        f"edition {subject} is in the log and is gone" for action, subject in vouched if action == "make edition"
    )


def _changed_things(vouched: dict[tuple[str, str], str]) -> Iterator[str]:
    """Yield which steps and comments of reviews, and which documents of editions, are not as they were written."""
    steps = Step.objects.select_related("plan", "revision", "edition").order_by("pk")
    comments = Comment.objects.select_related("plan", "revision", "answers").order_by("pk")
    documents = EditionDocument.objects.select_related("edition__plan").defer("edition__export").order_by("pk")
    yield from _changed("take step", steps.iterator(500), hash_step, vouched)
    yield from _changed("comment", comments.iterator(500), hash_comment, vouched)
    yield from _changed("make document", documents.iterator(1), hash_document, vouched)


def hash_document(document: EditionDocument) -> str:
    """Return the sha256 of the bytes of a document; blank, which no entry says, where it states another."""
    found = sha256(bytes(document.content)).hexdigest()
    return found if found == document.sha256 else ""


def _changed(
    action: str, things: Iterable[Any], hash_of: Callable[[Any], str], vouched: dict[tuple[str, str], str]
) -> Iterator[str]:
    for thing in things:
        said = vouched.pop((action, str(thing)), None)
        if said is None:
            yield f"{thing} has no entry in the log"
        elif hash_of(thing) != said:
            yield f"{thing} is not as it was written"
    yield from (f"{subject} is in the log and is gone" for found, subject in vouched if found == action)


def _versions_without_revision() -> Iterator[str]:
    """Yield what the ends of versions say that no revision did: a version ends where the next one begins."""
    for plan in StoredPlan.objects.all():
        ends: dict[tuple[str, str], int | None] = {}
        numbers = set(plan.revisions.values_list("number", flat=True))
        rows = plan.versions.order_by("noun", "key", "since").values_list("noun", "key", "since", "until")
        for noun, key, since, until in rows:
            if since not in numbers:
                yield f"plan {plan.code}: {noun} {key} was written by revision {since}, which is not there"
            if ends.get((noun, key), since) != since:
                yield f"plan {plan.code}: the versions of {noun} {key} do not follow each other at revision {since}"
            ends[noun, key] = until
        for (noun, key), until in ends.items():
            if until is not None:
                yield f"plan {plan.code}: the last version of {noun} {key} ends at {until}, and nothing follows"


def _editions() -> list[Edition]:
    return list(Edition.objects.select_related("plan").order_by("pk"))
