"""Whether a session was opened with a second factor, and what may be done without one."""

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from lcsp.store.models import Account

_FACTOR_OF = "second_factor_of"

# The pages that somebody can reach whose roles need a second factor, while the session has none.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)


class SecretLocked(Exception):
    """The secret of a second factor cannot be read: the site's key is not the one that it was stored with."""


def mark_second_factor(session: SessionBase, account: Account) -> None:
    """Note that whoever uses `session` has shown a second factor of `account`."""
    session[_FACTOR_OF] = account.pk


def unmark_second_factor(session: SessionBase) -> None:
    """Note that the second factor that was shown counts no more."""
    session.pop(_FACTOR_OF, None)


def lacks_second_factor(request: HttpRequest, account: Account) -> bool:
    """Say whether a role of `account` needs a second factor and this session has shown none."""
    return request.session.get(_FACTOR_OF) != account.pk and account.actor.needs_second_factor
