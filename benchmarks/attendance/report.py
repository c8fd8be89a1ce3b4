"""Attendance beside its peers, each in a process of its own, one line a ratio."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.timing import Extent, Line, readable

MILLION = 1_000_000
ENGLAND = 8_900_000  # pupils
# engine, what it is called, how many times faster ours has to be at 100 million sessions
PEERS = (
    ("duckdb_plain", "DuckDB, one row a session", 50.0),
    ("duckdb_tuned", "DuckDB, tuned", 20.0),
    ("polars_weeks", "Polars streaming, weekly marks", 10.0),
    ("duckdb_years", "DuckDB, the same yearly rows", 10.0),
)


class Taken(NamedTuple):
    """What one engine took: seconds, peak memory in bytes, and a print of its answer."""

    seconds: float
    peak: int
    print: str


def measure(extent: Extent) -> Iterator[Line]:
    """Yield the ratios at every size that is asked for; every answer is compared before a time is told."""
    if not all(_can_load(name) for name in ("duckdb", "numpy", "polars", "pyarrow")):
        yield Line("attendance", "left out: duckdb, numpy, polars or pyarrow is missing")
        return
    for millions in extent.sessions:
        with tempfile.TemporaryDirectory(dir=os.environ.get("LCSP_BENCH_FOLDER")) as folder:
            yield from _at_size(Path(folder), millions, extent)
    if extent.england:
        with tempfile.TemporaryDirectory(dir=os.environ.get("LCSP_BENCH_FOLDER")) as folder:
            yield from _england(Path(folder))


def _can_load(name: str) -> bool:
    from importlib.util import find_spec

    return find_spec(name) is not None


def _at_size(folder: Path, millions: int, extent: Extent) -> Iterator[Line]:
    from benchmarks.attendance.layouts import A_PUPIL, make_layouts

    pupils = -(-millions * MILLION // A_PUPIL)
    make_layouts(folder, pupils)
    names = ["compact", "weeks_to_figures", *(name for name, *_ in PEERS)]
    taken = {name: _medians(name, folder, extent.few_rounds) for name in names}
    if len({held.print for held in taken.values()}) > 1:
        raise AssertionError(f"the engines do not agree at {millions} M sessions: {taken}")
    ours, whole = taken["compact"], taken["weeks_to_figures"]
    size = f"{millions} M sessions"
    for name, called, wanted in PEERS:
        peer = taken[name]
        asked = wanted if millions >= 100 else None
        yield _line(f"figures from bits, {size}", ours, f"{called} {readable(peer.seconds)}", peer, asked)
    polars = taken["polars_weeks"]
    asked = 1.0 if millions >= 100 else None
    yield _line(
        f"weekly marks to figures, {size}", whole, f"Polars streaming {readable(polars.seconds)}", polars, asked
    )
    held = sum(path.stat().st_size for path in (folder / "compact").glob("*"))
    yield Line(f"  bytes on disk a session, {size}", f"{held / (pupils * A_PUPIL):.3f}")
    yield Line(
        f"  peak memory, {size}", f"{ours.peak / 1e6:,.0f} MB", f"DuckDB {taken['duckdb_plain'].peak / 1e6:,.0f} MB"
    )


def _line(what: str, ours: Taken, peer_text: str, peer: Taken, asked: float | None) -> Line:
    ratio = peer.seconds / ours.seconds
    if asked is None:
        return Line(what, readable(ours.seconds), peer_text, f"{ratio:.1f} x")
    return Line(what, readable(ours.seconds), peer_text, f"{ratio:.1f} x", f"at least {asked:g} x", ratio >= asked)


def _england(folder: Path) -> Iterator[Line]:
    """Yield the time of England's year from the compact form, and how far it is from the limit of memory."""
    from benchmarks.attendance.layouts import A_PUPIL, make_layouts

    make_layouts(folder, ENGLAND, ("compact",))
    taken = _medians("compact", folder, 1)
    sessions = ENGLAND * A_PUPIL
    limit = _memory_bandwidth()
    planes = ENGLAND * 3 * 64
    yield Line(
        f"England's year, {sessions / 1e9:.2f} billion sessions",
        readable(taken.seconds),
        f"{planes / sessions:.3f} bytes a session in memory",
        "",
        "under 20 s",
        taken.seconds < 20,
    )
    yield Line("  peak memory", f"{taken.peak / 1e6:,.0f} MB", "", "", "under 2,000 MB", taken.peak < 2e9)
    yield Line(
        "  beside reading its bits from memory once",
        f"{planes / taken.seconds / 1e9:.2f} GB a second",
        f"memory {limit / 1e9:.1f} GB a second, two threads",
        f"1/{limit * taken.seconds / planes:.0f}",
    )


def _memory_bandwidth() -> float:
    """Return how many bytes a second two threads read by summing a gigabyte."""
    import numpy as np

    halves = [np.ones(2**26, np.uint64) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(np.sum, halves))
        start = time.perf_counter()
        list(pool.map(np.sum, halves))
        return sum(half.nbytes for half in halves) / (time.perf_counter() - start)


def _medians(name: str, folder: Path, rounds: int) -> Taken:
    """Return the median of `rounds` processes, after one that warms the disk's cache."""
    held = [_run(name, folder) for _ in range(rounds + 1)][1:]
    seconds = statistics.median(taken.seconds for taken in held)
    return Taken(seconds, max(taken.peak for taken in held), held[0].print)


def _run(name: str, folder: Path) -> Taken:
    command = [sys.executable, "-m", "benchmarks.attendance.engines", name, str(folder)]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Taken(said["seconds"], said["peak"], said["print"])
