"""The list of editions, publishing one, and one edition: whether it is whole, and what changed before it and since."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.actions.documents import Progress, find_progress, make_again
from lcsp.actions.editions import make_edition
from lcsp.actions.records import Unsaved
from lcsp.checks.listing import outcome_of
from lcsp.partnership.plan.lifecycle import ways_to_publish
from lcsp.reports.plan_document.wording import counted
from lcsp.store.editions import find_edition, list_editions, verify_edition
from lcsp.store.models import Edition
from lcsp.store.plans import NoPlan, State
from lcsp.store.published import plan_of_edition
from lcsp.store.reviews import find_standing
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.findings import Level
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.differences import DIFFERENCE_HEADS, Side, show_differences
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan, may_here, name_of
from lcsp.web.public.documents import FORMS_OF_DOCUMENTS, document_address
from lcsp.web.showing import Cell, Crumb, Fact, Field, Head, Slip, moment_words
from lcsp.web.uploads.downloads import FORMS, answer_with, answer_with_bytes
from lcsp.whole_plan import WholePlan

_HEADS = (Head("Edition"), Head("Made"), Head("By"), Head("Why"), Head("Revision", numeric=True))


@door(Action.READ, post=Action.MAKE_EDITION)
def editions(request: HttpRequest, plan: str) -> HttpResponse:
    """List the editions of a plan, the newest first; a form makes one of the plan as it stands."""
    state = ask_plan(plan)
    slips: tuple[Slip, ...] = ()
    if request.method == "POST":
        slips = _make(request, plan)
        if not slips:
            return HttpResponseRedirect(page_address("workspace:editions", {"plan": plan}))
    found = list_editions(plan)
    context = {
        "of_plan": name_of(state),
        "heads": _HEADS,
        "rows": [_row(edition) for edition in found],
        "since": state.number - found[0].revision.number if found else 0,
        "number": state.number,
        "slips": slips,
        "making": _making(request, state) if may_here(request, Action.MAKE_EDITION, state) else None,
        "review": page_address("workspace:review", {"plan": plan}),
    }
    return render(request, "editions/list.html", context, status=422 if slips else 200)


def _make(request: HttpRequest, plan: str) -> tuple[Slip, ...]:
    """Make the edition that the form asks for; return what was wrong with it."""
    name, why, base = (request.POST.get(field, "") for field in ("name", "why", "base"))
    seen = int(base) if base.isdecimal() and len(base) < 10 else 0
    try:
        made = make_edition(by=actor_of(request), plan=plan, name=name, why=why, base=seen)
    except Unsaved as unsaved:
        return (Slip(str(unsaved), "#field-why" if name.strip() and not why.strip() else "#field-name"),)
    messages.success(request, f"The edition {made.name} is published: everybody can read it, and it stays as it is.")
    return ()


def _making(request: HttpRequest, state: State) -> dict[str, object]:
    """Return what the form for making an edition shows."""
    outcome = outcome_of(state.plan)
    county = list_editions(state.plan.header.county_plan or "") if state.locality else []
    errors = outcome.count(Level.ERROR)
    return {
        "ways": ways_to_publish(find_standing(state.code), errors=errors),
        "errors": errors,
        "warnings": outcome.count(Level.WARNING),
        "local": bool(state.locality),
        "county": county[0] if county else None,
        "fields": _fields(request.POST.get("name", ""), request.POST.get("why", "")),
    }


def _row(edition: Edition) -> tuple[object, ...]:
    where = {"plan": edition.plan.code, "number": edition.revision.number}
    return (
        Cell(edition.name, address_of_edition(edition)),
        moment_words(edition.at),
        edition.by.name,
        Cell(edition.why, under=f"Builds on {edition.county_edition}" if edition.county_edition else ""),
        Cell(edition.revision.number, page_address("workspace:revision", where)),
    )


def address_of_edition(edition: Edition) -> str:
    """Return the address of the page of `edition`."""
    return page_address("workspace:edition", {"plan": edition.plan.code, "name": edition.name})


def _fields(name: str, why: str) -> tuple[Field, ...]:
    named = "A name that is used once, such as Approved April 2009."
    said = "What it is for, such as the meeting that approved it."
    return (
        Field("name", "Name", "text", name, named, required=True),
        Field("why", "What is it for?", "textarea", why, said, required=True),
    )


@door(Action.READ)
def edition(request: HttpRequest, plan: str, name: str) -> HttpResponse:
    """Show one edition, verified now, and how it differs from the one before and from the plan as it is."""
    state = ask_plan(plan)
    found = _find(plan, name)
    frozen = plan_of_edition(found)
    earlier = next((other for other in list_editions(plan) if other.pk < found.pk), None)
    against = request.GET.get("against", "before" if earlier else "now")
    context = {
        "of_plan": name_of(state),
        "crumbs": _crumbs(plan),
        "edition": found,
        "facts": _facts(found),
        "wrong": [Slip(text) for text in verify_edition(found)],
        "earlier": earlier,
        "against": against,
        "address": address_of_edition(found),
        "shown": _differences(found, frozen, state, earlier if against == "before" else None),
        "heads": DIFFERENCE_HEADS,
        "progress": [_document(one, found) for one in find_progress(found)],
        "unfinished": any(one.state in ("waiting", "being made") for one in find_progress(found)),
        "again": _again(request, state, found),
        "public": page_address("public:edition_plan", {"plan": plan, "edition": found.name}),
        "downloads": _downloads(found) if may_here(request, Action.DOWNLOAD, state) else (),
    }
    return render(request, "editions/edition.html", context)


class ShownDocument(NamedTuple):
    """A document of an edition as its page shows it: its name, how far it is, its address, and what else is known."""

    words: str
    state: str
    address: str = ""
    under: str = ""


def _document(progress: Progress, edition: Edition) -> ShownDocument:
    words = FORMS_OF_DOCUMENTS[progress.form].words
    if progress.document is None:
        return ShownDocument(words, progress.state, under=progress.reason)
    made = progress.document
    under = f"{moment_words(made.made_at)}, sha256 {made.sha256}"
    return ShownDocument(words, "made", document_address(made.sha256, edition, progress.form), under)


def _again(request: HttpRequest, state: State, edition: Edition) -> str:
    """Return where to ask for documents that failed; blank where none did, or for who may not."""
    failed = any(one.state == "failed" for one in find_progress(edition))
    if not failed or not may_here(request, Action.MAKE_EDITION, state):
        return ""
    return page_address("workspace:documents_again", {"plan": state.code, "name": edition.name})


@door(None, post=Action.MAKE_EDITION)
def make_documents_again(request: HttpRequest, plan: str, name: str) -> HttpResponse:
    """Ask once more for the documents of an edition that could not be made."""
    found = _find(plan, name)
    asked = make_again(by=actor_of(request), edition=found)
    messages.info(request, f"{counted(asked, 'document')} asked for once more.")
    return HttpResponseRedirect(address_of_edition(found))


def _differences(found: Edition, frozen: WholePlan, state: State, earlier: Edition | None) -> object:
    here = Side(frozen, state.code, found.revision.number)
    if earlier:
        return show_differences(Side(plan_of_edition(earlier), state.code, earlier.revision.number), here)
    return show_differences(here, Side(state.plan, state.code))


def _find(plan: str, name: str) -> Edition:
    try:
        return find_edition(plan, name)
    except NoPlan as absent:
        raise Http404(str(absent)) from None


def _facts(edition: Edition) -> tuple[Fact, ...]:
    facts = [
        Fact("Made", moment_words(edition.at)),
        Fact("By", edition.by.name),
        Fact("What it is for", edition.why),
        Fact("Revision", str(edition.revision.number)),
        Fact("Fingerprint of its export (sha256)", edition.sha256),
        Fact("Audit log when it was made", f"entry {edition.audit_number}, {edition.audit_sha256}"),
    ]
    if edition.county_edition:
        facts.insert(4, Fact("Builds on", f"{edition.county_edition.name} of {edition.county_edition.plan.code}"))
    return tuple(facts)


def _downloads(edition: Edition) -> tuple[Cell, ...]:
    where = {"plan": edition.plan.code, "name": edition.name}
    return tuple(
        Cell(
            "JSON, the canonical export" if name == "json" else form.words,
            page_address("workspace:edition_download", {**where, "form": name}),
            "",
            "The bytes to which the fingerprint belongs" if name == "json" else form.under,
        )
        for name, form in sorted(FORMS.items(), key=lambda item: item[0] != "json")
    )


@door(Action.DOWNLOAD)
def edition_download(_: HttpRequest, plan: str, name: str, form: str) -> HttpResponse:
    """Answer with an edition as a file: JSON is the frozen bytes themselves, all else is made from its revision."""
    found = _find(plan, name)
    title = f"{plan}-{found.name}"
    if form == "json":
        return answer_with_bytes(bytes(found.export), FORMS["json"], title)
    return answer_with(plan_of_edition(found), form, title)


def _crumbs(plan: str) -> list[Crumb]:
    return [Crumb("Editions", page_address("workspace:editions", {"plan": plan}))]
