"""The pages of plans: the list of all, the contents of one, and its sections."""

from collections.abc import Callable
from typing import NamedTuple

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse

from lcsp.checks.listing import outcome_of
from lcsp.partnership.places import Area
from lcsp.partnership.plan import Deliverable, KeyAction, PlanLevel, ProgressReport
from lcsp.partnership.plan.rules import Progress, count_progress, latest_reports
from lcsp.reports.plan_document.wording import capital, counted
from lcsp.reports.words import RecordName as Told
from lcsp.store.models import Edition
from lcsp.store.plans import State, load_plans, read_heads
from lcsp.vocabulary.actors import Action, Actor, change_action
from lcsp.vocabulary.findings import Level
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of, door
from lcsp.web.drawings import progress_bar
from lcsp.web.kept_pages import kept
from lcsp.web.pages import render
from lcsp.web.plan_asked import RecordName, ask_plan, name_of, record_address
from lcsp.web.plans.rendering import Links, render_sheet
from lcsp.web.plans.sheets import Sheet, Sheets, records_on, sheets_of
from lcsp.web.records.adding_to import words_to_add
from lcsp.web.records.opening import list_address
from lcsp.web.review.views import stage_link
from lcsp.web.showing import Cell, Crumb, Head, NavLink
from lcsp.web.thread.telling import progress_parts, progress_words
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS

_HEADS = (
    Head("Plan"),
    Head("Revision"),
    Head("Last edition"),
    Head("Open findings"),
    Head("Progress of what it delivers"),
)
_ROOMS = tuple(dict.fromkeys(noun.room for noun in NOUNS))


class Chapter(NamedTuple):
    """A part of the contents: its own page (or none, where it holds nothing but its sections), and its sections."""

    title: str
    address: str
    sections: tuple[NavLink, ...]


@door(Action.READ)
def list_plans(request: HttpRequest) -> HttpResponse:
    """Show the county plans and the plans of the localities with revision, edition, findings and progress."""
    heads = read_heads()
    states = load_plans(heads)
    editions = _last_editions()
    tiers = [
        ("County plans", [state for state in states if state.plan.header.level is PlanLevel.COUNTY]),
        ("Local plans", [state for state in states if state.plan.header.level is PlanLevel.LOCAL]),
    ]
    context = {
        "heads": _HEADS,
        "tiers": [(title, [_row(state, editions) for state in tier]) for title, tier in tiers if tier],
    }
    return render(request, "plans/list.html", context)


def _row(state: State, editions: dict[str, tuple[str, int]]) -> tuple[object, ...]:
    header = state.plan.header
    area = state.plan.find(Area, header.area) if header.area else None
    under = area.name if area and state.locality else header.organisation
    name, number = editions.get(state.code, ("", 0))
    since = state.number - number
    edition = Cell(name, under=f"{counted(since, 'revision')} since" if since else "") if name else "none yet"
    progress = progress_of(state)
    bar = progress_bar(f"progress-{state.code}", progress_parts(progress), "deliverable")
    where = {"plan": state.code}
    return (
        Cell(header.title, page_address("workspace:plan", where), under=under),
        state.number,
        edition,
        Cell(findings_words(state), page_address("workspace:findings", where)),
        Cell(bar, under=progress_words(progress) or "No deliverable is stated"),
    )


def progress_of(state: State) -> Progress:
    """Return how the deliverables of a plan stand by their newest reports."""
    plan = state.plan
    latest = plan.once("latest reports", lambda: latest_reports(plan, plan.today))
    return count_progress(plan.all(Deliverable), latest)


def findings_words(state: State) -> str:
    """Return "2 errors, 1 warning", or "none open"."""
    outcome = outcome_of(state.plan)
    counts = ((outcome.count(level), level) for level in Level)
    return ", ".join(counted(count, level.value) for count, level in counts if count) or "none open"


def _last_editions() -> dict[str, tuple[str, int]]:
    """Return the name and the revision of the last edition of each plan that has one: one query."""
    newest = Edition.objects.values("plan").annotate(last=Max("pk")).values("last")
    rows = Edition.objects.filter(pk__in=newest).values_list("plan__code", "name", "revision__number")
    return {code: (name, number) for code, name, number in rows}


@door(Action.READ)
def show_contents(request: HttpRequest, plan: str) -> HttpResponse:
    """Show the contents of a plan as its document has them, and where it stands."""
    state = ask_plan(plan)
    editions = _last_editions()
    chapters, annexes = _chapters(state.code, sheets_of(state.plan))
    header = state.plan.header
    context = {
        "of_plan": name_of(state),
        "state": state,
        "header": header,
        "chapters": chapters,
        "annexes": annexes,
        "findings": findings_words(state),
        "progress": progress_words(progress_of(state)),
        "edition": editions.get(state.code, ("", 0)),
        "stage": stage_link(state),
        "record": _records(actor_of(request), state)(Told(header.noun, header.code)),
        "area_thread": _area_thread(state),
        "to_do": _to_do(actor_of(request), state),
        "rooms": [
            NavLink(capital(room), page_address("workspace:room", {"plan": plan, "room": room})) for room in _ROOMS
        ],
        "county": _county_of(state),
    }
    return render(request, "plans/contents.html", context)


def _to_do(actor: Actor, state: State) -> list[NavLink]:
    """Return links to what is done most often to a plan; none for who may not."""
    if not actor.may(change_action(Deliverable.room), state.locality):
        return []
    nouns = (ProgressReport, KeyAction)
    return [NavLink(words_to_add(noun), list_address(state.code, noun, "add")) for noun in nouns]


def _area_thread(state: State) -> str:
    """Return the address of the thread of a local plan's locality, in its county's plan; blank for a county plan."""
    if not state.locality or not state.plan.inherits:
        return ""
    where = {"plan": state.plan.inherits.header.code, "noun": Area.noun, "key": state.locality}
    return page_address("workspace:thread_of", where)


def _county_of(state: State) -> NavLink | None:
    county = state.plan.inherits
    if county is None:
        return None
    return NavLink(county.header.title, page_address("workspace:plan", {"plan": county.header.code}))


def _chapters(code: str, sheets: Sheets) -> tuple[list[Chapter], list[NavLink]]:
    """Return the parts with their sections, and the annexes."""
    chapters: list[Chapter] = []
    annexes: list[NavLink] = []
    for sheet in sheets.sheets:
        address = _page_of(code)(sheet.anchor)
        if sheet.annex:
            annexes.append(NavLink(sheet.title, address))
        elif sheet.level == 1 or not chapters:
            chapters.append(Chapter(sheet.title, address if sheet.blocks else "", ()))
        else:
            link = NavLink(sheet.title, address)
            chapters[-1] = chapters[-1]._replace(sections=(*chapters[-1].sections, link))
    return chapters, annexes


@door(Action.READ)
@kept
def show_section(request: HttpRequest, plan: str, section: str) -> HttpResponse:
    """Show one part, section or annex of a plan, with a link beside each record to change it in place."""
    state = ask_plan(plan)
    sheets = sheets_of(state.plan)
    sheet = sheets.find(section)
    if sheet is None:
        raise Http404("The plan has no such section now: it may have been renamed or emptied.")
    record = _records(actor_of(request), state)
    before, after = _neighbours(sheets, sheet)
    page_of = _page_of(state.code)
    context = {
        "of_plan": name_of(state),
        "crumbs": [Crumb("Contents", page_address("workspace:plan", {"plan": plan}))],
        "sheet": sheet,
        "record": record(sheet.record) if sheet.record else None,
        "body": render_sheet(sheet, sheets, Links(record), page_of),
        "lists": _lists(state.code, sheet),
        "before": NavLink(before.title, page_of(before.anchor)) if before else None,
        "after": NavLink(after.title, page_of(after.anchor)) if after else None,
    }
    return render(request, "plans/section.html", context)


def _neighbours(sheets: Sheets, sheet: Sheet) -> tuple[Sheet | None, Sheet | None]:
    """Return the sheets before and after `sheet`; a part that holds nothing but its sections has no page."""
    filled = [one for one in sheets.sheets if one.blocks or one is sheet]
    at = filled.index(sheet)
    return (filled[at - 1] if at else None), (filled[at + 1] if at + 1 < len(filled) else None)


def _records(actor: Actor, state: State) -> Callable[[Told], tuple[str, str]]:
    """Return what `actor` can do with a record of the plan, "Change" or "Open", and the address for it."""

    def address(told: Told) -> tuple[str, str]:
        name = RecordName(state.code, told.noun, told.key)
        if actor.may(change_action(NOUN_BY_NAME[told.noun].room), state.locality):
            return "Change", record_address(name, "record_edit")
        return "Open", record_address(name)

    return address


def _page_of(code: str) -> Callable[[str], str]:
    return lambda anchor: page_address("workspace:section", {"plan": code, "section": anchor})


def _lists(code: str, sheet: Sheet) -> list[NavLink]:
    """Return links to the lists of the nouns whose records the sheet tells."""
    nouns = [NOUN_BY_NAME[name] for name in dict.fromkeys(record.noun for record in records_on(sheet))]
    return [
        NavLink(
            noun.plural.replace("_", " "),
            page_address("workspace:list", {"plan": code, "room": noun.room, "plural": noun.plural}),
        )
        for noun in nouns
        if noun.noun != "plan"
    ]
