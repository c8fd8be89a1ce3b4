"""The command roll-forward: next year's plan as folder or workbook, what it says, and the bridge that check follows."""

from pathlib import Path

import pytest

from lcsp.cli import main
from lcsp.files import read_plan
from lcsp.reports.roll_forward import roll_forward


@pytest.fixture
def kent(root: Path) -> Path:
    """The Kent example."""
    return root / "examples" / "kent-2009-10"


def test_a_plan_is_rolled_forward(kent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "kent-2010-11"
    assert main(["roll-forward", str(kent), "--to", str(to)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("kent-lcsp-2009-10 (2009/10) → kent-lcsp-2010-11 (2010/11)\n")
    assert "  26 budget lines" not in said  # one of them has nothing in it, and stays as it is
    assert "  25 budget lines: controllable expenditure and FTE of 2009/10 are those of the year before now\n" in said
    assert "  101 acceptances: accepted for the facts of the year gone" in said
    assert said.endswith(f"written: {to}\nnext: lcsp check {to} --last-year {kent}\n")
    assert read_plan(to).plan == roll_forward(read_plan(kent).plan).plan


def test_a_workbook_is_written_by_its_name(kent: Path, tmp_path: Path) -> None:
    to = tmp_path / "next.xlsx"
    assert main(["roll-forward", str(kent), "--to", str(to), "--code", "kent-next"]) == 0
    assert read_plan(to).plan == roll_forward(read_plan(kent).plan, code="kent-next").plan


def test_nothing_is_overwritten_and_nothing_unreadable_rolled(
    kent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "next"
    assert main(["roll-forward", str(tmp_path / "none"), "--to", str(to)]) == 2
    assert "1 reason for refusal" in capsys.readouterr().err
    for code, says in (("a;b", "is not a code"), ("kent-lcsp-2009-10", "is the code of the plan itself")):
        assert main(["roll-forward", str(kent), "--to", str(to), "--code", code]) == 2
        assert says in capsys.readouterr().err
    assert not to.exists()
    to.mkdir()
    (to / "kept.txt").write_text("kept", "utf-8")
    assert main(["roll-forward", str(kent), "--to", str(to)]) == 2
    assert "lcsp roll-forward: " in capsys.readouterr().err
    assert [path.name for path in to.iterdir()] == ["kept.txt"]


def test_check_follows_the_bridge(kent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "next"
    assert main(["roll-forward", str(kent), "--to", str(to)]) == 0
    table = to / "finance" / "budget_lines.csv"
    text = table.read_text("utf-8")
    assert text.count(",870100,19.5,") == 1
    table.write_text(text.replace(",870100,19.5,", ",807100,19.5,"), "utf-8")
    capsys.readouterr()
    assert main(["check", str(to), "--select", "YEAR-02", "--last-year", str(kent)]) == 0
    said = capsys.readouterr().out
    assert "Behaviour Service: £807,100 for the year before, £870,100 in last year's plan" in said
    assert main(["check", str(to), "--select", "YEAR"]) == 0
    assert "0 errors, 0 warnings, 0 notes" in capsys.readouterr().out
    assert main(["check", str(to), "--last-year", str(tmp_path / "none")]) == 2


def test_a_local_plan_names_its_next_county_plan(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dover = root / "examples" / "kent-2009-10-localities" / "dover"
    to = tmp_path / "dover"
    assert main(["roll-forward", str(dover), "--to", str(to), "--county-plan", "kent-next"]) == 0
    assert "builds on county plan kent-next" in capsys.readouterr().out
    assert main(["check", str(to), "--select", "JOIN-48"]) == 1
    assert "the county plan 'kent-next' is not at hand" in capsys.readouterr().out


def test_the_difference_of_an_untouched_roll_says_blank_and_not_nought(
    kent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["roll-forward", str(kent), "--to", str(tmp_path / "next")]) == 0
    capsys.readouterr()
    assert main(["diff", str(kent), str(tmp_path / "next")]) == 1
    said = capsys.readouterr().out
    assert "  budget lines, prior controllable: £16,789,800 → £50,222,600 (+£33,432,800)\n" in said
    assert "  budget lines, controllable: £50,222,600 → blank in every row\n" in said
