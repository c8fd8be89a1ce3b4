"""Other projects' collections of awkward files and strings; what they protect is tested on own inputs beside this."""

import json
from pathlib import Path

import pytest
from tests.files.making import and_back, folder_with, sections
from tests.files.test_workbook_safety import SHEET, changed

from lcsp.files import Problem, Refused, read_plan
from lcsp.files.csv_text import read_csv
from lcsp.files.forms import Form
from lcsp.files.rows import Log
from lcsp.files.tables import find_header
from lcsp.vocabulary.kinds import clean


@pytest.fixture(scope="session")
def faults(shared: Path) -> Path:
    folder = shared / "data" / "faults"
    if not folder.is_dir():
        pytest.skip("the collections of awkward files are not on this machine")
    return folder


def problems_of(path: Path) -> list[Problem]:
    """Return the reasons for which `path` is refused; any other exception is a failure."""
    try:
        read_plan(path)
    except Refused as refused:
        return list(refused.problems)
    return []


def test_csv_spectrum_is_read_as_its_authors_say(faults: Path) -> None:
    files = sorted((faults / "csv-spectrum" / "csvs").glob("*.csv"))
    assert len(files) == 12
    for file in files:
        text = (faults / "csv-spectrum" / "json" / f"{file.stem}.json").read_text("utf-8")
        expected = json.loads(text.replace("\\r\\n", "\\n"))
        if isinstance(expected, dict):  # location_coordinates, whose two files name different telephone numbers
            expected = [expected | {"Contact Phone Number": "2095257564"}]
        log = Log([], [])
        header, *rows = read_csv(file.name, file.read_bytes(), list(expected[0]), log).rows
        assert log == ([], []), file.name
        cells = [[cell.replace("\r\n", "\n") for cell in row.cells] for row in rows if row.cells]
        assert [dict(zip(header.cells, row, strict=True)) for row in cells] == expected, file.name


@pytest.mark.parametrize("form", Form)
def test_naughty_strings_come_back_unharmed_or_are_refused_by_character(faults: Path, form: Form) -> None:
    texts, refused = [], []
    for naughty in json.loads((faults / "blns.json").read_text("utf-8")):
        try:
            texts.append(clean(naughty))
        except ValueError as error:
            refused.append(str(error))
    assert len(texts) > 480
    assert len(refused) < 12
    assert all(said.startswith("holds the character U+") for said in refused)
    plan = sections(*texts)
    assert and_back(plan, form) == plan


def test_awkward_csv_files_are_read_or_refused_and_never_crash(faults: Path, tmp_path: Path) -> None:
    files = sorted([*(faults / "csvlint").glob("*.csv"), *(faults / "frictionless").glob("*.[ct]sv")])
    assert len(files) > 80
    for number, file in enumerate(files):
        folder = folder_with(tmp_path / str(number), {"places/areas.csv": file.read_bytes()})
        problems = problems_of(folder)
        assert problems or not file.read_bytes().strip(b" \n\r,"), file.name
        assert {problem.source for problem in problems} <= {"places/areas.csv"}, file.name


@pytest.mark.parametrize(
    ("name", "header", "row", "first"),
    [
        ("csvlint/title-row.csv", ["Foo", "Bsr", "Baz"], 3, ["Biff", "Baff", "Boff"]),
        ("csvlint/cr-line-endings.csv", ["Foo", "Bar", "Baz"], 2, ["Biff", "Baff", "Boff"]),
        ("frictionless/bom.csv", ["id", "name"], 2, ["1", "english"]),
        ("frictionless/delimiter.csv", ["id", "name"], 2, ["1", "english"]),
        ("frictionless/skip-rows-before-headers.csv", ["id", "name"], 3, ["1", "english"]),
    ],
)
def test_tables_that_need_looking_for_are_found(
    faults: Path, name: str, header: list[str], row: int, first: list[str]
) -> None:
    log = Log([], [])
    known = frozenset(cell.lower() for cell in header)
    table = read_csv(name, (faults / name).read_bytes(), known, log)
    head = find_header(table, known)
    assert log == ([], [])
    assert head is not None
    assert list(table.rows[head].cells) == header
    assert table.rows[head + 1] == (row, first)


def test_awkward_workbooks_are_refused_and_never_crash(faults: Path) -> None:
    files = [file for ending in ("xls", "xlsx", "ods") for file in sorted(faults.rglob(f"*.{ending}"))]
    assert len(files) > 20
    for file in files:
        (problem,) = problems_of(file)
        expected = "none of its sheets" if file.suffix == ".xlsx" else "choose Save As"
        assert expected in problem.message, file.name


def test_xml_that_grows_or_reaches_out_is_refused(faults: Path, tmp_path: Path) -> None:
    files = sorted((faults / "defusedxml").glob("*.xml"))
    assert len(files) == 9
    for file in files:
        content = file.read_bytes()
        problem = problems_of(changed(tmp_path, {SHEET: content}))[0]
        said = "document type declaration" if b"<!DOCTYPE" in content else "a plan has one record of the plan itself"
        assert said in problem.message, file.name
