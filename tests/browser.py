"""The one browser of all tests: Chromium, driven by playwright, which cannot be started twice in a process."""

from collections.abc import Iterator
from typing import Any

import pytest

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars"
)


@pytest.fixture(scope="session")
def chromium(require_tool: Any) -> Iterator[Any]:
    """Chromium, started once."""
    program = require_tool("chromium", "chromium-browser", "google-chrome", how="apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not here (./run test has it)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=FLAGS.split())
        yield started
        started.close()
