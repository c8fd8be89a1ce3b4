"""The pages for what cannot be shown: not permitted, not there, not understood, and a mistake of our own."""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template import engines

from lcsp.web.log_lines import reference
from lcsp.web.pages import render

_log = logging.getLogger(__name__)


def misunderstood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400 to a request that is malformed or larger than what is taken, and say what would be taken."""
    reason = ""
    if isinstance(exception, TooManyFilesSent):
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        reason = f"More than {most} files were sent at once. Choose the folder of one plan, or send it as one zip."
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
    """Answer 500 to a mistake of our own."""
    return _page_of_its_own("")


def locked(error: Exception) -> HttpResponse:
    """Answer 500 to a second factor whose secret this site cannot open, and say who can mend it."""
    _log.error("%s: name that key in LCSP_OLD_SECRET_KEYS, and start the site again", error)
    return _page_of_its_own(
        "Your second factor cannot be checked: the key of the site was changed since you set it up. Nothing is wrong"
        " with your app or your codes. Tell the administrator of lcsp in your council: they can name the earlier key to"
        " the site (LCSP_OLD_SECRET_KEYS), after which you can sign in as before."
    )


def _page_of_its_own(reason: str) -> HttpResponse:
    """Answer 500 with a page that asks nothing of the session or the database, either of which may be what failed."""
    told = {"reason": reason, "reference": reference.get()}
    return HttpResponse(engines["jinja2"].get_template("500.html").render(told), status=500)
