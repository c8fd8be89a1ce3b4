"""The compact form on disk: it agrees with its records, and a change re-computes its own schools alone."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lcsp.children.pupils.model import Marks, Pupil
from lcsp.children.pupils.year import SchoolYear
from lcsp.engines.attendance import parts
from lcsp.engines.attendance.parts import LEAF, read_tallies, refresh
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of

YEAR = 2007


def a_pupil(number: int, school: int, chance: Random, **changed: object) -> Pupil:
    facts: dict[str, object] = {
        "pupil": number,
        "school": school,
        "year_group": chance.randrange(1, 4),
        "age": 7,
        "sex": chance.choice("FM"),
        "fsm": chance.random() < 0.3,
        "sen": chance.choice("NA"),
        "ethnicity": "WBRI",
        "looked_after": False,
        "home": "ashford-1",
        "starts": date(2007, 9, 1),
    }
    return Pupil.model_validate({**facts, **changed})


def marks_for(pupil: Pupil, chance: Random) -> list[Marks]:
    start = SchoolYear(YEAR).first_monday
    return [
        Marks(
            pupil=pupil.pupil,
            school=pupil.school,
            week=start + timedelta(7 * week),
            marks="".join(chance.choices("/\\IO#", k=10)),
        )
        for week in range(2, 8)
    ]


def table(noun: type[Pupil] | type[Marks], records: list[Pupil] | list[Marks]) -> pa.Table:
    return pa.Table.from_pylist([record.model_dump() for record in records], schema=schema_of(noun))


def write(store: PupilStore, pupils: list[Pupil], marks: list[Marks]) -> None:
    store.write(YEAR, Pupil, table(Pupil, pupils))
    store.write(YEAR, Marks, table(Marks, marks))


def a_year(seed: int, schools: int = 5) -> tuple[list[Pupil], list[Marks]]:
    chance = Random(seed)
    pupils = [a_pupil(number + 1, 8862000 + number % schools, chance) for number in range(schools * 6)]
    return pupils, [mark for pupil in pupils for mark in marks_for(pupil, chance)]


def tallies(store: PupilStore) -> dict[tuple[object, ...], dict[str, int]]:
    """Return the counts that are not all 0, by leaf."""
    rows = read_tallies(store, YEAR).to_pylist()
    return {tuple(row[name] for name in LEAF): {k: v for k, v in row.items() if k not in LEAF} for row in rows}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PupilStore:
    monkeypatch.setattr(parts, "ENROLMENTS_A_PART", 10)
    return PupilStore.create(tmp_path / "pupils", {"synthetic": True})


def test_a_second_refresh_does_nothing(store: PupilStore) -> None:
    write(store, *a_year(1))
    assert len(refresh(store, YEAR).made) == 5
    assert len(parts.part_numbers(store, YEAR)) > 1
    assert refresh(store, YEAR) == ((), ())


def test_a_corrected_school_alone_is_made_again(store: PupilStore, tmp_path: Path) -> None:
    pupils, marks = a_year(2)
    write(store, pupils, marks)
    refresh(store, YEAR)
    untouched = {path.name: path.stat().st_mtime_ns for path in store.path(YEAR, "").parent.glob("attendance-*")}
    marks[0] = marks[0].model_copy(update={"marks": "I" * 10})
    write(store, pupils, marks)
    assert refresh(store, YEAR).made == (marks[0].school,)
    written = {
        name
        for name, before in untouched.items()
        if (store.folder / f"year={YEAR}" / name).stat().st_mtime_ns != before
    }
    assert len(written) == 1
    afresh = PupilStore.create(tmp_path / "afresh", {})
    write(afresh, pupils, marks)
    refresh(afresh, YEAR)
    assert tallies(store) == tallies(afresh)


def test_a_refresh_cut_short_is_made_good(store: PupilStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pupils, marks = a_year(7)
    write(store, pupils, marks)
    refresh(store, YEAR)
    marks = [mark.model_copy(update={"marks": "I" * 10}) for mark in marks]
    write(store, pupils, marks)
    write_table = PupilStore.write_table

    def failing(self: PupilStore, year: int, name: str, rows: pa.Table, **options: Any) -> None:
        if name.startswith("attendance-1"):
            raise OSError("No space left on device")
        write_table(self, year, name, rows, **options)

    with monkeypatch.context() as broken:
        broken.setattr(PupilStore, "write_table", failing)
        with pytest.raises(OSError, match="No space"):
            refresh(store, YEAR)
    refresh(store, YEAR)
    afresh = PupilStore.create(tmp_path / "afresh", {})
    write(afresh, pupils, marks)
    refresh(afresh, YEAR)
    assert tallies(store) == tallies(afresh)


def test_a_closed_school_goes(store: PupilStore) -> None:
    pupils, marks = a_year(3)
    write(store, pupils, marks)
    refresh(store, YEAR)
    gone = pupils[0].school
    write(store, [p for p in pupils if p.school != gone], [m for m in marks if m.school != gone])
    assert refresh(store, YEAR) == ((), (gone,))
    assert gone not in {leaf[0] for leaf in tallies(store)}


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["mark", "group", "move", "leave"])), max_size=6))
def test_any_changes_end_where_a_fresh_start_does(tmp_path_factory: pytest.TempPathFactory, changes) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("pupils")
    store, afresh = PupilStore.create(folder / "one", {}), PupilStore.create(folder / "two", {})
    pupils, marks = a_year(4)
    write(store, pupils, marks)
    refresh(store, YEAR)
    chance = Random(5)
    for number, what in changes:
        pupil = pupils[number % len(pupils)]
        if what == "mark":
            place = number % len(marks)
            marks[place] = marks[place].model_copy(update={"marks": "".join(chance.choices("/\\IO", k=10))})
        elif what == "group":
            pupils[pupils.index(pupil)] = pupil.model_copy(update={"fsm": not pupil.fsm})
        elif what == "move":
            # A number that nobody has had: who has left keeps theirs, and their marks with it.
            newcomer = a_pupil(max(mark.pupil for mark in marks) + 1, 8862000 + number, chance)
            pupils.append(newcomer)
            marks.extend(marks_for(newcomer, chance))
        else:
            pupils.remove(pupil)
        write(store, pupils, marks)
        refresh(store, YEAR)
    write(afresh, pupils, marks)
    refresh(afresh, YEAR)
    assert tallies(store) == tallies(afresh)


def test_boarders_guests_and_the_young_are_not_counted(store: PupilStore) -> None:
    chance = Random(6)
    pupils = [
        a_pupil(1, 1, chance),
        a_pupil(2, 1, chance, boarder=True),
        a_pupil(3, 1, chance, enrolment="G"),
        a_pupil(4, 1, chance, age=4),
        a_pupil(5, 1, chance, age=16),
    ]
    write(store, pupils, [mark for pupil in pupils for mark in marks_for(pupil, chance)])
    refresh(store, YEAR)
    assert sum(read_tallies(store, YEAR).column("autumn: enrolments").to_pylist()) == 1


def test_an_empty_year(store: PupilStore) -> None:
    assert refresh(store, YEAR) == ((), ())
    assert read_tallies(store, YEAR).num_rows == 0
