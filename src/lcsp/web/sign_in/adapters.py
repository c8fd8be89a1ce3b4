"""What allauth asks of the site: who may sign in and how, in our words."""

import base64
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.encoding import force_bytes

from lcsp.store.models import Account
from lcsp.web.pages import render
from lcsp.web.sign_in.audited import note_refused_sign_on
from lcsp.web.sign_in.middleware import signed_in_for
from lcsp.web.sign_in.second_factor import SecretLocked
from lcsp.web.sign_in.sign_on import SecondFactorStage, find_account

_TOO_MANY = "There were too many attempts: wait a quarter of an hour, then try again"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """Accounts with a password; nobody makes one for themselves."""

    error_messages = {  # noqa: RUF012 - declared so by allauth
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address or the password is wrong",
        "enter_current_password": "Your present password is not right",
        "incorrect_code": "The code is not right, or it was used already: enter the newest one",
        "incorrect_password": "The password is not right",
        "invalid_password_reset": "The link cannot be used any more",
        "rate_limited": _TOO_MANY,
        "too_many_login_attempts": _TOO_MANY,
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        """Say that nobody makes an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of wrong passwords to axes, which counts them by account and address together."""

    def get_login_stages(self) -> list[str]:
        """Return the steps between password and session, with our second factor in place of allauth's."""
        return [
            _path(SecondFactorStage) if stage == _path(AuthenticateStage) else stage
            for stage in super().get_login_stages()
        ]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who it is before a second factor is changed or a token made, unless they have just signed in."""
        if signed_in_for(context.request) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return app == "tokens" or bool(super().is_reauthentication_required(app=app, **kwargs))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth brings no types
    """Authenticator apps, passkeys and recovery codes."""

    error_messages = {  # noqa: RUF012 - declared so by allauth
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Your roles need a second factor: add another one before you remove this one",
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored: who has a copy of the database alone cannot make codes."""
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret that `encrypt` was given; raises SecretLocked where the site's key was another then."""
        try:
            return _locks().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise SecretLocked("a second factor was locked with another LCSP_SECRET_KEY") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether a factor may go: not the last one of somebody whose roles need one."""
        account = Account.objects.get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user=account).exclude(pk=authenticator.pk)
        return not account.actor.needs_second_factor or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        """Return a name for a new passkey, which its owner can change."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return what a browser keeps passkeys under: the host of the site."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}


class SignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth brings no types
    """The council's sign-on: it opens accounts that an administrator has made, and makes none."""

    def is_open_for_signup(self, _request: HttpRequest, _sign_on: SocialLogin) -> bool:
        """Say that nobody gets an account by signing on."""
        return False

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Account, str] | None:
        """Return the account that the sign-on opens, and its address."""
        account = find_account(sociallogin)
        return (account, account.email) if account else None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse people without an account, with a page that says what to do; raises ImmediateHttpResponse."""
        wanted = sociallogin.state.get("process") in (None, AuthProcess.LOGIN)
        if not wanted or not sociallogin.is_existing:
            note_refused_sign_on(request)
            raise ImmediateHttpResponse(render(request, "socialaccount/refused.html", status=403))


def _path(stage: type) -> str:
    return f"{stage.__module__}.{stage.__name__}"


def _locks() -> MultiFernet:
    """Return the locks of stored secrets, of the site's key first, then of those that it had before."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (sha256(b"second factors: " + force_bytes(key)).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
