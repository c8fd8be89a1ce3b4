"""The list of revisions, one revision record by record, the difference between two, and putting a revision back."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.timezone import make_aware

from lcsp.actions.records import Unsaved
from lcsp.actions.uploads import undo_revision
from lcsp.store.models import Revision
from lcsp.store.plans import NoPlan, State, load_plan_on
from lcsp.store.revisions import count_changes, find_revision, query_revisions
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.days import DayKind
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.differences import DIFFERENCE_HEADS, Side, show_differences
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan, may_here, name_of
from lcsp.web.showing import Cell, Crumb, Fact, Field, Head, Slip, moment_words
from lcsp.web.uploads.downloads import downloads_of
from lcsp.whole_plan import WholePlan

_A_PAGE = 50
_HEADS = (Head("Revision"), Head("When"), Head("Who"), Head("Why"), Head("Records", numeric=True))


@door(Action.READ)
def revisions(request: HttpRequest, plan: str) -> HttpResponse:
    """List the revisions, newest first; `from` and `to` lead to their difference, `on` says how the plan stood then."""
    state = ask_plan(plan)
    asked = {name: request.GET.get(name, "").strip() for name in ("from", "to", "on")}
    slips: list[Slip] = []
    if asked["from"] or asked["to"]:
        numbers = _two_numbers(asked, state.number)
        if numbers:
            return HttpResponseRedirect(page_address("workspace:revisions_between", {"plan": plan, **numbers}))
        slips.append(Slip(f"Give two revisions from 1 to {state.number}", "#field-from"))
    stood = _stood(asked["on"], state, slips) if asked["on"] else None
    page = Paginator(query_revisions(plan), _A_PAGE).get_page(request.GET.get("page"))
    counts = count_changes(plan, [revision.number for revision in page])
    context = {
        "of_plan": name_of(state),
        "heads": _HEADS,
        "rows": [_row(revision, counts) for revision in page],
        "page": page,
        "number": state.number,
        "two": _fields_of_two(asked),
        "day": Field("on", "Day", "date", asked["on"], "For example, 31 July 2009", required=True, width=20),
        "stood": stood,
        "downloads": downloads_of(plan, stood.number) if stood and may_here(request, Action.DOWNLOAD, state) else (),
        "slips": slips,
    }
    return render(request, "revisions/list.html", context, status=422 if slips else 200)


def _two_numbers(asked: Mapping[str, str], newest: int) -> dict[str, int] | None:
    """Return the two revisions that are asked for; None where one of them is none."""
    texts = (asked["from"], asked["to"])
    if not all(text.isdecimal() and len(text) < 10 and 1 <= int(text) <= newest for text in texts):
        return None
    return {"before": int(texts[0]), "after": int(texts[1])}


def _fields_of_two(asked: Mapping[str, str]) -> tuple[Field, Field]:
    return (
        Field("from", "From revision", "number", asked["from"], required=True, width=5),
        Field("to", "To revision", "number", asked["to"], required=True, width=5),
    )


def _stood(text: str, state: State, slips: list[Slip]) -> State | None:
    """Return the plan as at the end of the day in `text`; None, with the reason in `slips`, where there is none."""
    try:
        day = DayKind().read(text)
        return load_plan_on(state.code, make_aware(datetime.combine(day + timedelta(days=1), time.min)))
    except (NoPlan, ValueError, OverflowError) as error:
        said = str(error) if isinstance(error, NoPlan) else f"{text} is not a day: right would be 31 July 2009"
        slips.append(Slip(said[:1].upper() + said[1:], "#field-on"))
        return None


def _row(revision: Revision, counts: Mapping[int, int]) -> tuple[object, ...]:
    address = page_address("workspace:revision", {"plan": revision.plan.code, "number": revision.number})
    return (
        Cell(f"Revision {revision.number}", address),
        moment_words(revision.at),
        revision.by.name,
        revision.why,
        counts.get(revision.number, 0),
    )


@door(Action.READ)
def revision(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Show what one revision changed, record by record, and what that came to."""
    state = ask_plan(plan)
    try:
        found = find_revision(plan, number)
    except NoPlan as absent:
        raise Http404(str(absent)) from None
    after = ask_plan(plan, number).plan
    before = ask_plan(plan, number - 1).plan if number > 1 else WholePlan({}, inherits=after.inherits)
    where = {"plan": plan, "number": number}
    may_put_back = number > 1 and may_here(request, Action.UPLOAD, state)
    context = {
        "of_plan": name_of(state),
        "crumbs": _crumbs(plan),
        "revision": found,
        "facts": _facts(found),
        "shown": show_differences(Side(before, plan, number - 1), Side(after, plan, number)),
        "heads": DIFFERENCE_HEADS,
        "newest": state.number,
        "put_back": page_address("workspace:revision_put_back", where) if may_put_back else "",
        "downloads": downloads_of(plan, number) if may_here(request, Action.DOWNLOAD, state) else (),
    }
    return render(request, "revisions/revision.html", context)


def _facts(revision: Revision) -> tuple[Fact, ...]:
    return (
        Fact("Who", revision.by.name),
        Fact("When", moment_words(revision.at)),
        Fact("Why", revision.why),
        Fact("Made from", f"revision {revision.base}" if revision.base else "nothing: the plan was taken in with it"),
        Fact("Fingerprint (sha256)", revision.sha256),
    )


@door(Action.READ)
def between(request: HttpRequest, plan: str, before: int, after: int) -> HttpResponse:
    """Show the difference between two revisions, in either order."""
    state = ask_plan(plan)
    sides = [Side(ask_plan(plan, number).plan, plan, number) for number in (before, after)]
    where = {"plan": plan, "before": after, "after": before}
    context = {
        "of_plan": name_of(state),
        "crumbs": _crumbs(plan),
        "before": before,
        "after": after,
        "other_way": page_address("workspace:revisions_between", where),
        "shown": show_differences(*sides),
        "heads": DIFFERENCE_HEADS,
    }
    return render(request, "revisions/between.html", context)


@door(None, post=Action.UPLOAD)
def put_back(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Prepare putting back what one revision changed, and go on to the page that shows what would change."""
    ask_plan(plan, number)
    try:
        waiting = undo_revision(by=actor_of(request), plan=plan, number=number)
    except Unsaved as unsaved:
        messages.warning(request, str(unsaved))
        return HttpResponseRedirect(page_address("workspace:revision", {"plan": plan, "number": number}))
    return HttpResponseRedirect(page_address("workspace:upload_waiting", {"plan": plan, "token": waiting.token}))


def _crumbs(plan: str) -> list[Crumb]:
    return [Crumb("Revisions", page_address("workspace:revisions", {"plan": plan}))]
