"""What git tracks: nothing generated, nothing of one machine, and doors that open."""

import os
import re
from pathlib import Path

import pytest

GENERATED = re.compile(r"(^|/)(\.venv|\.tools|build|dist|__pycache__|\.hypothesis)/|\.py[co]$|(^|/)uv\.lock$")

# Absolute paths of one machine.
ONE_MACHINE = re.compile(r"(?<![\w.*}])/(?:root|work|home|tmp|opt|Users)/\w")

# The hosts of package registries, without their last part so that this file does not name them.
REGISTRIES = [re.compile(name + r"\.(?:org|com)\b") for name in ("pypi", "pythonhosted", "npmjs", r"deb\.debian")]


def read_text(path: Path) -> str:
    """The text of a file, or nothing where it is not text."""
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def test_nothing_generated_is_tracked(tracked: list[Path]) -> None:
    assert [str(path) for path in tracked if GENERATED.search(path.as_posix())] == []


def test_no_file_names_a_place_on_one_machine(tracked: list[Path], root: Path) -> None:
    found = [f"{path}: {hit.group()}" for path in tracked for hit in ONE_MACHINE.finditer(read_text(root / path))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("before", ["", '"', "file://", "PATH=a:"])
def test_a_place_on_one_machine_is_recognised(before: str) -> None:
    assert ONE_MACHINE.search(before + "/" + "root/plan")
    assert not ONE_MACHINE.search(before + "docs/" + "root/plan")


def test_no_file_names_a_package_registry(tracked: list[Path], root: Path) -> None:
    found = [
        f"{path}: {host.pattern}" for path in tracked for host in REGISTRIES if host.search(read_text(root / path))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("door", ["run", ".ci/run"])
def test_the_doors_can_be_run(root: Path, door: str) -> None:
    assert os.access(root / door, os.X_OK), f"chmod +x {door}"
