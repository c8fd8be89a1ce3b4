"""Operations on revisions: which there are, what each changed, and several changes saved as one."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query

from lcsp.actions.records import revise
from lcsp.api.answers import answer, next_link, version_read
from lcsp.api.asked import NEWEST, Limit, Number, Plan, ask_kind, ask_plan
from lcsp.api.doors import EACH_ROOM, actor_of
from lcsp.api.problems import Problem, wrong
from lcsp.api.service import operation
from lcsp.api.shapes import ChangeSent, ChangesSent, RevisionPage, RevisionWhole, Saved
from lcsp.api.telling import tell_event, tell_revision
from lcsp.files.json_records import Misread, read_json_record
from lcsp.partnership.plan import Acceptance
from lcsp.store.changes import Change
from lcsp.store.plans import State
from lcsp.store.revisions import find_changes, find_revision, query_revisions
from lcsp.vocabulary.actors import Action

Before = Annotated[int, Query(ge=1, le=NEWEST, description="Only revisions before this one")]


@operation("GET", "/plans/{plan}/revisions/", needs=Action.READ, gives=RevisionPage, tag="revisions")
def list_revisions(request: HttpRequest, plan: Plan, limit: Limit = 100, before: Before = NEWEST) -> HttpResponse:
    """List the revisions of a plan, the newest first."""
    state = ask_plan(plan)
    found = list(query_revisions(state.code).filter(number__lt=before)[: limit + 1])
    following = next_link(request, before=found[limit - 1].number, limit=limit) if len(found) > limit else None
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    items = [tell_revision(revision) for revision in found[:limit]]
    return answer(request, {"items": items, "next": following}, revision=state.number, headers=headers)


@operation("GET", "/plans/{plan}/revisions/{number}/", needs=Action.READ, gives=RevisionWhole, tag="revisions")
def read_revision(request: HttpRequest, plan: Plan, number: Number) -> HttpResponse:
    """Read one revision with what it changed, record by record."""
    state = ask_plan(plan)
    revision = find_revision(state.code, number)
    changes = [tell_event(event) for event in find_changes(state.code, number)]
    return answer(request, {**tell_revision(revision), "changes": changes}, revision=number)


@operation("POST", "/plans/{plan}/revisions/", needs=EACH_ROOM, gives=Saved, tag="revisions", versions=True)
def save_changes(request: HttpRequest, plan: Plan, body: ChangesSent) -> HttpResponse:
    """Save several changes as one revision, together or not at all.

    Each record's room must be one that may be changed. If-Match holds the ETag of the plan as it was read; revisions
    since then stand in the way only where they changed the same records.
    """
    state = ask_plan(plan)
    base = base_of(request, state)
    changes = _changes(body.changes)
    revision = revise(
        by=actor_of(request),
        plan=state.code,
        changes=changes,
        base=base,
        why=body.why,
        leave_dangling=body.leave_dangling,
    )
    number = revision.number if revision else state.number
    return answer(request, Saved(changed=revision is not None, revision=number), revision=number)


def base_of(request: HttpRequest, state: State) -> int:
    """Return the revision of the plan that a request read. Raises Problem."""
    read = version_read(request)
    if read is not None and not 1 <= read <= state.number:
        raise Problem("changed-meanwhile", f"The plan has no revision {read}: its newest is {state.number}.")
    return state.number if read is None else read


def _changes(sent: list[ChangeSent]) -> list[Change]:
    """Return the changes as the store takes them. Raises Problem with every mistake, and Http404 for no such kind."""
    found: list[Change] = []
    errors: list[tuple[str, str]] = []
    for index, one in enumerate(sent):
        noun = ask_kind(one.kind)
        if noun is Acceptance:
            errors.append((f"changes.{index}.kind", "findings are accepted by their facts, at …/findings/"))
        elif one.record is None and not one.key:
            errors.append((f"changes.{index}", "says neither which record it changes nor what is new"))
        else:
            try:
                record = read_json_record(noun, one.record) if one.record is not None else None
                found.append(Change(noun.noun, one.key, record))
            except Misread as misread:
                errors += [(f"changes.{index}.record.{field}", said) for field, said in misread.mistakes]
    named = [(change.noun, change.key or (change.record.key if change.record else "")) for change in found]
    if len(set(named)) < len(named):
        errors.append(("changes", "names the same record twice: send one change of each"))
    if errors:
        raise wrong(errors)
    return found
