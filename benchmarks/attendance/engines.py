"""Each engine's answer to one question, from the layout it reads: `python -m benchmarks.attendance.engines NAME …`.

The question: half days possible and missed, enrolments and persistent absentees (64 sessions and more over five half
terms) for every school, locality and the county, for all pupils and by sex, free school meals and special needs. The
answer is a list of rows, whose print, sorted, every engine must share.
"""

import hashlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from itertools import repeat
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.attendance.layouts import LIMIT, WEEKS, YEAR
from lcsp.children.pupils.year import places_of

Answer = list[tuple[object, ...]]

_LEVELS = (("school", "locality"), ("locality",), ())
_GROUPS = ((), ("sex",), ("fsm",), ("sen",))
_SETS = tuple((*level, *group) for level in _LEVELS for group in _GROUPS)
SETS = ", ".join(f"({', '.join(by)})" for by in _SETS)
_KEYS = ("school", "locality", "sex", "fsm", "sen")
_ROLL_UP = f"""
    SELECT school, locality, sex, fsm, sen, sum(possible)::BIGINT, sum(absent)::BIGINT, sum(enrolled)::BIGINT,
        sum(persistent)::BIGINT
    FROM ({{}}) JOIN leaves USING (leaf) GROUP BY GROUPING SETS ({SETS})
"""  # noqa: S608
_ABSENT = "('I', 'M', 'H', 'C', 'R', 'E', 'S', 'T', 'F', 'G', 'N', 'O', 'U')"
_NOT_POSSIBLE = "('D', 'X', 'Y', 'Z', '#', '-')"
_FLAGS = "(possible > 0)::INT AS enrolled, (absent >= 64)::INT AS persistent"


def duckdb_plain(folder: Path) -> Answer:
    """One row a session, as anybody would write it: by pupil, then by groups."""
    return _ask(
        folder,
        f"""SELECT leaf, possible, absent, {_FLAGS} FROM (
            SELECT pupil, leaf, count(*) FILTER (WHERE code NOT IN {_NOT_POSSIBLE}) AS possible,
                count(*) FILTER (WHERE code IN {_ABSENT}) AS absent
            FROM read_parquet('{folder}/sessions/*.parquet') WHERE session < {LIMIT} GROUP BY pupil, leaf)""",  # noqa: S608
    )


def duckdb_tuned(folder: Path) -> Answer:
    """One row a session, tuned: numbers for codes, the leaf taken along, two stages."""
    return _ask(
        folder,
        f"""SELECT leaf, sum(possible) AS possible, sum(absent) AS absent, sum((possible > 0)::INT) AS enrolled,
            sum((absent >= 64)::INT) AS persistent FROM (
                SELECT pupil, any_value(leaf) AS leaf, sum((ascii(code) NOT IN (68, 88, 89, 90, 35, 45))::UTINYINT)
                    AS possible,
                    sum((ascii(code) IN (73, 77, 72, 67, 82, 69, 83, 84, 70, 71, 78, 79, 85))::UTINYINT) AS absent
                FROM read_parquet('{folder}/sessions/*.parquet') WHERE session < {LIMIT} GROUP BY pupil)
            GROUP BY leaf""",  # noqa: S608
    )


def duckdb_years(folder: Path) -> Answer:
    """One row a pupil and year, marks as bytes: what is left when the marks that count are taken out."""
    counted = (LIMIT // 10 - 2) * 10
    marks = f"substr(decode(marks), 1, {counted})"
    return _ask(
        folder,
        f"""SELECT leaf, possible, absent, {_FLAGS} FROM (
            SELECT leaf, length(translate({marks}, 'DXYZ#-', '')) AS possible,
                {counted} - length(translate({marks}, 'IMHCRESTFGNOU', '')) AS absent
            FROM read_parquet('{folder}/years/*.parquet'))""",  # noqa: S608
    )


def polars_weeks(folder: Path) -> Answer:
    """One row a pupil and week, ten marks as text, streamed by Polars."""
    import polars as pl

    from lcsp.children.pupils.year import SchoolYear

    end = SchoolYear(YEAR).day_of(LIMIT)
    by_pupil = (
        pl.scan_parquet(folder / "weeks" / "*.parquet")
        .filter(pl.col("week") < end)
        .select(
            "pupil",
            "leaf",
            (10 - pl.col("marks").str.count_matches("[DXYZ#-]")).alias("possible"),
            pl.col("marks").str.count_matches("[IMHCRESTFGNOU]").alias("absent"),
        )
        .group_by("pupil", "leaf")
        .agg(pl.col("possible").cast(pl.Int64).sum(), pl.col("absent").cast(pl.Int64).sum())
    )
    by_leaf = (
        by_pupil.group_by("leaf")
        .agg(
            pl.col("possible").sum(),
            pl.col("absent").sum(),
            (pl.col("possible") > 0).sum().cast(pl.Int64).alias("enrolled"),
            (pl.col("absent") >= 64).sum().cast(pl.Int64).alias("persistent"),
        )
        .collect(engine="streaming")
    )
    return _ask(folder, "SELECT * FROM made", made=by_leaf.to_arrow())


def compact(folder: Path) -> Answer:
    """Ours: the leaf step over the rows of bits."""
    import pyarrow.parquet as pq

    def rows(path: Path) -> list[pa.RecordBatch]:
        held: list[pa.RecordBatch] = pq.ParquetFile(path).read(use_threads=False).to_batches()
        return held

    def ahead() -> Iterator[pa.RecordBatch]:
        # The next part is read while one is counted, and no more than that: two parts are in memory at a time.
        with ThreadPoolExecutor(1) as reader:
            waiting: list[Future[list[pa.RecordBatch]]] = []
            for path in _parts(folder, "compact"):
                waiting.append(reader.submit(rows, path))
                if len(waiting) > 1:
                    yield from waiting.pop(0).result()
            for last in waiting:
                yield from last.result()

    return _count(folder, ahead())


def weeks_to_figures(folder: Path) -> Answer:
    """Ours, the whole way: weekly marks made compact, and counted."""
    import pyarrow.parquet as pq

    from lcsp.engines.attendance.compact import compact as make_compact
    from lcsp.engines.tables import ATTENDANCE

    def made(path: Path) -> pa.RecordBatch:
        marks = pq.ParquetFile(path).read(use_threads=False)
        first = marks.column("leaf").to_numpy()[:: len(WEEKS)]
        return pa.record_batch([pa.array(first), *make_compact(marks, YEAR).arrays()], schema=ATTENDANCE)

    # A part on each processor: what reading and looking up take is spent outside the interpreter's lock.
    with ThreadPoolExecutor(2) as pool:
        return _count(folder, pool.map(made, _parts(folder, "weeks")))


def _parts(folder: Path, layout: str) -> list[Path]:
    return sorted((folder / layout).glob("*.parquet"))


def _count(folder: Path, batches: Iterator[pa.RecordBatch]) -> Answer:
    import pyarrow.parquet as pq

    from lcsp.engines.attendance.kernel import columns, count_leaves
    from lcsp.engines.attendance.rules import FIXED_20, RULES
    from lcsp.engines.rolling_up import roll_up

    leaves = pq.ParquetFile(folder / "leaves.parquet").read()
    # The one rule that is asked for, as every other engine counts it.
    asked = [rule for rule in RULES if (rule.version, rule.span) == (FIXED_20, "five half terms")]
    counts = dict(zip(columns(asked), count_leaves(batches, leaves.num_rows, places_of(YEAR), asked).T, strict=True))
    terms = ("autumn", "spring", "summer 1")
    made = np.column_stack(
        (
            sum(counts[f"{term}: possible"] for term in terms),
            sum(counts[f"{term}: absent"] for term in terms),
            counts["five half terms: enrolments"],
            counts[f"five half terms: {FIXED_20}"],
        )
    )
    counted = made[:, 0] > 0
    answer: Answer = []
    for rolled in roll_up(leaves.filter(pa.array(counted)), made[counted], _SETS):
        named = dict(zip(rolled.by, zip(*rolled.keys, strict=True), strict=True))
        keys = [named.get(key, repeat(None, len(rolled.keys))) for key in _KEYS]
        answer += zip(*keys, *rolled.sums.T.tolist(), strict=True)
    return answer


def _ask(folder: Path, by_leaf: str, made: pa.Table | None = None) -> Answer:
    """Roll the counts of leaves up to every level and group, in DuckDB."""
    import duckdb

    with duckdb.connect() as database:
        database.execute(f"CREATE VIEW leaves AS FROM '{folder}/leaves.parquet'")
        if made is not None:
            database.register("made", made)
        return database.execute(_ROLL_UP.format(by_leaf)).fetchall()


def _ask_warm() -> None:
    """Ask DuckDB about an Arrow table once: the first time it looks for the libraries of data frames there are."""
    import duckdb

    with duckdb.connect() as database:
        database.register("made", pa.table({"leaf": [1]}))
        database.execute("SELECT * FROM made").fetchall()


ENGINES: dict[str, Callable[[Path], Answer]] = {
    "duckdb_plain": duckdb_plain,
    "duckdb_tuned": duckdb_tuned,
    "duckdb_years": duckdb_years,
    "polars_weeks": polars_weeks,
    "compact": compact,
    "weeks_to_figures": weeks_to_figures,
}


def _peak_memory() -> int:
    """Return the most memory that this process held, in bytes.

    Not by getrusage: on Linux its figure begins with what the process held that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    (held,) = (line.split()[1] for line in status.read_text("ascii").splitlines() if line.startswith("VmHWM:"))
    return int(held) * 1024


def main() -> int:
    """Answer with one engine and print seconds (without the start of Python), peak memory and a print of the answer."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    # What an engine is made of is loaded before its clock starts.
    for module in ("polars",) if name.startswith("polars") else ("lcsp.engines.attendance.kernel", "pyarrow.parquet"):
        import_module(module)
    _ask_warm()
    start = time.perf_counter()
    answer = ENGINES[name](folder)
    seconds = time.perf_counter() - start
    peak = _peak_memory()
    print_ = hashlib.sha256("\n".join(sorted(map(repr, answer))).encode()).hexdigest()
    print(json.dumps({"seconds": seconds, "peak": peak, "rows": len(answer), "print": print_}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
