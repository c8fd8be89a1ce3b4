"""What Django asks before it serves: that the site's looks, which a build fetches, are there."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error

FETCHED = ("govuk/govuk-frontend.css", "govuk/govuk-frontend.js")


def looks_are_there(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001 - Django gives it
    **options: Any,  # noqa: ARG001
) -> list[CheckMessage]:
    """Return an error where a fetched file is absent: every page would come without its looks."""
    absent = [name for name in FETCHED if finders.find(name) is None]
    if not absent:
        return []
    return [
        Error(
            f"the site's looks are missing: {', '.join(absent)}",
            hint="Run `python assets/fetch.py` in the checkout (./run does it), or install a wheel that has them.",
            id="lcsp.E001",
        )
    ]
