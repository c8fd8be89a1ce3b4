"""The audit log: changing, removing, truncating and rewriting are found."""

from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from tests.people_and_plans import KENT, publish

from lcsp.actions.records import change_record
from lcsp.actions.reviews import comment
from lcsp.partnership.plan import KeyAction
from lcsp.store.audit import BEGINNING, Head, append, hash_entry, read_head, verify
from lcsp.store.changes import Change
from lcsp.store.editions import save_document
from lcsp.store.models import (
    Account,
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
from lcsp.store.plans import load_plan

pytestmark = pytest.mark.django_db

GUARDED = (
    "store_auditentry",
    "store_revision",
    "store_edition",
    "store_version",
    "store_step",
    "store_comment",
    "store_editiondocument",
)


@pytest.fixture
def intruder(kent_site: str, people: dict[str, Account]) -> None:
    """A history with an edition, and the database's guards taken away, as somebody with its password could."""
    planner = people["county planner"].actor
    for number, base in ((1, 1), (2, 2), (3, 3)):
        action = load_plan(kent_site).plan.all(KeyAction)[0].model_copy(update={"title": f"Title {number}"})
        change = Change("key_action", action.key, action)
        change_record(by=planner, plan=kent_site, change=change, base=base, why="test")
        if number == 2:
            publish(kent_site, "First")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER {table}_change")
                cursor.execute(f"DROP TRIGGER {table}_removal")
    assert verify() == []


def test_a_whole_log_is_whole(kent_site: str) -> None:
    assert verify(read_head()) == []


def test_an_entry_outside_a_transaction_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcsp.store.audit.connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError, match="transaction"):
        append(by=None, action="test", subject="nothing")


def test_a_changed_entry_is_found(intruder: None) -> None:
    AuditEntry.objects.filter(number=3).update(by=99)
    assert any("entry 3" in said and "changed" in said for said in verify())


def test_a_changed_entry_with_its_hash_made_anew_is_found(intruder: None) -> None:
    entry = AuditEntry.objects.get(number=3)
    entry.by = 99
    entry.sha256 = hash_entry(entry)
    entry.save()
    assert any("entry 4 does not follow entry 3" in said for said in verify())


def test_a_removed_entry_is_found(intruder: None) -> None:
    AuditEntry.objects.filter(number=3).delete()
    assert any("entry 3 is missing" in said for said in verify())


def test_a_log_cut_off_is_found_by_its_head(intruder: None) -> None:
    AuditEntry.objects.filter(number=read_head().number).delete()
    assert any("its end was cut off" in said for said in verify())


def test_a_log_cut_off_with_its_head_set_back_is_found_by_the_revision_without_an_entry(intruder: None) -> None:
    AuditEntry.objects.filter(number=read_head().number).delete()
    last = AuditEntry.objects.order_by("-number")[0]
    AuditHead.objects.update(number=last.number, sha256=last.sha256)
    assert any("revision 4 has no entry in the log" in said for said in verify())


def test_a_log_written_anew_is_found_by_the_edition_that_noted_its_head(intruder: None) -> None:
    rewrite(lambda entry: setattr(entry, "by", 99) if entry.number == 3 else None)
    assert any("edition" in said and "noted" in said for said in verify())


def test_a_log_written_anew_after_the_last_edition_is_found_by_a_head_noted_elsewhere(intruder: None) -> None:
    noted = read_head()
    rewrite(lambda entry: setattr(entry, "by", 99) if entry.number == noted.number else None)
    assert verify() == []
    assert any("the head that was given" in said for said in verify(noted))
    assert any("the head that was given" in said for said in verify(Head(noted.number + 5, noted.sha256)))


def rewrite(alter: object) -> None:
    """Write the whole chain anew, so that all of its hashes are right again."""
    previous = BEGINNING
    with transaction.atomic():
        for entry in AuditEntry.objects.order_by("number"):
            alter(entry)  # type: ignore[operator]
            entry.previous = previous
            entry.sha256 = previous = hash_entry(entry)
            entry.save()
        AuditHead.objects.update(sha256=previous)


def test_a_changed_record_is_found(intruder: None) -> None:
    Version.objects.filter(noun="key_action", until__isnull=True).update(body='{"code":"forged"}')
    assert any("is not as it was written" in said for said in verify())


def test_a_version_put_in_or_brought_back_is_found(intruder: None) -> None:
    version = Version.objects.filter(since=1, until=2)[0]
    Version.objects.filter(pk=version.pk).update(until=None, key="forged")
    assert verify()


def test_a_version_made_to_end_too_early_is_found(intruder: None) -> None:
    Version.objects.filter(noun="risk").update(until=2)
    assert any("nothing follows" in said for said in verify())


def test_a_removed_revision_is_found(intruder: None, kent_site: str) -> None:
    with connection.constraint_checks_disabled():
        Version.objects.filter(plan__code=kent_site, since=4).delete()
        Revision.objects.filter(plan__code=kent_site, number=4).delete()
        StoredPlan.objects.filter(code=kent_site).update(head=3)
    assert any("revision 4 is in the log and is gone" in said for said in verify())


def test_a_changed_edition_is_found(intruder: None) -> None:
    Edition.objects.update(export=b"forged")
    assert any("is not as it was made" in said for said in verify())


def test_a_removed_edition_is_found(intruder: None) -> None:
    Step.objects.filter(edition__isnull=False).delete()
    Edition.objects.all().delete()
    said = verify()
    assert any("edition" in one and "is gone" in one for one in said)
    assert any("step 3 is in the log and is gone" in one for one in said)


def test_a_changed_step_or_comment_of_a_review_is_found(intruder: None, people: dict[str, Account]) -> None:
    comment(by=people["analyst"].actor, plan=KENT, noun="board", key="cabinet", text="Is this its name?")
    assert verify() == []
    Step.objects.filter(number=2).update(by=people["county planner"])
    Comment.objects.update(text="I agree.")
    assert [one.partition(" is not")[0] for one in verify()] == [f"{KENT} step 2", f"{KENT} comment 1"]


def test_a_changed_document_of_an_edition_is_found(intruder: None) -> None:
    edition = Edition.objects.get()
    with transaction.atomic():
        made = save_document(edition, "html", b"<p>As it was made</p>")
    assert verify() == []
    EditionDocument.objects.filter(pk=made.pk).update(content=b"<p>Forged</p>")
    assert verify() == [f"{KENT} First html is not as it was written"]
