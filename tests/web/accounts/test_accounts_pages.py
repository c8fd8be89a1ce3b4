"""The administrator's pages: people are found, added, corrected, closed; roles are given and taken; help is given."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from lcsp.store.models import Account, Grant
from lcsp.vocabulary.actors import Role

SignedIn = Callable[[str], Client]


@pytest.fixture
def client(kent_site: str, signed_in: SignedIn) -> Client:
    """An administrator's."""
    return signed_in("administrator")


@pytest.fixture
def reader(people: dict[str, Account]) -> Account:
    """Somebody to be changed."""
    return people["reader"]


def page_of(account: Account) -> str:
    """The address of an account's page."""
    return f"/workspace/accounts/{account.pk}/"


def test_the_list_shows_roles_and_finds_by_name(client: Client, reader: Account) -> None:
    page = client.get("/workspace/accounts/").content.decode()
    assert "The county planner" in page
    assert re.search(r"locality manager \([^)]*Ashford", page), "a locality is named, not coded"
    found = client.get("/workspace/accounts/", {"q": "AUDIT"}).content.decode()
    assert "The auditor" in found
    assert "The county planner" not in found


def test_closed_accounts_are_shown_when_asked_for(client: Client, reader: Account) -> None:
    Account.objects.filter(pk=reader.pk).update(is_active=False)
    assert "The reader" not in client.get("/workspace/accounts/").content.decode()
    assert "The reader" in client.get("/workspace/accounts/", {"closed": "yes"}).content.decode()


def test_the_list_asks_the_same_number_of_times_for_any_number(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    client.get("/workspace/accounts/")
    for number in range(20):
        account = Account.objects.create(email=f"{number}@example.com", name=f"Person {number}")
        Grant.objects.create(account=account, role=Role.READER.value)
    with django_assert_max_num_queries(8):
        client.get("/workspace/accounts/")


def test_a_person_is_added_given_a_role_and_a_link(client: Client) -> None:
    sent = client.post("/workspace/accounts/add/", {"name": "New Person", "email": "new@example.org"})
    account = Account.objects.get(email="new@example.org")
    assert sent.headers["Location"] == page_of(account)
    assert "Now give it a role" in client.get(page_of(account)).content.decode()
    client.post(page_of(account), {"do": "grant", "role": "locality manager", "locality": "thanet-1"})
    assert list(account.grants.values_list("role", "locality")) == [("locality manager", "thanet-1")]

    answer = client.post(page_of(account), {"do": "link"})
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"http://testserver(/account/password/link/[^<]+)<", answer.content.decode())
    assert found
    theirs = Client()
    form = theirs.get(found[1]).headers["Location"]
    theirs.post(form, {"password1": "three unlikely words", "password2": "three unlikely words"})
    theirs.post("/account/sign-in/", {"login": "new@example.org", "password": "three unlikely words"})
    assert theirs.get("/workspace/account/").headers["Location"] == "/account/second-factor/"


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"do": "grant"}, "No role was chosen"),
        ({"do": "grant", "role": "emperor"}, "No role was chosen"),
        ({"do": "grant", "role": "locality manager"}, "needs a locality"),
        ({"do": "grant", "role": "locality manager", "locality": "nowhere"}, "no such locality"),
        ({"do": "dance"}, "Nothing was chosen"),
    ],
)
def test_what_will_not_do_is_said(client: Client, reader: Account, given: dict[str, str], complaint: str) -> None:
    answer = client.post(page_of(reader), given)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert reader.grants.count() == 1


def test_a_role_is_taken_away(client: Client, reader: Account) -> None:
    client.post(page_of(reader), {"do": "take", "role": "reader", "locality": ""})
    assert not reader.grants.exists()


def test_ones_own_administrator_role_stays(client: Client, people: dict[str, Account]) -> None:
    own = people["administrator"]
    assert "the role of administrator" not in client.get(page_of(own)).content.decode(), "no button to take it"
    answer = client.post(page_of(own), {"do": "take", "role": "administrator"})
    assert "ask another administrator" in answer.content.decode()
    assert "ask another administrator" in client.post(page_of(own), {"do": "close"}).content.decode()


def test_an_account_is_closed_and_opened(client: Client, reader: Account) -> None:
    client.post(page_of(reader), {"do": "close"})
    assert "This account is closed" in client.get(page_of(reader)).content.decode()
    client.post(page_of(reader), {"do": "reopen"})
    reader.refresh_from_db()
    assert reader.is_active


def test_a_second_factor_is_removed(client: Client, reader: Account) -> None:
    Authenticator.objects.create(user=reader, type=Authenticator.Type.TOTP, data={})
    assert "Remove their second factor" in client.get(page_of(reader)).content.decode()
    client.post(page_of(reader), {"do": "reset"})
    assert not Authenticator.objects.filter(user=reader).exists()


def test_a_name_and_an_address_are_corrected(client: Client, reader: Account) -> None:
    EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)
    edit = f"{page_of(reader)}edit/"
    refused = client.post(edit, {"name": "", "email": "reader@example.net"})
    assert refused.status_code == 422
    assert 'value="reader@example.net"' in refused.content.decode(), "what was typed is kept"
    client.post(edit, {"name": "Reader Again", "email": "Reader@example.net"})
    reader.refresh_from_db()
    assert (reader.name, reader.email) == ("Reader Again", "reader@example.net")
    assert EmailAddress.objects.get(user=reader).email == "reader@example.net"
