"""A command as a whole process: its exit status, a reader that stops early, and nothing left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LCSP = [sys.executable, "-m", "lcsp"]


def run_lcsp(*words: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*LCSP, *words],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["check", "examples/kent-2009-10"], 0),
        (["check", "examples/kent-2009-10", "--as-printed"], 1),
        (["check", "examples/nowhere"], 2),
        (["rules"], 0),
        (["explain", "FIN-99"], 2),
    ],
)
def test_the_exit_status_reaches_the_shell(words: list[str], status: int, root: Path) -> None:
    assert run_lcsp(*words, root=root).returncode == status


@pytest.mark.parametrize("words", [["rules"], ["check", "examples/kent-2009-10", "--as-printed"]])
def test_a_reader_may_stop_early(words: list[str], root: Path) -> None:
    with subprocess.Popen([*LCSP, *words], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


def test_publishing_leaves_nothing_in_the_temporary_folder(root: Path, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    done = run_lcsp("publish", "examples/kent-2009-10", "--to", str(tmp_path / "out"), root=root, TMPDIR=str(scratch))
    assert done.returncode == 0, done.stderr
    assert list(scratch.iterdir()) == []
