"""The commands export, import and new: what they write, where, what they say, and their exit status."""

import json
from pathlib import Path

import pytest
from tests.files.making import folder_with, sections

from lcsp.cli import main
from lcsp.files import read_plan
from lcsp.files.forms import Form, write_plan

FILES: dict[str, str | bytes] = {"plan/sections.csv": "code,order,part,title,text\na,1,introduction,T,'=1\n"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty present folder, with a plan folder `made` in it."""
    monkeypatch.chdir(tmp_path)
    folder_with(tmp_path / "made", FILES)
    return tmp_path


@pytest.mark.parametrize(
    ("form", "name"), [("csv", "made-csv"), ("xlsx", "made.xlsx"), ("datapackage", "made-datapackage")]
)
def test_each_form_is_written_beside_and_read_back(form: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "made", "--to", form]) == 0
    assert capsys.readouterr().out == f"written: {name}\n"
    assert read_plan(Path(name)).plan == read_plan(Path("made")).plan
    assert main(["import", name, "-o", "back"]) == 0
    assert capsys.readouterr().out == "written: back\nnext: lcsp check back\n"
    assert read_plan(Path("back")).plan == read_plan(Path("made")).plan


def test_json_goes_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["export", "made", "--to", "json"]) == 0
    whole = json.loads(capfdbinary.readouterr().out)
    assert whole["plan"]["sections"][0]["text"] == "=1"
    assert main(["export", "made", "--to", "json", "-o", "plan.json"]) == 0
    assert json.loads(Path("plan.json").read_bytes()) == whole


def test_nothing_is_written_over_unless_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "made", "--to", "csv", "-o", "made"]) == 2
    assert "made is not empty: choose another name, or say that it may be replaced" in capsys.readouterr().err
    assert main(["export", "made", "--to", "csv", "-o", "made", "--replace"]) == 0
    assert "kept: what stood there is now made.before-" in capsys.readouterr().out.replace(f"{here}/", "")
    (kept,) = here.glob("made.before-*")
    assert read_plan(kept).plan == read_plan(Path("made")).plan


def test_a_text_that_excel_cannot_hold_is_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_plan(sections("x" * 32_768), Form.CSV, here / "long")
    assert main(["export", "long", "--to", "xlsx"]) == 2
    assert capsys.readouterr().err.startswith("lcsp export: section 1, field text: the text has 32,768 characters")
    assert not (here / "long.xlsx").exists()


@pytest.mark.parametrize("command", [["export", "bad", "--to", "json"], ["import", "bad", "-o", "back"]])
def test_every_reason_is_said_and_nothing_written(
    here: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder_with(here / "bad", {"plan/sections.csv": "code,order,part,title\na,x,p,\n"})
    assert main(command) == 2
    said = capsys.readouterr()
    assert "column order: 'x' is not a whole number" in said.err
    assert "column title: is blank" in said.err
    assert "bad: 2 reasons for refusal; nothing of it was used." in said.err
    assert said.out == ""
    assert not (here / "back").exists()


def test_a_workbook_is_imported_into_a_folder_of_its_name(here: Path) -> None:
    write_plan(sections("x"), Form.XLSX, here / "book.xlsx")
    assert main(["import", "book.xlsx"]) == 0
    assert read_plan(here / "book").plan == sections("x")
    assert main(["import", "book", "-o", "again.xlsx"]) == 0
    assert read_plan(here / "again.xlsx").plan == sections("x")


def test_what_was_passed_over_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder_with(here / "extra", {"places/areas.csv": "code,name,kind,colour\na,A,county,red\n"})
    assert main(["import", "extra", "-o", "back"]) == 0
    assert "remark: places/areas.csv, row 1: column 'colour' is not one of" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["fresh", "fresh.xlsx"])
def test_new_makes_a_template_once(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", name]) == 0
    assert f"written: {name}\nfill in " in capsys.readouterr().out
    assert main(["check", name]) == 2
    capsys.readouterr()
    assert main(["new", name]) == 2
    assert f"lcsp new: {name}" in capsys.readouterr().err


def test_a_wrong_form_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["export", "made", "--to", "docx"])
    assert left.value.code == 2
    assert "docx" in capsys.readouterr().err
