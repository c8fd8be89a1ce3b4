"""Row by row: each rule refuses its row and no other, and what it refuses is kept whole."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from tests.engines.loading.extracts import YEAR, a_pupil, a_store, counts, load_rows, records, upn, write_csv

from lcsp.children.pupils.model import Destination, Exclusion, Pupil, Result
from lcsp.engines.loading.loading import load
from lcsp.engines.loading.rules import RULES
from lcsp.engines.loading.upn import is_upn

MARKS = {"upn": upn(1), "school": "8862001", "week": "2024-09-09", "marks": "/\\/\\/\\/\\/\\"}
SESSION = {"upn": upn(1), "school": "8862001", "date": "2024-09-09", "session": "AM", "code": "/"}
EXCLUSION = {"upn": upn(1), "school": "8862001", "starts": "2024-10-01", "category": "FIXD", "sessions": "4"}
RESULT = {"upn": upn(1), "stage": "KS2", "measure": "maths", "value": "4"}
MONTH = {"client": "C1", "month": "2024-11-30", "age": "17", "sex": "M", "home": "dover", "status": "NEET"}

WRONG = [
    ("pupils", a_pupil(9), {"sex": ""}, "LOAD-01", "sex"),
    ("pupils", a_pupil(9), {"upn": ""}, "LOAD-01", "upn"),
    ("pupils", a_pupil(9), {"starts": "soon"}, "LOAD-02", "starts"),
    ("pupils", a_pupil(9), {"fsm": "perhaps"}, "LOAD-02", "fsm"),
    ("pupils", a_pupil(9), {"year group": "4.5"}, "LOAD-02", "yeargroup"),
    ("pupils", a_pupil(9), {"sen": "Q"}, "LOAD-03", "sen"),
    ("pupils", a_pupil(9), {"ethnicity": "KENT"}, "LOAD-03", "ethnicity"),
    ("pupils", a_pupil(9), {"year group": "15"}, "LOAD-03", "yeargroup"),
    ("pupils", a_pupil(9), {"dob": "1999-01-01"}, "LOAD-03", "age"),
    ("pupils", a_pupil(9), {"home": "CT1 2AB"}, "LOAD-03", "home"),  # a postcode is kept by nobody
    ("pupils", a_pupil(9), {"upn": "A886200000009"}, "LOAD-04", "upn"),
    ("pupils", a_pupil(9), {"school": "8869999"}, "LOAD-05", "school"),
    ("pupils", a_pupil(9), {"starts": "2025-09-01"}, "LOAD-08", "starts"),
    ("pupils", a_pupil(9), {"ends": "2024-07-19"}, "LOAD-08", "ends"),
    ("pupils", a_pupil(9), {"starts": "2024-11-01", "ends": "2024-10-01"}, "LOAD-12", "ends"),
    ("marks", MARKS, {"upn": upn(9)}, "LOAD-06", "upn"),
    ("marks", MARKS, {"school": "8864002"}, "LOAD-06", "upn"),
    ("marks", MARKS, {"week": "2023-09-11"}, "LOAD-08", "week"),
    ("marks", MARKS, {"week": "2024-09-10"}, "LOAD-10", "week"),
    ("marks", MARKS, {"week": ""}, "LOAD-01", "week"),
    ("marks", MARKS, {"marks": "/\\/\\"}, "LOAD-11", "marks"),
    ("marks", MARKS, {"marks": ""}, "LOAD-01", "marks"),
    ("marks", MARKS, {"marks": "/\\/\\/F/\\/\\"}, "LOAD-09", "marks"),
    ("marks", SESSION, {"code": "H"}, "LOAD-09", "code"),
    ("marks", SESSION, {"date": "2024-09-14"}, "LOAD-10", "date"),
    ("marks", SESSION, {"session": "evening"}, "LOAD-03", "session"),
    ("exclusions", EXCLUSION, {"category": "GONE"}, "LOAD-03", "category"),
    ("exclusions", EXCLUSION, {"sessions": ""}, "LOAD-01", "sessions"),
    ("exclusions", EXCLUSION, {"starts": "2023-10-01"}, "LOAD-08", "starts"),
    ("exclusions", EXCLUSION, {"upn": upn(9)}, "LOAD-06", "upn"),
    ("results", RESULT, {"value": "A"}, "LOAD-02", "value"),
    ("results", RESULT, {"stage": "KS5"}, "LOAD-03", "stage"),
    ("results", RESULT, {"upn": upn(9)}, "LOAD-06", "upn"),
    ("destinations", MONTH, {"month": "2023-11-30"}, "LOAD-08", "month"),
    ("destinations", MONTH, {"status": "AWAY"}, "LOAD-03", "status"),
]


@pytest.mark.parametrize(("mapping", "right", "slip", "rule", "column"), WRONG)
def test_a_wrong_row_is_kept_apart_and_the_right_one_taken(
    tmp_path: Path, mapping: str, right: dict[str, str], slip: dict[str, str], rule: str, column: str
) -> None:
    store = a_store(tmp_path)
    wrong = {**right, **slip}
    loaded = load_rows(store, tmp_path, mapping, [wrong, right])
    assert counts(loaded) == {rule: 1}
    assert sum(kept.taken for kept in loaded.kept) == 1
    assert loaded.quarantine
    assert loaded.quarantine.stat().st_mode & 0o777 == 0o600
    with loaded.quarantine.open(newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["row"], line["rule"], line["column"]) == ("2", rule, column)
    assert line["what"].endswith(".")
    assert line["mend"] == RULES[rule].mend
    stood: dict[str, Any] = json.loads(line["as_it_stood"])
    assert {value for value in stood.values() if value} == {2, *filter(None, wrong.values())}


def test_a_mark_is_refused_by_name_for_its_day(tmp_path: Path) -> None:
    loaded = load_rows(a_store(tmp_path), tmp_path, "marks", [{**MARKS, "marks": "/\\/\\/F/\\/\\"}])
    (example,) = loaded.rules[0].examples
    assert example.value == "F"
    assert example.what == (
        "Register code 'F' (Extended family holiday, agreed) was in force from 2006-09-01 to 2024-08-18, "
        "not on 2024-09-11."
    )


def test_examples_are_masked_and_few(tmp_path: Path) -> None:
    rows = [a_pupil(number, upn=f"A88620000{number:04}") for number in range(10, 30)]
    loaded = load_rows(a_store(tmp_path), tmp_path, "pupils", rows)
    (count,) = loaded.rules
    assert (count.rule.code, count.rows) == ("LOAD-04", len(rows) - sum(is_upn(row["upn"]) for row in rows))
    assert [example.row for example in count.examples] == [2, 3, 4]
    assert all("*" in example.value and "88620" not in example.value for example in count.examples)


def test_the_second_of_two_rows_is_refused(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    loaded = load_rows(store, tmp_path, "pupils", [a_pupil(7), a_pupil(7, sex="M"), a_pupil(8), a_pupil(8)])
    assert counts(loaded) == {"LOAD-07": 2}
    assert [record["sex"] for record in records(store, Pupil)] == ["F"] * 5
    assert loaded.missing.rows == {"pupils": 1}  # the row that says something else; the other repeats what is known


def test_a_row_with_too_many_cells_is_kept(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    path = write_csv(tmp_path / "marks.csv", [MARKS, {**MARKS, "week": "2024-09-16"}, {**MARKS, "week": "2024-09-24"}])
    lines = path.read_text().splitlines()
    lines[2] += ",too,many"
    path.write_text("\n".join(lines))
    loaded = load(store, [path], year=YEAR, mapping="marks", by="Ann")
    assert counts(loaded) == {"LOAD-00": 1, "LOAD-10": 1}
    assert [(count.rule.code, count.examples[0].row) for count in loaded.rules] == [("LOAD-00", 3), ("LOAD-10", 4)]
    assert loaded.quarantine
    assert ",too,many" in loaded.quarantine.read_text()


def test_what_cells_stand_for(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=0)
    rows = [
        a_pupil(1, sex="male", sen="", ethnicity="bngn", **{"year group": "R"}, starts="01/10/2024", ends="2025-01-31"),
        a_pupil(2, **{"year group": "X"}, enrolment="F", boarder="6"),
    ]
    loaded = load_rows(store, tmp_path, "pupils", rows)
    assert not loaded.refused
    by_start = sorted(records(store, Pupil), key=lambda record: str(record["starts"]))
    second, first = by_start
    assert (first["sex"], first["sen"], first["ethnicity"], first["year_group"]) == ("M", "N", "BAFR", 0)
    assert (first["age"], str(first["starts"]), str(first["ends"])) == (8, "2024-10-01", "2025-01-31")
    assert (second["sen"], second["year_group"], second["enrolment"], second["boarder"]) == ("P", 4, "C", True)
    assert str(second["starts"]) == "2024-08-01"  # on roll since before the year
    assert any("sen is blank in 1 of 2 rows" in said for said in loaded.filled)
    assert any("looked_after is no in all rows" in said for said in loaded.filled)


def test_exclusions_results_and_destinations(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    load_rows(store, tmp_path, "exclusions", [EXCLUSION, {**EXCLUSION, "category": "perm", "starts": "2024-10-02"}])
    assert [(record["category"], record["sessions"]) for record in records(store, Exclusion)] == [
        ("FIXD", 4),
        ("PERM", 0),
    ]
    load_rows(store, tmp_path, "results", [RESULT, {**RESULT, "stage": "AGE19", "measure": "level_2", "upn": upn(99)}])
    assert sorted(record["stage"] for record in records(store, Result)) == ["AGE19", "KS2"]
    load_rows(store, tmp_path, "destinations", [MONTH])
    (record,) = records(store, Destination)
    assert str(record["month"]) == "2024-11-01"
