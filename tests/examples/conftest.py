"""What the tests of the example plans share: the Kent example as read, and the text of its source."""

from pathlib import Path

import pytest
from tests.source import printed

from lcsp.files import read_plan
from lcsp.whole_plan import WholePlan


@pytest.fixture(scope="session")
def folder(root: Path) -> Path:
    """Return the folder of the example."""
    return root / "examples" / "kent-2009-10"


@pytest.fixture(scope="session")
def kent(folder: Path) -> WholePlan:
    """Return the example as read."""
    return read_plan(folder).plan


@pytest.fixture(scope="session")
def text() -> str:
    """Return the text of the source plan, or skip where it is absent."""
    source = printed.find_source()
    if source is None:
        pytest.skip(printed.ABSENT)
    return source.read_text(encoding="utf-8")
