"""The people of a demonstration: one for each role, made up, each with a password and a second factor of their own."""

import base64
import hmac
import secrets
import struct
from collections.abc import Sequence
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.conf import settings
from django.db import transaction

from lcsp.actions.accounts import end_sessions, make_account, subject_of
from lcsp.store import audit
from lcsp.store.models import Account, Grant
from lcsp.vocabulary.actors import Role, needs_second_factor

# Letters and digits that cannot be taken for one another, in groups: to be read from a terminal and typed.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_HOST = "@demo.example"


class DemoPerson(NamedTuple):
    """How one made-up person signs in; `totp_secret` is blank where the role needs no second factor."""

    role: Role
    name: str
    email: str
    password: str
    totp_secret: str
    localities: tuple[str, ...] = ()


class OnlyInDemo(RuntimeError):
    """Made-up people are refused outside a demonstration."""


def make_demo_people(localities: Sequence[str]) -> list[DemoPerson]:
    """Make one account for each role, the locality manager's for the first two of `localities`, and return them.

    Where they are there from an earlier start, they get a fresh password and secret. Raises OnlyInDemo where
    LCSP_DEMO is not set.
    """
    if not settings.DEMO:
        raise OnlyInDemo("made-up people are for demonstrations: set LCSP_DEMO=yes, never in production")
    with transaction.atomic():
        return [_make(role, tuple(localities[:2])) for role in Role]


def demo_text(people: Sequence[DemoPerson], address: str) -> str:
    """Return what the terminal says of `people`, so that somebody can sign in at `address`."""
    lines = [
        f"Everybody reads what is published at {address}",
        f"Sign in at {address.rstrip('/')}/workspace/ as one of these made-up people:",
        "",
    ]
    for person in people:
        lines.append(f"  {person.role.value}{_of(person)}")
        lines.append(f"    address   {person.email}")
        lines.append(f"    password  {person.password}")
        if person.totp_secret:
            lines.append(f"    secret    {person.totp_secret}")
    lines += [
        "",
        "Who has a secret is asked for a code as well: type the secret into an authenticator app, or see the code",
        f"of the moment under {address.rstrip('/')}/account/demo-codes/ (in this demonstration only).",
    ]
    return "\n".join(lines)


def demo_codes(at: float) -> list[tuple[str, str]]:
    """Return name and code of the moment `at` (seconds since 1970) of every made-up person who has one.

    Raises OnlyInDemo elsewhere.
    """
    if not settings.DEMO:
        raise OnlyInDemo("codes are shown in a demonstration only")
    factors = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__endswith=_HOST)
    found = factors.select_related("user").order_by("user_id")
    return [(str(factor.user), code_at(decrypt(factor.data["secret"]), at)) for factor in found]


def code_at(secret: str, at: float) -> str:
    """Return the 6 digits that an app shows for `secret` (base32) at `at`, seconds since 1970 (RFC 6238)."""
    digest = hmac.digest(base64.b32decode(secret, casefold=True), struct.pack(">Q", int(at // 30)), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def _make(role: Role, localities: tuple[str, ...]) -> DemoPerson:
    manages = localities if role is Role.LOCALITY_MANAGER else ()
    email = f"{role.value.replace(' ', '.')}{_HOST}"
    account = Account.objects.filter(email=email).first() or make_account(email, f"Demo {role.value}")
    password = "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
    account.set_password(password)
    account.is_active = True
    account.save()
    end_sessions(account)
    Grant.objects.filter(account=account).delete()
    held = manages if role is Role.LOCALITY_MANAGER else ("",)
    Grant.objects.bulk_create(Grant(account=account, role=role.value, locality=code) for code in held)
    secret = _set_second_factor(account, role)
    audit.append(by=None, action="make demo account", subject=subject_of(account.pk), facts={"role": role.value})
    return DemoPerson(role, account.name, email, password, secret, manages)


def _set_second_factor(account: Account, role: Role) -> str:
    """Give `account` a new secret where its role needs one, and return it as apps take it (base32)."""
    Authenticator.objects.filter(user=account).delete()
    if not needs_second_factor(role):
        return ""
    secret = base64.b32encode(secrets.token_bytes(20)).decode()
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})
    return secret


def _of(person: DemoPerson) -> str:
    return f" of {' and '.join(person.localities)}" if person.localities else ""
