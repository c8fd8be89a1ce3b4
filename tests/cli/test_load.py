"""The command load: what it says of a load, and exit statuses that tell whether all rows were taken."""

from pathlib import Path

import pytest
from tests.engines.loading.extracts import SCHOOLS, a_pupil, upn, write_csv

from lcsp.cli import main
from lcsp.engines.loading.keeping import read_log
from lcsp.engines.pupil_store import PupilStore


@pytest.fixture
def load(tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def loaded(mapping: str, rows: list[dict[str, str]], *more: str) -> tuple[int, str, str]:
        path = write_csv(tmp_path / f"{mapping}.csv", rows)
        to = ["--pupils", str(tmp_path / "pupils"), "--year", "2024"]
        status = main(["load", str(path), "--as", mapping, *to, *more])
        said = capsys.readouterr()
        return status, said.out, said.err

    return loaded


def test_a_load_without_a_fault(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    status, said, _ = load("schools", SCHOOLS, "--by", "Ann Example")
    assert status == 0
    assert said == ("schools: 2 rows read; 2 records taken: 2 new, 0 changed, 0 as they were\nEvery row was taken.\n")
    assert read_log(tmp_path / "pupils")[0]["by"] == "Ann Example"
    assert PupilStore(tmp_path / "pupils").label == {"synthetic": False}


def test_rows_in_quarantine(load) -> None:  # type: ignore[no-untyped-def]
    load("schools", SCHOOLS)
    status, said, _ = load("pupils", [a_pupil(1), a_pupil(2, upn="A886200000002"), a_pupil(3, sex="?")])
    assert status == 1
    assert "In quarantine: 2 rows, by rule" in said
    assert "LOAD-04  1  It is not a Unique Pupil Number, or its check letter is wrong." in said
    assert "pupils.csv, row 3, column upn: 'A**********02'" in said
    assert "pupils.csv, row 4, column sex: '?'" in said
    assert "A886200000002" not in said
    assert "Surname" not in said
    assert "these figures have not passed disclosure control" in said
    assert "NI 114: missing 2 of 3 rows of pupils; 0.00 would lie between 0.00 and 66.67" in said
    assert "2 of 3 rows of pupils; no bound: how many sessions" in said


def test_bounds_may_be_left_out(load) -> None:  # type: ignore[no-untyped-def]
    load("schools", SCHOOLS)
    status, said, _ = load("pupils", [a_pupil(3, sex="?")], "--no-bounds")
    assert status == 1
    assert "missing 1 of 1 row of pupils; bounds were not asked for" in said


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--as", "nonsense"], "There is no mapping 'nonsense'"),
        (["--year", "1990"], "register codes are known from the year 2006 on"),
        (["--as", "marks"], "has no column for school (school or schoolnumber"),
    ],
)
def test_refusals(load, more: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    status, said, wrong = load("schools", [{"upn": upn(1)}], *more)
    assert (status, said) == (2, "")
    assert says in wrong


def test_made_up_pupils_are_left_alone(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    PupilStore.create(tmp_path / "pupils", {"synthetic": True})
    status, _, wrong = load("schools", SCHOOLS)
    assert status == 2
    assert "holds made-up pupils" in wrong


def test_without_the_libraries(load, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("lcsp.cli.load_command.engines_stand", lambda: False)
    status, _, wrong = load("schools", SCHOOLS)
    assert status == 2
    assert 'pip install "lcsp[engines]"' in wrong
