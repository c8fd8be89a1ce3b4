"""The home page."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lcsp.partnership.places import Area
from lcsp.reports.plan_document.wording import day_words
from lcsp.store.counties import load_counties
from lcsp.store.due import Due, find_due
from lcsp.store.plans import load_plans, read_heads
from lcsp.store.reviews import find_standings, list_codes_with_comments
from lcsp.vocabulary.actors import Action, Actor
from lcsp.web.doors import actor_of, door
from lcsp.web.home.day import Day, choose_day
from lcsp.web.home.needs import Seen, find_needs
from lcsp.web.home.tiles import build_map
from lcsp.web.pages import render
from lcsp.web.plan_asked import address_of
from lcsp.web.showing import Cell, Choice, Field, Head

_HEADS = (Head("When"), Head("What"), Head("Whose"), Head("How it stands"))
_SHOWN = 12


@door(Action.READ)
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs the reader, what is due, and every locality; `on` looks at another day, `whose` at one plan."""
    actor = actor_of(request)
    heads = read_heads()
    states = tuple(load_plans(heads))
    if not states:
        return render(request, "home/empty.html")
    day = choose_day(states[0].plan.year, date.today(), request.GET.get("on", "").strip(), demo=settings.DEMO)
    counties = tuple(load_counties(day.on, heads))
    due = tuple(sorted((one for state in states for one in find_due(state, day.on)), key=lambda one: one.day))
    seen = Seen(actor, states, counties, due, day.on, find_standings(), list_codes_with_comments())
    whose = request.GET.get("whose", "" if actor.localities else "all")
    shown = [one for one in due if whose in ("all", one.state.code) or (not whose and _is_own(actor, one))]
    context = {
        "day": day,
        "needs": find_needs(seen),
        "heads": _HEADS,
        "due": [_row(one) for one in shown[:_SHOWN]],
        "more_due": [_row(one) for one in shown[_SHOWN:]],
        "late": sum(one.late for one in shown),
        "soon": sum(not one.late for one in shown),
        "maps": [build_map(county) for county in counties if county.roll_up.localities()],
        "fields": _fields(day, whose, seen),
    }
    return render(request, "home/home.html", context)


def _is_own(actor: Actor, due: Due) -> bool:
    return due.state.locality in actor.localities


def _row(due: Due) -> tuple[object, ...]:
    plan = due.state.plan
    area = plan.find(Area, due.state.locality) if due.state.locality else None
    return (
        day_words(due.day),
        Cell(due.title, address_of(due.state.code, due.record), under=due.kind),
        area.name if area else plan.header.organisation,
        Cell("", status=due.standing) if due.standing else "",
    )


def _fields(day: Day, whose: str, seen: Seen) -> tuple[Field, ...]:
    """Return the fields of the form that looks at another day or at one plan alone."""
    own = (Choice("", "Own localities"),) if seen.actor.localities else ()
    plans = tuple(Choice(state.code, state.plan.header.title) for state in seen.states)
    errors = (day.error,) if day.error else ()
    hint = "Such as 2009-11-30: reports made later are left out"
    return (
        Field("on", "As on", "text", day.on.isoformat(), hint, errors, required=True, width=10),
        Field("whose", "Due in", "select", whose, choices=(*own, Choice("all", "All plans"), *plans), required=True),
    )
