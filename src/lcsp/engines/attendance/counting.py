"""Attendance indicators as additive counts: half days missed and persistent absence, for one year, by leaf."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import duckdb
import pyarrow as pa

from lcsp.children.pupils.model import School
from lcsp.children.pupils.year import SPANS
from lcsp.engines.attendance.parts import read_tallies, refresh
from lcsp.engines.attendance.rules import RULES
from lcsp.engines.counts import COUNTS, DIMENSIONS
from lcsp.engines.pupil_store import PupilStore


class AttendanceIndicator(NamedTuple):
    """What an attendance indicator counts: which sum, in schools of which phases, over which span (a key of SPANS)."""

    code: str
    kind: Literal["half days missed", "persistent absence"]
    phases: tuple[str, ...]
    span: str


class _Count(NamedTuple):
    """One pair of counts: names of columns of tallies, to be added up."""

    version: str
    numerator: Sequence[str]
    denominator: Sequence[str]


def count_attendance(store: PupilStore, year: int, wanted: Iterable[AttendanceIndicator]) -> pa.Table:
    """Return the counts (`engines.counts.COUNTS`) of each indicator that is wanted, brought up to date first.

    Persistent absence is counted by every rule there ever was for the span, one version each.
    """
    refresh(store, year)
    with duckdb.connect() as database:
        database.register("tallies", _tallies(store, year))
        database.register("schools", store.read(year, School))
        counted = [
            database.execute(_select(indicator, count), [indicator.code, count.version, year, indicator.span])
            .to_arrow_table()
            .cast(COUNTS)
            for indicator in wanted
            for count in _counts_of(indicator)
        ]
    return pa.concat_tables([COUNTS.empty_table(), *counted])


def _tallies(store: PupilStore, year: int) -> pa.Table:
    """Return the counts of every leaf: those beside the rows, or those of Spark where it is asked for."""
    from lcsp.engines.attendance import spark

    if not spark.wanted():
        return read_tallies(store, year)
    session = spark.open_session()
    try:
        return spark.read_tallies_on_spark(store, year, session)
    finally:
        session.stop()


def _counts_of(indicator: AttendanceIndicator) -> list[_Count]:
    terms = SPANS[indicator.span]
    if indicator.kind == "half days missed":
        return [_Count("", [f"{term}: absent" for term in terms], [f"{term}: possible" for term in terms])]
    return [
        _Count(rule.version, [rule.column], [f"{rule.span}: enrolments"])
        for rule in RULES
        if rule.span == indicator.span
    ]


def _select(indicator: AttendanceIndicator, count: _Count) -> str:
    """Return the query for one pair of counts; code, version, year and span are its parameters."""
    numerator, denominator = (" + ".join(f'"{name}"' for name in names) for names in (count[1], count[2]))
    groups = ", ".join(f"{name}" for name in DIMENSIONS)
    phases = ", ".join(f"'{phase}'" for phase in indicator.phases)
    return f"""
        SELECT ? AS indicator, '' AS part, ? AS version, ?::INTEGER AS "year", ? AS span,
            NULL::SMALLINT AS score, {groups},
            ({numerator})::BIGINT AS numerator, ({denominator})::BIGINT AS denominator
        FROM tallies JOIN schools USING (school)
        WHERE maintained AND phase IN ({phases}) AND ({denominator}) > 0
        ORDER BY {groups}
    """  # noqa: S608
