"""Removing a record: what would refer to nothing then, the reason, and the question once more where that matters."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lcsp.actions.records import Unsaved, WouldDangle
from lcsp.partnership.plan import Acceptance, Plan
from lcsp.reports.plan_document.wording import sentence
from lcsp.store.changes import Change
from lcsp.store.revisions import Clash
from lcsp.vocabulary.noun import Noun
from lcsp.web.doors import door
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan
from lcsp.web.records.dangling import dangling_page
from lcsp.web.records.editing import NO_REASON, REASONS, send_elsewhere
from lcsp.web.records.links_here import links_to
from lcsp.web.records.opening import Opened, name_of, noun_in, noun_name, open_plan
from lcsp.web.records.sending import WHY, Clashed, Sending, read_sending, save, saved_words
from lcsp.web.records.steps import changed_words
from lcsp.web.showing import Slip


@door(None, of_room=("get", "post"))
def remove_record(request: HttpRequest, plan: str, room: str, noun: str, key: str) -> HttpResponse:
    """Remove a record: ask why, then do it."""
    opened, kind = open_plan(request, plan), noun_in(room, noun)
    if kind in (Plan, Acceptance):
        return send_elsewhere(request, opened, kind)
    record = opened.plan.find_own(kind, key)
    if record is None:
        raise Http404(f"This plan has no {noun_name(kind).lower()} {key}: it may have been removed already.")
    if request.method == "POST":
        return _answer(request, opened, record)
    return _ask(request, opened, record, Sending({}, "", opened.state.number, ""))


def _answer(request: HttpRequest, opened: Opened, record: Noun) -> HttpResponse:
    noun, key = type(record), record.key
    sending = read_sending(request, noun)
    if not sending.why:
        return _ask(request, opened, record, sending, [Slip(sentence(NO_REASON), f"#field-{WHY}")])
    change = Change(noun.noun, key, None)
    try:
        revision = save(opened, change, sending)
    except Clashed as clashed:
        return _ask(request, opened, record, sending._replace(base=clashed.clash.revision.number), clash=clashed.clash)
    except WouldDangle as would:
        return dangling_page(request, opened, noun, key, sending, would.pointers, removing=True)
    except Unsaved as reason:
        return _ask(request, opened, record, sending, [Slip(str(reason))])
    if revision is not None:
        messages.success(request, saved_words(opened.plan, change, revision))
    return redirect(opened.address("list", noun))


def _ask(
    request: HttpRequest,
    opened: Opened,
    record: Noun,
    sending: Sending,
    slips: list[Slip] | None = None,
    clash: Clash | None = None,
) -> HttpResponse:
    """Ask why; after a clash, with what somebody else changed in the record meanwhile."""
    noun = type(record)
    meanwhile = []
    if clash is not None and clash.theirs is not None:
        before = _before(opened, noun, record.key, clash)
        meanwhile = changed_words(opened.plan, before, clash.theirs)
    context = {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(noun, record),
        "slips": slips or [],
        "title": f"Remove {noun_name(noun).lower()} {record.key}",
        "name": name_of(opened.plan, record),
        "links": links_to(opened, record),
        "sending": sending,
        "reasons": REASONS,
        "why_error": NO_REASON if slips and not sending.why else "",
        "back": opened.address("record", noun, record.key),
        "clash": clash,
        "meanwhile": meanwhile,
    }
    return render(request, "records/remove.html", context)


def _before(opened: Opened, noun: type[Noun], key: str, clash: Clash) -> Noun | None:
    """Return the record as it stood before the revision of `clash`."""
    number = clash.revision.number - 1
    return ask_plan(opened.code, number).plan.find_own(noun, key) if number else None
