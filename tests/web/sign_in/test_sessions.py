"""Sessions: a new key at sign-in, how long they last, where else one is signed in, and when they end."""

from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from tests.web.sign_in.conftest import MakePerson, enter_password

from lcsp.store.models import Account, AuditEntry
from lcsp.vocabulary.actors import Role
from lcsp.web.sign_in import middleware


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the rules of a session go by, in seconds; change its one element."""
    moment = [1_000_000_000.0]
    monkeypatch.setattr(middleware, "time", lambda: moment[0])
    return moment


def test_a_session_gets_a_new_key_at_sign_in(make_person: MakePerson, client: Client) -> None:
    make_person(Role.READER)
    client.get("/account/second-factor/code/")
    session = client.session
    session["before"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = str(before)
    enter_password(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_ends_when_it_is_idle(make_person: MakePerson, client: Client, clock: list[float]) -> None:
    make_person(Role.READER)
    enter_password(client)
    for _ in range(3):
        clock[0] += 29 * 60
        assert client.get("/workspace/account/").status_code == 200
    clock[0] += 31 * 60
    answer = client.get("/workspace/account/")
    assert answer.headers["Location"] == "/account/sign-in/?next=/workspace/account/"
    assert "nothing was done for 30 minutes" in client.get(answer.headers["Location"]).content.decode()
    assert AuditEntry.objects.filter(action="sign out").count() == 1


def test_a_session_ends_after_a_working_day(make_person: MakePerson, client: Client, clock: list[float]) -> None:
    make_person(Role.READER)
    enter_password(client)
    for _ in range(20):
        clock[0] += 29.9 * 60
        assert client.get("/workspace/account/").status_code == 200
    clock[0] += 5 * 60
    answer = client.get("/workspace/account/")
    assert "a session lasts 10 hours at most" in client.get(answer.headers["Location"]).content.decode()


def test_a_page_costs_two_queries_and_a_write_a_minute(
    make_person: MakePerson, client: Client, clock: list[float], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_person(Role.READER)
    enter_password(client)
    with django_assert_num_queries(2):  # the session; the account with its roles
        client.get("/workspace/audit/")  # refused, so that the page asks for nothing itself
    clock[0] += 61
    with django_assert_num_queries(2 + 4) as asked:  # and the session in its savepoint, and the list of sessions
        client.get("/workspace/audit/")
    assert sum(query["sql"].startswith("UPDATE") for query in asked.captured_queries) == 2
    with django_assert_num_queries(2):
        client.get("/workspace/audit/")


def test_one_can_sign_out_elsewhere(make_person: MakePerson, client: Client) -> None:
    make_person(Role.READER)
    other = Client(headers={"user-agent": "Another browser"})
    enter_password(client)
    enter_password(other)
    page = client.get("/account/sessions/").content.decode()
    assert "Another browser" in page
    client.post("/account/sessions/")
    assert other.get("/workspace/account/").status_code == 302
    assert client.get("/workspace/account/").status_code == 200


def test_a_closed_account_is_signed_out_and_kept_out(make_person: MakePerson, client: Client) -> None:
    account = make_person(Role.READER)
    enter_password(client)
    Account.objects.filter(pk=account.pk).update(is_active=False)
    assert client.get("/workspace/account/").status_code == 302
    answer: Any = enter_password(Client())
    assert answer.headers["Location"] == "/account/closed/"


def test_nobody_makes_an_account_or_changes_an_address(make_person: MakePerson, client: Client) -> None:
    make_person(Role.READER)
    for visitor in (Client(), client):
        for address in (
            "signup",
            "email",
            "confirm-email",
            "password/reset",
            "login/code",
            "social/signup",
            "3rdparty",
        ):
            assert visitor.get(f"/account/{address}/").status_code == 404, address
        enter_password(client)
