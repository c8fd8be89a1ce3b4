"""Attendance counted in SQL over one row a session, as an analyst with DuckDB would write it."""

from collections.abc import Iterable
from datetime import timedelta

import duckdb
import pyarrow as pa
from tests.engines.attendance.plain_reference import FIXED, OWN, SPANS, Tallies

from lcsp.children.pupils.model import GROUPS, Marks, Pupil
from lcsp.children.pupils.year import TERMS, term_ends
from lcsp.engines.tables import schema_of
from lcsp.reference.register_codes import all_codes

_LEAF = ("school", "home", *GROUPS)
_BY_ENROLMENT = """
    CREATE TABLE by_enrolment AS SELECT pupil, school, {counts} FROM sessions
    LEFT JOIN codes ON sessions.sign = codes.sign AND day >= valid_from AND (valid_to IS NULL OR day <= valid_to)
    GROUP BY pupil, school
"""


def count_in_sql(year: int, pupils: Iterable[Pupil], marks: Iterable[Marks]) -> Tallies:
    """Return what `plain_reference.count_plainly` returns."""
    with duckdb.connect() as database:
        _fill(database, pupils, marks)
        database.execute(_BY_ENROLMENT.format(counts=", ".join(_sessions(year))))
        columns = {**{name: f'"{name}"' for name in _session_names()}, **_flags()}
        sums = ", ".join(f'sum(({what})::INT)::BIGINT AS "{name}"' for name, what in columns.items())
        rows = database.execute(
            f"""SELECT {", ".join(_LEAF)}, {sums} FROM by_enrolment JOIN pupils USING (pupil, school)
            WHERE age BETWEEN 5 AND 15 AND NOT boarder AND enrolment <> 'G' GROUP BY ALL"""
        ).fetchall()
    return {row[: len(_LEAF)]: dict(zip(columns, row[len(_LEAF) :], strict=True)) for row in rows}


def _fill(database: duckdb.DuckDBPyConnection, pupils: Iterable[Pupil], marks: Iterable[Marks]) -> None:
    held = {
        "pupils": pa.Table.from_pylist([pupil.model_dump() for pupil in pupils], schema=schema_of(Pupil)),
        "sessions": pa.Table.from_pylist(
            [
                {"pupil": row.pupil, "school": row.school, "day": row.week + timedelta(place // 2), "sign": sign}
                for row in marks
                for place, sign in enumerate(row.marks)
            ],
            schema=pa.schema(
                [("pupil", pa.int64()), ("school", pa.int64()), ("day", pa.date32()), ("sign", pa.string())]
            ),
        ),
        "codes": pa.Table.from_pylist(
            [
                {
                    "sign": code.sign,
                    "valid_from": code.valid_from,
                    "valid_to": code.valid_to,
                    "possible": code.mark_class != "not required",
                    "absent": code.mark_class in ("authorised", "unauthorised"),
                    "unauthorised": code.mark_class == "unauthorised",
                }
                for code in all_codes()
            ]
        ),
    }
    for name, table in held.items():
        database.register(f"{name}_here", table)
        database.execute(f"CREATE TABLE {name} AS FROM {name}_here")


def _session_names() -> list[str]:
    return [f"{term}: {plane}" for term in TERMS for plane in ("possible", "absent", "unauthorised")]


def _sessions(year: int) -> list[str]:
    ends = term_ends(year)
    since = dict(zip(TERMS, [None, *ends.values()], strict=False))
    whens = {
        term: f"day <= DATE '{ends[term]}'" + (f" AND day > DATE '{since[term]}'" if since[term] else "")
        for term in TERMS
    }
    return [
        f'count(*) FILTER (WHERE {plane} AND {whens[term]}) AS "{term}: {plane}"'
        for term in TERMS
        for plane in ("possible", "absent", "unauthorised")
    ]


def _flags() -> dict[str, str]:
    """Return the flags of each enrolment by name of column: in a span at all, and counted by each rule."""
    found = {}
    for span, length in SPANS.items():
        could, did_not = (
            "(" + " + ".join(f'"{term}: {plane}"' for term in TERMS[:length]) + ")" for plane in ("possible", "absent")
        )
        found[f"{span}: enrolments"] = f"{could} > 0"
        for version, thresholds in FIXED.items():
            if span in thresholds:
                found[f"{span}: {version}"] = f"{did_not} >= {thresholds[span]}"
        for version, share in OWN.items():
            found[f"{span}: {version}"] = f"{could} > 0 AND 100 * {did_not} >= {share} * {could}"
    return found
