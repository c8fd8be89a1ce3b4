"""The pages for what cannot be shown: not permitted, not there, not understood, and a mistake of our own."""

import logging
import sys
from collections.abc import Iterable
from http.client import INSUFFICIENT_STORAGE, SERVICE_UNAVAILABLE

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template import engines

from lcsp.store.failures import Failure, failure_of
from lcsp.web.log_lines import reference
from lcsp.web.pages import render

_log = logging.getLogger(__name__)
_TRY_AGAIN = 30  # seconds
_NOT_SAVED = "What you sent was not saved, and nothing that was saved before is lost."
_KEPT = "Your browser still has what you typed: go back, and send it again"
_FAILURES = {
    Failure.FULL: (
        INSUFFICIENT_STORAGE,
        "Nothing was saved: the disk of the server is full",
        f"Tell the administrator of lcsp in your council that its disk is full. {_KEPT} when they have made room.",
    ),
    Failure.DISK: (
        SERVICE_UNAVAILABLE,
        "Nothing was saved: the server cannot write to its disk",
        f"Tell the administrator of lcsp in your council that its disk takes nothing. {_KEPT} when that is mended.",
    ),
    Failure.BUSY: (
        SERVICE_UNAVAILABLE,
        "Nothing was saved: the site is busy",
        f"Others were saving at the same time, for longer than usual. {_KEPT} in a minute.",
    ),
    Failure.AWAY: (
        SERVICE_UNAVAILABLE,
        "Nothing was saved: the database does not answer",
        f"{_KEPT} in a minute. If it happens again, tell the administrator of lcsp in your council.",
    ),
}


class Unkeepable(BadRequest):
    """What was sent holds a character that cannot be kept; the message names it, and the place."""


def misunderstood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 to a request that is malformed or larger than what is taken, and say what would be taken."""
    reason = ""
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        reason = f"More than {most} files were sent at once. Choose the folder of one plan, or send it as one zip."
    elif isinstance(exception, Unkeepable):
        reason = str(exception)
    elif isinstance(exception, RequestDataTooBig):
        reason = "More was sent than is taken at once. Send it in smaller parts."
    return render(request, "400.html", {"reason": reason}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403 with the reason that the door gave."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return render(request, "403.html", {"reason": reason}, status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that was not sent from a page of ours (the setting CSRF_FAILURE_VIEW)."""
    _log.warning("form refused: %s", reason.partition(" - ")[0])  # what follows is an address, with what was typed
    told = "The form could not be trusted, perhaps because the page was open for long or cookies are switched off."
    return render(
        request, "403.html", {"reason": f"{told} Go back, load the page again, and send it once more."}, status=403
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404; what a view says beside Http404 is shown."""
    said = exception.args[0] if exception and exception.args and isinstance(exception.args[0], str) else ""
    return render(request, "404.html", {"reason": said}, status=404)


def not_taken(request: HttpRequest, ways: Iterable[str]) -> HttpResponse:
    """Answer 405 to a method that an address does not take; `ways` are those that it does, such as "POST"."""
    response = render(request, "405.html", {"looks": request.method in ("GET", "HEAD")}, status=405)
    response.headers["Allow"] = ", ".join(ways)
    return response


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Answer 500 to a mistake of our own, and 507 or 503 where it is the disk or the database that cannot."""
    failure = failure_of(sys.exception())
    if failure is None:
        return _page_of_its_own("")
    _log.error("nothing was saved: %s", failure.value)
    status, heading, reason = _FAILURES[failure]
    response = _page_of_its_own(f"{_NOT_SAVED} {reason}", heading, status)
    if status == SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(_TRY_AGAIN)
    return response


def locked(error: Exception) -> HttpResponse:
    """Answer 500 to a second factor whose secret this site cannot open, and say who can mend it."""
    _log.error("%s: name that key in LCSP_OLD_SECRET_KEYS, and start the site again", error)
    return _page_of_its_own(
        "Your second factor cannot be checked: the key of the site was changed since you set it up. Nothing is wrong"
        " with your app or your codes. Tell the administrator of lcsp in your council: they can name the earlier key to"
        " the site (LCSP_OLD_SECRET_KEYS), after which you can sign in as before."
    )


def _page_of_its_own(reason: str, heading: str = "", status: int = 500) -> HttpResponse:
    """Answer with a page that asks nothing of the session or the database, either of which may be what failed."""
    told = {"reason": reason, "reference": reference.get(), "heading": heading or "Something went wrong"}
    return HttpResponse(engines["jinja2"].get_template("500.html").render(told), status=status)
