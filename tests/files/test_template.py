"""The empty plan: it explains every column, says what to fill in, and is a plan once that is done."""

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook
from tests.files.making import refusal

from lcsp.files import read_plan
from lcsp.files.template import template_files, template_workbook
from lcsp.files.writing import write_file, write_tree
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.noun import columns
from lcsp.whole_plan import NOUNS

VALUES = {"code": "new", "title": "A plan", "organisation": "A council", "year": "financial 2027/28", "level": "local"}


def test_every_column_of_every_table_is_explained() -> None:
    files = {name: content.decode() for name, content in template_files().items()}
    for noun in NOUNS[1:]:
        header, *rows = files[f"{noun.room}/{noun.plural}.csv"].splitlines()
        assert header.split(",") == list(columns(noun))
        assert rows == []
        for column in columns(noun).values():
            assert f"| `{column.name}` | {'yes' if column.required else 'no'} |" in files[f"{noun.room}/README.md"]
            assert column.description.replace("|", "\\|") in files[f"{noun.room}/README.md"]
    for name in columns(Plan):
        assert f"{name} = " in files["plan.toml"]


def test_a_fresh_folder_says_what_to_fill_in(tmp_path: Path) -> None:
    write_tree(template_files(), tmp_path / "new")
    problems = refusal(tmp_path / "new")
    assert [problem.rpartition("column ")[2].partition(":")[0] for problem in problems] == list(VALUES)
    assert all(problem.startswith("plan.toml, row ") and "is blank: right would be" in problem for problem in problems)


def test_a_folder_is_a_plan_once_its_header_is_filled_in(tmp_path: Path) -> None:
    files = template_files()
    header = files["plan.toml"].decode()
    for name, value in VALUES.items():
        header = header.replace(f'\n{name} = ""', f'\n{name} = "{value}"')
    write_tree(files | {"plan.toml": header.encode()}, tmp_path / "new")
    reading = read_plan(tmp_path / "new")
    assert reading.plan.header.code == "new"
    assert reading.remarks == ()


def test_every_setting_of_the_header_works_once_its_mark_is_removed(tmp_path: Path) -> None:
    files = template_files()
    lines = files["plan.toml"].decode().splitlines()
    for name, column in columns(Plan).items():
        position = next(n for n, line in enumerate(lines) if line.lstrip("# ").startswith(f"{name} = "))
        lines[position] = f'{name} = "{VALUES.get(name, column.kind.example)}"'
    write_tree(files | {"plan.toml": "\n".join(lines).encode()}, tmp_path / "new")
    assert read_plan(tmp_path / "new").plan.header.title == "A plan"


def test_a_workbook_says_what_to_fill_in_and_is_a_plan_then(tmp_path: Path) -> None:
    write_file(template_workbook(), tmp_path / "new.xlsx")
    (problem,) = refusal(tmp_path / "new.xlsx")
    assert "a plan has one record of the plan itself (code, title, organisation, year, level); this has 0" in problem
    book = load_workbook(BytesIO(template_workbook()))
    for number, name in enumerate(columns(Plan), 1):
        book["Plans"].cell(2, number, VALUES.get(name))
    book.save(tmp_path / "filled.xlsx")
    reading = read_plan(tmp_path / "filled.xlsx")
    assert reading.plan.header.title == "A plan"
    assert reading.remarks == ()
