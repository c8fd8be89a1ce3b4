"""The rules of a session: how long it lasts, and that who may write has shown a second factor."""

import logging
from collections.abc import Callable
from datetime import timedelta
from time import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from lcsp.store.failures import failure_of
from lcsp.store.models import Account
from lcsp.web.refusals import locked
from lcsp.web.sign_in.second_factor import WITHOUT_SECOND_FACTOR, SecretLocked, lacks_second_factor

_log = logging.getLogger(__name__)
_SIGNED_IN_AT = "signed_in_at"
_SEEN_AT = "seen_at"
_NOTED_EVERY = 60  # seconds: how often at most the use of a session is written down


def begin_session(request: HttpRequest) -> None:
    """Start the clocks of a session that somebody has just signed in with."""
    request.session[_SIGNED_IN_AT] = request.session[_SEEN_AT] = int(time())


def signed_in_for(request: HttpRequest) -> float:
    """Return for how many seconds the session has lasted."""
    return time() - float(request.session.get(_SIGNED_IN_AT, 0))


class SignInRules:
    """Ends sessions that are too old or were idle too long, and leads who lacks a second factor to set one up."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; HTMX is told to go to another page rather than to put it inside this one."""
        response = self._answer(request)
        if getattr(request, "htmx", False) and isinstance(response, HttpResponseRedirect):
            address = response.url
            if address.startswith((reverse("account_login"), reverse("mfa_index"))):
                return HttpResponse(headers={"HX-Redirect": address})
        return response

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer to a second factor that cannot be read; None for any other mistake."""
        return locked(error) if isinstance(error, SecretLocked) else None

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Return the answer that comes before the page's own, or None where the page may answer."""
        if not isinstance(request.user, Account):
            return None
        if reason := _over(request):
            return _sign_out(request, reason)
        _note_use(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name not in WITHOUT_SECOND_FACTOR and lacks_second_factor(request, request.user):
            return HttpResponseRedirect(reverse("mfa_index"))
        return None


def _over(request: HttpRequest) -> str:
    """Return why the session has ended, blank while it lasts."""
    now, longest, idle = time(), settings.SESSION_LONGEST, settings.SESSION_LONGEST_IDLE
    if now - request.session.get(_SIGNED_IN_AT, 0) > longest.total_seconds():
        return f"You were signed out: a session lasts {_words(longest)} at most."
    if now - request.session.get(_SEEN_AT, 0) > idle.total_seconds():
        return f"You were signed out: nothing was done for {_words(idle)}."
    return ""


def _words(time_span: timedelta) -> str:
    minutes = int(time_span.total_seconds() // 60)
    return f"{minutes // 60} hours" if minutes % 60 == 0 else f"{minutes} minutes"


def _sign_out(request: HttpRequest, reason: str) -> HttpResponse:
    where = request.get_full_path() if request.method == "GET" else ""
    logout(request)
    messages.info(request, reason)
    return redirect_to_login(where) if where else HttpResponseRedirect(reverse("account_login"))


def _note_use(request: HttpRequest) -> None:
    """Write down that the session is in use, at most once a minute."""
    if time() - request.session.get(_SEEN_AT, 0) >= _NOTED_EVERY:
        try:
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
        except OperationalError as error:
            # On a full disk, people can at least go on reading.
            _log.error("the use of a session was not written down: %s", failure_of(error))
            return
        request.session[_SEEN_AT] = int(time())
