"""The command diff: what it says of two plans, in words and as JSON, and its exit status."""

import json
import shutil
from pathlib import Path

import pytest

from lcsp.cli import main
from lcsp.files import read_plan
from lcsp.files.forms import Form, write_plan


@pytest.fixture
def pair(root: Path, tmp_path: Path) -> tuple[Path, Path]:
    """The Kent example, and a copy in which one line got £12,000 more."""
    before, after = root / "examples" / "kent-2009-10", tmp_path / "after"
    shutil.copytree(before, after)
    table = after / "finance" / "budget_lines.csv"
    text = table.read_text("utf-8")
    assert text.count("870100,0,,870100,0,0,870100") == 1
    table.write_text(text.replace("870100,0,,870100,0,0,870100", "870100,12000,,882100,0,0,882100"), "utf-8")
    return before, after


def test_a_plan_is_the_same_as_itself_in_any_form(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, _ = pair
    write_plan(read_plan(before).plan, Form.XLSX, tmp_path / "plan.xlsx")
    assert main(["diff", str(before), str(tmp_path / "plan.xlsx")]) == 0
    assert "The two plans are the same." in capsys.readouterr().out
    assert main(["diff", str(before), str(before), "--format", "json"]) == 0
    assert all(found == [] for found in json.loads(capsys.readouterr().out).values())


def test_differences_are_told_in_words(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, pair)]) == 1
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == f"{pair[0]} → {pair[1]}"
    at = lines.index("Behaviour Service (budget line behaviour-service):")
    assert lines[at + 1 : at + 3] == ["running £0 → £12,000 (+£12,000)", "gross £870,100 → £882,100 (+£12,000)"]
    assert "budget lines, gross: £50,785,000 → £50,797,000 (+£12,000)" in lines
    assert lines[-1] == "Records: 1 changed (in 3 fields)."


def test_differences_as_json(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", *map(str, reversed(pair)), "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"added", "removed", "changed", "renamed", "moved", "reordered", "effects"}
    assert [(entry["field"], entry["change"]) for entry in data["changed"]] == [
        ("running", -12000),
        ("gross", -12000),
        ("controllable", -12000),
    ]
    assert {effect["field"]: effect["change"] for effect in data["effects"]} == {
        "running": -12000,
        "gross": -12000,
        "controllable": -12000,
    }


def test_a_plan_that_cannot_be_read_is_refused(
    pair: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(tmp_path / "a"), str(tmp_path / "b")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{tmp_path / 'a'}: 1 reason for refusal" in said.err
    assert f"{tmp_path / 'b'}: 1 reason for refusal" in said.err
    assert main(["diff", str(pair[0]), str(tmp_path / "b")]) == 2
