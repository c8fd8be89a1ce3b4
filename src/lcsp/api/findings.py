"""Operations on findings: what the rules say of a plan, accepting a finding, and taking that back."""

from enum import StrEnum
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query

from lcsp.actions.findings import accept_finding, withdraw_acceptance
from lcsp.api.answers import answer, page_of
from lcsp.api.asked import At, Limit, Offset, Plan, Why, ask_plan
from lcsp.api.changes import base_of
from lcsp.api.doors import actor_of
from lcsp.api.problems import wrong
from lcsp.api.service import operation
from lcsp.api.shapes import AcceptanceSent, FindingPage, Saved
from lcsp.api.telling import plural_of
from lcsp.checks.listing import Listed, find_listed, list_findings
from lcsp.partnership.governance import Post
from lcsp.store.models import Revision
from lcsp.store.plans import State
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.findings import Level
from lcsp.whole_plan import NOUNS

Fingerprint = Annotated[str, Path(description="What names a finding, such as 0a1b2c3d4e5f")]
Room = StrEnum("Room", {noun.room: noun.room for noun in NOUNS})  # type: ignore[misc]


class FindingState(StrEnum):
    """Whether a finding counts, or was accepted."""

    OPEN = "open"
    ACCEPTED = "accepted"


@operation("GET", "/plans/{plan}/findings/", needs=Action.READ, gives=FindingPage, tag="findings")
def list_plan_findings(
    request: HttpRequest,
    plan: Plan,
    at: At = None,
    level: Annotated[Level | None, Query(description="Only of this level")] = None,
    room: Annotated[Room | None, Query(description="Only of this room")] = None,
    state: Annotated[FindingState | None, Query(description="Only those that count, or that were accepted")] = None,
    limit: Limit = 100,
    offset: Offset = 0,
) -> HttpResponse:
    """List what the rules find in a plan, those that count first, errors before warnings and notes."""
    stands = ask_plan(plan, at)
    found = [
        one
        for one in list_findings(stands.plan)
        if level in (None, one.finding.level)
        and room in (None, one.finding.room)
        and state in (None, FindingState.ACCEPTED if one.acceptance else FindingState.OPEN)
    ]
    page, following, headers = page_of(request, found, offset=offset, limit=limit, revision=stands.number)
    told = {
        "items": [_tell(one) for one in page],
        "total": len(found),
        "revision": stands.number,
        "next": following,
    }
    return answer(request, told, revision=stands.number, headers=headers)


@operation(
    "PUT",
    "/plans/{plan}/findings/{fingerprint}/acceptance/",
    needs=Action.ACCEPT_FINDING,
    gives=Saved,
    tag="findings",
    versions=True,
)
def accept(request: HttpRequest, plan: Plan, fingerprint: Fingerprint, body: AcceptanceSent) -> HttpResponse:
    """Accept a finding with a reason, in the name of a post, until a day. If-Match holds the ETag of the plan."""
    state = ask_plan(plan)
    base = base_of(request, state)
    listed = _find(state, fingerprint)
    if state.plan.find(Post, body.accepted_by) is None:
        raise wrong([("accepted_by", "is no post of this plan: look at its posts")])
    revision = accept_finding(
        by=actor_of(request),
        plan=state.code,
        finding=listed.finding,
        reason=body.reason,
        accepted_by=body.accepted_by,
        until=body.until,
        base=base,
    )
    return _saved(request, state, revision)


@operation(
    "DELETE",
    "/plans/{plan}/findings/{fingerprint}/acceptance/",
    needs=Action.ACCEPT_FINDING,
    gives=Saved,
    tag="findings",
    versions=True,
)
def withdraw(request: HttpRequest, plan: Plan, fingerprint: Fingerprint, why: Why) -> HttpResponse:
    """Withdraw the acceptance of a finding, which counts again then. If-Match holds the ETag of the plan."""
    state = ask_plan(plan)
    base = base_of(request, state)
    finding = _find(state, fingerprint).finding
    revision = withdraw_acceptance(by=actor_of(request), plan=state.code, finding=finding, why=why, base=base)
    return _saved(request, state, revision)


def _find(state: State, fingerprint: str) -> Listed:
    listed = find_listed(state.plan, fingerprint)
    if listed is None:
        raise Http404("This finding is not there any more: it was mended, or its facts have changed. Look at the list.")
    return listed


def _saved(request: HttpRequest, state: State, revision: Revision | None) -> HttpResponse:
    number = revision.number if revision else state.number
    return answer(request, Saved(changed=revision is not None, revision=number), revision=number)


def _tell(one: Listed) -> dict[str, Any]:
    finding, stands = one.finding, one.acceptance
    acceptance = stands and {
        "reason": stands.reason,
        "accepted_by": stands.accepted_by,
        "until": stands.until.isoformat(),
    }
    return {
        "fingerprint": one.fingerprint,
        "code": finding.code,
        "level": finding.level.value,
        "room": finding.room,
        "kind": plural_of(finding.noun),
        "key": finding.key,
        "field": finding.field or None,
        "message": finding.message,
        "hint": finding.hint,
        "acceptance": acceptance,
    }
