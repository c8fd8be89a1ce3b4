"""Reviewing a plan: who may take which step when, comments by name, and editions of approved plans only."""

from typing import Any

import pytest
from tests.people_and_plans import KENT, OTHER_LOCALITY, OWN_LOCALITY, local_code, publish

from lcsp.actions.editions import make_edition
from lcsp.actions.records import Unsaved, change_record
from lcsp.actions.reviews import approve, comment, list_ways_to_approve, send_back, send_for_review, take_back
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import KeyAction
from lcsp.partnership.plan.lifecycle import Stage
from lcsp.store.audit import verify
from lcsp.store.changes import Change
from lcsp.store.plans import kept, load_plan
from lcsp.store.reviews import count_unsettled, find_standing, list_steps, list_talks
from lcsp.vocabulary.actors import Actor, Forbidden, Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


@pytest.fixture
def actors(people: Any) -> dict[str, Actor]:
    """Who does what, by role."""
    return {role: account.actor for role, account in people.items()}


def change(by: Actor, title: str) -> None:
    """Give Kent's first key action another title."""
    action = load_plan(KENT).plan.all(KeyAction)[0].model_copy(update={"title": title})
    number = load_plan(KENT).number
    change_record(by=by, plan=KENT, change=Change("key_action", action.key, action), base=number, why="test")


def test_from_draft_to_edition_and_on_to_the_next(kent_site: str, actors: dict[str, Actor]) -> None:
    planner, approver = actors["county planner"], actors["approver"]
    stages = [find_standing(KENT).stage]
    send_for_review(by=planner, plan=KENT, base=1, why="Look at the budget")
    stages.append(find_standing(KENT).stage)
    approve(by=approver, plan=KENT, base=1, why="Cabinet, 1 April")
    stages.append(find_standing(KENT).stage)
    make_edition(by=approver, plan=KENT, name="First", why="The year begins", base=1)
    stages.append(find_standing(KENT).stage)
    change(planner, "Changed in the year")
    stages.append(find_standing(KENT).stage)
    publish(KENT, "Second")
    assert stages == [Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.DRAFT]
    assert [(step.kind, step.revision.number) for step in list_steps(KENT)][:3] == [
        ("published", 2),
        ("approved", 2),
        ("sent for review", 2),
    ]
    assert verify() == []


def test_a_step_out_of_turn_is_refused(kent_site: str, actors: dict[str, Actor]) -> None:
    planner, approver = actors["county planner"], actors["approver"]
    for refused, said in (
        (lambda: approve(by=approver, plan=KENT, base=1, why="x"), "not in review"),
        (lambda: take_back(by=planner, plan=KENT, why="x"), "not in review"),
        (lambda: make_edition(by=approver, plan=KENT, name="First", why="x", base=1), "not approved"),
        (lambda: send_for_review(by=planner, plan=KENT, base=1, why=" "), "what the reviewers should look at"),
        (lambda: send_for_review(by=planner, plan=KENT, base=2, why="x"), "was changed"),
    ):
        with pytest.raises(Unsaved, match=said):
            refused()
    send_for_review(by=planner, plan=KENT, base=1, why="x")
    with pytest.raises(Unsaved, match="in review already"):
        send_for_review(by=planner, plan=KENT, base=1, why="x")
    send_back(by=approver, plan=KENT, why="The budget")
    send_for_review(by=planner, plan=KENT, base=1, why="Again")
    take_back(by=planner, plan=KENT, why="One thing more")
    assert find_standing(KENT).stage is Stage.DRAFT


def test_nobody_approves_what_they_wrote(kent_site: str, actors: dict[str, Actor]) -> None:
    both = actors["county planner"]._replace(roles=frozenset({Role.COUNTY_PLANNER, Role.APPROVER}))
    send_for_review(by=both, plan=KENT, base=1, why="x")
    assert "yourself" in list_ways_to_approve(by=both, plan=KENT)[0]
    with pytest.raises(Unsaved, match="somebody else"):
        approve(by=both, plan=KENT, base=1, why="x")
    approve(by=actors["approver"], plan=KENT, base=1, why="x")


def test_an_approval_is_of_what_was_seen_and_ends_with_a_change(kent_site: str, actors: dict[str, Actor]) -> None:
    planner, approver = actors["county planner"], actors["approver"]
    send_for_review(by=planner, plan=KENT, base=1, why="x")
    change(planner, "While it was looked at")
    with pytest.raises(Unsaved, match="was changed since you looked"):
        approve(by=approver, plan=KENT, base=1, why="x")
    approve(by=approver, plan=KENT, base=2, why="x")
    change(planner, "After the approval")
    with pytest.raises(Unsaved, match="changed after it was approved"):
        make_edition(by=approver, plan=KENT, name="First", why="x", base=3)


def test_a_plan_with_errors_is_neither_approved_nor_published(kent_site: str, actors: dict[str, Actor]) -> None:
    planner, approver = actors["county planner"], actors["approver"]
    line = next(line for line in load_plan(KENT).plan.all(BudgetLine) if line.gross is not None)
    wrong = line.model_copy(update={"gross": (line.gross or 0) + 1000})
    change_record(by=planner, plan=KENT, change=Change("budget_line", line.key, wrong), base=1, why="A slip")
    send_for_review(by=planner, plan=KENT, base=2, why="x")
    with pytest.raises(Unsaved, match=r"The rules find \d errors?: each has to be mended"):
        approve(by=approver, plan=KENT, base=2, why="x")


def test_what_stands_published_is_not_sent_again(kent_site: str, actors: dict[str, Actor]) -> None:
    publish(KENT, "First")
    with pytest.raises(Unsaved, match="nothing to review"):
        send_for_review(by=actors["county planner"], plan=KENT, base=1, why="x")


def test_comments_are_by_name_and_settled(kent_site: str, actors: dict[str, Actor]) -> None:
    planner, approver, analyst = (actors[role] for role in ("county planner", "approver", "analyst"))
    send_for_review(by=planner, plan=KENT, base=1, why="x")
    first = comment(by=analyst, plan=KENT, noun="board", key="cabinet", text=" Is this its name? ")
    comment(by=approver, plan=KENT, text="The plan reads well.")
    assert (first.number, first.text, count_unsettled(KENT)) == (1, "Is this its name?", 2)
    with pytest.raises(Unsaved, match="2 comments are not settled"):
        approve(by=approver, plan=KENT, base=1, why="x")
    comment(by=planner, plan=KENT, text="It is.", answers=1)
    comment(by=analyst, plan=KENT, text="", answers=1, settles=True)
    comment(by=approver, plan=KENT, text="", answers=2, settles=True)
    (talk,) = list_talks(KENT, [("board", "cabinet")])
    assert [(said.by.name, said.noun) for said in talk.comments] == [
        ("The analyst", "board"),
        ("The county planner", "board"),
        ("The analyst", "board"),
    ]
    approve(by=approver, plan=KENT, base=1, why="x")
    assert verify() == []


def test_a_comment_on_nothing_or_of_nothing_is_refused(kent_site: str, actors: dict[str, Actor]) -> None:
    analyst = actors["analyst"]
    for given, said in (
        ({"noun": "board", "key": "nobody", "text": "x"}, "has no board nobody"),
        ({"noun": "nothing", "key": "x", "text": "x"}, "has no nothing x"),
        ({"text": " "}, "Write your comment"),
        ({"text": "x" * 5001}, "5,001 characters"),
        ({"text": "x", "answers": 9}, "no comment 9"),
    ):
        with pytest.raises(Unsaved, match=said):
            comment(by=analyst, plan=KENT, **given)
    with pytest.raises(Forbidden):
        comment(by=actors["reader"], plan=KENT, text="x")


def test_a_manager_sends_their_own_plan_only(kent_site: str, actors: dict[str, Actor]) -> None:
    manager = actors["locality manager"]
    send_for_review(by=manager, plan=local_code(OWN_LOCALITY), base=1, why="x")
    for plan in (KENT, local_code(OTHER_LOCALITY)):
        with pytest.raises(Forbidden):
            send_for_review(by=manager, plan=plan, base=1, why="x")
    with pytest.raises(Forbidden):
        approve(by=manager, plan=local_code(OWN_LOCALITY), base=1, why="x")
