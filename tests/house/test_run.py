"""The script `run` works as the first command on a clean clone: with uv or pip alone, from anywhere."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def call(run: Path, *arguments: str, cwd: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Call a `run` with the smallest environment that a person could have, and no standard input."""
    folders = [shutil.which(name) for name in ("python3", "git", "sh")]
    path = os.pathsep.join(dict.fromkeys(str(Path(found).parent) for found in folders if found))
    return subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" <&-', "sh", str(run), *arguments],
        cwd=cwd,
        env={"PATH": path, "HOME": os.environ.get("HOME", str(cwd)), **extra},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


@pytest.fixture
def clone(root: Path, tmp_path: Path) -> Path:
    """A clone of what was committed, in a folder with spaces in its name."""
    if not (root / ".git").exists():
        pytest.skip("this is not a git checkout, so it cannot be cloned")
    folder = tmp_path / "a clean clone"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(root), str(folder)], check=True)
    return folder


def test_without_a_command_it_lists_them(root: Path, tmp_path: Path) -> None:
    done = call(root / "run", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for command in ("demo", "test", "lint", "docs", "bench", "lock"):
        assert f"./run {command} " in done.stdout


def test_an_unknown_command_is_refused(root: Path, tmp_path: Path) -> None:
    done = call(root / "run", "dance", cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no command 'dance'" in done.stderr


# A Python that, like Debian's without its package, cannot make environments; its pip has these settings.
PYTHON_WITHOUT_VENV = """#!/bin/sh
case "$*" in
*ensurepip*) exit 1 ;;
"-m pip config list") printf '%s\\n' "{settings}" ;;
*) echo "$0" ;;
esac
"""

# A uv that notes what it was told and then gives up.
UV_THAT_NOTES = """#!/bin/sh
[ "$1" = --version ] || {{ env >'{notes}'; exit 1; }}
"""


@pytest.fixture
def bare(root: Path, tmp_path: Path) -> Path:
    """A checkout that can only be prepared, beside a folder `programs` with the few that `run` calls."""
    checkout, programs = tmp_path / "checkout", tmp_path / "programs"
    checkout.mkdir()
    programs.mkdir()
    for name in ("run", "pyproject.toml", "requirements-dev.txt"):
        shutil.copy(root / name, checkout)
    for name in ("cat", "cksum", "dirname", "env", "sed", "tr"):
        (programs / name).symlink_to(shutil.which(name) or name)
    return checkout


def add_program(bare: Path, name: str, text: str) -> None:
    """Put a script on the path of the bare checkout."""
    script = bare.parent / "programs" / name
    script.write_text(text, encoding="utf-8")
    script.chmod(0o755)


def call_bare(bare: Path, **extra: str) -> subprocess.CompletedProcess[str]:
    """Call `./run test` in the bare checkout, with nothing but its programs on the path."""
    return call(bare / "run", "test", cwd=bare, PATH=str(bare.parent / "programs"), **extra)


def test_a_machine_without_python_is_told_what_to_install(bare: Path) -> None:
    done = call_bare(bare)
    assert done.returncode == 2
    assert "apt-get install python3 python3-venv" in done.stderr


def test_a_python_without_venv_is_told_what_to_install(bare: Path) -> None:
    add_program(bare, "python3", PYTHON_WITHOUT_VENV.format(settings=""))
    done = call_bare(bare, LCSP_NO_UV="1")
    assert done.returncode == 2
    assert "apt-get install python3-venv" in done.stderr


@pytest.mark.parametrize(
    ("pip_says", "uv_hears"),
    [
        (":env:.index-url='https://a.example/simple'", "UV_DEFAULT_INDEX=https://a.example/simple"),
        ("global.index-url='https://a.example/simple'", "UV_DEFAULT_INDEX=https://a.example/simple"),
        (
            "global.extra-index-url='https://a.example\\nhttps://b.example'",
            "UV_INDEX=https://a.example https://b.example",
        ),
        ("install.find-links='one\\ntwo'", "UV_FIND_LINKS=one,two"),
        ("global.trusted-host='a.example'", "UV_INSECURE_HOST=a.example"),
        ("global.proxy='http://a.example:8080'", "HTTPS_PROXY=http://a.example:8080"),
        ("global.cert='council.pem'", "SSL_CERT_FILE=council.pem"),
        ("", "UV_SYSTEM_CERTS=1"),
    ],
)
def test_pips_settings_are_passed_on_to_uv(bare: Path, pip_says: str, uv_hears: str) -> None:
    add_program(bare, "python3", PYTHON_WITHOUT_VENV.format(settings=pip_says))
    add_program(bare, "uv", UV_THAT_NOTES.format(notes=bare / "notes"))
    call_bare(bare)
    assert uv_hears in (bare / "notes").read_text(encoding="utf-8").splitlines()


def test_a_setting_of_uv_stands_before_one_of_pip(bare: Path) -> None:
    settings = "global.index-url='https://pip.example'"
    add_program(bare, "python3", PYTHON_WITHOUT_VENV.format(settings=settings))
    add_program(bare, "uv", UV_THAT_NOTES.format(notes=bare / "notes"))
    call_bare(bare, UV_DEFAULT_INDEX="https://uv.example")
    assert "UV_DEFAULT_INDEX=https://uv.example" in (bare / "notes").read_text(encoding="utf-8").splitlines()


# An environment that stands already: its Python notes what it was told; asked to fetch, it does, or fails.
BUILT_PYTHON = """#!/bin/sh
printf '%s\\n' "$*" >>notes
case "$*" in
assets/fetch.py) {fetching} ;;
esac
"""
FETCHES = "mkdir -p src/lcsp/web/static/govuk && : >src/lcsp/web/static/govuk/govuk-frontend.css"


@pytest.fixture
def built(root: Path, bare: Path) -> Path:
    """The bare checkout with the pin of the looks, and an environment that was built from its lock."""
    shutil.copytree(root / "assets", bare / "assets")
    for name in ("mkdir", "cksum"):
        program = bare.parent / "programs" / name
        if not program.exists():
            program.symlink_to(shutil.which(name) or name)
    (bare / ".venv" / "bin").mkdir(parents=True)
    stamp = 'cd "$1" && { pwd && cat pyproject.toml requirements-dev.txt; } | cksum >.venv/built-from'
    subprocess.run(["/bin/sh", "-c", stamp, "sh", str(bare)], check=True)
    return bare


def let_fetching(built: Path, what: str) -> None:
    """Say what the Python of the environment does when it is asked to fetch the looks."""
    python = built / ".venv" / "bin" / "python"
    python.write_text(BUILT_PYTHON.format(fetching=what), encoding="utf-8")
    python.chmod(0o755)


def times_fetched(built: Path) -> int:
    """How often the looks were fetched."""
    return (built / "notes").read_text(encoding="utf-8").splitlines().count("assets/fetch.py")


def test_the_looks_are_fetched_once_and_again_when_the_pin_changes_or_they_are_gone(built: Path) -> None:
    let_fetching(built, FETCHES)
    for _ in range(2):
        assert call_bare(built).returncode == 0
    assert times_fetched(built) == 1
    pin = built / "assets" / "package-lock.json"
    pin.write_text(pin.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    call_bare(built)
    assert times_fetched(built) == 2
    shutil.rmtree(built / "src")
    call_bare(built)
    assert times_fetched(built) == 3


def test_without_the_looks_the_command_runs_and_says_what_is_missing(built: Path) -> None:
    let_fetching(built, "exit 1")
    done = call_bare(built)
    assert done.returncode == 0, done.stderr
    assert "the site's looks are missing" in done.stderr
    assert "-m pytest" in (built / "notes").read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("without_uv", ["0", "1"], ids=["uv", "pip-alone"])
def test_the_demo_is_a_first_command(clone: Path, tmp_path: Path, without_uv: str) -> None:
    done = call(clone / "run", "demo", "--no-serve", cwd=tmp_path, LCSP_NO_UV=without_uv)
    assert done.returncode == 0, done.stdout + done.stderr
    assert ("using pip" in done.stderr) == (without_uv == "1")
    assert f"The documents are in {clone}/build/kent-2009-10" in done.stdout
    kinds = {path.suffix for path in (clone / "build" / "kent-2009-10").iterdir()}
    assert {".html", ".pdf"} <= kinds

    assert "Sign in at http://localhost:8000/workspace/ as one of these made-up people" in done.stdout
    again = call(clone / "run", "demo", "--no-serve", cwd=clone)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "building" not in again.stderr, "the environment was built twice"
