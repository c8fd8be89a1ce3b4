"""Passwords: which will do, how often they may be wrong, and how a new one is set."""

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.web.sign_in.conftest import PASSWORD, MakePerson, enter_password

from lcsp.actions.accounts import password_link_parts
from lcsp.store.models import AuditEntry
from lcsp.vocabulary.actors import Role

NEW = "completely different words"


@pytest.mark.parametrize(
    ("password", "complaint"),
    [("short", "too short"), ("qwerty123456", "too common"), ("ann@example.gov.uk", "too similar")],
)
def test_a_weak_password_is_refused(make_person: MakePerson, client: Client, password: str, complaint: str) -> None:
    make_person(Role.READER)
    enter_password(client)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert complaint in client.post("/account/password/", sent).content.decode()
    assert enter_password(Client()).status_code == 302, "the old one still works"


def test_a_new_password_ends_the_other_sessions(make_person: MakePerson, client: Client) -> None:
    make_person(Role.READER)
    other = Client()
    enter_password(client)
    enter_password(other)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get("/workspace/account/").status_code == 200
    assert other.get("/workspace/account/").status_code == 302
    assert AuditEntry.objects.filter(action="change password").count() == 1


def test_five_wrong_passwords_lock_account_and_address_for_a_while(make_person: MakePerson, client: Client) -> None:
    make_person(Role.READER)
    answers = [enter_password(client, "wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200] * 4 + [429]
    assert "The email address or the password is wrong" in answers[0].content.decode()
    page = answers[-1].content.decode()
    assert "Wait 15 minutes" in page
    assert enter_password(client).status_code == 429, "the right password waits too"
    assert enter_password(client, email="ANN@example.gov.uk ").status_code == 429, "however it is written"
    assert enter_password(Client(REMOTE_ADDR="203.0.113.9")).status_code == 302, "from elsewhere the owner gets in"
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter_password(client).status_code == 302
    noted = list(AuditEntry.objects.filter(action__startswith="sign-in").values_list("action", flat=True))
    assert sorted(noted) == ["sign-in failed"] * 4 + ["sign-in locked"], "attempts during the lockout are not noted"


def test_a_failure_is_noted_without_what_was_typed(make_person: MakePerson, client: Client) -> None:
    account = make_person(Role.READER)
    enter_password(client, "my secret typing", REMOTE_ADDR="203.0.113.9")
    enter_password(client, email="nobody@example.gov.uk")
    known, unknown = AuditEntry.objects.filter(action="sign-in failed").order_by("number")
    assert (known.action, known.subject, known.by) == ("sign-in failed", f"account {account.pk}", None)
    assert known.facts == '{"from": "203.0.113.0/24"}'
    assert unknown.subject == "nobody known"
    for entry in (known, unknown):
        assert not re.search(r"secret typing|example\.gov\.uk|203\.0\.113\.9", entry.facts + entry.subject)


def test_a_link_sets_a_password_once_and_ends_all_sessions(make_person: MakePerson, client: Client) -> None:
    account = make_person(Role.READER)
    signed_in = Client()
    enter_password(signed_in)
    account.refresh_from_db()
    person, key = password_link_parts(account)
    form = client.get(f"/account/password/link/{person}-{key}/")
    assert form.headers["Location"] == f"/account/password/link/{person}-set-password/"
    assert (
        client.post(form.headers["Location"], {"password1": NEW, "password2": NEW}).headers["Location"]
        == "/account/password/set/"
    )
    assert signed_in.get("/workspace/account/").status_code == 302
    assert enter_password(Client()).status_code == 200
    assert enter_password(Client(), NEW).status_code == 302
    assert "cannot be used any more" in Client().get(f"/account/password/link/{person}-{key}/").content.decode()


def test_without_mail_the_page_says_who_can_help(db: None, client: Client, settings: Any) -> None:
    settings.SENDS_MAIL, settings.SIGN_IN_HELP = False, "the plans team, 01622 000000"
    assert "the plans team, 01622 000000" in client.get("/account/password/forgotten/").content.decode()
    assert client.post("/account/password/forgotten/", {"email": "ann@example.gov.uk"}).status_code == 405


@pytest.fixture
def sends_mail(settings: Any) -> None:
    """A site that sends mail."""
    settings.SENDS_MAIL = True


def test_with_mail_a_link_is_sent_to_who_has_an_account(
    make_person: MakePerson, client: Client, sends_mail: None
) -> None:
    make_person(Role.READER)
    for email in ("ann@example.gov.uk", "nobody@example.gov.uk"):
        assert (
            client.post("/account/password/forgotten/", {"email": email}).headers["Location"]
            == "/account/password/forgotten/sent/"
        )
    assert [message.to for message in mail.outbox] == [["ann@example.gov.uk"]]
    found = re.search(r"http://testserver(/account/password/link/\S+)", str(mail.outbox[0].body))
    assert found
    assert client.get(found[1]).status_code == 302
