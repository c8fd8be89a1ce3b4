"""The lock: it names every package that is asked for, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-uv.txt"]


def pins(lock: Path) -> dict[str, str]:
    """The version of each package in a lock."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^ \\;]+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def asked_for(root: Path) -> tuple[list[Requirement], list[Requirement]]:
    """What the project asks for: of the base install, and of its development."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    base = [Requirement(text) for text in project["project"]["dependencies"]]
    return base, [Requirement(text) for text in project["dependency-groups"]["dev"]]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_carries_no_address_and_no_path(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    found = [line for line in lines if "://" in line or " @ " in line or "/" in line or line.startswith("-")]
    assert not found, found


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_has_a_hash(root: Path, name: str) -> None:
    lines = (root / name).read_text(encoding="utf-8").splitlines()
    pinned = [index for index, line in enumerate(lines) if "==" in line.split(";")[0] and not line.startswith(" ")]
    assert pinned
    assert all(lines[index + 1].lstrip().startswith("--hash=sha256:") for index in pinned)


def test_everything_asked_for_is_in_the_locks(root: Path) -> None:
    base, development = asked_for(root)
    for lock, wanted in (("requirements.txt", base), ("requirements-dev.txt", base + development)):
        held = pins(root / lock)
        for requirement in wanted:
            version = held.get(canonicalize_name(requirement.name))
            assert version, f"{requirement.name} is not in {lock}: ./run lock"
            assert version in requirement.specifier, f"{lock} has {requirement.name} {version}, not {requirement}"


def test_the_two_locks_agree(root: Path) -> None:
    assert pins(root / "requirements.txt").items() <= pins(root / "requirements-dev.txt").items()
