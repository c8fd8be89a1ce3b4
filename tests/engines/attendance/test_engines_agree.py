"""One leaf step, four ways: the kernel, SQL over sessions, Spark and plain loops count the same on random counties."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.engines.attendance.in_sql import count_in_sql
from tests.engines.attendance.plain_reference import Tallies, count_plainly
from tests.engines.attendance.random_counties import YEARS, make_county

from lcsp.children.pupils.model import Marks, Pupil
from lcsp.engines.attendance import spark
from lcsp.engines.attendance.kernel import columns
from lcsp.engines.attendance.parts import LEAF, read_tallies, refresh
from lcsp.engines.attendance.rules import RULES
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of

seeds = st.integers(0, 2**32)
years = st.sampled_from(YEARS)


def stored(folder: Path, year: int, pupils: list[Pupil], marks: list[Marks]) -> PupilStore:
    store = PupilStore.create(folder, {"synthetic": True})
    for noun, rows in ((Pupil, pupils), (Marks, marks)):
        store.write(year, noun, pa.Table.from_pylist([row.model_dump() for row in rows], schema=schema_of(noun)))
    refresh(store, year)
    return store


def by_leaf(table: pa.Table) -> Tallies:
    return {
        tuple(row[name] for name in LEAF): {name: row[name] for name in columns(RULES)} for row in table.to_pylist()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seeds, years)
@example(1, 2007)
@example(2, 2024)
def test_the_kernel_counts_as_plain_loops_and_sql_do(
    tmp_path_factory: pytest.TempPathFactory, seed: int, year: int
) -> None:
    pupils, marks = make_county(seed, year)
    plain = count_plainly(year, pupils, marks)
    assert count_in_sql(year, pupils, marks) == plain
    store = stored(tmp_path_factory.mktemp("pupils"), year, pupils, marks)
    assert by_leaf(read_tallies(store, year)) == plain


def test_random_counties_reach_every_count() -> None:
    """A property proves nothing of what its data never reach: each count is above 0, and below what it is out of."""
    reached: dict[str, set[bool]] = {}
    for year in YEARS:
        for seed in range(6):
            for counts in count_plainly(year, *make_county(seed, year)).values():
                for name, number in counts.items():
                    reached.setdefault(name, set()).add(number > 0)
    assert set(reached) == set(columns(RULES))
    assert all(found == {False, True} for found in reached.values()), reached


@pytest.fixture(scope="module")
def session() -> Iterator[object]:
    """A Spark on this machine, for the tests of this module."""
    if not shutil.which("java"):
        if os.environ.get("LCSP_REQUIRE") == "all":
            pytest.fail("Java is absent. On Debian: apt-get install openjdk-17-jre-headless")
        pytest.skip("Java is absent, so no Spark starts")
    held = spark.open_session("local[2]")
    yield held
    held.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")
@pytest.mark.parametrize("year", YEARS)
def test_spark_counts_as_plain_loops_do(tmp_path: Path, session: object, year: int) -> None:
    pupils, marks = make_county(year, year, 30)
    store = stored(tmp_path / "pupils", year, pupils, marks)
    counted = spark.read_tallies_on_spark(store, year, session)  # type: ignore[arg-type]
    assert by_leaf(counted) == count_plainly(year, pupils, marks)
