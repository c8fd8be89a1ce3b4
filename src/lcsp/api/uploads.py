"""Operations on whole plans: a file that somebody worked on, put on the plan as others have made it meanwhile."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query

from lcsp.actions.uploads import Preview, apply_waiting, keep_upload, preview_upload, remarks_of
from lcsp.api.answers import JSON, answer
from lcsp.api.asked import LeaveDangling, Plan, Why, ask_plan
from lcsp.api.changes import base_of
from lcsp.api.doors import actor_of
from lcsp.api.problems import Problem
from lcsp.api.service import operation
from lcsp.api.shapes import UploadShown
from lcsp.api.telling import plural_of, tell_pointer, tell_record
from lcsp.files.received import MOST_BYTES, read_received
from lcsp.store.plans import load_plan
from lcsp.vocabulary.actors import Action

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ENDINGS = {JSON: ".json", _XLSX: ".xlsx", "application/zip": ".zip"}
_MEDIA = dict.fromkeys(_ENDINGS, MOST_BYTES)
_CONTENT = {
    "requestBody": {
        "required": True,
        "description": "The whole plan: its JSON export, a workbook, or a zip of its folder",
        "content": {
            JSON: {"schema": {"type": "object", "description": "A room's lists by room: {room: {kind: [record, …]}}"}},
            _XLSX: {"schema": {"type": "string", "format": "binary"}},
            "application/zip": {"schema": {"type": "string", "format": "binary"}},
        },
    }
}
OnlyLook = Annotated[bool, Query(description="Say what would change, and change nothing")]


@operation(
    "PUT",
    "/plans/{plan}/upload/",
    needs=Action.UPLOAD,
    gives=UploadShown,
    tag="plans",
    versions=True,
    media=_MEDIA,
    extra=_CONTENT,
)
def upload_plan(
    request: HttpRequest, plan: Plan, why: Why, only_look: OnlyLook = False, leave_dangling: LeaveDangling = False
) -> HttpResponse:
    """Upload a whole plan that was worked on elsewhere: what it changes is saved as one revision.

    If-Match holds the ETag of the plan from which the file was taken. What others changed since then stays, unless it
    is the same record: then nothing is saved, and both versions are in the answer.
    """
    state = ask_plan(plan)
    base = base_of(request, state)
    by = actor_of(request)
    reading = read_received({f"plan{_ENDINGS[request.content_type or '']}": request.body})
    upload = keep_upload(by=by, plan=state.code, reading=reading, base=base, name="plan.json", why=why)
    try:
        preview = preview_upload(upload)
        remarks = remarks_of(upload)
        if not only_look:
            _check(preview, leave_dangling=leave_dangling)
            apply_waiting(
                by=by, upload=upload, choices={}, seen=preview.seen, why=why,
                leave_dangling=preview.dangling_seen if leave_dangling else "",
            )  # fmt: skip
    finally:
        if upload.pk:
            upload.delete()
    number = load_plan(state.code).number
    shown = UploadShown(
        applied=not only_look,
        changes=len(preview.merge.changes),
        already=preview.merge.done,
        revision=number,
        remarks=remarks,
    )
    return answer(request, shown, revision=number)


def _check(preview: Preview, *, leave_dangling: bool) -> None:
    """Raise Problem where somebody has to decide first."""
    if preview.merge.undecided:
        said = (
            "Others changed the same records since the file was taken: take both versions together, and upload again."
        )
        raise Problem("undecided", said, clashes=[_tell(clash) for clash in preview.merge.undecided])
    if preview.dangling and not leave_dangling:
        said = "Change what refers to it first, or send leave_dangling with the value true."
        raise Problem("would-dangle", said, dangling=[tell_pointer(plan, one) for plan, one in preview.dangling])


def _tell(clash: Any) -> dict[str, Any]:
    return {
        "kind": plural_of(clash.noun),
        "key": clash.key,
        "stood": tell_record(clash.stood),
        "theirs": tell_record(clash.theirs),
        "yours": tell_record(clash.mine),
    }
