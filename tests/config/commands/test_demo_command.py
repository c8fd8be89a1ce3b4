"""The demonstration's pupils: made up, computed, and where the site will look for them."""

import json
import os
from pathlib import Path

import pytest

from lcsp.config.commands.demo_command import _make_pupils
from lcsp.engines import wanted
from lcsp.engines.wanted import pupils_folder


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LCSP_DATA", str(tmp_path))
    monkeypatch.setenv("LCSP_PUPILS", "somewhere else")  # set, so that it is put back afterwards
    return tmp_path


def test_pupils_are_made_up_and_computed_anew(root: Path, data: Path) -> None:
    (data / "pupils").mkdir()
    (data / "pupils" / "store.json").write_text("{}")
    _make_pupils(root / "examples" / "kent-2009-10", 3000)
    assert pupils_folder() == data / "pupils"
    assert json.loads((pupils_folder() / "store.json").read_text())["synthetic"] is True
    assert (pupils_folder() / "year=2007" / "counts.parquet").exists()


def test_none_are_made_where_none_are_wanted(root: Path, data: Path) -> None:
    _make_pupils(root / "examples" / "kent-2009-10", 0)
    assert not (data / "pupils").exists()
    assert os.environ["LCSP_PUPILS"] == str(data / "pupils")


def test_none_are_made_without_the_libraries(root: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "engines_stand", lambda: False)
    _make_pupils(root / "examples" / "kent-2009-10", None)
    assert not (data / "pupils").exists()


def test_what_stands_in_the_way_is_told(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _make_pupils(data / "no-plan", 10)
    assert "There are no computed indicators" in capsys.readouterr().err
