"""A person's deadlines as a calendar (RFC 5545), at an address that only they know."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from lcsp.api import limits
from lcsp.api.answers import answer
from lcsp.api.problems import not_taken
from lcsp.partnership.plan import PlanLevel
from lcsp.store.due import Due, find_due
from lcsp.store.plans import State, load_plans
from lcsp.store.tokens import TokenUse, find_token
from lcsp.vocabulary.actors import Action, Actor, Role, change_action

AHEAD = timedelta(days=366)
REMIND = timedelta(days=7)


def deadlines(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar of whoever made the token; 404 for one that is none, or that has ended."""
    if request.method not in ("GET", "HEAD"):
        return not_taken(["GET", "HEAD"]).answer()
    found = find_token(token)
    if found is None or found.use != TokenUse.CALENDAR or not found.account.actor.may(Action.READ):
        raise Http404("There is no such calendar, or it has ended. Make another under Your account, Tokens.")
    if limits.counter.wait(f"calendar {found.pk}", limits.MOST_FAILURES):
        return HttpResponse("Ask again in a minute.", status=429, headers={"Retry-After": "60"})
    calendar = build_calendar(found.account.actor, request.build_absolute_uri("/"), date.today())
    headers = {"Cache-Control": "private, max-age=900", "Content-Disposition": 'inline; filename="deadlines.ics"'}
    return answer(request, calendar, headers=headers, media="text/calendar; charset=utf-8")


def build_calendar(actor: Actor, site: str, today: date) -> bytes:
    """Return the deadlines of the plans that `actor` looks after, overdue ones and those of the next year.

    `site` is the address of the site, which ends with a slash.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//lcsp//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Deadlines of children's plans")
    calendar.add("refresh-interval;value=duration", "PT6H")
    due = [one for state in _states_of(actor) for one in find_due(state, _day_of(state, today), AHEAD)]
    for one in sorted(due, key=lambda each: (each.day, each.state.code, each.record.noun, each.record.key)):
        calendar.add_component(_event(one, site))
    return bytes(calendar.to_ical())


def _states_of(actor: Actor) -> Iterator[State]:
    """Yield the plans whose deadlines are those of `actor`: what they may change the actions of."""
    for state in load_plans():
        own = actor.may(change_action("plan"), state.locality)
        of_county = state.plan.header.level is PlanLevel.COUNTY and bool(
            actor.roles & {Role.FINANCE, Role.ANALYST, Role.APPROVER}
        )
        if own or of_county:
            yield state


def _day_of(state: State, today: date) -> date:
    """Return the day from which to look: today, or the first of the plan's year for a plan of another year."""
    year = state.plan.year
    return today if year.first_day <= today <= year.last_day else min(today, year.last_day)


def _event(due: Due, site: str) -> Event:
    state, record = due.state, due.record
    event = Event()
    named = f"{state.code}|{record.noun}|{record.key}|{due.kind}"
    event.add("uid", f"{sha256(named.encode()).hexdigest()[:32]}@lcsp")
    event.add("summary", f"{due.title} ({due.kind})")
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    event.add("dtstamp", datetime.combine(due.day, datetime.min.time(), UTC))
    event.add("sequence", state.number)
    event.add("transp", "TRANSPARENT")
    event.add("categories", ["Late" if due.late else due.kind.capitalize()])
    standing = f"\nIt stands: {due.standing}" if due.standing else ""
    event.add("description", f"{state.plan.header.title}{standing}")
    parts = {"plan": state.code, "room": record.room, "noun": record.noun, "key": record.key}
    event.add("url", f"{site.rstrip('/')}{reverse('workspace:record', kwargs=parts)}")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", due.title)
    alarm.add("trigger", -REMIND)
    event.add_component(alarm)
    return event
