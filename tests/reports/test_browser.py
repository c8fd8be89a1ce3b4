"""The HTML page in a real browser: no accessibility violation, and no page that scrolls sideways."""

from pathlib import Path
from typing import Any

import pytest

from lcsp.reports.document import Document
from lcsp.reports.html import render_html


@pytest.fixture(scope="module", params=["plan", "draft"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, document: Document,
            draft: Document) -> str:  # fmt: skip
    path: Path = tmp_path_factory.mktemp("html") / f"{request.param}.html"
    path.write_text(render_html(draft if request.param == "draft" else document), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_is_accessible_and_fits(chromium: Any, address: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not here")
    page = chromium.new_page(viewport={"width": width, "height": 800})
    try:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = axe.Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert [url for url in requests if not url.startswith(("file:", "data:"))] == []
    finally:
        page.close()


def test_the_keyboard_reaches_the_skip_link_first_and_it_leads_to_the_text(chromium: Any, address: str) -> None:
    page = chromium.new_page()
    try:
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().left") == 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "page_main"
    finally:
        page.close()
