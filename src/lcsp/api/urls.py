"""The addresses of the API, and of the calendars that programs fetch."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

import lcsp.api.operations  # noqa: F401 - registers them
from lcsp.api.answers import answer
from lcsp.api.description import describe
from lcsp.api.problems import not_taken
from lcsp.api.service import api


def show_description(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document, to anybody."""
    if request.method not in ("GET", "HEAD"):
        return not_taken(["GET", "HEAD"]).answer()
    return answer(request, dict(describe()), headers={"Cache-Control": "public, max-age=300"})


urlpatterns = [
    path("v1/openapi.json", show_description, name="openapi"),
    path("v1/", api.urls),
]
