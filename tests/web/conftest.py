"""What the tests of pages get: a site that shows every part of the looks, and a browser without a network."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.template import engines
from django.test import Client
from jinja2 import ChoiceLoader, FileSystemLoader

SITE = "http://localhost"


@pytest.fixture
def looks(settings: Any, tmp_path: Path) -> Iterator[Client]:
    """A client of the site of `every_part.py`, whose templates stand beside it."""
    settings.ROOT_URLCONF = "tests.web.every_part"
    settings.STATIC_ROOT = tmp_path
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    before = environment.loader
    environment.loader = ChoiceLoader([before, FileSystemLoader(Path(__file__).parent / "templates")])
    yield Client(raise_request_exception=False)
    environment.loader = before


@pytest.fixture(scope="session")
def browser(chromium: Any) -> Any:
    """Chromium, driven by playwright."""
    return chromium


@pytest.fixture
def open_page(browser: Any, looks: Client) -> Iterator[Callable[..., Any]]:
    """`open_page("/workspace/", width=320, scripts=False)` is a page of the browser, which the client answers."""
    contexts = []

    def answer(route: Any) -> None:
        asked = urlsplit(route.request.url)
        response = looks.generic(
            route.request.method, f"{asked.path}?{asked.query}", headers=dict(route.request.headers),
            data=route.request.post_data or "",
        )  # fmt: skip
        body = response.getvalue()
        route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)

    def go(address: str, *, width: int = 1280, scripts: bool = True) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(SITE + address)
        return page

    yield go
    for context in contexts:
        context.close()
