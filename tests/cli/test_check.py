"""The commands check, explain and rules: what they say, where, and their exit status."""

import json
from pathlib import Path

import pytest

from lcsp.cli import COMMANDS, main

HEADER = """\
format = 1

[plan]
code = "made"
title = "Made plan"
organisation = "Made County"
year = "financial 2009/10"
level = "county"
"""
RIGHT = "code,name,kind,order,employee,running,gross\nbehaviour,Behaviour,line,1,870100,12000,882100\n"
WRONG = RIGHT.replace("882100", "870100")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan folder with one budget line that casts."""
    folder = tmp_path / "made"
    (folder / "finance").mkdir(parents=True)
    (folder / "plan.toml").write_text(HEADER)
    (folder / "finance/budget_lines.csv").write_text(RIGHT)
    return folder


def spoil(plan: Path, content: str = WRONG) -> Path:
    """Give `plan` another budget."""
    (plan / "finance/budget_lines.csv").write_text(content)
    return plan


def test_a_sound_plan_passes(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan)]) == 0
    assert f"{plan}: 0 errors, 0 warnings, 0 notes" in capsys.readouterr().out


def test_an_error_says_place_code_facts_and_remedy(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(spoil(plan))]) == 1
    out = capsys.readouterr().out
    assert "finance/budget_lines.csv:2:7: error FIN-01: gross £870,100 ≠ £870,100 + £12,000 = £882,100" in out
    assert "the difference is −£12,000" in out
    assert f"{plan}: 1 error, 0 warnings, 0 notes" in out


def test_json_is_one_array_with_every_part(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(spoil(plan)), "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    parts = {"code", "level", "room", "noun", "key", "field", "file", "row", "column", "message", "hint"}
    assert set(finding) >= parts
    assert (finding["code"], finding["file"], finding["row"], finding["column"]) == (
        "FIN-01",
        "finance/budget_lines.csv",
        2,
        7,
    )


def test_json_of_a_sound_plan_is_an_empty_array(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(plan), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_github_annotations_name_file_line_and_rule(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(spoil(plan)), "--format", "github"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("::error file=")
    assert "budget_lines.csv,line=2,col=7,title=FIN-01::behaviour: gross" in line


def test_rules_are_selected_and_ignored(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(plan)
    assert main(["check", str(plan), "--ignore", "FIN-01"]) == 0
    assert main(["check", str(plan), "--select", "PERF,place"]) == 0
    assert main(["check", str(plan), "--select", "fin"]) == 1
    assert main(["check", str(plan), "--select", "NOPE"]) == 2
    assert "there is no rule 'NOPE'" in capsys.readouterr().err


def test_as_printed_puts_the_print_back(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (plan / "plan").mkdir()
    corrections = (
        "of,record,field,kind,as_printed,why\nbudget_line,behaviour,gross,changed,870100,The parts prove it.\n"
    )
    (plan / "plan/corrections.csv").write_text(corrections)
    assert main(["check", str(plan)]) == 0
    assert main(["check", str(plan), "--as-printed"]) == 1
    assert "FIN-01" in capsys.readouterr().out


def test_a_plan_that_cannot_be_read_is_refused_with_every_reason(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = RIGHT + "behaviour,Again,line,2,,,\n" + "x,X,lines,three,,,many\n"
    assert main(["check", str(spoil(plan, bad))]) == 2
    err = capsys.readouterr().err
    for said in ("row 3", "row 4, column kind", "row 4, column order", "row 4, column gross", "4 reasons"):
        assert said in err


def test_a_missing_plan_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere")]) == 2
    assert "refused" in capsys.readouterr().err


def test_explain_shows_the_manual_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "join-04"]) == 0
    out = capsys.readouterr().out
    for part in ("JOIN-04 (error, agreement)", "To mend it:", "A plan that fails:", "A plan that passes:"):
        assert part in out
    assert main(["explain", "FIN-99"]) == 2


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    assert "FIN-01" in capsys.readouterr().out
    assert main(["rules", "--family", "indicators"]) == 0
    out = capsys.readouterr().out
    assert "PERF-01" in out
    assert "FIN-01" not in out


@pytest.mark.parametrize("arguments", [[], ["--help"], ["help"]])
def test_help_lists_the_commands(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([name, "--help"])
    assert stopped.value.code == 0
    assert f"usage: lcsp {name}" in capsys.readouterr().out


def test_version_and_unknown_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("lcsp ")
    assert main(["chekc"]) == 2
    assert "there is no command 'chekc'" in capsys.readouterr().err
