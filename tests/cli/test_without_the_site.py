"""The compiler without the site: nothing that the extra `server` brings is needed, or even looked for."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

# The packages of the extra by the names under which they are imported, where these are not their own.
IMPORTED_AS = {"django-allauth": "allauth", "django-axes": "axes", "argon2-cffi": "argon2"}
_BLOCKED = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
from lcsp.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `lcsp` with `words` as if nothing of the extra `server` were installed."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [Requirement(text).name for text in project["optional-dependencies"]["server"]]
    names = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in wanted}
    assert {"django", "allauth", "axes", "jinja2", "psycopg"} <= names
    command = [sys.executable, "-c", _BLOCKED.format(names=names), *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "words",
    [
        ("check", "examples/kent-2009-10"),
        ("check", "examples/kent-2009-10-localities/dover"),
        ("rules",),
        ("diff", "examples/kent-2009-10", "examples/kent-2009-10"),
        ("export", "examples/kent-2009-10", "--to", "json"),
        ("--help",),
        ("serve", "--help"),
    ],
)
def test_a_command_of_the_compiler_runs(root: Path, words: tuple[str, ...]) -> None:
    done = run(root, *words)
    assert (done.returncode, done.stderr) == (0, "")


def test_documents_are_made(root: Path, tmp_path: Path) -> None:
    done = run(root, "publish", "examples/kent-2009-10", "--to", str(tmp_path / "made"))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("words", [("serve",), ("migrate",), ("audit", "verify"), ("demo", "examples/kent-2009-10")])
def test_a_command_of_the_site_says_what_is_missing(root: Path, words: tuple[str, ...]) -> None:
    done = run(root, *words)
    assert done.returncode == 2
    assert "pip install 'lcsp[server]'" in done.stderr
