"""What the house tests look at: the files that git tracks or would track."""

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    """Every file of the checkout that git tracks or would track, as paths relative to the checkout."""
    if not (root / ".git").exists():
        pytest.skip("this is not a git checkout, so nothing says which files belong to it")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (root / (path := Path(name))).is_file()]


@pytest.fixture(scope="session")
def modules(root: Path) -> list[Path]:
    """Every Python file of the package, the tests and the benchmarks."""
    folders = [root / name for name in ("src", "tests", "benchmarks")]
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
