"""The pages of editions: made by an approver, verified when they are looked at, and never another than they were."""

from hashlib import sha256
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult
from tests.people_and_plans import OWN_LOCALITY, approve_plan, local_code, publish

from lcsp.actions.documents import make_document
from lcsp.actions.records import change_record
from lcsp.files.received import read_received
from lcsp.partnership.plan import KeyAction
from lcsp.store.changes import Change
from lcsp.store.editions import find_edition, verify_edition
from lcsp.store.plans import kept, load_plan

pytestmark = pytest.mark.django_db
NAME = "Approved, 1 April 2009"


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


def editions(code: str, rest: str = "") -> str:
    """Return an address of the editions of a plan."""
    return f"/workspace/plans/{code}/editions/{rest}"


def test_an_approver_makes_one_of_what_was_seen(kent_site: str, signed_in: Any) -> None:
    approver = signed_in("approver")
    sent = {"name": NAME, "why": "For the cabinet", "base": 1}
    assert "is not approved" in approver.post(editions(kent_site), sent).content.decode()
    approve_plan(kent_site)
    for wrong, said in (
        ({"name": " "}, "Give the edition a name"),
        ({"why": ""}, "Say what"),
        ({"base": 9}, "was changed"),
    ):
        answer = approver.post(editions(kent_site), {**sent, **wrong})
        assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert approver.post(editions(kent_site), sent).status_code == 302
    assert NAME in approver.get(editions(kent_site)).content.decode()
    assert "already" in approver.post(editions(kent_site), sent).content.decode()
    assert signed_in("county planner").post(editions(kent_site), {**sent, "name": "Other"}).status_code == 403


def test_its_page_verifies_it_and_its_files_are_the_frozen_plan(kent_site: str, signed_in: Any, people: Any) -> None:
    approver, before = signed_in("approver"), load_plan(kent_site).plan
    approve_plan(kent_site)
    approver.post(editions(kent_site), {"name": NAME, "why": "For the cabinet", "base": 1})
    action = before.all(KeyAction)[0]
    change = Change("key_action", action.key, action.model_copy(update={"title": "Changed later"}))
    change_record(by=people["county planner"].actor, plan=kent_site, change=change, base=1, why="Later")
    page = signed_in("reader").get(editions(kent_site, f"{NAME}/")).content.decode()
    edition = find_edition(kent_site, NAME)
    assert "Verified just now" in page
    assert edition.sha256 in page
    assert "Changed later" in page
    for form, ending in (("json", "json"), ("workbook", "xlsx"), ("folder", "zip"), ("package", "zip")):
        content = approver.get(editions(kent_site, f"{NAME}/{form}/")).content
        assert read_received({f"a.{ending}": content}).plan == before
        assert form != "json" or sha256(content).hexdigest() == edition.sha256
    approve_plan(kent_site)
    approver.post(editions(kent_site), {"name": "Second", "why": "For the cabinet", "base": 2})
    second = approver.get(editions(kent_site, "Second/")).content.decode()
    assert f"since the edition before, {NAME}" in second
    assert "Nothing differs" in approver.get(editions(kent_site, "Second/?against=now")).content.decode()
    assert approver.get(editions(kent_site, "Third/")).status_code == 404


def test_a_local_edition_pins_its_countys(kent_site: str, signed_in: Any) -> None:
    approver, own = signed_in("approver"), local_code(OWN_LOCALITY)
    approve_plan(own)
    approve_plan(kent_site)
    sent = {"name": "Local", "why": "For the board", "base": 1}
    assert "has no edition yet" in approver.post(editions(own), sent).content.decode()
    approver.post(editions(kent_site), {"name": NAME, "why": "For the cabinet", "base": 1})
    assert NAME in approver.get(editions(own)).content.decode()
    assert approver.post(editions(own), sent).status_code == 302
    assert NAME in approver.get(editions(own, "Local/")).content.decode()


def test_an_edition_that_is_not_as_it_was_made_is_said_to_be(kent_site: str, signed_in: Any) -> None:
    approver = signed_in("approver")
    approve_plan(kent_site)
    approver.post(editions(kent_site), {"name": NAME, "why": "For the cabinet", "base": 1})
    edition = find_edition(kent_site, NAME)
    assert verify_edition(edition) == []
    edition.export = bytes(edition.export) + b" "
    assert "not the one" in verify_edition(edition)[0]
    edition.sha256 = sha256(bytes(edition.export)).hexdigest()
    assert "does not vouch" in verify_edition(edition)[0]
    edition = find_edition(kent_site, NAME)
    edition.audit_sha256 = "0" * 64
    assert "is not there any more" in verify_edition(edition)[0]


def test_nothing_is_offered_to_publish_before_it_is_approved(kent_site: str, signed_in: Any) -> None:
    approver = signed_in("approver")
    page = approver.get(editions(kent_site)).content.decode()
    assert "The plan is not approved" in page
    assert "Publish the edition" not in page
    approve_plan(kent_site)
    assert "Publish the edition" in approver.get(editions(kent_site)).content.decode()
    approver.post(editions(kent_site), {"name": NAME, "why": "For the cabinet", "base": 1})
    page = approver.get(editions(kent_site)).content.decode()
    assert "not changed since the last edition" in page


def test_its_documents_are_shown_while_they_are_made(kent_site: str, signed_in: Any) -> None:
    edition = publish(kent_site, "First")
    reader, address = signed_in("reader"), editions(kent_site, "First/")
    page = reader.get(address).content.decode()
    assert "0 of 4 are made" in page
    assert 'hx-trigger="every 2s"' in page
    assert "PDF: waiting" in page
    make_document.call(edition=edition.pk, form="html")
    made = edition.documents.get()
    page = reader.get(address).content.decode()
    assert f"/documents/{made.sha256}/" in page
    assert "1 of 4 are made" in page
    for row in DBTaskResult.objects.all():
        row.set_failed(OSError(28, "No space left on device"))
    page = signed_in("approver").get(address).content.decode()
    assert "PDF: could not be made" in page
    assert "No space left on device" in page
    assert "hx-trigger" not in page
    assert "Make what failed again" not in reader.get(address).content.decode()
    again = editions(kent_site, "First/make-again/")
    assert f'action="{again}"' in page
    assert signed_in("approver").post(again).status_code == 302
    assert "PDF: waiting" in reader.get(address).content.decode()
