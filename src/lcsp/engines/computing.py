"""Every indicator that its definition says how to compute, as additive counts by leaf for one year."""

from collections.abc import Iterable, Sequence

import duckdb
import pyarrow as pa

from lcsp.children.pupils.model import GROUPS, Destination, Exclusion, Pupil, Result, School
from lcsp.engines.attendance.counting import AttendanceIndicator, count_attendance
from lcsp.engines.counts import COUNTS, DIMENSIONS
from lcsp.engines.pupil_store import PupilStore
from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Computing
from lcsp.vocabulary.conditions import Condition, NoCondition

# Results that each stage may have; a condition of a definition may speak of these and of the pupil's groups.
MEASURES = {
    "EYFS": ("points", "least"),
    "KS2": ("english", "maths", "ks1_english", "ks1_maths"),
    "KS3": ("english", "maths"),
    "KS4": ("five_good_passes_with_english_and_maths",),
    "AGE19": ("level_2", "level_3", "higher_education", "free_meals_at_15"),
}
# Of young people whose activity is not known, this share counts as not in education, employment or training. General
# knowledge: the 8% of the Connexions returns of the time.
UNKNOWN_COUNTED = 8  # in a hundred


def count(store: PupilStore, year: int, definitions: Iterable[Definition]) -> pa.Table:
    """Return the counts (`engines.counts.COUNTS`) of every figure of `definitions` that can be computed.

    Raise lcsp.vocabulary.conditions.NoCondition for a condition that is none, with the indicator that has it.
    """
    wanted = [(definition.code, computing) for definition in definitions for computing in definition.computing]
    attendance = [
        AttendanceIndicator(code, computing.kind, computing.phases, computing.span)
        for code, computing in wanted
        if computing.kind == "half days missed" or computing.kind == "persistent absence"
    ]
    with duckdb.connect() as database:
        for noun in (School, Pupil, Exclusion, Result, Destination):
            database.register(noun.plural, store.read(year, noun))
        database.execute(_MAIN)
        counted = [
            database.execute(_question(code, computing), [code, computing.part, year]).to_arrow_table().cast(COUNTS)
            for code, computing in wanted
            if computing.kind in ("share", "permanent exclusions", "months", "lowest fifth")
        ]
    return pa.concat_tables([COUNTS.empty_table(), count_attendance(store, year, attendance), *counted])


# One enrolment a pupil, for what belongs to the child and not to the enrolment: the main one, else the current one.
_MAIN = """
    CREATE VIEW main AS SELECT * FROM pupils JOIN schools USING (school)
    QUALIFY row_number() OVER (PARTITION BY pupil ORDER BY enrolment <> 'M', enrolment, school) = 1
"""
_OF_WHAT = "SELECT ? AS indicator, ? AS part, '' AS version, ?::INTEGER AS \"year\""
_HEAD = f"{_OF_WHAT}, '' AS span, NULL::SMALLINT AS score"


def names_of(stage: str) -> tuple[str, ...]:
    """Return the names that a condition on results of `stage` may use; those of groups alone where it is blank."""
    return (*MEASURES.get(stage, ()), *(() if stage == "AGE19" else GROUPS))


def _question(code: str, computing: Computing) -> str:
    """Return the query of one figure; code, part and year are its parameters."""
    if computing.kind == "months":
        return _months()
    try:
        return _by_nineteen(computing) if computing.stage == "AGE19" else _of_pupils(computing)
    except NoCondition as problem:
        raise NoCondition(f"{code}: {problem} Mend it in the definition of {code}.") from None


def _of_pupils(computing: Computing) -> str:
    """Return the query of what pupils on roll did, in the groups of the main enrolment."""
    phases = ", ".join("'" + phase.replace("'", "''") + "'" for phase in computing.phases)
    groups = ", ".join(DIMENSIONS)
    if computing.kind == "permanent exclusions":
        return f"""{_HEAD}, {groups}, sum(permanent)::BIGINT AS numerator, count(*)::BIGINT AS denominator FROM (
                SELECT pupils.*, schools.*,
                    (SELECT count(*) FROM exclusions WHERE exclusions.pupil = pupils.pupil
                        AND exclusions.school = pupils.school AND category = 'PERM') AS permanent
                FROM pupils JOIN schools USING (school) WHERE maintained AND phase IN ({phases})
            ) GROUP BY ALL ORDER BY ALL"""  # noqa: S608
    source = f"({_results(computing.stage)}) JOIN main USING (pupil) WHERE maintained AND phase IN ({phases})"
    if computing.kind == "lowest fifth":
        score = f'"{_known(computing.score, MEASURES[computing.stage])}"'
        return f"""{_OF_WHAT}, '' AS span, {score}::SMALLINT AS score, {groups},
                sum({score})::BIGINT AS numerator, count(*)::BIGINT AS denominator
            FROM {source} AND {score} IS NOT NULL GROUP BY ALL ORDER BY ALL"""
    counted, out_of = _conditions(computing)
    return f"""{_HEAD}, {groups},
            count(*) FILTER (WHERE {counted})::BIGINT AS numerator, count(*)::BIGINT AS denominator
        FROM {source} AND {out_of} GROUP BY ALL ORDER BY ALL"""


def _conditions(computing: Computing) -> tuple[str, str]:
    """Return in SQL who is counted, and out of whom."""
    names = names_of(computing.stage)
    counted = Condition(computing.counted, names).as_sql()
    return counted, Condition(computing.out_of, names).as_sql() if computing.out_of else "true"


def _known(score: str, measures: Sequence[str]) -> str:
    if score not in measures:
        raise NoCondition(f"{score!r} is no result of its stage; these are: {', '.join(measures)}.")
    return score


def _by_nineteen(computing: Computing) -> str:
    """Return the query of what young people have reached by 19, by their home and their free meals at 15.

    They are on no roll: where they live is what the careers service knew last.
    """
    counted, out_of = _conditions(computing)
    return f"""{_HEAD}, 0::BIGINT AS school, '' AS locality, coalesce(home, '') AS home,
            NULL::TINYINT AS year_group, sex, free_meals_at_15 = 1 AS fsm, NULL::VARCHAR AS sen,
            NULL::VARCHAR AS ethnicity, NULL::BOOLEAN AS looked_after,
            count(*) FILTER (WHERE {counted})::BIGINT AS numerator, count(*)::BIGINT AS denominator
        FROM ({_results(computing.stage)}) LEFT JOIN (
            SELECT pupil, arg_max(home, month) AS home, arg_max(sex, month) AS sex FROM destinations GROUP BY pupil
        ) USING (pupil) WHERE {out_of} GROUP BY ALL ORDER BY ALL"""  # noqa: S608


def _results(stage: str) -> str:
    """Return a query with one row for each pupil who has a result of `stage`, and its measures as columns."""
    columns = ", ".join(_measure(stage, name) for name in MEASURES[stage])
    stages = "('KS1', 'KS2')" if stage == "KS2" else f"('{stage}')"
    has = f"HAVING count(*) FILTER (WHERE stage = '{stage}') > 0"
    return f"SELECT pupil, {columns} FROM results WHERE stage IN {stages} GROUP BY pupil {has}"  # noqa: S608


def _measure(stage: str, name: str) -> str:
    of, measure = ("KS1", name.removeprefix("ks1_")) if name.startswith("ks1_") else (stage, name)
    return f"max(value) FILTER (WHERE stage = '{of}' AND measure = '{measure}') AS \"{name}\""


def _months() -> str:
    """Return the query of NI 117: hundredths of young people, by month; its figure is the mean of the months' rates."""
    return f"""{_OF_WHAT}, strftime(month, '%Y-%m') AS span, NULL::SMALLINT AS score,
            0::BIGINT AS school, '' AS locality, home, NULL::TINYINT AS year_group, sex,
            NULL::BOOLEAN AS fsm, NULL::VARCHAR AS sen, NULL::VARCHAR AS ethnicity, NULL::BOOLEAN AS looked_after,
            sum(CASE status WHEN 'NEET' THEN 100 WHEN 'UNKNOWN' THEN {UNKNOWN_COUNTED} ELSE 0 END)::BIGINT AS numerator,
            sum(CASE status WHEN 'UNKNOWN' THEN {UNKNOWN_COUNTED} ELSE 100 END)::BIGINT AS denominator
        FROM destinations WHERE status NOT IN ('CUSTODY', 'ASYLUM') AND month(month) IN (11, 12, 1)
        GROUP BY ALL ORDER BY ALL"""
