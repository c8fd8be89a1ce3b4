"""A record's page, its history, what stands in the way of a change, and two people at one record."""

import re
from typing import Any

import pytest
from tests.web.records.filled_form import form_of

from lcsp.actions.records import change_record
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Board, Post, Risk
from lcsp.partnership.participation import Consultation
from lcsp.partnership.plan import Acceptance, Deliverable, KeyAction, Service, SubAction
from lcsp.store.changes import Change
from lcsp.store.models import Account
from lcsp.store.plans import load_plan
from lcsp.vocabulary.noun import Noun
from lcsp.web.records.cells import texts_of
from lcsp.web.records.opening import record_address

WHY = {"revision-why": "A try"}


@pytest.fixture
def planner(signed_in: Any) -> Any:
    """A county planner's client."""
    return signed_in("county planner")


@pytest.fixture
def others_change(people: dict[str, Any], kent_site: str) -> Any:
    """`others_change(before, title="x")` is somebody else's change of a record, or its removal."""

    def change(record: Noun, *, remove: bool = False, **fields: Any) -> None:
        changed = None if remove else record.model_copy(update=fields)
        number = load_plan(kent_site).number
        by = people["county planner"].actor
        change = Change(record.noun, record.key, changed)
        change_record(by=by, plan=kent_site, change=change, base=number, why="Somebody else's", leave_dangling=True)

    return change


def text_of(answer: Any) -> str:
    """Return the page as text."""
    return str(answer.content.decode())


def edit_address(code: str, record: Noun) -> str:
    """Return the address of a record's form."""
    return record_address(code, type(record), record.key, "record_edit")


def send(client: Any, address: str, sent: Any, do: str = "save") -> Any:
    """Send a form; where the rules have something to say of it, save it all the same."""
    answer = client.post(address, {**sent, "revision-do": do})
    if answer.status_code == 200 and "Save all the same" in text_of(answer) and "lead nowhere" not in text_of(answer):
        answer = client.post(address, {**form_of(text_of(answer)), "revision-do": "anyway"})
    return answer


def test_a_record_says_everything_it_holds(kent_site: str, planner: Any) -> None:
    """Its facts in words, references as links, who refers to it here and in local plans, and who changed it last."""
    page = text_of(planner.get(record_address(kent_site, KeyAction, "4")))
    action = load_plan(kent_site).plan.find(KeyAction, "4")
    assert action is not None
    assert action.title in page
    assert "The county planner" in page
    assert re.search(r"Key actions in Illustrative local plan", page)
    sub = load_plan(kent_site).plan.all(SubAction)[0]
    page = text_of(planner.get(record_address(kent_site, SubAction, sub.key)))
    assert f'href="{record_address(kent_site, KeyAction, sub.action)}"' in page


def test_what_belongs_to_a_record_is_added_from_its_page(kent_site: str, planner: Any, signed_in: Any) -> None:
    """A deliverable leads to a progress report on it, filled in so far; who may not write sees no such link."""
    deliverable = record_address(kent_site, Deliverable, "D7.1")
    address = f"/workspace/plans/{kent_site}/plan/progress_reports/add/?deliverable=D7.1"
    page = text_of(planner.get(deliverable))
    assert re.search(rf'href="{re.escape(address)}"[^>]*>\s*Report progress', page)
    assert form_of(text_of(planner.get(address)))["deliverable"] == ["D7.1"]
    action = text_of(planner.get(record_address(kent_site, KeyAction, "7")))
    assert all(words in action for words in ("Add a deliverable", "Add an accountability", "Add a sub action"))
    assert "Report progress" not in text_of(signed_in("reader").get(deliverable))


def test_accepted_findings_stand_with_the_record(kent_site: str, planner: Any) -> None:
    """With the reason for which they may stand; acceptances themselves are changed among the findings."""
    acceptance = load_plan(kent_site).plan.all(Acceptance)[0]
    noun: dict[str, type[Noun]] = {
        "budget_line": BudgetLine,
        "service": Service,
        "key_action": KeyAction,
        "consultation": Consultation,
    }
    shown = next(a for a in load_plan(kent_site).plan.all(Acceptance) if a.of in noun)
    page = text_of(planner.get(record_address(kent_site, noun[shown.of], shown.record)))
    assert "Accepted findings" in page
    for way in ("record_edit", "record_remove"):
        answer = planner.get(record_address(kent_site, Acceptance, acceptance.key, way))
        assert answer.headers["Location"].endswith("/findings/")


def test_markup_is_shown_and_does_nothing(kent_site: str, planner: Any) -> None:
    """Whatever somebody writes into a record, its pages show it as text."""
    risk = load_plan(kent_site).plan.all(Risk)[0]
    naughty = "<img src=x onerror=alert(1)>\"'{{ 7*7 }}"
    send(planner, edit_address(kent_site, risk), {**texts_of(risk), **WHY, "title": naughty, "revision-base": "1"})
    for page in ("record", "record_edit", "record_history", "record_remove"):
        text = text_of(planner.get(record_address(kent_site, Risk, risk.key, page)))
        assert "<img" not in text
        assert "&lt;img src=x onerror=alert(1)&gt;" in text
        assert "{{ 7*7 }}" in text


def test_history_compares_and_puts_back(kent_site: str, planner: Any, others_change: Any) -> None:
    """Every step in words; as it stood; an old version back as a new revision."""
    action = load_plan(kent_site).plan.all(KeyAction)[0]
    others_change(action, title="Another title")
    page = text_of(planner.get(record_address(kent_site, KeyAction, action.key, "record_history")))
    assert "Somebody else&#39;s" in page
    assert "Another title" in page
    compared = planner.get(
        record_address(kent_site, KeyAction, action.key, "record_history"), {"before": "1", "after": "2"}
    )
    assert "From revision 1 to revision 2" in text_of(compared)
    past = text_of(planner.get(record_address(kent_site, KeyAction, action.key), {"at": "1"}))
    assert "As it stood at revision 1" in past
    assert "Another title" not in past
    form = form_of(text_of(planner.get(edit_address(kent_site, action), {"from": "1"})))
    assert form["title"] == [action.title]
    assert send(planner, edit_address(kent_site, action), form).status_code == 302
    stands = load_plan(kent_site)
    assert stands.number == 3
    assert stands.plan.find(KeyAction, action.key) == action


def test_a_new_key_is_followed_and_the_history_goes_on(kent_site: str, planner: Any) -> None:
    """The records that refer to it follow, the message says which; under the old key its history leads to the new."""
    action = load_plan(kent_site).plan.find(KeyAction, "4")
    assert action is not None
    sent = {**texts_of(action), **WHY, "code": "4 new", "revision-base": "1"}
    asked = text_of(send(planner, edit_address(kent_site, action), sent))
    assert "Illustrative local plan" in asked  # local plans that serve it are not changed from here
    answer = planner.post(edit_address(kent_site, action), {**form_of(asked, ""), "revision-do": "dangle"})
    assert answer.headers["Location"] == record_address(kent_site, KeyAction, "4 new")
    page = text_of(planner.get(answer.headers["Location"]))
    assert "that referred to it followed" in page
    old = planner.get(record_address(kent_site, KeyAction, "4"), follow=True)
    assert "It has another key" in text_of(old)
    assert "Taken from the example" in text_of(
        planner.get(record_address(kent_site, KeyAction, "4 new", "record_history"))
    )


def test_different_fields_of_two_people_are_merged(kent_site: str, planner: Any, others_change: Any) -> None:
    """The second sees both versions, what only one side changed is chosen, and one revision holds both changes."""
    board = load_plan(kent_site).plan.all(Board)[0]
    form = form_of(text_of(planner.get(edit_address(kent_site, board))))
    others_change(board, role="Theirs")
    form["name"], form["revision-why"] = ["Mine"], ["Renamed"]
    answer = send(planner, edit_address(kent_site, board), form)
    page = text_of(answer)
    assert "Somebody else changed this record meanwhile" in page
    assert "Both changed it" not in page
    choice = form_of(page, "")
    assert (choice["choice-role"], choice["choice-name"]) == (["theirs"], ["yours"])
    assert send(planner, edit_address(kent_site, board), choice, "resolve").status_code == 302
    found = load_plan(kent_site).plan.find(Board, board.key)
    assert found is not None
    assert (found.name, found.role) == ("Mine", "Theirs")


def test_the_same_field_of_two_people_must_be_chosen(kent_site: str, planner: Any, others_change: Any) -> None:
    """Nothing is chosen for a field that both changed; without a choice the page asks again, and nothing is lost."""
    board = load_plan(kent_site).plan.all(Board)[0]
    form = form_of(text_of(planner.get(edit_address(kent_site, board))))
    others_change(board, name="Theirs", role="Theirs too")
    form["name"], form["revision-why"] = ["Mine"], ["Renamed"]
    page = text_of(send(planner, edit_address(kent_site, board), form))
    choice = form_of(page, "")
    assert "Both changed it" in page
    assert "choice-name" not in choice
    again = text_of(send(planner, edit_address(kent_site, board), choice, "resolve"))
    assert 'href="#field-choice-name"' in again
    assert "Both changed it" in again
    choice = form_of(again, "")
    assert choice["choice-role"] == ["theirs"]
    choice["choice-name"] = ["yours"]
    assert send(planner, edit_address(kent_site, board), choice, "resolve").status_code == 302
    found = load_plan(kent_site).plan.find(Board, board.key)
    assert found is not None
    assert (found.name, found.role) == ("Mine", "Theirs too")


def test_a_third_change_meanwhile_asks_again(kent_site: str, planner: Any, others_change: Any) -> None:
    """What was chosen is one's own version then."""
    board = load_plan(kent_site).plan.all(Board)[0]
    form = form_of(text_of(planner.get(edit_address(kent_site, board))))
    others_change(board, role="Second")
    form["name"], form["revision-why"] = ["Mine"], ["Renamed"]
    choice = form_of(text_of(send(planner, edit_address(kent_site, board), form)), "")
    others_change(board, role="Third")
    page = text_of(send(planner, edit_address(kent_site, board), choice, "resolve"))
    assert "Somebody else changed this record meanwhile" in page
    assert "Third" in page
    last = form_of(page, "")
    assert last["choice-role"] == ["theirs"]
    assert send(planner, edit_address(kent_site, board), last, "resolve").status_code == 302
    found = load_plan(kent_site).plan.find(Board, board.key)
    assert found is not None
    assert (found.name, found.role) == ("Mine", "Third")


def test_what_was_removed_meanwhile_is_put_back_or_let_go(kent_site: str, planner: Any, others_change: Any) -> None:
    """With everything that was typed."""
    risk = load_plan(kent_site).plan.all(Risk)[0]
    form = form_of(text_of(planner.get(edit_address(kent_site, risk))))
    others_change(risk, remove=True)
    form["title"], form["revision-why"] = ["Mine"], ["Renamed"]
    page = text_of(send(planner, edit_address(kent_site, risk), form))
    assert "This record was removed meanwhile" in page
    kept = form_of(page, "")
    let_go = planner.post(edit_address(kent_site, risk), {**kept, "revision-do": "keep-theirs"})
    assert let_go.status_code == 302
    assert load_plan(kent_site).plan.find(Risk, risk.key) is None
    assert send(planner, edit_address(kent_site, risk), kept).status_code == 302
    found = load_plan(kent_site).plan.find(Risk, risk.key)
    assert found is not None
    assert found.title == "Mine"


def test_a_renamed_record_whose_followers_somebody_changed_is_saved(
    kent_site: str, planner: Any, others_change: Any
) -> None:
    """The followers follow as they are now: their change by somebody else is no reason to ask."""
    plan = load_plan(kent_site).plan
    sub = plan.all(SubAction)[0]
    action = plan.find(KeyAction, sub.action)
    assert action is not None
    form = form_of(text_of(planner.get(edit_address(kent_site, action))))
    others_change(sub, title="Theirs")
    form["code"], form["revision-why"], form["revision-dangle"] = ["N1"], ["Numbered anew"], ["yes"]
    assert send(planner, edit_address(kent_site, action), form).status_code == 302
    found = load_plan(kent_site).plan.find(SubAction, sub.key)
    assert found is not None
    assert (found.title, found.action) == ("Theirs", "N1")


def test_removing_asks_for_a_reason_and_about_links(kent_site: str, planner: Any) -> None:
    """What refers to the record is listed with links; it goes when that is meant, and can be put back."""
    action = load_plan(kent_site).plan.find(KeyAction, "4")
    assert action is not None
    address = record_address(kent_site, KeyAction, "4", "record_remove")
    page = text_of(planner.get(address))
    assert "would lead nowhere" in page
    form = form_of(page, "")
    assert 'href="#field-revision-why"' in text_of(planner.post(address, {**form, "revision-do": "remove"}))
    form["revision-why"] = ["Given up"]
    asked = text_of(planner.post(address, {**form, "revision-do": "remove"}))
    assert "Links would lead nowhere" in asked
    assert "/plan/sub_action/" in asked
    assert load_plan(kent_site).number == 1
    done = planner.post(address, {**form_of(asked, ""), "revision-do": "dangle"})
    assert done.status_code == 302
    assert load_plan(kent_site).plan.find(KeyAction, "4") is None
    gone = text_of(planner.get(record_address(kent_site, KeyAction, "4"), follow=True))
    assert "not in the plan now" in gone
    back = form_of(text_of(planner.get(edit_address(kent_site, action), {"from": "1"})))
    assert send(planner, edit_address(kent_site, action), back).status_code == 302
    assert load_plan(kent_site).plan.find(KeyAction, "4") == action


def test_removing_what_somebody_changed_meanwhile_asks_again(kent_site: str, planner: Any, others_change: Any) -> None:
    """Says who changed what, and removes it on the second word."""
    risk = load_plan(kent_site).plan.all(Risk)[0]
    address = record_address(kent_site, Risk, risk.key, "record_remove")
    form = {**form_of(text_of(planner.get(address)), ""), **WHY}
    others_change(risk, title="Theirs")
    page = text_of(planner.post(address, {**form, "revision-do": "remove"}))
    assert "changed this record" in page
    assert "Theirs" in page
    again = planner.post(address, {**form_of(page, ""), "revision-do": "remove", "revision-dangle": "yes"})
    assert again.status_code == 302
    assert load_plan(kent_site).plan.find(Risk, risk.key) is None


def test_a_change_that_leaves_links_dangling_asks(kent_site: str, planner: Any) -> None:
    """A reference to nothing is listed, kept for going back, and saved when that is meant."""
    sub = load_plan(kent_site).plan.all(SubAction)[0]
    sent = {**texts_of(sub), **WHY, "action": "nothing", "revision-base": "1"}
    asked = text_of(send(planner, edit_address(kent_site, sub), sent))
    assert "Links would lead nowhere" in asked
    form = form_of(asked, "")
    back = text_of(planner.post(edit_address(kent_site, sub), {**form, "revision-do": "edit"}))
    assert form_of(back)["action"] == ["nothing"]
    assert planner.post(edit_address(kent_site, sub), {**form, "revision-do": "dangle"}).status_code == 302
    found = load_plan(kent_site).plan.find(SubAction, sub.key)
    assert found is not None
    assert found.action == "nothing"


@pytest.mark.parametrize(
    "address", ["plan/key_action/none/", "plan/budget_line/4/", "plan/key_action/4/?at=x", "plan/key_action/4/?at=77"]
)
def test_what_is_not_there_says_so(kent_site: str, planner: Any, address: str) -> None:
    """404, with a reason."""
    assert planner.get(f"/workspace/plans/{kent_site}/{address}").status_code == 404


def test_a_form_from_no_revision_is_refused(kent_site: str, planner: Any) -> None:
    """The hidden number must be one."""
    post = load_plan(kent_site).plan.all(Post)[0]
    for base in ("", "x", "-1", "1e9"):
        answer = planner.post(edit_address(kent_site, post), {**texts_of(post), **WHY, "revision-base": base})
        assert answer.status_code == 404


def test_a_person_without_roles_may_nothing(kent_site: str, people: dict[str, Any]) -> None:
    """Not even look."""
    from django.test import Client

    client = Client()
    client.force_login(Account.objects.create(email="nobody@example.org", name="Nobody"))
    assert client.get(record_address(kent_site, KeyAction, "4")).status_code == 403
