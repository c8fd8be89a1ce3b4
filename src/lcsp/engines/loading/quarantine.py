"""Rows that were not taken: why, counted by rule, the first of them to be looked at, and a file of all, kept whole."""

import csv
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from lcsp.engines.loading.reading import Raw
from lcsp.engines.loading.register_marks import explain
from lcsp.engines.loading.rules import RULES, Rule
from lcsp.engines.loading.staging import Staging
from lcsp.engines.loading.upn import masked

HEADINGS = ("file", "row", "rule", "column", "value", "what", "mend", "as_it_stood")
_EXAMPLES = 3


class Example(NamedTuple):
    """One row that a rule refused; identifiers of pupils are masked."""

    file: str
    row: int
    column: str
    value: str
    what: str


class RuleCount(NamedTuple):
    """How many rows a rule refused, and the first of them."""

    rule: Rule
    rows: int
    examples: tuple[Example, ...]


def prepare(database: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables of faults, one row a fault, and of what is missing, one row a row."""
    database.execute("""
        CREATE TABLE faults (source VARCHAR, row BIGINT, rule VARCHAR, field VARCHAR, heading VARCHAR,
            value VARCHAR, day DATE);
        CREATE TABLE missing (noun VARCHAR, stage VARCHAR, identifier VARCHAR)""")


def note_broken(database: duckdb.DuckDBPyConnection, raw: Raw, noun: str) -> None:
    """Keep the rows of a file that could not be told apart into cells."""
    rows = [[raw.name, broken.row, "LOAD-00", "", "", broken.text] for broken in raw.broken]
    if rows:
        database.executemany("INSERT INTO faults VALUES (?, ?, ?, ?, ?, ?, NULL)", rows)
        database.executemany("INSERT INTO missing VALUES (?, '', NULL)", [[noun]] * len(rows))


def note_faults(database: duckdb.DuckDBPyConnection, raw: Raw, staging: Staging, staged: str) -> None:
    """Keep every fault of the rows of `staged` that have one."""
    wrong = f"_row IN (SELECT _row FROM {staged} WHERE _faults <> 0)"  # noqa: S608
    noun = staging.mapping.noun.plural
    stage = "coalesce(m_stage, '')" if noun == "results" else "''"
    who = "m_pupil" if "pupil" in staging.fields else "t_school"
    selects = [
        f"SELECT ? AS source, _row, '{fault.rule}', '{fault.field}', ?, ({fault.value})::VARCHAR, {fault.day} "  # noqa: S608
        f"FROM wrong WHERE _faults & {1 << place} <> 0"
        for place, fault in enumerate(staging.faults)
    ]
    database.execute("CREATE OR REPLACE TEMP TABLE wrong AS " + staging.select(raw.name, "*", wrong))
    (any_wrong,) = database.execute("SELECT count(*) FROM wrong").fetchone() or (0,)
    if any_wrong:
        words = [
            word for fault in staging.faults for word in (raw.name, staging.headings.get(fault.field, fault.field))
        ]
        database.execute("INSERT INTO faults " + " UNION ALL ".join(selects), words)
        database.execute(f"INSERT INTO missing SELECT '{noun}', {stage}, {who} FROM wrong")  # noqa: S608
    database.execute("DROP TABLE wrong")


def note_twice(database: duckdb.DuckDBPyConnection, table: str, key: Sequence[str], noun: str) -> None:
    """Move rows whose key stands in an earlier row from `table` to the faults; only those that differ are missing."""
    names = ", ".join(key)
    many = f"SELECT {names} FROM {table} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE twice AS SELECT * FROM (SELECT *, row_number() OVER
            (PARTITION BY {names} ORDER BY _file, _row) AS _time FROM {table} SEMI JOIN ({many}) USING ({names}))
            WHERE _time > 1"""  # noqa: S608
    )
    shown = " || ' ' || ".join(f"{name}::VARCHAR" for name in key if name != "pupil") or "''"
    stage = "stage" if noun == "results" else "''"
    who = "pupil" if "pupil" in key else "school"
    fields = [column[0] for column in database.execute(f"SELECT * FROM {table} LIMIT 0").description or []]  # noqa: S608
    alike = " AND ".join(f"twice.{name} IS NOT DISTINCT FROM {table}.{name}" for name in fields if name[0] != "_")
    database.execute(
        f"""INSERT INTO faults SELECT _file, _row, 'LOAD-07', '', '', {shown}, NULL FROM twice;
            DELETE FROM {table} USING twice WHERE {table}._file = twice._file AND {table}._row = twice._row;
            INSERT INTO missing SELECT '{noun}', {stage}, {who}::VARCHAR FROM twice ANTI JOIN {table} ON {alike}"""  # noqa: S608
    )


def count_by_rule(database: duckdb.DuckDBPyConnection, raws: Sequence[Raw]) -> tuple[RuleCount, ...]:
    """Return for each rule that refused rows how many, and the first of them."""
    files = {raw.name: raw.file for raw in raws}
    counts = database.execute(
        "SELECT rule, count(DISTINCT (source, row)) FROM faults GROUP BY rule ORDER BY rule"
    ).fetchall()
    found = []
    for code, rows in counts:
        first = database.execute(
            """SELECT source, min(row) AS row, first(heading), first(field), value, day FROM faults WHERE rule = ?
            GROUP BY source, value, day ORDER BY source, row LIMIT ?""",
            [code, _EXAMPLES],
        ).fetchall()
        examples = tuple(
            Example(files[source], row, heading, _shown(code, field, value), _what(code, value, day))
            for source, row, heading, field, value, day in first
        )
        found.append(RuleCount(RULES[code], rows, examples))
    return tuple(found)


def _shown(code: str, field: str, value: str | None) -> str:
    """Return a value as a report may show it: whatever may hold a name or an identifier is masked or left out."""
    if code == "LOAD-00":
        return ""
    if field == "pupil":
        return masked(value or "")
    return value or ""


@cache
def _what(code: str, value: str | None, day: Any) -> str:
    if code == "LOAD-09" and value and day:
        return explain(value, day)
    return RULES[code].says


def rows_refused(database: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many rows of each source were refused, by the name of its table in the load's database."""
    return dict(database.execute("SELECT source, count(DISTINCT row) FROM faults GROUP BY source").fetchall())


def write_quarantine(database: duckdb.DuckDBPyConnection, path: Path, raws: Sequence[Raw]) -> None:
    """Write every fault with its row as it stood to a CSV file that its owner alone can read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADINGS)
        for raw in raws:
            writer.writerows(_lines(database, raw))


def _lines(database: duckdb.DuckDBPyConnection, raw: Raw) -> Iterator[list[Any]]:
    rows = database.execute(
        f"""SELECT _fault.row, _fault.rule, _fault.heading, _fault.value, _fault.day, to_json(_whole)::VARCHAR
        FROM faults _fault LEFT JOIN {raw.name} _whole ON _whole._row = _fault.row
        WHERE _fault.source = ? ORDER BY _fault.row, _fault.rule""",  # noqa: S608
        [raw.name],
    )
    while batch := rows.fetchmany(10_000):
        for row, code, heading, value, day, stood in batch:
            whole = value if code == "LOAD-00" else stood
            yield [raw.file, row, code, heading, value, _what(code, value, day), RULES[code].mend, whole]


def discard(path: Path) -> None:
    """Take the file of a load away that was not carried out."""
    with suppress(FileNotFoundError):
        path.unlink()
