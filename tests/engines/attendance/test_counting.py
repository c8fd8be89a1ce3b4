"""Attendance indicators as counts, on a small made year."""

from pathlib import Path
from random import Random

import pyarrow as pa
from tests.engines.attendance.test_parts import YEAR, a_pupil, marks_for, write

from lcsp.children.pupils.model import School
from lcsp.children.pupils.year import SPANS
from lcsp.engines.attendance.counting import AttendanceIndicator, count_attendance
from lcsp.engines.attendance.rules import FIXED_15, FIXED_20, OWN_10, SEVERE
from lcsp.engines.counts import COUNTS
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of

MISSED = AttendanceIndicator("missed", "half days missed", ("primary",), "five half terms")
PERSISTENT = AttendanceIndicator("persistent", "persistent absence", ("secondary",), "autumn")


def a_store(folder: Path) -> PupilStore:
    store, chance = PupilStore.create(folder, {"synthetic": True}), Random(1)
    pupils = [a_pupil(number, school, chance) for number, school in ((1, 10), (2, 10), (3, 20), (4, 30))]
    marks = [mark for pupil in pupils for mark in marks_for(pupil, chance)]
    marks = [mark.model_copy(update={"marks": "IO////////" if mark.pupil < 3 else "I#////////"}) for mark in marks]
    write(store, pupils, marks)
    schools = [
        School(school=10, name="One", phase="primary", locality="ashford-1"),
        School(school=20, name="Two", phase="secondary", locality="ashford-rural"),
        School(school=30, name="Three", phase="primary", locality="ashford-1", maintained=False),
    ]
    table = pa.Table.from_pylist([school.model_dump() for school in schools], schema=schema_of(School))
    store.write(YEAR, School, table)
    return store


def test_half_days_missed(tmp_path: Path) -> None:
    counts = count_attendance(a_store(tmp_path), YEAR, [MISSED])
    assert counts.schema == COUNTS
    # Two pupils for six weeks in the one maintained primary school: 2 of 10 half days a week.
    assert sum(counts.column("numerator").to_pylist()) == 2 * 6 * 2
    assert sum(counts.column("denominator").to_pylist()) == 2 * 6 * 10
    assert set(counts.column("locality").to_pylist()) == {"ashford-1"}


def test_persistent_absence_by_every_rule(tmp_path: Path) -> None:
    rows = count_attendance(a_store(tmp_path), YEAR, [PERSISTENT]).to_pylist()
    assert {row["version"]: (row["numerator"], row["denominator"]) for row in rows} == {
        FIXED_20: (0, 1),
        FIXED_15: (0, 1),
        OWN_10: (1, 1),  # 6 of 54 half days
        SEVERE: (0, 1),
    }


def test_no_pupils_make_no_counts(tmp_path: Path) -> None:
    assert count_attendance(PupilStore.create(tmp_path, {}), YEAR, [MISSED, PERSISTENT]).num_rows == 0


def test_every_span_can_be_asked_for(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for span in SPANS:
        assert count_attendance(store, YEAR, [MISSED._replace(span=span)]).num_rows > 0
