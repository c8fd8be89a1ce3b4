"""A second factor is needed of who may write: at sign-in, at once when the role is given, and it can be set up."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from pytest_django import Settings
from tests.codes import fresh_code
from tests.web.sign_in.conftest import SECRET, MakePerson, enter_password

from lcsp.store.models import AuditEntry, Grant
from lcsp.vocabulary.actors import Role

SET_UP = "/account/second-factor/"


def test_who_reads_signs_in_with_a_password(make_person: MakePerson, client: Client) -> None:
    make_person(Role.READER)
    assert enter_password(client).headers["Location"] == "/workspace/"
    assert client.get("/workspace/account/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.READER, Role.AUDITOR)])
def test_who_writes_is_led_to_set_one_up(make_person: MakePerson, client: Client, role: Role) -> None:
    make_person(role)
    enter_password(client)
    for address in ("/workspace/account/", "/workspace/accounts/", "/account/sessions/"):
        assert client.get(address).headers["Location"] == SET_UP, address
        assert client.post(address).headers["Location"] == SET_UP, address
    page = client.get(SET_UP)
    assert page.status_code == 200
    assert "Set up a second factor" in page.content.decode()
    assert client.post("/account/sign-out/").headers["Location"] == "/account/sign-in/"


def test_a_role_that_is_given_later_counts_at_the_next_request(make_person: MakePerson, client: Client) -> None:
    account = make_person(Role.READER)
    enter_password(client)
    assert client.get("/workspace/account/").status_code == 200
    Grant.objects.create(account=account, role=Role.FINANCE.value)
    assert client.get("/workspace/account/").headers["Location"] == SET_UP


def test_htmx_is_sent_to_the_page_rather_than_given_it(make_person: MakePerson, client: Client) -> None:
    make_person(Role.FINANCE)
    enter_password(client)
    answer = client.get("/workspace/account/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (200, SET_UP)


def test_an_app_is_set_up_and_then_asked_for(
    make_person: MakePerson, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A test never commits, and allauth tells of a new factor after the commit.
    monkeypatch.setattr(transaction, "on_commit", lambda tell: tell())
    account = make_person(Role.FINANCE)
    enter_password(client)
    page = client.get("/account/second-factor/app/").content.decode()
    found = re.search(r"lcsp-secret\">([A-Z2-7]+)<", page)
    assert found
    wrong = client.post("/account/second-factor/app/", {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    # A refused form keeps the secret that was shown with it.
    sent = client.post("/account/second-factor/app/", {"code": fresh_code(found[1])})
    assert sent.headers["Location"] == "/account/second-factor/recovery-codes/"
    codes = re.findall(r"<li>(\d{8})</li>", client.get(sent.headers["Location"]).content.decode())
    assert len(codes) == 10
    assert codes[0] not in client.get(sent.headers["Location"]).content.decode(), "recovery codes are shown once"
    assert client.get("/workspace/account/").status_code == 200

    stored = Authenticator.objects.get(user=account, type="totp").data["secret"]
    assert found[1] not in stored, "the secret is stored encrypted"

    client.post("/account/sign-out/")
    assert enter_password(client).headers["Location"] == "/account/second-factor/code/"
    assert client.get("/workspace/account/").headers["Location"].startswith("/account/sign-in/")
    assert client.post("/account/second-factor/code/", {"code": codes[3]}).headers["Location"] == "/workspace/"
    assert client.get("/workspace/account/").status_code == 200


def test_a_code_of_the_app_opens_the_session_once(make_person: MakePerson, client: Client) -> None:
    make_person(Role.FINANCE, factor=True)
    code = fresh_code(SECRET)
    enter_password(client)
    assert client.post("/account/second-factor/code/", {"code": code}).headers["Location"] == "/workspace/"
    other = Client()
    enter_password(other)
    assert "used already" in other.post("/account/second-factor/code/", {"code": code}).content.decode()


def test_wrong_codes_are_counted_and_noted(make_person: MakePerson, client: Client) -> None:
    make_person(Role.FINANCE, factor=True)
    enter_password(client)
    answers = [client.post("/account/second-factor/code/", {"code": "000000"}).content.decode() for _ in range(6)]
    assert "too many attempts" in answers[-1]
    assert "too many attempts" not in answers[0]
    assert AuditEntry.objects.filter(action="second factor failed").count() == 5


def test_the_last_factor_of_who_writes_cannot_be_removed(make_person: MakePerson, client: Client) -> None:
    account = make_person(Role.FINANCE, factor=True)
    enter_password(client)
    client.post("/account/second-factor/code/", {"code": fresh_code(SECRET)})
    page = client.post("/account/second-factor/app/remove/")
    assert "add another one before you remove this one" in page.content.decode()
    assert Authenticator.objects.filter(user=account, type="totp").exists()


def test_who_only_reads_may_remove_it(make_person: MakePerson, client: Client) -> None:
    account = make_person(Role.READER, factor=True)
    enter_password(client)
    client.post("/account/second-factor/code/", {"code": fresh_code(SECRET)})
    assert client.post("/account/second-factor/app/remove/").headers["Location"] == SET_UP
    assert not Authenticator.objects.filter(user=account).exists()


def test_the_session_of_another_account_brings_no_factor_along(make_person: MakePerson, client: Client) -> None:
    make_person(Role.FINANCE, factor=True)
    make_person(Role.FINANCE, email="bea@example.gov.uk")
    enter_password(client)
    client.post("/account/second-factor/code/", {"code": fresh_code(SECRET)})
    client.post("/account/sign-out/")
    enter_password(client, email="bea@example.gov.uk")
    assert client.get("/workspace/account/").headers["Location"] == SET_UP


def test_with_another_key_of_the_site_the_page_says_what_is_wrong_and_the_old_key_mends_it(
    make_person: MakePerson, client: Client, settings: Settings
) -> None:
    make_person(Role.FINANCE, factor=True)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 10
    enter_password(client)
    answer = client.post("/account/second-factor/code/", {"code": fresh_code(SECRET)})
    assert answer.status_code == 500
    assert "the key of the site was changed" in answer.content.decode()
    assert client.get("/workspace/account/").headers["Location"].startswith("/account/sign-in/")

    settings.SECRET_KEY_FALLBACKS = [earlier]
    answer = client.post("/account/second-factor/code/", {"code": fresh_code(SECRET)})
    assert answer.headers["Location"] == "/workspace/"
