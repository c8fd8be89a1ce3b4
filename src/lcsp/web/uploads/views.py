"""The page that takes a file of a plan, and the page that shows what it would change before it is applied."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.actions.merging import MINE, THEIRS
from lcsp.actions.records import Unsaved, WouldDangle
from lcsp.actions.uploads import apply_waiting, change_base, find_upload, keep_upload, let_go, preview_upload
from lcsp.files import Refused
from lcsp.store.models import WaitingUpload
from lcsp.store.plans import NoPlan, State
from lcsp.store.revisions import Conflict
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan, may_here, name_of
from lcsp.web.showing import Field, Slip
from lcsp.web.uploads.downloads import downloads_of
from lcsp.web.uploads.previewing import CHOICE, show_preview
from lcsp.web.uploads.receiving import PROBLEM_HEADS, problem_rows, receive, revision_in

CANNOT_READ = "The file cannot be read. Every reason is listed below; nothing of it was kept."


@door(Action.DOWNLOAD, post=Action.UPLOAD)
def upload(request: HttpRequest, plan: str) -> HttpResponse:
    """Give the plan as a file, and take a workbook, a JSON file, a zip or the files of a folder to change it by."""
    state = ask_plan(plan)
    if request.method != "POST":
        return _form(request, state)
    typed = request.POST.get("revision", "").strip()
    try:
        reading, name = receive(request)
        base = _base(typed, name, state)
        kept = keep_upload(by=actor_of(request), plan=plan, reading=reading, base=base, name=name)
    except Refused as refused:
        return _form(request, state, typed, (Slip(CANNOT_READ, "#problems"),), problem_rows(refused.problems))
    except Unsaved as unsaved:
        return _form(request, state, typed, (Slip(str(unsaved), "#field-files"),))
    return HttpResponseRedirect(page_address("workspace:upload_waiting", {"plan": plan, "token": kept.token}))


def _base(typed: str, name: str, state: State) -> int | None:
    """Return the revision from which the file was taken: as typed, or as its name says, or None for the newest."""
    if typed:
        if not typed.isdecimal() or len(typed) > 9:
            raise Unsaved(f"{typed!r} is not the number of a revision: give one from 1 to {state.number}.")
        return int(typed)
    told = revision_in(name)
    return told if told and told <= state.number else None


def _form(
    request: HttpRequest,
    state: State,
    typed: str = "",
    slips: tuple[Slip, ...] = (),
    problems: list[tuple[object, ...]] | None = None,
) -> HttpResponse:
    hint = "Leave it blank to take it from the name of the file, or else the newest."
    context = {
        "of_plan": name_of(state),
        "number": state.number,
        "downloads": downloads_of(state.code) if may_here(request, Action.DOWNLOAD, state) else (),
        "may_upload": may_here(request, Action.UPLOAD, state),
        "revision": Field("revision", "The revision from which you took the file", "number", typed, hint, width=5),
        "slips": slips,
        "heads": PROBLEM_HEADS,
        "problems": problems or [],
    }
    return render(request, "uploads/upload.html", context, status=422 if slips else 200)


@door(Action.UPLOAD, post=Action.UPLOAD)
def waiting_upload(request: HttpRequest, plan: str, token: str) -> HttpResponse:
    """Show what a waiting upload would change; apply it, let it go, or take it from another revision."""
    state = ask_plan(plan)
    waiting = find_waiting(request, plan, token)
    if request.method != "POST":
        return _show(request, state, waiting)
    do = request.POST.get("do", "")
    if do == "let go":
        let_go(waiting)
        messages.success(request, "The upload was let go. Nothing was changed.")
        return HttpResponseRedirect(page_address("workspace:upload", {"plan": plan}))
    if do == "base":
        return _take_base(request, state, waiting)
    if do != "apply":
        return _show(request, state, waiting)
    slips = apply_form(request, waiting)
    if slips:
        return _show(request, state, waiting, slips)
    return HttpResponseRedirect(page_address("workspace:revisions", {"plan": plan}))


def find_waiting(request: HttpRequest, plan: str, token: str) -> WaitingUpload:
    """Return a waiting upload of whoever sent `request`. Raises Http404."""
    try:
        return find_upload(actor_of(request), plan, token)
    except NoPlan as gone:
        raise Http404(str(gone)) from None


def apply_form(request: HttpRequest, waiting: WaitingUpload) -> tuple[Slip, ...]:
    """Apply `waiting` as the form says; return why it was not, or nothing and a message where it was."""
    given = request.POST
    try:
        revision = apply_waiting(
            by=actor_of(request),
            upload=waiting,
            choices=choices_in(given),
            seen=given.get("seen", ""),
            why=given.get("why", ""),
            leave_dangling=given.get("leave", ""),
        )
    except Unsaved as unsaved:
        blank = not given.get("why", "").strip()
        return (Slip(str(unsaved), "#field-why" if blank else ""),)
    except WouldDangle:
        return (Slip("References would lead nowhere: look at them, and say that they may.", "#dangling"),)
    except Conflict:
        return (Slip("Somebody else changed the same records just now: what would change is shown anew."),)
    if revision is None:
        messages.info(request, "The file says what the plan says already: nothing was changed.")
    else:
        messages.success(request, f"Applied as revision {revision.number}.")
    return ()


def choices_in(given: Mapping[str, str]) -> dict[str, str]:
    """Return which version of each record was chosen, by its name."""
    return {
        name.removeprefix(CHOICE): chosen
        for name, chosen in given.items()
        if name.startswith(CHOICE) and chosen in (MINE, THEIRS)
    }


def _take_base(request: HttpRequest, state: State, waiting: WaitingUpload) -> HttpResponse:
    typed = request.POST.get("revision", "").strip()
    try:
        change_base(by=actor_of(request), upload=waiting, base=_base(typed, "", state) or state.number)
    except Unsaved as unsaved:
        return _show(request, state, waiting, (Slip(str(unsaved), "#field-revision"),))
    return HttpResponseRedirect(request.path)


def _show(request: HttpRequest, state: State, waiting: WaitingUpload, slips: tuple[Slip, ...] = ()) -> HttpResponse:
    given = request.POST
    preview = preview_upload(waiting, choices_in(given))
    hint = "Others' work since then stays as it is."
    context = {
        "of_plan": name_of(state),
        "crumbs": [],
        "waiting": waiting,
        "number": state.number,
        "revision": Field("revision", "The file was taken from revision", "number", str(waiting.base), hint, width=5),
        "told": show_preview(preview),
        "why": why_field(given.get("why", waiting.why)),
        "slips": slips,
    }
    return render(request, "uploads/waiting.html", context, status=422 if slips else 200)


def why_field(value: str) -> Field:
    """Return the field for the reason of an upload."""
    hint = "The history of the plan shows it to those who come later."
    return Field("why", "Why is this changed?", "textarea", value, hint, required=True)
