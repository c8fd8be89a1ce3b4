"""Operations on reviews and editions: steps on a plan's way, comments, publishing, and what was published."""

from collections.abc import Callable
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path

from lcsp.actions import reviews
from lcsp.actions.editions import make_edition
from lcsp.api.answers import answer
from lcsp.api.asked import Plan, ask_kind, ask_plan, key_in
from lcsp.api.changes import base_of
from lcsp.api.doors import actor_of
from lcsp.api.problems import Problem
from lcsp.api.service import operation
from lcsp.api.shapes import (
    CommentSent,
    CommentShown,
    EditionList,
    EditionSent,
    EditionShown,
    StepList,
    StepShown,
    TalkList,
    WhySent,
)
from lcsp.api.telling import tell_comment, tell_edition, tell_step
from lcsp.store.editions import find_edition, list_editions
from lcsp.store.models import Step
from lcsp.store.plans import State
from lcsp.store.reviews import find_standing, list_steps, list_talks
from lcsp.vocabulary.actors import Action, Actor

Name = Annotated[str, Path(description="The name of an edition")]


@operation("GET", "/plans/{plan}/steps/", needs=Action.READ, gives=StepList, tag="reviews")
def list_plan_steps(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Say where a plan stands on its way to an edition, and list the steps that it took."""
    state = ask_plan(plan)
    told = {
        "stage": find_standing(state.code).stage.value,
        "items": [tell_step(step) for step in list_steps(state.code)],
    }
    return answer(request, told, revision=state.number)


def _step(request: HttpRequest, plan: str, take: Callable[[Actor, State], Step]) -> HttpResponse:
    """Take a step with the plan as it was read. Raises Problem where it was changed since."""
    state = ask_plan(plan)
    if base_of(request, state) != state.number:
        raise Problem("changed-meanwhile", "The plan was changed since you read it: read it again, then decide.")
    return answer(request, tell_step(take(actor_of(request), state)), revision=state.number)


@operation(
    "POST", "/plans/{plan}/steps/send/", needs=Action.SEND_FOR_REVIEW, gives=StepShown, tag="reviews", versions=True
)
def send_for_review(request: HttpRequest, plan: Plan, body: WhySent) -> HttpResponse:
    """Send a plan for review as it stands."""
    return _step(
        request,
        plan,
        lambda by, state: reviews.send_for_review(by=by, plan=state.code, base=state.number, why=body.why),
    )


@operation(
    "POST",
    "/plans/{plan}/steps/take-back/",
    needs=Action.SEND_FOR_REVIEW,
    gives=StepShown,
    tag="reviews",
    versions=True,
)
def take_back(request: HttpRequest, plan: Plan, body: WhySent) -> HttpResponse:
    """Take a plan out of review again."""
    return _step(request, plan, lambda by, state: reviews.take_back(by=by, plan=state.code, why=body.why))


@operation(
    "POST", "/plans/{plan}/steps/send-back/", needs=Action.APPROVE, gives=StepShown, tag="reviews", versions=True
)
def send_back(request: HttpRequest, plan: Plan, body: WhySent) -> HttpResponse:
    """Send a plan back to those who wrote it."""
    return _step(request, plan, lambda by, state: reviews.send_back(by=by, plan=state.code, why=body.why))


@operation("POST", "/plans/{plan}/steps/approve/", needs=Action.APPROVE, gives=StepShown, tag="reviews", versions=True)
def approve(request: HttpRequest, plan: Plan, body: WhySent) -> HttpResponse:
    """Approve a plan as it stands. Nobody approves what they wrote."""
    return _step(
        request, plan, lambda by, state: reviews.approve(by=by, plan=state.code, base=state.number, why=body.why)
    )


@operation("GET", "/plans/{plan}/comments/", needs=Action.READ, gives=TalkList, tag="reviews")
def list_comments(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List what was said of a plan and its records, the newest talk first."""
    state = ask_plan(plan)
    items = [
        {"settled": talk.settled, "comments": [tell_comment(comment) for comment in talk.comments]}
        for talk in list_talks(state.code)
    ]
    return answer(request, {"items": items}, revision=state.number)


@operation("POST", "/plans/{plan}/comments/", needs=Action.COMMENT, gives=CommentShown, status=201, tag="reviews")
def add_comment(request: HttpRequest, plan: Plan, body: CommentSent) -> HttpResponse:
    """Say something of a record or of the plan, or answer what was said; settles ends the talk."""
    state = ask_plan(plan)
    said = reviews.comment(
        by=actor_of(request),
        plan=state.code,
        noun=ask_kind(body.kind).noun if body.kind else "",
        key=body.key or "",
        text=body.text,
        answers=body.answers,
        settles=body.settles,
    )
    return answer(request, tell_comment(said), status=201, revision=state.number)


@operation("GET", "/plans/{plan}/editions/", needs=Action.READ, gives=EditionList, tag="editions")
def list_plan_editions(request: HttpRequest, plan: Plan) -> HttpResponse:
    """List the editions of a plan, the newest first."""
    state = ask_plan(plan)
    return answer(request, {"items": [tell_edition(edition) for edition in list_editions(state.code)]})


@operation(
    "POST",
    "/plans/{plan}/editions/",
    needs=Action.MAKE_EDITION,
    gives=EditionShown,
    status=201,
    tag="editions",
    versions=True,
)
def publish(request: HttpRequest, plan: Plan, body: EditionSent) -> HttpResponse:
    """Publish an approved plan as an edition. If-Match holds the ETag of the plan."""
    state = ask_plan(plan)
    if base_of(request, state) != state.number:
        raise Problem("changed-meanwhile", "The plan was changed since you read it: read it again, then publish it.")
    edition = make_edition(by=actor_of(request), plan=state.code, name=body.name, why=body.why, base=state.number)
    return answer(request, tell_edition(edition), status=201, revision=state.number)


@operation("GET", "/plans/{plan}/editions/{name}/", needs=Action.READ, gives=EditionShown, tag="editions")
def read_edition(request: HttpRequest, plan: Plan, name: Name) -> HttpResponse:
    """Read one edition: when, by whom, why, of which revision, and the sha256 of its export."""
    state = ask_plan(plan)
    return answer(request, tell_edition(find_edition(state.code, key_in(name))))


@operation("GET", "/plans/{plan}/editions/{name}/export.json", needs=Action.DOWNLOAD, tag="editions")
def export_edition(request: HttpRequest, plan: Plan, name: Name) -> HttpResponse:
    """Read the frozen bytes of an edition, to which its sha256 belongs."""
    state = ask_plan(plan)
    return answer(request, bytes(find_edition(state.code, key_in(name)).export))
