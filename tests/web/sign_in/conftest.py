"""What the tests of signing in get: an account with a password, and ways to sign in with it."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.test import Client

from lcsp.store.models import Account, Grant
from lcsp.vocabulary.actors import Role

PASSWORD = "three unlikely words"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MakePerson = Callable[..., Account]


@pytest.fixture
def make_person(db: None) -> MakePerson:
    """`make_person(Role.FINANCE, factor=True)` is an account with a password and, if wanted, an authenticator app."""

    def make(*roles: Role, email: str = "ann@example.gov.uk", factor: bool = False) -> Account:
        account = Account(email=email, name="Ann Example")
        account.set_password(PASSWORD)
        account.save()
        EmailAddress.objects.create(user=account, email=email, primary=True, verified=True)
        for role in roles:
            Grant.objects.create(
                account=account, role=role.value, locality="ashford" if role is Role.LOCALITY_MANAGER else ""
            )
        if factor:
            Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(SECRET)})
        return account

    return make


def enter_password(client: Client, password: str = PASSWORD, email: str = "ann@example.gov.uk", **more: Any) -> Any:
    """Send the sign-in form."""
    return client.post("/account/sign-in/", {"login": email, "password": password}, **more)
