"""Where a request comes from and whom it says it is: what attempts to sign in are counted by."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the network address of the browser, behind as many proxies as are configured; None where it is unknown."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def shortened_address(request: HttpRequest) -> str:
    """Return the network that a request comes from, such as "192.0.2.0/24": enough to tell an attack, not a person."""
    address = client_address(request)
    if address is None:
        return "unknown"
    length = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def entered_address(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the email address that somebody signs in with, in small letters; blank where none was given."""
    given = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(given).strip().lower()
