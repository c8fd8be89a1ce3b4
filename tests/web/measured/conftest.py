"""A small synthetic county that has been computed, and an analyst who looks at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from tests.people_and_plans import KENT

from lcsp.cli import main
from lcsp.web.measured import keeping


@pytest.fixture(scope="session")
def made_pupils(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county as it was made; nobody writes into it."""
    folder, plan = tmp_path_factory.mktemp("measured") / "pupils", str(root / "examples" / "kent-2009-10")
    assert main(["synth", plan, "--people", "8000", "--to", str(folder)]) == 0
    assert main(["measure", plan, "--pupils", str(folder)]) == 0
    return folder


@pytest.fixture
def pupils(made_pupils: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the county for one test, where the site looks for pupils."""
    folder = tmp_path / "pupils"
    shutil.copytree(made_pupils, folder)  # with the times of its files: the counts are of these very records
    monkeypatch.setenv("LCSP_PUPILS", str(folder))
    yield folder
    keeping.forget()


@pytest.fixture
def look(kent_site: str, signed_in: Callable[[str], Any]) -> Callable[..., Any]:
    """`look("NI 87", "by=home")` is the analyst's page of an indicator; without a code, the list."""

    def ask(code: str = "", query: str = "", role: str = "analyst", plan: str = KENT) -> Any:
        parts = {"plan": plan, **({"key": code} if code else {})}
        address = reverse(f"workspace:measured{'_indicator' if code else ''}", kwargs=parts)
        return signed_in(role).get(f"{address}?{query}")

    return ask
