"""What every answer of the API has in common: errors are problem details, and no answer is kept by a third party."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lcsp.api.problems import MEDIA_TYPE, Problem, not_taken

BEGINS = "/api/v1/"
_CODES = {
    400: "not-understood",
    403: "not-permitted",
    404: "not-found",
    413: "too-large",
    503: "no-answer",
    507: "no-room",
}


class ProblemsOfTheAPI:
    """Turns what Django itself says of an address of the API (not found, not taken, failed) into problem details."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer to `request`."""
        response = self._answer(request)
        if not request.path_info.startswith(BEGINS):
            return response
        if response.status_code >= 400 and not response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            response = _problem(response).answer()
        response.headers.setdefault("Cache-Control", "private, no-cache")
        response.headers.setdefault("Vary", "Authorization")
        return response


def _problem(response: HttpResponse) -> Problem:
    if response.status_code == 405:
        return not_taken(one.strip() for one in response.headers.get("Allow", "").split(",") if one.strip())
    code = _CODES.get(response.status_code, "failed")
    said = {
        "not-found": "There is nothing at this address. The document /api/v1/openapi.json lists all there are.",
        "failed": "Nothing was changed. Tell who runs the site, with the answer's X-Request-ID.",
    }
    return Problem(code, said.get(code, "The request cannot be taken as it is."))
