"""A synthetic county: the same again from the same seed, valid, shared out as the plan is, landing on its figures."""

import hashlib
from math import sqrt
from pathlib import Path
from typing import Any

import duckdb
import pytest

from lcsp.children.pupils.model import TABLES, PupilRecord
from lcsp.engines.attendance.counting import AttendanceIndicator, count_attendance
from lcsp.engines.attendance.rules import FIXED_20
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.synthetic.county import make_county
from lcsp.engines.synthetic.parameters import Locality, localities_of, targets_of
from lcsp.engines.synthetic.terms import school_places
from lcsp.files import read_plan
from lcsp.whole_plan import WholePlan

YEAR = 2007
MISSED = {
    "half-days-missed-primary": AttendanceIndicator("p", "half days missed", ("primary",), "five half terms"),
    "half-days-missed-secondary": AttendanceIndicator("s", "half days missed", ("secondary",), "five half terms"),
}
PERSISTENT = AttendanceIndicator("87", "persistent absence", ("secondary",), "five half terms")


@pytest.fixture(scope="module")
def plan(root: Path) -> WholePlan:
    return read_plan(root / "examples" / "kent-2009-10").plan


def made(folder: Path, plan: WholePlan, number: int | None, seed: int = 1) -> PupilStore:
    store = PupilStore.create(folder, {"synthetic": True})
    make_county(store, localities_of(plan), targets_of(plan, YEAR), year=YEAR, seed=seed, number=number)
    return store


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory, plan: WholePlan) -> PupilStore:
    """A county of 30,000 people."""
    return made(tmp_path_factory.mktemp("county"), plan, 30_000)


def ask(store: PupilStore, question: str, year: int = YEAR) -> list[tuple[Any, ...]]:
    """Return the answer of a query over the year's tables."""
    with duckdb.connect() as database:
        for noun in TABLES:
            database.read_parquet(str(store.path(year, noun.plural)), hive_partitioning=False).create_view(noun.plural)
        return database.execute(question).fetchall()


def prints(store: PupilStore) -> dict[str, str]:
    paths = sorted(store.folder.rglob("*.parquet"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_same_seed_makes_the_same_county(tmp_path: Path, plan: WholePlan) -> None:
    first, second, other = (
        made(tmp_path / name, plan, 2000, seed) for name, seed in (("one", 7), ("two", 7), ("three", 8))
    )
    assert prints(first) == prints(second)
    assert prints(first)["marks.parquet"] != prints(other)["marks.parquet"]


@pytest.mark.parametrize("noun", TABLES, ids=lambda noun: noun.plural)
def test_every_row_is_valid(county: PupilStore, noun: type[PupilRecord]) -> None:
    rows = county.read(YEAR, noun)
    assert rows.num_rows > 0
    for row in rows.take(list(range(0, rows.num_rows, max(1, rows.num_rows // 500)))).to_pylist():
        noun.model_validate(row)
    keys = ", ".join(noun.key_fields)
    assert ask(county, f"SELECT count(*) FROM (SELECT {keys} FROM {noun.plural} GROUP BY ALL HAVING count(*) > 1)") == [
        (0,)
    ]


def test_every_enrolment_has_marks_and_every_reference_holds(county: PupilStore) -> None:
    for missing in (
        "SELECT count(*) FROM pupils ANTI JOIN marks USING (pupil, school)",
        "SELECT count(*) FROM marks ANTI JOIN pupils USING (pupil, school)",
        "SELECT count(*) FROM pupils ANTI JOIN schools USING (school)",
        "SELECT count(*) FROM exclusions ANTI JOIN pupils USING (pupil, school)",
    ):
        assert ask(county, missing) == [(0,)]


def test_people_are_shared_out_as_the_plan_counts_them(plan: WholePlan) -> None:
    import numpy as np

    from lcsp.engines.synthetic.people import make_people

    localities = localities_of(plan)
    people = make_people(np.random.default_rng(1), localities, None)
    assert len(people.age) == 344_855
    for place, locality in enumerate(localities):
        ages = people.age[people.locality == place]
        for (least, greatest), number in locality.people.items():
            assert int(((ages >= least) & (ages <= greatest)).sum()) == number


def test_the_year_has_380_sessions_and_holidays(county: PupilStore) -> None:
    weeks, places = school_places(YEAR)
    assert len(places) == 380
    assert ask(county, "SELECT count(DISTINCT week) FROM marks") == [(len(weeks),)]
    assert ask(county, "SELECT count(*) FROM marks WHERE week BETWEEN '2007-12-24' AND '2007-12-31'") == [(0,)]


@pytest.mark.parametrize("year", range(2006, 2031))
def test_every_year_has_its_sessions(year: int) -> None:
    assert 376 <= len(school_places(year)[1]) <= 380


def shares(store: PupilStore) -> dict[str, tuple[Any, ...]]:
    """Return numerator and denominator of what the county is to land on, by a query of its own."""
    reached = "count(*) FILTER (WHERE {}), count(*)"
    stages = {
        "NI 73": ("KS2", "english >= 4 AND maths >= 4"),
        "NI 74": ("KS3", "english >= 5 AND maths >= 5"),
        "NI 75": ("KS4", "five_good_passes_with_english_and_maths = 1"),
        "NI 72": ("EYFS", "points >= 78 AND least >= 6"),
    }
    pivoted = "(PIVOT (FROM results WHERE stage = '{}') ON measure USING first(value) GROUP BY pupil)"
    found: dict[str, tuple[Any, ...]] = {
        code: ask(store, f"SELECT {reached.format(counted)} FROM {pivoted.format(stage)}")[0]
        for code, (stage, counted) in stages.items()
    }
    for code, subject in (("NI 93", "english"), ("NI 94", "maths")):
        matched = (
            "(FROM results WHERE stage = 'KS2') two JOIN (FROM results WHERE stage = 'KS1') one USING (pupil, measure)"
        )
        question = f"SELECT {reached.format('two.value - one.value >= 2')} FROM {matched} WHERE measure = '{subject}'"
        found[code] = ask(store, question)[0]
    found["NI 114"] = ask(
        store, "SELECT (SELECT count(*) FROM exclusions WHERE category = 'PERM'), (SELECT count(*) FROM pupils)"
    )[0]
    found["NI 117"] = ask(
        store,
        """SELECT (count(*) FILTER (WHERE status = 'NEET') + 0.08 * count(*) FILTER (WHERE status = 'UNKNOWN'))::DOUBLE,
        (count(*) FILTER (WHERE status <> 'UNKNOWN') + 0.08 * count(*) FILTER (WHERE status = 'UNKNOWN'))::DOUBLE
        FROM destinations WHERE status NOT IN ('CUSTODY', 'ASYLUM')""",
    )[0]
    return found


def test_results_exclusions_and_destinations_land(county: PupilStore, plan: WholePlan) -> None:
    targets = targets_of(plan, YEAR)
    for code, (numerator, denominator) in shares(county).items():
        share, wanted = numerator / denominator, targets[code] / 100
        # Shares are dealt out exactly, to the nearest child; progress is bounded by levels that cannot be lower than 1.
        error = 2 / denominator + (0.02 if code in ("NI 93", "NI 94") else 0)
        assert abs(share - wanted) <= error, (code, share, wanted)


def attendance(store: PupilStore, code: str) -> tuple[int, int, int]:
    """Return numerator, denominator and number of leaves of an attendance indicator."""
    indicator = MISSED.get(code, PERSISTENT)
    rows = count_attendance(store, YEAR, [indicator]).to_pylist()
    rows = [row for row in rows if row["version"] in ("", FIXED_20)]
    return sum(row["numerator"] for row in rows), sum(row["denominator"] for row in rows), len(rows)


def test_absence_lands_within_sampling_error(county: PupilStore, plan: WholePlan) -> None:
    targets = targets_of(plan, YEAR)
    for code in MISSED:
        missed, possible, _ = attendance(county, code)
        pupils = possible / 320
        # A pupil's share has a spread of about its mean; the mean of so many pupils is within 3 of its errors.
        wanted = targets[code] / 100
        assert abs(missed / possible - wanted) < 3 * wanted / sqrt(pupils), (code, missed / possible)
    absentees, enrolments, _ = attendance(county, "NI 87")
    wanted = targets["NI 87"] / 100
    assert abs(absentees / enrolments - wanted) < 3 * sqrt(wanted * (1 - wanted) / enrolments)


@pytest.mark.slow
def test_the_whole_of_kent_lands(tmp_path: Path, plan: WholePlan) -> None:
    store = made(tmp_path, plan, None)
    for code, wanted in (("half-days-missed-primary", 5.3), ("half-days-missed-secondary", 7.5), ("NI 87", 7.1)):
        numerator, denominator, _ = attendance(store, code)
        assert round(numerator * 100 / denominator, 1) == pytest.approx(wanted, abs=0.1001), code


def test_absence_has_structure(county: PupilStore) -> None:
    days = dict(
        ask(
            county,
            """SELECT month(week), count(*) FILTER (WHERE marks LIKE '%I%') / count(*) FROM marks GROUP BY 1""",
        )
    )
    assert float(str(days[2])) > float(str(days[9]))  # February is worse than September
    (missing, late) = ask(county, "SELECT sum((marks LIKE '%-%')::INT), sum((marks LIKE '%Z%')::INT) FROM marks")[0]
    assert missing
    assert late
    eligible, others = (
        ask(county, f"SELECT avg((marks LIKE '%O%')::INT) FROM marks JOIN pupils USING (pupil, school) WHERE {which}")
        for which in ("fsm", "NOT fsm")
    )
    assert float(str(eligible[0][0])) > 1.5 * float(str(others[0][0]))


@pytest.mark.parametrize("number", [1, 2, 10, 100])
def test_awkward_sizes(tmp_path: Path, plan: WholePlan, number: int) -> None:
    store = made(tmp_path, plan, number)
    assert count_attendance(store, YEAR, [*MISSED.values(), PERSISTENT]).num_rows >= 0
    assert all(store.holds(YEAR, noun) for noun in TABLES)


def test_one_locality_will_do(tmp_path: Path) -> None:
    store = PupilStore.create(tmp_path, {"synthetic": True})
    make_county(store, [Locality("here", "Here", {(0, 19): 3000})], targets_of(None, YEAR), year=YEAR, seed=1)
    assert {row[0] for row in ask(store, "SELECT DISTINCT locality FROM schools")} == {"here"}
    assert all("Made-up" in str(row[0]) for row in ask(store, "SELECT name FROM schools"))
