"""The pages of a review: every step and refusal is said in words, comments stand by name, nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client
from tests.people_and_plans import KENT, OTHER_LOCALITY, OWN_LOCALITY, local_code

from lcsp.actions.records import change_record
from lcsp.partnership.governance import Board
from lcsp.store.changes import Change
from lcsp.store.plans import kept, load_plan

pytestmark = pytest.mark.django_db
BOARD = f"/workspace/plans/{KENT}/governance/board/cabinet/"


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


def review(rest: str = "", plan: str = KENT) -> str:
    """An address of a plan's review."""
    return f"/workspace/plans/{plan}/review/{rest}"


def page(client: Client, address: str = "") -> str:
    """A page as somebody sees it."""
    answer = client.get(address or review())
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_draft_to_approved_in_the_browser(kent_site: str, signed_in: Any) -> None:
    planner, approver, reader = (signed_in(role) for role in ("county planner", "approver", "reader"))
    assert "never sent for review" in page(reader)
    assert "Send for review" in page(planner)
    assert "Send for review" not in page(reader)
    refused = planner.post(review("send/"), {"why-send": " ", "base": 1})
    assert (refused.status_code, "Say what the reviewers" in refused.content.decode()) == (422, True)
    assert planner.post(review("send/"), {"why-send": "The budget", "base": 1}).status_code == 302
    assert "Approve the plan" in page(approver)
    assert "Take it back" in page(planner)
    assert "Approve the plan" not in page(planner)
    assert planner.post(review("approve/"), {"why-approve": "x", "base": 1}).status_code == 403
    assert approver.post(review("approve/"), {"why-approve": "Cabinet", "base": 1}).status_code == 302
    said = page(approver)
    assert "Publish it as an edition" in said
    assert "approved by The approver" in said
    assert "Publish it as an edition" not in page(planner)


def test_a_plan_is_sent_back_with_its_reason(kent_site: str, signed_in: Any) -> None:
    planner, approver = signed_in("county planner"), signed_in("approver")
    planner.post(review("send/"), {"why-send": "All of it", "base": 1})
    approver.post(review("send-back/"), {"why-send_back": "The totals of section 2"})
    assert "It was sent back: The totals of section 2" in page(planner)
    planner.post(review("send/"), {"why-send": "Mended", "base": 1})
    planner.post(review("take-back/"), {"why-take_back": "One thing more"})
    assert "taken back by The county planner" in page(planner)


def test_a_comment_stands_with_its_record_and_with_the_review(kent_site: str, signed_in: Any, people: Any) -> None:
    analyst, planner, reader = (signed_in(role) for role in ("analyst", "county planner", "reader"))
    assert "Comment on this record" not in page(reader, BOARD)
    assert "Comment on this record" in page(analyst, BOARD)
    added = analyst.post(review("comment/"), {"noun": "board", "key": "cabinet", "text": "Is this <b>its</b> name?"})
    assert added.headers["Location"] == f"{BOARD}#comments"
    for shown in (page(reader, BOARD), page(reader)):
        assert "Is this &lt;b&gt;its&lt;/b&gt; name?" in shown
        assert "The analyst" in shown
    assert "1 comment open" in page(reader, f"/workspace/plans/{KENT}/")
    board = load_plan(KENT).plan.find(Board, "cabinet")
    assert board
    change = Change("board", "cabinet", board.model_copy(update={"code": "the-cabinet", "name": "The Cabinet"}))
    change_record(by=people["county planner"].actor, plan=KENT, change=change, base=1, why="Its name")
    renamed = BOARD.replace("cabinet", "the-cabinet")
    assert "Is this &lt;b&gt;" in page(reader, renamed)
    assert "was changed since the first comment" in page(reader, renamed)
    blank = planner.post(review("comments/1/"), {"text-1": " ", "do": "answer"})
    assert (blank.status_code, "Write your comment first" in blank.content.decode()) == (422, True)
    planner.post(review("comments/1/"), {"text-1": "It is now.", "do": "settle"})
    shown = page(reader, renamed)
    assert "It is now." in shown
    assert "Settled" in shown
    assert planner.post(review("comments/9/"), {"do": "settle"}).status_code == 404


def test_what_was_typed_is_not_lost_with_a_refusal(kent_site: str, signed_in: Any) -> None:
    analyst = signed_in("analyst")
    long = "x" * 5001
    refused = analyst.post(review("comment/"), {"noun": "board", "key": "cabinet", "text": long})
    shown = refused.content.decode()
    assert (refused.status_code, long in shown, "5,001 characters" in shown) == (422, True, True)
    assert 'name="key" value="cabinet"' in shown
    gone = analyst.post(review("comment/"), {"noun": "board", "key": "nobody", "text": "Where is it?"})
    assert (gone.status_code, "Where is it?" in gone.content.decode()) == (422, True)


def test_what_is_in_the_way_is_said_with_where_to_mend_it(kent_site: str, signed_in: Any) -> None:
    planner, approver = signed_in("county planner"), signed_in("approver")
    planner.post(review("send/"), {"why-send": "All of it", "base": 1})
    planner.post(review("comment/"), {"text": "To be looked at"})
    shown = page(approver)
    assert "1 comment is not settled yet" in shown
    assert "See the comments" in shown
    assert "Approve the plan" not in shown
    refused = approver.post(review("approve/"), {"why-approve": "Cabinet, 1 April", "base": 1})
    assert (refused.status_code, "not settled" in refused.content.decode()) == (422, True)


def test_a_manager_reviews_their_own_plan_alone(kent_site: str, signed_in: Any) -> None:
    manager = signed_in("locality manager")
    own, other = local_code(OWN_LOCALITY), local_code(OTHER_LOCALITY)
    assert "Send for review" in page(manager, review(plan=own))
    assert "Send for review" not in page(manager, review(plan=other))
    assert "Add the comment" in page(manager, review(plan=other))


def test_the_home_page_says_what_waits(kent_site: str, signed_in: Any) -> None:
    planner, approver = signed_in("county planner"), signed_in("approver")
    home = "/workspace/"
    planner.post(review("send/"), {"why-send": "All of it", "base": 1})
    assert "1 plan waits to be approved" in page(approver, home)
    approver.post(review("send-back/"), {"why-send_back": "The totals"})
    assert "was sent back: The totals" in page(planner, home)
    approver.post(review("comment/"), {"text": "Which year?"})
    assert "1 comment open" in page(planner, home)
