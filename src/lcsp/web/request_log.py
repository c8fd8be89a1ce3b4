"""A reference for each request, and a line in the log that says how it went."""

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from secrets import token_hex
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lcsp.web.log_lines import reference

_log = logging.getLogger("lcsp.requests")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class RequestLog:
    """Gives each request a reference, tells the browser (X-Request-ID), and logs how it was answered.

    The line has the pattern of the address, never the address: keys of records, names and what somebody looks for stand
    in those. Nor does it say who asked, or from where. The reference is ours alone: one that a browser sends could say
    anything.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer
        self._told = _log.isEnabledFor(logging.INFO)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to `request`, with its reference."""
        began = perf_counter()
        given = token_hex(8)
        token = reference.set(given)
        try:
            response = self._answer(request)
        finally:
            reference.reset(token)
        response.headers["X-Request-ID"] = given
        if self._told:
            _log.info(_line(request, response, given, perf_counter() - began))
        return response


def _line(request: HttpRequest, response: HttpResponse, given: str, seconds: float) -> str:
    """Return the line; put together by hand, because every page waits for it."""
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    method = request.method if request.method in _METHODS else "other"
    return (
        f'{{"time": "{time}", "level": "info", "logger": "lcsp.requests", "method": "{method}", '
        f'"route": {_quoted(_route(request))}, "status": {response.status_code}, '
        f'"ms": {seconds * 1000:.2f}, "reference": "{given}"}}'
    )


def _route(request: HttpRequest) -> str:
    """Return the pattern of the address, such as "workspace/plans/<plan:plan>/"; blank for one that is not ours."""
    match = request.resolver_match
    if match:
        return str(match.route)
    return "static/" if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/") else ""


@cache
def _quoted(route: str) -> str:
    return json.dumps(route)
