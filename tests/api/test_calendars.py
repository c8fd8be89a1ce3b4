"""The calendar of somebody's deadlines, read back as a calendar program reads it."""

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar
from tests.people_and_plans import KENT, OWN_LOCALITY, local_code

from lcsp.actions.tokens import end_token, make_token
from lcsp.api.calendars import build_calendar
from lcsp.store.due import find_due
from lcsp.store.models import Account, Token
from lcsp.store.plans import load_plan
from lcsp.store.tokens import TokenUse

pytestmark = pytest.mark.django_db
SITE, DAY = "https://plans.example.org/", date(2009, 6, 1)


def events(content: bytes) -> list[Calendar]:
    """The events of a calendar."""
    return list(Calendar.from_ical(content).walk("VEVENT"))  # type: ignore[arg-type]


def test_a_manager_has_the_deadlines_of_their_locality(kent_site: str, people: dict[str, Account]) -> None:
    found = events(build_calendar(people["locality manager"].actor, SITE, DAY))
    state = load_plan(local_code(OWN_LOCALITY))
    expected = sorted((one.day, one.title) for one in find_due(state, DAY, date(2010, 6, 2) - DAY))
    assert sorted((one.decoded("dtstart"), str(one["summary"]).rpartition(" (")[0]) for one in found) == expected
    assert all(str(one["url"]).startswith(f"{SITE}workspace/plans/{state.code}/") for one in found)


def test_its_events_keep_their_names_and_last_a_day(kent_site: str, people: dict[str, Account]) -> None:
    planner = people["county planner"].actor
    first, again = (events(build_calendar(planner, SITE, day)) for day in (DAY, date(2009, 6, 2)))
    names = [str(one["uid"]) for one in first]
    assert len(set(names)) == len(names) > 50
    assert set(names) & {str(one["uid"]) for one in again}
    assert all((one.decoded("dtend") - one.decoded("dtstart")).days == 1 for one in first)
    assert any(f"/{KENT}/" in str(one["url"]) for one in first)


def test_who_only_reads_has_none(kent_site: str, people: dict[str, Account]) -> None:
    assert events(build_calendar(people["reader"].actor, SITE, DAY)) == []


def test_it_is_fetched_by_a_secret_address_until_that_ends(kent_site: str, people: dict[str, Account]) -> None:
    manager, client = people["locality manager"].actor, Client()
    token, text = make_token(by=manager, name="Outlook", use=TokenUse.CALENDAR, days=30)
    address = f"/feeds/deadlines/{text}.ics"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert Token.objects.get(pk=token.pk).last_used_on == date.today()
    for other in (TokenUse.READ, TokenUse.WRITE):
        _, wrong = make_token(by=manager, name="Other", use=other, days=30)
        assert client.get(f"/feeds/deadlines/{wrong}.ics").status_code == 404
    end_token(by=manager, account=manager.account, number=token.pk)
    assert client.get(address).status_code == 404
    assert client.get("/feeds/deadlines/none.ics").status_code == 404
    assert client.post(address).status_code == 405
