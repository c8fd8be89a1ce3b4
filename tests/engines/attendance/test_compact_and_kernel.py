"""From weekly marks to counts by leaf: worked examples, and properties on random marks."""

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.children.pupils.model import Marks
from lcsp.children.pupils.year import TERMS, SchoolYear, places_of
from lcsp.engines.attendance.compact import UnknownMark, compact
from lcsp.engines.attendance.kernel import columns, count_leaves
from lcsp.engines.attendance.rules import FIXED_15, FIXED_20, OWN_10, RULES, SEVERE, version_in_force
from lcsp.engines.tables import ATTENDANCE, schema_of

YEAR = 2007


def marks_of(rows: list[tuple[int, int, date, str]]) -> pa.Table:
    """Return a table of marks: pupil, school, Monday, ten signs."""
    names = ("pupil", "school", "week", "marks")
    return pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)), schema=schema_of(Marks))


def weeks(first: int, number: int, signs: str) -> list[tuple[int, int, date, str]]:
    start = SchoolYear(YEAR).first_monday
    return [(1, 1, start + timedelta(7 * week), signs) for week in range(first, first + number)]


def counted(marks: pa.Table, leaf: list[int] | None = None, year: int = YEAR) -> dict[str, list[int]]:
    rows = compact(marks, year)
    leaf = leaf or [0] * len(rows.pupil)
    batch = pa.record_batch([pa.array(leaf, pa.int32()), *rows.arrays()], schema=ATTENDANCE)
    counts = count_leaves([batch], max(leaf) + 1, places_of(year), RULES)
    return dict(zip(columns(RULES), counts.T.tolist(), strict=True))


def test_one_week_by_hand() -> None:
    held = counted(marks_of(weeks(3, 1, "/\\L\\IIO#-H")))
    assert held["autumn: possible"] == [8]  # a planned closure and a missing mark are not possible sessions
    assert held["autumn: absent"] == [4]
    assert held["autumn: unauthorised"] == [1]
    assert held["spring: possible"] == [0]
    assert held["autumn: enrolments"] == [1]


def test_sixty_four_sessions_are_persistent_and_sixty_three_are_not() -> None:
    full = weeks(2, 30, "/\\" * 5)
    absent = weeks(32, 6, "IIIIIIIIII")
    held = counted(marks_of([*full, *absent, (1, 1, SchoolYear(YEAR).first_monday + timedelta(7 * 38), "IIII//////")]))
    assert sum(held[f"{term}: absent"][0] for term in TERMS[:3]) == 64
    assert held[f"five half terms: {FIXED_20}"] == [1]
    fewer = counted(marks_of([*full, *absent, (1, 1, SchoolYear(YEAR).first_monday + timedelta(7 * 38), "III///////")]))
    assert fewer[f"five half terms: {FIXED_20}"] == [0]
    assert fewer[f"five half terms: {FIXED_15}"] == [1]


def test_a_part_year_pupil_counts_by_own_sessions_alone() -> None:
    held = counted(marks_of(weeks(5, 2, "I/////////")))
    assert held[f"autumn: {OWN_10}"] == [1]
    assert held[f"autumn: {FIXED_20}"] == [0]
    assert held[f"autumn: {SEVERE}"] == [0]


def test_the_version_in_force() -> None:
    assert [version_in_force(year) for year in (2009, 2010, 2014, 2015)] == [FIXED_20, FIXED_15, FIXED_15, OWN_10]


def test_unknown_marks_and_wrong_weeks_are_refused() -> None:
    with pytest.raises(UnknownMark, match=r"no register code on 2007-08-20"):
        compact(marks_of(weeks(3, 1, "/\\/\\/\\/\\/?")), YEAR)
    with pytest.raises(UnknownMark, match="ten signs"):
        compact(marks_of(weeks(3, 1, "/\\")), YEAR)
    with pytest.raises(ValueError, match="stands twice"):
        compact(marks_of(weeks(3, 1, "/\\" * 5) * 2), YEAR)
    with pytest.raises(ValueError, match="not the Monday"):
        compact(marks_of([(1, 1, date(2007, 9, 4), "/\\" * 5)]), YEAR)
    with pytest.raises(ValueError, match="not the Monday"):
        compact(marks_of([(1, 1, date(2009, 9, 7), "/\\" * 5)]), YEAR)


def test_a_code_of_2024_is_refused_in_2007() -> None:
    with pytest.raises(UnknownMark):
        compact(marks_of(weeks(3, 1, "jjjjjjjjjj")), YEAR)


def test_nothing_makes_nothing() -> None:
    assert len(compact(schema_of(Marks).empty_table(), YEAR).pupil) == 0
    assert count_leaves([], 3, places_of(YEAR), RULES).tolist() == [[0] * len(columns(RULES))] * 3


random_rows = st.lists(
    st.tuples(st.integers(1, 4), st.integers(0, 50), st.text("/\\LIHOGUN#-XZYBD", min_size=10, max_size=10)),
    unique_by=lambda row: row[:2],
    min_size=1,
    max_size=60,
)


@given(random_rows, st.randoms(use_true_random=False))
def test_batches_may_be_cut_and_shuffled(rows, chance) -> None:  # type: ignore[no-untyped-def]
    start = SchoolYear(YEAR).first_monday
    marks = marks_of([(pupil, 1, start + timedelta(7 * week), signs) for pupil, week, signs in sorted(rows)])
    made = compact(marks, YEAR)
    leaf = pa.array([chance.randrange(3) for _ in made.pupil], pa.int32())
    table = pa.table([leaf, *made.arrays()], schema=ATTENDANCE)
    once = count_leaves(table.to_batches(), 3, places_of(YEAR), RULES)
    order = list(range(table.num_rows))
    chance.shuffle(order)
    cut = [batch for row in order for batch in table.slice(row, 1).to_batches()]
    assert np.array_equal(once, count_leaves(cut, 3, places_of(YEAR), RULES))


@given(random_rows)
def test_sessions_are_those_of_a_plain_loop(rows) -> None:  # type: ignore[no-untyped-def]
    start = SchoolYear(YEAR).first_monday
    held = counted(marks_of([(p, 1, start + timedelta(7 * week), signs) for p, week, signs in sorted(rows)]))
    places = places_of(YEAR)
    for term in TERMS:
        inside = [
            sign for _, week, signs in rows for session, sign in enumerate(signs) if week * 10 + session in places[term]
        ]
        assert held[f"{term}: possible"] == [sum(sign not in "#-XZYD" for sign in inside)]
        assert held[f"{term}: absent"] == [sum(sign in "IHOGUN" for sign in inside)]
        assert held[f"{term}: unauthorised"] == [sum(sign in "OGUN" for sign in inside)]
