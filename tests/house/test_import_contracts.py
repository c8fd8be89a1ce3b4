"""The import contracts are kept, and each of them catches the import that it is there to catch."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FLOORS = "Floors"
ROOMS = "Rooms of the partnership"
PURITY = "Purity"
DJANGO = "Django is only the shell"
WALL = "The children's wall"
UNDISCLOSED = "Undisclosed"

# contract, the module that sins, the line that it adds, packages that have to be made up first
BREACHES = [
    pytest.param(FLOORS, "vocabulary/__init__.py", "import lcsp.arithmetic", (), id="vocabulary-arithmetic"),
    pytest.param(FLOORS, "arithmetic/__init__.py", "import lcsp.partnership", (), id="arithmetic-partnership"),
    pytest.param(FLOORS, "partnership/__init__.py", "import lcsp.whole_plan", (), id="partnership-whole_plan"),
    pytest.param(FLOORS, "whole_plan.py", "import lcsp.files", (), id="whole_plan-files"),
    pytest.param(FLOORS, "files/__init__.py", "import lcsp.checks", (), id="files-checks"),
    pytest.param(FLOORS, "checks/__init__.py", "import lcsp.reports", (), id="checks-reports"),
    pytest.param(FLOORS, "reports/__init__.py", "import lcsp.cli", (), id="reports-cli"),
    pytest.param(FLOORS, "reports/__init__.py", "import lcsp.store", ("store",), id="reports-store"),
    pytest.param(FLOORS, "reports/__init__.py", "import lcsp.engines", (), id="reports-engines"),
    pytest.param(FLOORS, "oddments.py", "", (), id="a-module-without-a-floor"),
    pytest.param(ROOMS, "partnership/places/__init__.py", "import lcsp.partnership.finance", (), id="places-finance"),
    pytest.param(ROOMS, "partnership/governance/__init__.py", "import lcsp.partnership.plan", (), id="governance-plan"),
    pytest.param(
        ROOMS,
        "partnership/plan/__init__.py",
        "import lcsp.partnership.needs",
        ("partnership/needs",),
        id="plan-needs",
    ),
    pytest.param(ROOMS, "partnership/attic.py", "", (), id="a-room-without-a-name"),
    pytest.param(PURITY, "checks/__init__.py", "import sqlite3", (), id="checks-sqlite3"),
    pytest.param(PURITY, "partnership/plan/__init__.py", "import typst", (), id="plan-typst"),
    pytest.param(PURITY, "vocabulary/__init__.py", "import xlsxwriter", (), id="vocabulary-xlsxwriter"),
    pytest.param(PURITY, "whole_plan.py", "def f():\n    import duckdb", (), id="whole_plan-duckdb-inside"),
    pytest.param(DJANGO, "reports/__init__.py", "import django.conf", (), id="reports-django"),
    pytest.param(DJANGO, "files/__init__.py", "from django import forms", (), id="files-django"),
    pytest.param(WALL, "reports/__init__.py", "import lcsp.children", (), id="reports-children"),
    pytest.param(WALL, "checks/__init__.py", "import lcsp.children.team", ("children/team",), id="checks-team"),
    pytest.param(WALL, "files/__init__.py", "import lcsp.strongroom", ("strongroom",), id="files-strongroom"),
    pytest.param(WALL, "partnership/__init__.py", "import lcsp.children", (), id="the-two-wings"),
    pytest.param(PURITY, "children/__init__.py", "import pyarrow", (), id="children-pyarrow"),
    pytest.param(UNDISCLOSED, "web/public/feeds.py", "import lcsp.engines.counts", (), id="public-engines"),
    pytest.param(UNDISCLOSED, "api/__init__.py", "import lcsp.children.pupils", (), id="api-children"),
    pytest.param(UNDISCLOSED, "actions/editions.py", "import lcsp.engines", (), id="editions-engines"),
]


@pytest.fixture
def source(root: Path, tmp_path: Path) -> Path:
    """A copy of the package, with the contracts beside it."""
    package = tmp_path / "src" / "lcsp"
    shutil.copytree(root / "src" / "lcsp", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "pyproject.toml", tmp_path)
    return package


def verdicts(source: Path) -> dict[str, str]:
    """Run import-linter on the copy: the first words of each contract's name, and KEPT or BROKEN."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as go; go()"]
    options = ["--no-cache", "--config", str(source.parents[1] / "pyproject.toml")]
    run = subprocess.run(
        [*command, *options], cwd=source.parent, capture_output=True, text=True, timeout=120, check=False
    )
    lines = [line for line in run.stdout.splitlines() if line.endswith((" KEPT", " BROKEN"))]
    assert lines, run.stdout + run.stderr
    found = {line.rsplit(" ", 1)[0].split(":")[0]: line.rsplit(" ", 1)[1] for line in lines}
    assert (run.returncode == 0) == (set(found.values()) == {"KEPT"}), run.stdout + run.stderr
    return found


def make_package(folder: Path) -> None:
    """An empty package, and those around it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").touch()


def test_every_contract_is_kept(source: Path) -> None:
    assert verdicts(source) == dict.fromkeys(
        [FLOORS, ROOMS + " never import each other, and every room is named here", PURITY, DJANGO, WALL, UNDISCLOSED],
        "KEPT",
    )


@pytest.mark.parametrize(("contract", "sinner", "line", "made_up"), BREACHES)
def test_a_forbidden_import_is_caught(
    source: Path, contract: str, sinner: str, line: str, made_up: tuple[str, ...]
) -> None:
    for name in made_up:
        make_package(source / name)
        make_package((source / name).parent)
    with (source / sinner).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    broken = [name for name, verdict in verdicts(source).items() if verdict == "BROKEN"]
    assert any(name.startswith(contract) for name in broken), broken
