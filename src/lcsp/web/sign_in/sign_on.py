"""The council's identity provider (OpenID Connect): whom it vouches for, and whether it asked for a second factor."""

from collections.abc import Mapping
from typing import Any

from allauth.account.stages import LoginStage
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialLogin
from django.conf import settings

from lcsp.store.models import Account


def find_account(sign_on: SocialLogin) -> Account | None:
    """Return the account of the person that the identity provider names, found by verified email address alone."""
    for address in sign_on.email_addresses:
        if address.verified is True or _is_believed(address.email):
            found = Account.objects.filter(email=address.email.lower()).first()
            if found:
                return found
    return None


def _is_believed(email: str) -> bool:
    """Say whether the operator has named the domain of `email` as one that the identity provider has verified."""
    return settings.SIGN_ON is not None and email.rpartition("@")[2].lower() in settings.SIGN_ON.domains


def vouches_for_second_factor(sign_on: SocialLogin | None) -> bool:
    """Say whether the identity provider says that it asked for a second factor.

    It says so in the signed answer (ID token): `amr` names "mfa" (RFC 8176), or `acr` has the value that the operator
    has named. What it does not say is not assumed.
    """
    said = _id_token(sign_on)
    methods = said.get("amr")
    if isinstance(methods, list) and "mfa" in methods:
        return True
    strong = settings.SIGN_ON.strong if settings.SIGN_ON is not None else ""
    return bool(strong) and said.get("acr") == strong


def _id_token(sign_on: SocialLogin | None) -> Mapping[str, Any]:
    said = sign_on.account.extra_data.get("id_token") if sign_on else None
    return said if isinstance(said, dict) else {}


def sign_on_of(stage: LoginStage) -> SocialLogin | None:
    """Return the sign-on that a step of signing in comes from, None for a password or a passkey."""
    found = (stage.login.signal_kwargs or {}).get("sociallogin")
    return found if isinstance(found, SocialLogin) else None


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]  # allauth brings no types
    """Asks for the account's second factor, unless the council's identity provider has asked for one."""

    def _should_handle(self, request: Any) -> bool:
        return not vouches_for_second_factor(sign_on_of(self)) and super()._should_handle(request)
