"""The pages of uploads: a file goes out, comes back changed, is shown, and is applied by its owner alone."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.people_and_plans import OTHER_LOCALITY, OWN_LOCALITY, local_code

from lcsp.files import folder_files
from lcsp.files.forms import Form, plan_file
from lcsp.files.received import MOST_BYTES, read_received
from lcsp.partnership.plan import KeyAction, Plan
from lcsp.store.models import Revision, WaitingUpload
from lcsp.store.plans import kept, load_plan
from lcsp.web.uploads.downloads import FORMS
from lcsp.web.uploads.receiving import revision_in
from lcsp.whole_plan import WholePlan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


@pytest.fixture
def planner(signed_in: Any) -> Client:
    """A client of the county planner."""
    client: Client = signed_in("county planner")
    return client


def address(code: str, rest: str = "upload/") -> str:
    """Return an address of a plan."""
    return f"/workspace/plans/{code}/{rest}"


def retitled(plan: WholePlan, title: str) -> WholePlan:
    """Return `plan` with another title for its first action."""
    first, *rest = plan.all(KeyAction)
    return plan.replace({KeyAction: [first.model_copy(update={"title": title}), *rest]})


def upload(client: Client, code: str, plan: WholePlan, name: str = "a.json", **more: Any) -> Any:
    """Send a plan as JSON; return the answer."""
    file = SimpleUploadedFile(name, plan_file(plan, Form.JSON))
    return client.post(address(code), {"files": file, "revision": "", **more})


def seen(page: Any) -> str:
    """Return what the form of a preview says was seen."""
    return str(page.content.decode().split('name="seen" value="')[1].split('"')[0])


@pytest.mark.parametrize("form", list(FORMS))
def test_every_download_is_the_plan(kent_site: str, planner: Client, form: str) -> None:
    answer = planner.get(address(kent_site, f"download/{form}/"))
    name = answer.headers["Content-Disposition"].split('"')[1]
    assert name.startswith(f"{kent_site}-revision-1")
    assert revision_in(name) == 1
    assert read_received({name: answer.content}).plan == load_plan(kent_site).plan
    assert planner.get(address(kent_site, f"download/{form}/?at=99")).status_code == 404
    assert planner.get(address(kent_site, f"download/{form}/?at=x")).status_code == 404


def test_a_file_is_shown_then_applied(kent_site: str, planner: Client) -> None:
    edited = retitled(load_plan(kent_site).plan, "A new title")
    answer = upload(planner, kent_site, edited)
    assert answer.status_code == 302
    page = planner.get(answer.headers["Location"])
    assert "A new title" in page.content.decode()
    assert "Records: 1 changed (in 1 field)." in page.content.decode()
    assert Revision.objects.filter(plan__code=kent_site).count() == 1
    blank = planner.post(answer.headers["Location"], {"do": "apply", "seen": seen(page), "why": ""})
    assert (blank.status_code, "Say why" in blank.content.decode()) == (422, True)
    done = planner.post(answer.headers["Location"], {"do": "apply", "seen": seen(page), "why": "Because"})
    assert done.headers["Location"] == address(kent_site, "revisions/")
    assert load_plan(kent_site).plan == edited
    assert planner.get(answer.headers["Location"]).status_code == 404
    again = upload(planner, kent_site, edited)
    assert "nothing would change" in planner.get(again.headers["Location"]).content.decode()


def test_the_name_of_the_file_says_from_which_revision_it_was_taken(kent_site: str, planner: Client) -> None:
    first = load_plan(kent_site).plan
    waiting = upload(planner, kent_site, retitled(first, "Theirs")).headers["Location"]
    planner.post(waiting, {"do": "apply", "seen": seen(planner.get(waiting)), "why": "Because"})
    upload(planner, kent_site, first, name=f"{kent_site}-revision-1 (2).json")
    upload(planner, kent_site, first, name="plan.json")
    upload(planner, kent_site, first, name="plan.json", revision="1")
    assert list(WaitingUpload.objects.order_by("made_at").values_list("base", flat=True)) == [1, 2, 1]
    clash = upload(planner, kent_site, retitled(first, "Mine"), name="kent-revision-1.json").headers["Location"]
    page = planner.get(clash)
    assert "Changed by others meanwhile" in page.content.decode()
    choice = f"choice:key_action {first.all(KeyAction)[0].key}"
    sent = {"do": "apply", "seen": seen(page), "why": "Mine is right"}
    assert planner.post(clash, sent).status_code == 422
    assert planner.post(clash, {**sent, choice: "mine"}).status_code == 302
    assert load_plan(kent_site).plan == retitled(first, "Mine")


def test_the_files_of_a_folder_may_be_sent_together(kent_site: str, planner: Client) -> None:
    edited = retitled(load_plan(kent_site).plan, "From a folder")
    files = [SimpleUploadedFile(name, content) for name, content in folder_files(edited).items()]
    answer = planner.post(address(kent_site), {"folder": files})
    assert "From a folder" in planner.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.xlsm", b"PK", "holds macros"),
        ("a.docx", b"x", "is not a plan"),
        ("a.json", b"0" * (MOST_BYTES + 1), "is larger than 20 megabytes"),
        ("a.json", b'{"finance": {"budget_lines": [{"code": ""}]}}', "finance.budget_lines"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reasons(
    kent_site: str, planner: Client, name: str, content: bytes, said: str
) -> None:
    answer = planner.post(address(kent_site), {"files": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not WaitingUpload.objects.exists()


def test_another_plans_file_and_a_revision_that_is_not_there_are_refused(kent_site: str, planner: Client) -> None:
    other = load_plan(local_code(OWN_LOCALITY)).plan
    assert "holds another plan" in upload(planner, kent_site, other).content.decode()
    plan = load_plan(kent_site).plan
    assert "There is no revision 7" in upload(planner, kent_site, plan, revision="7").content.decode()
    assert "is not the number of a revision" in upload(planner, kent_site, plan, revision="x").content.decode()


def test_nobody_else_sees_what_waits(kent_site: str, planner: Client, signed_in: Any, people: Any) -> None:
    own = local_code(OWN_LOCALITY)
    waiting = upload(planner, own, retitled(load_plan(own).plan, "Secret")).headers["Location"]
    manager = signed_in("locality manager")
    assert manager.get(address(own)).status_code == 200
    assert manager.get(waiting).status_code == 404
    assert manager.post(waiting, {"do": "let go"}).status_code == 404
    assert signed_in("reader").get(waiting).status_code == 403
    assert upload(manager, local_code(OTHER_LOCALITY), load_plan(own).plan).status_code == 403
    assert planner.post(waiting, {"do": "let go"}).status_code == 302
    assert not WaitingUpload.objects.exists()


def test_who_may_only_read_takes_the_plan_as_a_file(kent_site: str, signed_in: Any) -> None:
    page = signed_in("reader").get(address(kent_site)).content.decode()
    assert "Workbook (Excel)" in page
    assert 'type="file"' not in page
    assert 'type="file"' in signed_in("county planner").get(address(kent_site)).content.decode()


def test_a_new_plan_is_shown_then_taken_in(kent_site: str, planner: Client) -> None:
    local = load_plan(local_code(OWN_LOCALITY)).plan
    new = local.replace({Plan: [local.header.model_copy(update={"code": "brand-new"})]})
    file = SimpleUploadedFile("new.json", plan_file(new, Form.JSON))
    answer = planner.post("/workspace/plans/add/", {"files": file})
    page = planner.get(answer.headers["Location"])
    assert "brand-new" in page.content.decode()
    sent = {"do": "apply", "seen": seen(page), "why": "A new locality"}
    assert planner.post(answer.headers["Location"], sent).headers["Location"] == "/workspace/plans/brand-new/"
    assert load_plan("brand-new").plan == new
    file.seek(0)
    assert "already" in planner.post("/workspace/plans/add/", {"files": file}).content.decode()
