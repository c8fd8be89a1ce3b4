"""Marks: weeks and sessions, codes of one sign and two, both tables of codes; a plain loop agrees."""

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines.loading.extracts import SCHOOLS, a_store, counts, load_rows, records, upn

from lcsp.children.pupils.model import Marks
from lcsp.engines.loading.upn import check_letter

MONDAY = date(2024, 9, 9)
TEN = ["mon am", "mon pm", "tue am", "tue pm", "wed am", "wed pm", "thu am", "thu pm", "fri am", "fri pm"]
WHO = {"upn": upn(1), "school": "8862001"}


@pytest.mark.parametrize(
    ("row", "signs"),
    [
        ({"marks": "/\\L\\I-/#/\\"}, "/\\L\\I-/#/\\"),
        ({"marks": "/ \\ L C1 Y7 - / # J1 \\"}, "/\\Lc7-/#j\\"),
        ({"marks": "/,\\,L,C2,Y1,-,/,#,/,\\"}, "/\\Ld1-/#/\\"),
        ({"marks": "/\\/\\  /\\/\\"}, "/\\/\\--/\\/\\"),
        (dict(zip(TEN, ["/", "\\", "", "C1", "I", "I", "/", "\\", "/", "\\"], strict=True)), "/\\-cII/\\/\\"),
    ],
)
def test_a_week_of_marks(tmp_path: Path, row: dict[str, str], signs: str) -> None:
    store = a_store(tmp_path)
    loaded = load_rows(store, tmp_path, "marks", [{**WHO, "week": "09/09/2024", **row}])
    assert not loaded.refused, loaded.rules
    assert [(record["week"], record["marks"]) for record in records(store, Marks)] == [(MONDAY, signs)]


def test_the_older_table_of_codes(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    year = {"year": 2023}
    load_rows(store, tmp_path, "schools", SCHOOLS, **year)
    pupil = {**WHO, "year group": "4", "age": "8", "sex": "F", "fsm": "no", "sen": "N", "starts": "2021-09-01"}
    load_rows(store, tmp_path, "pupils", [pupil], **year)
    rows = [
        {**WHO, "week": "2023-09-11", "marks": "FFHHYYJJ/\\"},
        {**WHO, "week": "2023-09-18", "marks": "FFHHK\\/\\/\\"},
    ]
    loaded = load_rows(store, tmp_path, "marks", rows, **year)
    assert counts(loaded) == {"LOAD-09": 1}
    assert loaded.rules[0].examples[0].value == "K"
    assert [record["marks"] for record in records(store, Marks, 2023)] == ["FFHHYYJJ/\\"]


sessions = st.dictionaries(
    st.tuples(st.sampled_from([1, 2]), st.integers(0, 2), st.integers(0, 9)),
    st.sampled_from(["/", "I", "C1", "-", "Y3"]),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions, sessions)
def test_sessions_gather_into_weeks_over_what_is_stored(
    first: dict[tuple[int, int, int], str], second: dict[tuple[int, int, int], str]
) -> None:
    with TemporaryDirectory() as folder:
        store = a_store(Path(folder))
        expected: dict[tuple[int, int], list[str]] = {}
        for held in filter(None, (first, second)):
            rows = [
                {"upn": upn(pupil), "school": "8862001", "date": str(MONDAY + timedelta(7 * week + place // 2)),
                 "session": ("AM", "pm")[place % 2], "code": code}
                for (pupil, week, place), code in held.items()
            ]  # fmt: skip
            assert not load_rows(store, Path(folder), "marks", rows).refused
            for (pupil, week, place), code in held.items():
                signs = expected.setdefault((pupil, week), ["-"] * 10)
                if code != "-":
                    signs[place] = {"C1": "c", "Y3": "3"}.get(code, code)
        found = sorted((record["week"], record["marks"]) for record in records(store, Marks))
        assert found == sorted((MONDAY + timedelta(7 * week), "".join(signs)) for (_, week), signs in expected.items())


def test_a_session_that_stands_twice(tmp_path: Path) -> None:
    row = {**WHO, "date": "2024-09-09", "session": "am"}
    store = a_store(tmp_path)
    loaded = load_rows(store, tmp_path, "marks", [{**row, "code": "I"}, {**row, "code": "/"}])
    assert counts(loaded) == {"LOAD-07": 1}
    assert [record["marks"] for record in records(store, Marks)] == ["I---------"]


def test_a_temporary_number_is_one(tmp_path: Path) -> None:
    number = check_letter("88620012345A") + "88620012345A"
    loaded = load_rows(
        a_store(tmp_path), tmp_path, "marks", [{**WHO, "upn": number, "week": "2024-09-09", "marks": "/" * 10}]
    )
    assert counts(loaded) == {"LOAD-06": 1}  # a right number, of a pupil who is not enrolled
