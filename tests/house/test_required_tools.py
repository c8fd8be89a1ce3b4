"""An absent tool skips a test or, when everything is required, fails it; slow tests wait to be asked for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = """
import pytest

def test_tool(require_tool):
    require_tool("no-such-program", how="apt-get install nothing")

@pytest.mark.slow
def test_slow():
    pass

def test_source(shared):
    raise AssertionError("there is no such folder here")
"""


@pytest.mark.parametrize(
    ("required", "closing_words"),
    [("", "3 skipped"), ("all", "1 failed, 1 passed, 1 skipped")],
    ids=["by-default", "everything-required"],
)
def test_what_is_absent_is_named(root: Path, tmp_path: Path, required: str, closing_words: str) -> None:
    folder = tmp_path / "checkout" / "tests"
    folder.mkdir(parents=True)
    for name in ("conftest.py", "browser.py", "people_and_plans.py"):
        shutil.copy(root / "tests" / name, folder)
    shutil.copy(root / "pyproject.toml", folder.parent)
    (folder / "test_three.py").write_text(TESTS, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest"],
        cwd=folder.parent,
        env={**os.environ, "LCSP_REQUIRE": required},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert f" {closing_words} in " in run.stdout, run.stdout
    assert "no-such-program is absent; to get it: apt-get install nothing" in run.stdout
