"""The compact form on disk: parts of about 20,000 enrolments, of which a change re-computes only its own schools.

`parts.parquet` of a year holds each school's part and the fingerprint of the records that its rows were made from.
Part 3 is `attendance-3` (rows of bits, by leaf), `leaves-3` (what each leaf is) and `tallies-3` (its counts).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lcsp.children.pupils.model import GROUPS, Marks, Pupil
from lcsp.children.pupils.year import places_of
from lcsp.engines.attendance.compact import compact
from lcsp.engines.attendance.kernel import columns, count_leaves
from lcsp.engines.attendance.rules import RULES
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import ATTENDANCE, PLAIN, schema_of

ENROLMENTS_A_PART = 20_000
LEAF = ("school", "home", *GROUPS)

# Day pupils of compulsory school age (5 to 15 at the start of the year), as absence statistics count them. Guests are
# counted where they are enrolled. Source: Pupil absence statistics, methodology (Department for Education).
COUNTED = "age BETWEEN 5 AND 15 AND NOT boarder AND enrolment <> 'G'"


class Refreshed(NamedTuple):
    """What a refresh did: the schools whose rows it made again, and those that it took out."""

    made: tuple[int, ...]
    gone: tuple[int, ...]


class _Part(NamedTuple):
    rows: pa.Table  # ATTENDANCE
    leaves: pa.Table  # LEAF by row number
    tallies: NDArray[np.int64]  # (leaves, columns)


def refresh(store: PupilStore, year: int) -> Refreshed:
    """Make the compact form of `year` agree with its pupils and marks, and say what that took.

    Only the rows and leaves of schools whose records have changed are computed again.
    """
    with duckdb.connect() as database:
        _open_tables(database, store, year)
        wanted, held = _fingerprints(database), _held_schools(store, year)
        made = tuple(school for school, print_ in wanted.items() if held.get(school, (0, ""))[1] != print_)
        gone = tuple(sorted(set(held) - set(wanted)))
        if not (made or gone):
            return Refreshed((), ())
        parts = _assign(database, {school: part for school, (part, _) in held.items() if school in wanted}, wanted)
        touched = {parts[school] for school in made} | {held[school][0] for school in gone}
        # While its files are written, a part vouches for none of its schools: a refresh cut short begins it afresh.
        _write_index(store, year, parts, {**wanted, **{school: "" for school in wanted if parts[school] in touched}})
        for part in sorted(touched):
            schools = [school for school in made if parts[school] == part]
            stays = any(of_school == part and school not in made for school, of_school in parts.items())
            _rebuild(database, store, year, part, schools, {*made, *gone} if stays else None)
    _write_index(store, year, parts, wanted)
    return Refreshed(made, gone)


def _write_index(store: PupilStore, year: int, parts: Mapping[int, int], prints: Mapping[int, str]) -> None:
    columns_ = {"school": list(prints), "part": [parts[school] for school in prints], "fingerprint": [*prints.values()]}
    schema = pa.schema([("school", pa.int64()), ("part", pa.int64()), ("fingerprint", pa.string())])
    store.write_table(year, "parts", pa.table(columns_, schema=schema))


def part_numbers(store: PupilStore, year: int) -> tuple[int, ...]:
    """Return the numbers of the parts that stand for `year`."""
    return tuple(sorted({part for part, _ in _held_schools(store, year).values()}))


def read_tallies(store: PupilStore, year: int) -> pa.Table:
    """Return the counts of every leaf of the year: the columns of LEAF, then those of the kernel."""
    held = [_read_part(store, year, part) for part in part_numbers(store, year)]
    names = columns(RULES)
    if not held:
        return pa.table({name: [] for name in (*LEAF, *names)})
    leaves = pa.concat_tables([part.leaves for part in held])
    tallies = np.concatenate([part.tallies for part in held])
    for number, name in enumerate(names):
        leaves = leaves.append_column(name, pa.array(tallies[:, number]))
    return leaves


def _open_tables(database: duckdb.DuckDBPyConnection, store: PupilStore, year: int) -> None:
    """Make views `pupils` (those that absence statistics count) and `marks` of the year's files."""
    for noun, condition in ((Pupil, COUNTED), (Marks, "true")):
        path = store.path(year, noun.plural)
        if path.exists():
            source = database.read_parquet(str(path), hive_partitioning=False)
        else:
            source = database.from_arrow(store.read(year, noun))
        source.filter(condition).create_view(noun.plural)


def _fingerprints(database: duckdb.DuckDBPyConnection) -> dict[int, str]:
    """Return for each school with an enrolment that counts what its rows are made from, as one text."""
    rows = database.execute(
        """
        WITH of_pupils AS (
            SELECT school, bit_xor(hash(pupils)) AS print, count(*) AS rows FROM pupils GROUP BY school
        ), of_marks AS (
            SELECT school, bit_xor(hash(marks)) AS print, count(*) AS rows FROM marks GROUP BY school
        )
        SELECT school, concat_ws(' ', of_pupils.print, of_pupils.rows, of_marks.print, of_marks.rows)
        FROM of_pupils LEFT JOIN of_marks USING (school) ORDER BY school
        """
    ).fetchall()
    return dict(rows)


def _held_schools(store: PupilStore, year: int) -> dict[int, tuple[int, str]]:
    """Return the part and fingerprint of each school that the compact form holds."""
    path = store.path(year, "parts")
    if not path.exists():
        return {}
    held = pq.read_table(path, partitioning=None).to_pydict()
    return {
        school: (part, print_)
        for school, part, print_ in zip(held["school"], held["part"], held["fingerprint"], strict=True)
    }


def _assign(database: duckdb.DuckDBPyConnection, held: Mapping[int, int], schools: Mapping[int, str]) -> dict[int, int]:
    """Return the part of each school: the one that it has, or the one of its neighbour by number, or a new one."""
    sizes = dict(database.execute("SELECT school, count(*) FROM pupils GROUP BY school").fetchall())
    parts = dict(held)
    part, filled = max(held.values(), default=0), ENROLMENTS_A_PART if held else 0
    for school in schools:
        if school not in parts:
            if filled >= ENROLMENTS_A_PART:
                part, filled = part + 1, 0
            parts[school] = part
            filled += sizes[school]
    return parts


def _rebuild(
    database: duckdb.DuckDBPyConnection,
    store: PupilStore,
    year: int,
    part: int,
    schools: Sequence[int],
    outdated: set[int] | None,
) -> None:
    """Write part `part` with its rows of `schools` made again; other `outdated` schools, or all, are left out."""
    kept = _empty() if outdated is None else _without(_read_part(store, year, part), outdated)
    made = _make(database, year, schools)
    shifted = pc.add(made.rows.column("leaf"), pa.scalar(kept.leaves.num_rows, pa.int32()))
    rows = pa.concat_tables([kept.rows, made.rows.set_column(0, ATTENDANCE.field("leaf"), shifted)])
    leaves = pa.concat_tables([kept.leaves, made.leaves])
    tallies = np.concatenate([kept.tallies, made.tallies])
    store.write_table(year, f"leaves-{part}", leaves)
    store.write_table(year, f"attendance-{part}", rows, **PLAIN)
    named = {name: pa.array(tallies[:, number]) for number, name in enumerate(columns(RULES))}
    store.write_table(year, f"tallies-{part}", pa.table(named))


def _make(database: duckdb.DuckDBPyConnection, year: int, schools: Sequence[int]) -> _Part:
    """Return the rows, leaves and counts of `schools`, from their pupils and marks."""
    if not schools:
        return _empty()
    database.register("wanted", pa.table({"school": list(schools)}))
    between = f"school BETWEEN {min(schools)} AND {max(schools)}"  # numbers, so that row groups can be left out
    marks = database.execute(
        f"""SELECT marks.* FROM (SELECT * FROM marks WHERE {between}) marks
        SEMI JOIN wanted USING (school) SEMI JOIN pupils USING (pupil, school)
        ORDER BY school, pupil, week"""  # noqa: S608
    ).to_arrow_table()
    made = compact(marks, year)
    database.register("made", pa.table({"pupil": made.pupil, "school": made.school, "row": np.arange(len(made.pupil))}))
    names = ", ".join(LEAF)
    leaves = database.execute(
        f"SELECT DISTINCT {names} FROM pupils SEMI JOIN made USING (pupil, school) ORDER BY ALL"  # noqa: S608
    ).to_arrow_table()
    database.register("leaves", leaves.append_column("leaf", pa.array(np.arange(leaves.num_rows, dtype=np.int32))))
    placed = database.execute(
        f"""SELECT row, leaf FROM made JOIN pupils USING (pupil, school) JOIN leaves USING ({names})
        ORDER BY leaf, row"""  # noqa: S608
    ).to_arrow_table()
    planes = pa.table(list(made.arrays()), names=["possible", "absent", "unauthorised"]).take(placed.column("row"))
    rows = planes.add_column(0, ATTENDANCE.field("leaf"), placed.column("leaf")).cast(ATTENDANCE)
    return _Part(rows, leaves, count_leaves(rows.to_batches(), leaves.num_rows, places_of(year), RULES))


def _read_part(store: PupilStore, year: int, part: int) -> _Part:
    """Return a part as it stands, or an empty one."""
    if not store.path(year, f"attendance-{part}").exists():
        return _empty()
    rows, leaves, tallies = (
        pq.read_table(store.path(year, f"{name}-{part}"), partitioning=None)
        for name in ("attendance", "leaves", "tallies")
    )
    held = [tallies.column(name).to_numpy() for name in columns(RULES)]
    return _Part(rows, leaves, np.column_stack(held))


def _empty() -> _Part:
    leaves = pa.schema([schema_of(Pupil).field(name).with_nullable(True) for name in LEAF]).empty_table()
    return _Part(ATTENDANCE.empty_table(), leaves, np.zeros((0, len(columns(RULES))), np.int64))


def _without(part: _Part, schools: set[int]) -> _Part:
    """Return `part` without the leaves of `schools` and without their rows."""
    stays = ~np.isin(part.leaves.column("school").to_numpy(), list(schools))
    number = np.cumsum(stays, dtype=np.int32) - np.int32(1)
    leaf = part.rows.column("leaf").to_numpy()
    rows = part.rows.filter(pa.array(stays[leaf]))
    rows = rows.set_column(0, ATTENDANCE.field("leaf"), pa.array(number[leaf[stays[leaf]]]))
    return _Part(rows, part.leaves.filter(pa.array(stays)), part.tallies[stays])
