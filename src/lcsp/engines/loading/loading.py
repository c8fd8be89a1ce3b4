"""One load from beginning to end: files, mapping, rules, quarantine, store, log, and what the missing rows do."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from lcsp.children.pupils.model import TABLES, Marks, Pupil, PupilRecord, School
from lcsp.engines.loading import register_marks
from lcsp.engines.loading.census_tables import put_together
from lcsp.engines.loading.effects import Missing
from lcsp.engines.loading.keeping import Kept, keep, merge, open_old, working_on
from lcsp.engines.loading.mapping import read_mapping
from lcsp.engines.loading.numbering import key_of, numbers_for
from lcsp.engines.loading.quarantine import (
    RuleCount,
    count_by_rule,
    discard,
    note_broken,
    note_faults,
    note_twice,
    prepare,
    rows_refused,
    write_quarantine,
)
from lcsp.engines.loading.reading import Chosen, Raw, choose, read_files
from lcsp.engines.loading.refusing import CannotLoad
from lcsp.engines.loading.sources import sha256_of
from lcsp.engines.loading.sql import quoted
from lcsp.engines.loading.staging import Staging, by_session, stage, value_tables
from lcsp.engines.loading.upn import is_upn_sql
from lcsp.engines.pupil_store import PupilStore


class Loaded(NamedTuple):
    """What a load did. `read` is rows by noun; `quarantine` is the file of all refused rows, if there are any."""

    name: str
    read: dict[str, int]
    refused: int
    kept: tuple[Kept, ...]
    rules: tuple[RuleCount, ...]
    filled: tuple[str, ...]
    remarks: tuple[str, ...]
    quarantine: Path | None
    missing: Missing


def load(
    store: PupilStore, paths: Sequence[Path], *, year: int, mapping: str, by: str, replace_school: bool = False
) -> Loaded:
    """Load files into the year's tables: all or nothing. Raise CannotLoad where the load as a whole is refused."""
    mappings = read_mapping(mapping)
    prints = {path.name: sha256_of(path) for path in paths}
    when = datetime.now(UTC)
    name = f"{when:%Y%m%dT%H%M%S%f}-{next(iter(prints.values()), '')[:8]}"
    quarantine = store.folder / f"year={year}" / "quarantine" / f"{name}.csv"
    with working_on(store) as database:
        prepare(database)
        raws = put_together(database, read_files(database, paths))
        chosen, remarks = choose(raws, mappings)
        _refuse_replacing(chosen, replace_school)
        filled: list[str] = []
        kept = _take_all(database, store, year, chosen, filled, replace_school)
        rules = count_by_rule(database, raws)
        refused = sum(rows_refused(database).values())
        log = {
            "load": name,
            "when": when.isoformat(timespec="seconds"),
            "by": by,
            "year": year,
            "as": mapping,
            "files": [{"name": file, "sha256": print_} for file, print_ in prints.items()],
            "taken": {one.noun.plural: one.taken for one in kept},
            "quarantined": {count.rule.code: count.rows for count in rules},
            "replaced_schools": replace_school,
        }
        try:
            if refused:
                write_quarantine(database, quarantine, raws)
            keep(database, store, year, kept, log)
        except BaseException:
            discard(quarantine)
            raise
        read = _rows_by_noun(chosen)
        missing = _missing(database, read)
    return Loaded(
        name, read, refused, kept, rules, tuple(filled), tuple(remarks), quarantine if refused else None, missing
    )


def _refuse_replacing(chosen: Iterable[Chosen], replace_school: bool) -> None:
    for one in chosen if replace_school else ():
        if "school" not in one.mapping.noun.model_fields:
            raise CannotLoad(
                f"--replace-school: {one.mapping.noun.plural} have no school. Leave it out; same records are replaced."
            )


def _take_all(
    database: duckdb.DuckDBPyConnection,
    store: PupilStore,
    year: int,
    chosen: Sequence[Chosen],
    filled: list[str],
    replace_school: bool,
) -> tuple[Kept, ...]:
    """Take every table, nouns in their order: what is enrolled is known before what happened to it."""
    key = key_of(store.folder)
    database.execute("CREATE TABLE numbers (identifier VARCHAR, number BIGINT)")
    known = {School: "known_schools", Pupil: "known_pupils"}
    kept = []
    for noun in TABLES:
        open_old(database, store, year, noun)
        of_noun = [one for one in chosen if one.mapping.noun is noun]
        if of_noun:
            _new_table(database, noun)
            for one in of_noun:
                _take(database, one, year, key, filled)
            _join_sessions(database, noun)
            note_twice(database, f"new_{noun.plural}", noun.key_fields, noun.plural)
            if noun is Marks:
                _lay_over(database)
            kept.append(merge(database, noun, replace_school))
        if noun in known:
            now = "merged" if of_noun else "old"
            names = "school" if noun is School else "pupil, school"
            database.execute(f"CREATE TABLE {known[noun]} AS SELECT DISTINCT {names} FROM {now}_{noun.plural}")  # noqa: S608
    return tuple(kept)


def _new_table(database: duckdb.DuckDBPyConnection, noun: type[PupilRecord]) -> None:
    names = ", ".join(quoted(name) for name in noun.model_fields)
    database.execute(
        f"""CREATE TABLE new_{noun.plural} AS SELECT ''::VARCHAR AS _file, 0::BIGINT AS _row, {names}
        FROM old_{noun.plural} LIMIT 0"""  # noqa: S608
    )
    if noun is Marks:
        database.execute(
            """CREATE TABLE sessions (_file VARCHAR, _row BIGINT, pupil BIGINT, school BIGINT, week DATE,
            place BIGINT, sign VARCHAR)"""
        )


def _take(database: duckdb.DuckDBPyConnection, one: Chosen, year: int, key: bytes, filled: list[str]) -> None:
    """Put the rows of one table that pass into the new table of their noun, and the others into quarantine."""
    raw, mapping = one
    for name, values in value_tables(mapping):
        rows = pa.table({"source": [*values], "target": [*values.values()]}, schema=_VALUES)
        database.register(name, rows)
    staging = stage(mapping, raw.columns, year)
    _number(database, raw, staging, key)
    fields = ["week", "half", "day", "code"] if by_session(mapping) else list(mapping.noun.model_fields)
    names = ", ".join(
        quoted(name) for name in dict.fromkeys(["pupil", "school", *fields]) if name in fields or by_session(mapping)
    )
    database.execute(f"CREATE OR REPLACE TABLE staged AS {staging.select(raw.name, f'_row, _faults, {names}')}")
    note_broken(database, raw, mapping.noun.plural)
    note_faults(database, raw, staging, "staged")
    if by_session(mapping):
        place = "(isodow(day) - 1) * 2 + half"
        target, names = "sessions", f"pupil, school, week, {place}, code"
    else:
        target = f"new_{mapping.noun.plural}"
    database.execute(f"INSERT INTO {target} SELECT ?, _row, {names} FROM staged WHERE _faults = 0", [raw.name])  # noqa: S608
    database.execute("DROP TABLE staged")
    filled.extend(_filled(database, raw, staging))


_VALUES = pa.schema([("source", pa.string()), ("target", pa.string())])


def _number(database: duckdb.DuckDBPyConnection, raw: Raw, staging: Staging, key: bytes) -> None:
    """Give a number to every identifier that is right; one that is wrong stands for nobody."""
    if "pupil" not in staging.fields:
        return
    right = is_upn_sql("m_pupil") if staging.mapping.identifier == "upn" else "true"
    found = database.execute(
        f"""SELECT DISTINCT m_pupil FROM ({staging.select(raw.name, "m_pupil")})
        WHERE m_pupil IS NOT NULL AND {right} AND m_pupil NOT IN (SELECT identifier FROM numbers)"""  # noqa: S608
    ).fetchall()
    numbers = numbers_for((identifier for (identifier,) in found), key)
    rows = pa.table(
        {"identifier": pa.array([*numbers], pa.string()), "number": pa.array([*numbers.values()], pa.int64())}
    )
    database.register("more_numbers", rows)
    database.execute("INSERT INTO numbers SELECT * FROM more_numbers")
    database.unregister("more_numbers")


def _join_sessions(database: duckdb.DuckDBPyConnection, noun: type[PupilRecord]) -> None:
    """Gather sessions into weeks of marks, once those of all files are there."""
    if noun is Marks:
        note_twice(database, "sessions", ("pupil", "school", "week", "place"), noun.plural)
        gathered = register_marks.gather("sessions")
        database.execute(
            f"CREATE TABLE gathered AS {gathered}; INSERT INTO new_marks BY NAME SELECT * FROM gathered"  # noqa: S608
        )


def _lay_over(database: duckdb.DuckDBPyConnection) -> None:
    """Where a week came session by session, a session that did not come keeps the mark that is stored."""
    over = register_marks.laid_over("new_marks.marks", "old_marks.marks")
    key = " AND ".join(f"new_marks.{name} = {{0}}.{name}" for name in Marks.key_fields)
    database.execute(
        f"""UPDATE new_marks SET marks = {over} FROM old_marks, gathered
        WHERE {key.format("old_marks")} AND {key.format("gathered")} AND new_marks._file = gathered._file
        AND new_marks._row = gathered._row"""  # noqa: S608
    )


def _filled(database: duckdb.DuckDBPyConnection, raw: Raw, staging: Staging) -> list[str]:
    """Say which fields were filled for want of a column, and in how many rows a blank cell was taken for something."""
    said = [
        f"{name} is {value or 'blank'} in all rows of {raw.file}: the file has no column for it."
        for name, value in staging.filled.items()
    ]
    blanks = {name: value for name, value in staging.mapping.blanks.items() if name not in staging.filled}
    blanks = {name: value for name, value in blanks.items() if name in staging.fields}
    if blanks:
        counts = ", ".join(f"count(*) FILTER (WHERE t_{name} IS NULL)" for name in blanks)
        found = database.execute(f"SELECT {counts} FROM ({staging.select(raw.name, '*')})").fetchone() or ()  # noqa: S608
        said += [
            f"{name} is blank in {count:,} of {raw.rows:,} rows of {raw.file}: taken as {value!r}."
            for (name, value), count in zip(blanks.items(), found, strict=True)
            if count
        ]
    return said


def _rows_by_noun(chosen: Iterable[Chosen]) -> dict[str, int]:
    read: dict[str, int] = {}
    for raw, mapping in chosen:
        read[mapping.noun.plural] = read.get(mapping.noun.plural, 0) + raw.rows + len(raw.broken)
    return read


def _missing(database: duckdb.DuckDBPyConnection, read: dict[str, int]) -> Missing:
    rows = database.execute(
        """SELECT noun, stage, count(*), count(DISTINCT identifier) + count(*) FILTER (WHERE identifier IS NULL)
        FROM missing GROUP BY ALL"""
    ).fetchall()
    counts: dict[str, tuple[int, int]] = {}
    for noun, of_stage, many, children in rows:
        counts[f"{noun} {of_stage}" if noun == "results" else noun] = many, children
    of = {name: many for name, (many, _) in counts.items()}
    return Missing(of, {name: children for name, (_, children) in counts.items()}, read)
