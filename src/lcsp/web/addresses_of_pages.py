"""The addresses that templates write, each worked out once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, get_urlconf, reverse

from lcsp.web.showing import query_text


def page_address(name: str, kwargs: Mapping[str, Any] | None = None, query: Mapping[str, Any] | None = None) -> str:
    """Return the address of the page `name`, such as url("workspace:plan", {"plan": "kent"}, {"sort": "code"}).

    What is None or blank in `query` is left out. Raises NoReverseMatch where there is no such page.
    """
    given = tuple(sorted(kwargs.items())) if kwargs else ()
    found = _known(name, given, get_urlconf(), get_script_prefix())
    return found + query_text(query) if query else found


@lru_cache(maxsize=8192)
def _known(name: str, given: tuple[tuple[str, Any], ...], urlconf: str | None, prefix: str) -> str:  # noqa: ARG001
    """The address, kept by everything that it depends on: to work it out takes Django many times as long."""
    return reverse(name, urlconf=urlconf, kwargs=dict(given) or None)
