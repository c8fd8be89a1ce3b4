"""The pages of signing in that are ours rather than allauth's."""

from collections.abc import Mapping
from time import time
from typing import Any, cast

from allauth.account import views as account_views
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as passkey_views
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from lcsp.actions.demo_people import demo_codes
from lcsp.store.models import Account
from lcsp.vocabulary.actors import Action
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render


@door(Action.SIGN_IN)
def own_account(request: HttpRequest) -> HttpResponse:
    """Show somebody their account: name, roles, and the ways to what they can change themselves."""
    account = Account.objects.get(pk=actor_of(request).account)
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    return render(
        request,
        "account/own.html",
        {
            "account": account,
            "grants": list(account.grants.order_by("role", "locality")),
            "has_password": account.has_usable_password(),
            "has_factor": bool(kinds - {Authenticator.Type.RECOVERY_CODES}),
        },
    )


def forgotten_password(request: HttpRequest) -> HttpResponseBase:
    """Send a link to set a password; where the site sends no mail, say who can help."""
    if settings.SENDS_MAIL:
        return cast("HttpResponseBase", account_views.password_reset(request))
    return _who_can_help(request)


@require_safe
def _who_can_help(request: HttpRequest) -> HttpResponse:
    return render(request, "account/password_help.html", {"help": settings.SIGN_IN_HELP})


@login_required
@require_safe
def no_password(request: HttpRequest) -> HttpResponse:
    """Say to somebody without a password, who signs in through the council, how they would get one."""
    return render(request, "account/no_password.html", {"help": settings.SIGN_IN_HELP})


@login_required
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Remove a passkey, unless it is the last factor of somebody whose roles need one."""
    passkey = get_object_or_404(Authenticator, pk=pk, user_id=request.user.pk, type=Authenticator.Type.WEBAUTHN)
    if not get_adapter().can_delete_authenticator(passkey):
        messages.error(request, get_adapter().error_messages["cannot_delete_authenticator"])
        return HttpResponseRedirect(reverse("mfa_list_webauthn"))
    return cast("HttpResponseBase", passkey_views.remove_webauthn(request, pk=pk))


def go_to_sign_on(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead on to the council's identity provider.

    By a page rather than a redirect: a form of ours may not lead elsewhere (form-action of the policy), and the address
    where the identity provider asks people in need not be the one that is configured.
    """
    response: HttpResponseBase = openid_connect.login(request, provider_id)
    if not isinstance(response, HttpResponseRedirect):
        return response
    page = render(request, "socialaccount/going.html", {"address": response.url})
    page.headers["Refresh"] = f"0; url={response.url}"
    page.headers["Cache-Control"] = "no-store"
    return page


def locked(
    request: HttpRequest, _answer: HttpResponse | None = None, _credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Say that there were too many attempts to sign in, and for how long to wait."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"minutes": minutes, "help": settings.SIGN_IN_HELP}
    return render(request, "account/locked.html", context, status=429)


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that there were too many requests of a kind (allauth's limits)."""
    return render(request, "429.html", status=429)


@require_safe
def show_demo_codes(request: HttpRequest) -> HttpResponse:
    """Show the codes of the made-up people of a demonstration, as an app would (the address is there in one alone)."""
    response = render(request, "account/demo_codes.html", {"codes": demo_codes(time())})
    response.headers["Cache-Control"] = "no-store"
    return response
