"""Accounts and roles: added, closed, given and taken by an administrator; an account is never deleted."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from lcsp.actions.tokens import end_tokens
from lcsp.store import audit
from lcsp.store.models import Account, Grant
from lcsp.vocabulary.actors import Action, Actor, Role, check_may


class AccountRefused(ValueError):
    """Something cannot be done to an account; the message says what, and what to do instead."""


def subject_of(account: int) -> str:
    """Return how the audit log names an account: by its number, since the log cannot forget a name."""
    return f"account {account}"


def add_account(*, by: Actor, email: str, name: str) -> Account:
    """Make an account without a password and without a role; raises AccountRefused for an address that will not do."""
    with _managing(by):
        account = make_account(email, name)
        _note(by, "add account", account)
        return account


def correct_account(*, by: Actor, account: Account, email: str, name: str) -> Account:
    """Change the name or the address of an account. A new address ends its sessions; raises AccountRefused."""
    with _managing(by):
        known = Account.objects.select_for_update().get(pk=account.pk)
        new_email, new_name = _clean(email, name, known)
        changed = [what for what, new in (("email", new_email), ("name", new_name)) if getattr(known, what) != new]
        if not changed:
            return known
        known.email, known.name = new_email, new_name
        known.save(update_fields=["email", "name"])
        EmailAddress.objects.filter(user=known).update(email=new_email)
        if "email" in changed:
            end_sessions(known)
        _note(by, "correct account", known, {"changed": changed})
        return known


def close_account(*, by: Actor, account: Account) -> None:
    """Let nobody sign in with `account` any more, and end its sessions and tokens; what it did stays in the log."""
    with _managing(by):
        if account.pk == by.account:
            raise AccountRefused("you cannot close your own account: ask another administrator")
        if Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
            end_sessions(account)
            end_tokens(by.account, account.pk)
            _note(by, "close account", account)


def reopen_account(*, by: Actor, account: Account) -> None:
    """Let a closed account be used again, with the roles that it has."""
    with _managing(by):
        if Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
            _note(by, "reopen account", account)


def grant_role(*, by: Actor, account: Account, role: Role, locality: str = "") -> None:
    """Give `account` a role; a locality manager's names the locality (the code of its area). Raises AccountRefused."""
    with _managing(by):
        _check_locality(role, locality)
        _, new = Grant.objects.get_or_create(account=account, role=role.value, locality=locality)
        if new:
            _note(by, "grant role", account, _role_facts(role, locality))


def take_role(*, by: Actor, account: Account, role: Role, locality: str = "") -> None:
    """Take a role from `account`; from the next request on it may no longer do what the role allowed."""
    with _managing(by):
        if account.pk == by.account and role is Role.ADMINISTRATOR:
            raise AccountRefused("you cannot take away your own role of administrator: ask another administrator")
        taken, _ = Grant.objects.filter(account=account, role=role.value, locality=locality).delete()
        if taken:
            _note(by, "take role", account, _role_facts(role, locality))


def reset_second_factor(*, by: Actor, account: Account) -> None:
    """Remove every app, passkey and recovery code of `account`, for somebody who has lost them.

    Ends its sessions and its tokens: whoever has found them could have the rest as well.
    """
    with _managing(by):
        Authenticator.objects.filter(user=account).delete()
        end_sessions(account)
        end_tokens(by.account, account.pk)
        _note(by, "reset second factor", account)


def make_password_link(*, by: Actor, account: Account) -> tuple[str, str]:
    """Return the two parts (person, key) of a link with which `account` can set a password, once and within a day."""
    with _managing(by):
        known = Account.objects.get(pk=account.pk)
        if not known.is_active:
            raise AccountRefused("the account is closed: open it again first")
        _note(by, "make password link", known)
        return password_link_parts(known)


def make_first_administrator(*, email: str, name: str) -> tuple[Account, tuple[str, str]]:
    """Return the first administrator of a new site, and the parts of a link to set a password.

    Raises AccountRefused where there is an administrator already, who can add others.
    """
    with transaction.atomic():
        if Grant.objects.filter(role=Role.ADMINISTRATOR.value, account__is_active=True).exists():
            raise AccountRefused("there is an administrator already: they add people under People in the workspace")
        account = make_account(email, name)
        Grant.objects.create(account=account, role=Role.ADMINISTRATOR.value)
        audit.append(by=None, action="add first administrator", subject=subject_of(account.pk))
        return account, password_link_parts(account)


def password_link_parts(account: Account) -> tuple[str, str]:
    """Return the two parts (person, key) of the address where `account` sets a password."""
    return user_pk_to_url_str(account), str(default_token_generator.make_token(account))


def end_sessions(account: Account) -> None:
    """Sign `account` out everywhere."""
    keys = list(UserSession.objects.filter(user=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()


@contextmanager
def _managing(by: Actor) -> Iterator[None]:
    """One transaction by somebody who may manage accounts; raises Forbidden for others."""
    check_may(by, Action.MANAGE_ACCOUNTS)
    with transaction.atomic():
        yield


def make_account(email: str, name: str) -> Account:
    """Return a new account without password or role; its maker writes the audit entry. Raises AccountRefused."""
    email, name = _clean(email, name, None)
    account = Account(email=email, name=name)
    account.set_unusable_password()
    account.save()
    EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
    return account


def _clean(email: str, name: str, known: Account | None) -> tuple[str, str]:
    """Return address and name as they are kept; raises AccountRefused."""
    email, name = email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError:
        raise AccountRefused("the email address is not complete: right would be name@example.gov.uk") from None
    if not name or len(name) > 120 or len(email) > 254:
        raise AccountRefused("the name is blank or too long: right would be the name by which colleagues know them")
    others = Account.objects.exclude(pk=known.pk) if known else Account.objects.all()
    if others.filter(email=email).exists():
        raise AccountRefused(f"there is an account with the address {email} already: find it under People")
    return email, name


def _check_locality(role: Role, locality: str) -> None:
    if role is Role.LOCALITY_MANAGER and not locality:
        raise AccountRefused("a locality manager needs a locality: choose one")
    if role is not Role.LOCALITY_MANAGER and locality:
        raise AccountRefused(f"the role of {role.value} holds everywhere: leave the locality blank")


def _role_facts(role: Role, locality: str) -> dict[str, str]:
    return {"role": role.value} | ({"locality": locality} if locality else {})


def _note(by: Actor, action: str, account: Account, facts: Mapping[str, Any] | None = None) -> None:
    audit.append(by=by.account, action=action, subject=subject_of(account.pk), facts=facts or {})
