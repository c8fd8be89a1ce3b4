"""The command measure: figures beside those that are published, the warning above them, and refusals."""

from pathlib import Path

import pytest

from lcsp.cli import main


@pytest.fixture(scope="module")
def pupils(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small synthetic county."""
    folder = str(tmp_path_factory.mktemp("measure") / "pupils")
    assert main(["synth", str(root / "examples" / "kent-2009-10"), "--people", "8000", "--to", folder]) == 0
    return folder


@pytest.fixture
def ask(root: Path, pupils: str, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def measured(*words: str) -> tuple[int, str, str]:
        status = main(["measure", str(root / "examples" / "kent-2009-10"), "--pupils", pupils, *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return measured


def test_computed_beside_published(ask) -> None:  # type: ignore[no-untyped-def]
    status, said, _ = ask()
    assert status == 0
    lines = said.splitlines()
    assert lines[0] == "For analysts: these figures have not passed disclosure control. Do not pass them on."
    assert lines[1] == "Made-up pupils: nobody in this store is real."
    at = next(number for number, line in enumerate(lines) if line.startswith("NI 73  "))
    assert lines[at + 1].split() == ["published", "69"]
    assert lines[at + 2].split()[0] == "computed"
    assert lines[at + 2].endswith("within the interval")


def test_one_indicator_by_the_law_of_the_year_and_by_others(ask) -> None:  # type: ignore[no-untyped-def]
    _, said, _ = ask("--indicator", "NI 87")
    computed = [line for line in said.splitlines() if "computed" in line]
    assert len(computed) == 4
    assert "20% of a full year's sessions" in computed[0]
    assert all("by another definition" in line for line in computed[1:])
    assert all("interval" not in line for line in computed[1:])


def test_by_locality_and_by_group(ask) -> None:  # type: ignore[no-untyped-def]
    _, said, _ = ask("--indicator", "NI 87", "--by", "locality")
    assert "  Shepway 1 " in said
    assert "another definition" not in said
    assert "corrected by Holm's method" in said
    _, said, _ = ask("--indicator", "NI 75", "--by", "sex")
    assert "sex: F" in said


def test_a_printed_figure_in_another_unit_is_told(ask) -> None:  # type: ignore[no-untyped-def]
    _, said, _ = ask("--indicator", "NI 114")
    assert "where a county would lie: another unit?" in said
    assert "outside the interval" not in said


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--year", "1999"], "has no year 1999. It holds: 2007."),
        (["--indicator", "NI 69"], "'NI 69' is not computed from pupil-level records. These are: half-days"),
        (["--by", "surname"], "not told apart by 'surname'"),
    ],
)
def test_what_cannot_be_shown_is_refused(ask, words: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    status, _, said = ask(*words)
    assert status == 2
    assert says in said


def test_without_a_store_it_says_how_to_get_one(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["measure", str(root / "examples" / "kent-2009-10"), "--pupils", str(tmp_path / "none")]) == 2
    assert "`lcsp synth` makes a made-up one" in capsys.readouterr().err


def test_an_engine_that_there_is_not_is_refused(ask, monkeypatch: pytest.MonkeyPatch, pupils: str) -> None:  # type: ignore[no-untyped-def]
    (Path(pupils) / "year=2007" / "counts.parquet").unlink(missing_ok=True)
    monkeypatch.setenv("LCSP_ENGINE", "abacus")
    status, _, said = ask()
    assert status == 2
    assert "LCSP_ENGINE is 'abacus': write embedded (or leave it out), or spark." in said
