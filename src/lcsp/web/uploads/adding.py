"""Taking in a new plan from a file: read, shown, then applied as its first revision."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.actions.records import Unsaved
from lcsp.actions.uploads import keep_upload, let_go, preview_upload
from lcsp.files import Refused
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.showing import Crumb, Slip
from lcsp.web.uploads.previewing import show_preview
from lcsp.web.uploads.receiving import PROBLEM_HEADS, problem_rows, receive
from lcsp.web.uploads.views import CANNOT_READ, apply_form, find_waiting, why_field


@door(Action.UPLOAD, post=Action.UPLOAD)
def add_plan(request: HttpRequest) -> HttpResponse:
    """Take the file of a plan that is not here yet, read it, and go on to what it holds."""
    slips: tuple[Slip, ...] = ()
    problems: list[tuple[object, ...]] = []
    if request.method == "POST":
        try:
            reading, name = receive(request)
            kept = keep_upload(by=actor_of(request), plan="", reading=reading, base=0, name=name)
        except Refused as refused:
            slips, problems = (Slip(CANNOT_READ, "#problems"),), problem_rows(refused.problems)
        except Unsaved as unsaved:
            slips = (Slip(str(unsaved), "#field-files"),)
        else:
            return HttpResponseRedirect(page_address("workspace:plan_add_waiting", {"token": kept.token}))
    context = {"slips": slips, "heads": PROBLEM_HEADS, "problems": problems, "crumbs": [_crumb()]}
    return render(request, "uploads/add.html", context, status=422 if slips else 200)


@door(Action.UPLOAD, post=Action.UPLOAD)
def waiting_plan(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a new plan holds; take it in or let it go."""
    waiting = find_waiting(request, "", token)
    preview = preview_upload(waiting)
    code = preview.merge.after.header.code
    slips: tuple[Slip, ...] = ()
    if request.POST.get("do") == "let go":
        let_go(waiting)
        messages.success(request, "The upload was let go. Nothing was changed.")
        return HttpResponseRedirect(page_address("workspace:plan_add"))
    if request.method == "POST":
        slips = apply_form(request, waiting)
        if not slips:
            return HttpResponseRedirect(page_address("workspace:plan", {"plan": code}))
    context = {
        "waiting": waiting,
        "header": preview.merge.after.header,
        "told": show_preview(preview),
        "why": why_field(request.POST.get("why", waiting.why)),
        "slips": slips,
        "crumbs": [_crumb(), Crumb("Add a plan", page_address("workspace:plan_add"))],
    }
    return render(request, "uploads/waiting_plan.html", context, status=422 if slips else 200)


def _crumb() -> Crumb:
    return Crumb("Plans", page_address("workspace:plans"))
