"""The command synth: a labelled store, and refusals that say what to mend."""

from pathlib import Path

import pytest

from lcsp.cli import main
from lcsp.engines.pupil_store import PupilStore


@pytest.fixture
def kent(root: Path) -> str:
    return str(root / "examples" / "kent-2009-10")


def test_a_county_is_made_and_labelled(kent: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["synth", kent, "--people", "500", "--to", str(tmp_path / "pupils"), "--years", "2"]) == 0
    said = capsys.readouterr().out
    assert "2007/08\n  500 made-up people" in said
    assert said.endswith("Nobody in it is real.\n")
    store = PupilStore(tmp_path / "pupils")
    assert store.label["synthetic"] is True
    assert store.years == (2007, 2008)
    assert (store.folder.stat().st_mode & 0o777) == 0o700
    assert {path.stat().st_mode & 0o777 for path in store.folder.rglob("*.*")} == {0o600}


def test_the_folder_of_the_environment(kent: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCSP_PUPILS", str(tmp_path / "there"))
    assert main(["synth", kent, "--people", "10"]) == 0
    assert PupilStore(tmp_path / "there").years == (2007,)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--people", "0"], "a county has at least one person"),
        (["--years", "0"], "from 1 to 30 years"),
        (["--year", "1990"], "register codes are known from the year 2006 on"),
        (["--seed", "-1"], "0 or more"),
    ],
)
def test_wrong_numbers_are_refused(
    kent: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert main(["synth", kent, "--to", str(tmp_path / "pupils"), *words]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "pupils").exists()


def test_real_pupils_are_never_written_over(kent: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    PupilStore.create(tmp_path, {"synthetic": False})
    assert main(["synth", kent, "--people", "10", "--to", str(tmp_path)]) == 2
    assert "not made-up" in capsys.readouterr().err


def test_another_folder_is_not_filled(kent: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    assert main(["synth", kent, "--people", "10", "--to", str(tmp_path)]) == 2
    assert "is no pupil store" in capsys.readouterr().err


def test_without_the_libraries_it_says_what_to_install(
    kent: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("lcsp.cli.synth_command.engines_stand", lambda: False)
    assert main(["synth", kent]) == 2
    assert 'pip install "lcsp[engines]"' in capsys.readouterr().err
