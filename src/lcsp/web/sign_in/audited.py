"""What the audit log hears of signing in: who, when, from which network; never a password, an address or a name."""

from collections.abc import Mapping
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.account.signals import user_logged_in as fully_signed_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.socialaccount.models import SocialLogin
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from lcsp.actions.accounts import end_sessions, subject_of
from lcsp.actions.tokens import end_tokens
from lcsp.store import audit
from lcsp.store.models import Account
from lcsp.web.sign_in.addresses import entered_address, shortened_address
from lcsp.web.sign_in.middleware import begin_session
from lcsp.web.sign_in.second_factor import mark_second_factor, unmark_second_factor
from lcsp.web.sign_in.sign_on import vouches_for_second_factor

_NAMES: Mapping[str, str] = {
    Authenticator.Type.TOTP: "authenticator app",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}


@receiver(user_logged_in)
def start_the_clocks(request: HttpRequest, **_: Any) -> None:
    """Begin a session's time, however it was opened."""
    begin_session(request)


@receiver(fully_signed_in)
def note_sign_in(request: HttpRequest, user: Account, sociallogin: SocialLogin | None = None, **_: Any) -> None:
    """Note that somebody has signed in, and whether the council's sign-on vouches for a second factor."""
    if vouches_for_second_factor(sociallogin):
        mark_second_factor(request.session, user)
    _note(request, "sign in", user, {"way": "sign-on" if sociallogin else "own account"})


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, user: Account | None, **_: Any) -> None:
    """Note that somebody has signed out, or was."""
    if user is not None:
        _note(request, "sign out", user)


@receiver(user_login_failed)
def note_failure(request: HttpRequest | None, credentials: Mapping[str, Any], **_: Any) -> None:
    """Note a wrong password; attempts during a lockout are not noted one by one."""
    if request is not None and not getattr(request, "axes_locked_out", False):
        _note_nobody(request, "sign-in failed", _known(entered_address(request, credentials)))


@receiver(user_locked_out)
def note_lockout(request: HttpRequest, username: str, **_: Any) -> None:
    """Note the beginning of a lockout; a count of failures is there for the attempt that brought it about alone."""
    if request.axes_failures_since_start is not None:  # type: ignore[attr-defined]
        _note_nobody(request, "sign-in locked", _known(username))


@receiver(authentication_failed)
def note_wrong_code(request: HttpRequest, user: Account, **_: Any) -> None:
    """Note a wrong code of a second factor: somebody knew the password."""
    _note_nobody(request, "second factor failed", user)


@receiver(authenticator_used)
def take_second_factor(request: HttpRequest, user: Account, **_: Any) -> None:
    """Let the session count as opened with a second factor."""
    mark_second_factor(request.session, user)


@receiver(authenticator_added)
def note_added(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    """Note a new factor; who has just set it up has shown it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        mark_second_factor(request.session, user)
    _note(request, "add second factor", user, {"kind": _kind(authenticator)})


@receiver(authenticator_removed)
def note_removed(request: HttpRequest, user: Account, authenticator: Authenticator, **_: Any) -> None:
    """Note a factor that is gone; after the last one, the session counts as opened without."""
    if not Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        unmark_second_factor(request.session)
    _note(request, "remove second factor", user, {"kind": _kind(authenticator)})


@receiver(authenticator_reset)
def note_new_codes(request: HttpRequest, user: Account, **_: Any) -> None:
    """Note that somebody has made new recovery codes."""
    _note(request, "make recovery codes", user)


@receiver(password_changed)
@receiver(password_set)
def note_password(request: HttpRequest, user: Account, **_: Any) -> None:
    """Note a new password; Django has ended the other sessions, since each holds a sign of the old one."""
    _note(request, "change password", user)


@receiver(password_reset)
def note_link_used(request: HttpRequest, user: Account, **_: Any) -> None:
    """Note a password that was set by a link, and end every session and token."""
    end_sessions(user)
    with transaction.atomic():
        end_tokens(user.pk, user.pk)
    _note(request, "set password by link", user)


def note_refused_sign_on(request: HttpRequest) -> None:
    """Note that the council's sign-on brought somebody who has no account here."""
    _note_nobody(request, "sign-on refused", None)


def _kind(authenticator: Authenticator) -> str:
    return _NAMES[Authenticator.Type(authenticator.type)]


def _known(address: str) -> Account | None:
    return Account.objects.filter(email=address).first() if address else None


def _note(request: HttpRequest, action: str, account: Account, facts: Mapping[str, Any] | None = None) -> None:
    _append(request, account.pk, action, account, facts or {})


def _note_nobody(request: HttpRequest, action: str, account: Account | None) -> None:
    _append(request, None, action, account, {})


def _append(
    request: HttpRequest, by: int | None, action: str, account: Account | None, facts: Mapping[str, Any]
) -> None:
    subject = subject_of(account.pk) if account else "nobody known"
    with transaction.atomic():
        audit.append(by=by, action=action, subject=subject, facts={**facts, "from": shortened_address(request)})
