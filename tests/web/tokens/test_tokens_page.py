"""The page of one's tokens: shown once, ended at once, and only for who has just proved who they are."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from lcsp.actions.accounts import close_account
from lcsp.api.limits import counter
from lcsp.store.models import AuditEntry, Token
from lcsp.store.tokens import TokenUse

pytestmark = pytest.mark.django_db
PAGE = "/workspace/account/tokens/"


@pytest.fixture
def planner(kent_site: str, signed_in: Any) -> Client:
    """The county planner, who has just typed their password."""
    client: Client = signed_in("county planner")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": datetime.now(UTC).timestamp()}]
    session.save()
    counter.forget()
    return client


def make(client: Client, **given: str) -> str:
    """Make a token by the form; return the page."""
    sent = {"do": "make", "name": "Spreadsheet", "use": TokenUse.WRITE.value, "days": "30", **given}
    return str(client.post(PAGE, sent).content.decode())


def test_a_token_is_shown_once_and_works_until_it_ends(planner: Client) -> None:
    found = re.search(r'id="token">(lcsp_[\w-]+)<', make(planner))
    assert found
    text = found[1]
    program = Client(headers={"Authorization": f"Bearer {text}"})
    assert program.get("/api/v1/me/").json()["name"] == "The county planner"
    page = planner.get(PAGE).content.decode()
    assert text not in page
    assert "Spreadsheet" in page
    token = Token.objects.get()
    assert text not in token.sha256
    assert token.expires_at - datetime.now(UTC) < timedelta(days=31)
    planner.post(PAGE, {"do": "end", "token": token.pk})
    assert program.get("/api/v1/me/").status_code == 401
    assert [e.action for e in AuditEntry.objects.order_by("-number")[:2]] == ["end token", "make token"]


def test_a_calendar_is_given_as_an_address(planner: Client) -> None:
    found = re.search(r'id="token">(http://testserver/feeds/deadlines/[^<]+)<', make(planner, use="calendar"))
    assert found
    assert Client().get(found[1]).status_code == 200


def test_what_is_wrong_is_said(planner: Client) -> None:
    assert "the name is blank" in make(planner, name=" ").lower()
    assert "Choose what the token is for" in make(planner, use="everything")
    assert "Choose what the token is for" in make(planner, days="9999")
    planner.post(PAGE, {"do": "end", "token": "99999999999999999999999"})
    assert "no such token" in planner.get(PAGE).content.decode()


def test_whoever_has_not_just_signed_in_proves_it_first(kent_site: str, signed_in: Any, people: Any) -> None:
    people["county planner"].set_password("a password that is long enough")
    people["county planner"].save()
    client = signed_in("county planner")
    session = client.session
    then = datetime.now(UTC) - timedelta(hours=1)
    session["signed_in_at"] = then.timestamp()
    session.save()
    answer = client.post(PAGE, {"do": "make"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/confirm/")
    assert not Token.objects.exists()


def test_tokens_end_with_the_account(planner: Client, people: Any) -> None:
    make(planner)
    close_account(by=people["administrator"].actor, account=people["county planner"])
    assert Token.objects.get().ended_at is not None
