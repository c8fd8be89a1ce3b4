"""Accounts and roles: only an administrator changes them, each change is one entry, and nobody locks themselves out."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client

from lcsp.actions import accounts
from lcsp.store.models import Account, AuditEntry, Grant
from lcsp.vocabulary.actors import PERMITTED, Action, Actor, Forbidden, Role

People = dict[str, Account]


@pytest.fixture
def by(people: People) -> Actor:
    """An administrator."""
    return people["administrator"].actor


def roles_of(account: Account) -> set[tuple[str, str]]:
    """Role and locality of each grant."""
    return set(Grant.objects.filter(account=account).values_list("role", "locality"))


DEEDS: dict[str, Callable[[Actor, Account], Any]] = {
    "add account": lambda by, _: accounts.add_account(by=by, email="new@example.org", name="New"),
    "correct account": lambda by, who: accounts.correct_account(by=by, account=who, email=who.email, name="Other name"),
    "close account": lambda by, who: accounts.close_account(by=by, account=who),
    "grant role": lambda by, who: accounts.grant_role(by=by, account=who, role=Role.AUDITOR),
    "take role": lambda by, who: accounts.take_role(by=by, account=who, role=Role.READER),
    "reset second factor": lambda by, who: accounts.reset_second_factor(by=by, account=who),
    "make password link": lambda by, who: accounts.make_password_link(by=by, account=who),
}


@pytest.mark.parametrize("action", DEEDS)
def test_each_change_is_one_entry(people: People, by: Actor, action: str) -> None:
    before = AuditEntry.objects.count()
    DEEDS[action](by, people["reader"])
    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.order_by("-number")[0]
    assert (entry.action, entry.by) == (action, by.account)
    assert entry.subject.startswith("account ")
    assert "example.org" not in entry.facts, "the log cannot forget an address"


@pytest.mark.parametrize("action", DEEDS)
@pytest.mark.parametrize("role", [role for role in Role if Action.MANAGE_ACCOUNTS not in PERMITTED[role]])
def test_nobody_else_may(people: People, action: str, role: Role) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(Forbidden):
        DEEDS[action](people[role.value].actor, people["reader"])
    assert AuditEntry.objects.count() == before


def test_a_change_that_changes_nothing_is_not_noted(people: People, by: Actor) -> None:
    before = AuditEntry.objects.count()
    reader = people["reader"]
    accounts.grant_role(by=by, account=reader, role=Role.READER)
    accounts.take_role(by=by, account=reader, role=Role.FINANCE)
    accounts.reopen_account(by=by, account=reader)
    accounts.correct_account(by=by, account=reader, email=reader.email.upper(), name=f" {reader.name} ")
    assert AuditEntry.objects.count() == before


def test_an_account_begins_with_nothing(by: Actor) -> None:
    account = accounts.add_account(by=by, email=" New.Person@Example.Org ", name="  New   Person ")
    assert (account.email, account.name) == ("new.person@example.org", "New Person")
    assert not account.has_usable_password()
    assert not roles_of(account)
    assert EmailAddress.objects.filter(user=account, email=account.email, verified=True, primary=True).exists()


@pytest.mark.parametrize(
    ("email", "name", "complaint"),
    [("no address", "X", "not complete"), ("reader@EXAMPLE.org", "X", "already"), ("x@example.org", " ", "blank")],
)
def test_what_will_not_do_is_refused(by: Actor, email: str, name: str, complaint: str) -> None:
    with pytest.raises(accounts.AccountRefused, match=complaint):
        accounts.add_account(by=by, email=email, name=name)


def test_a_manager_needs_a_locality_and_nobody_else_has_one(people: People, by: Actor) -> None:
    reader = people["reader"]
    with pytest.raises(accounts.AccountRefused, match="choose one"):
        accounts.grant_role(by=by, account=reader, role=Role.LOCALITY_MANAGER)
    with pytest.raises(accounts.AccountRefused, match="everywhere"):
        accounts.grant_role(by=by, account=reader, role=Role.FINANCE, locality="thanet-1")
    for locality in ("thanet-1", "thanet-2"):
        accounts.grant_role(by=by, account=reader, role=Role.LOCALITY_MANAGER, locality=locality)
    accounts.take_role(by=by, account=reader, role=Role.LOCALITY_MANAGER, locality="thanet-1")
    assert roles_of(reader) == {("reader", ""), ("locality manager", "thanet-2")}


def test_an_administrator_cannot_lock_themselves_out(people: People, by: Actor) -> None:
    own = people["administrator"]
    with pytest.raises(accounts.AccountRefused, match="another administrator"):
        accounts.take_role(by=by, account=own, role=Role.ADMINISTRATOR)
    with pytest.raises(accounts.AccountRefused, match="another administrator"):
        accounts.close_account(by=by, account=own)
    assert roles_of(own) == {("administrator", "")}


def test_a_reset_and_a_closed_account_end_sessions(people: People, by: Actor) -> None:
    reader = people["reader"]
    reader.set_password("three unlikely words")
    reader.save()
    EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)
    for end in (accounts.reset_second_factor, accounts.close_account):
        client = Client()
        client.post("/account/sign-in/", {"login": reader.email, "password": "three unlikely words"})
        assert client.get("/workspace/account/").status_code == 200
        end(by=by, account=reader)
        assert client.get("/workspace/account/").status_code == 302
    with pytest.raises(accounts.AccountRefused, match="open it again"):
        accounts.make_password_link(by=by, account=reader)
    accounts.reopen_account(by=by, account=reader)
    assert accounts.make_password_link(by=by, account=reader)[0]
    assert not Authenticator.objects.filter(user=reader).exists()


def test_the_first_administrator_is_made_once(people: People) -> None:
    with pytest.raises(accounts.AccountRefused, match="an administrator already"):
        accounts.make_first_administrator(email="first@example.org", name="First")
    Grant.objects.filter(role="administrator").delete()
    account, (person, key) = accounts.make_first_administrator(email="first@example.org", name="First")
    assert roles_of(account) == {("administrator", "")}
    assert "set-password" in Client().get(f"/account/password/link/{person}-{key}/").headers["Location"]
