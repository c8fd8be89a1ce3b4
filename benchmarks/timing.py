"""How a job is timed: beside its peer, turn and turn about, by the median; and the line that says it."""

import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

Job = Callable[[], object]
_UNITS = ((0, "s"), (3, "ms"), (6, "µs"))


class Extent(NamedTuple):
    """How much is measured: rounds of each pair, plans in memory, sizes of plan (times the example).

    With plans of many sizes, a job that would take more than `longest` seconds is not run.
    """

    rounds: int = 9
    plans: int = 1000
    sizes: tuple[int, ...] = (1, 10, 100)
    longest: float = 12.0
    sessions: tuple[int, ...] = (1, 10)  # millions of half days of attendance
    england: bool = False

    @property
    def few_rounds(self) -> int:
        """Rounds for jobs that take seconds."""
        return max(1, self.rounds // 3)


class Line(NamedTuple):
    """One line of the report. `met` is None where nothing was asked or nothing could be measured."""

    what: str
    figure: str
    peer: str = ""
    ratio: str = ""
    limit: str = ""
    met: bool | None = None

    def __str__(self) -> str:
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        return f"{self.what:<42}{self.figure:<34}{self.peer:<40}{self.ratio:<9}{self.limit:<16}{verdict}".rstrip()


def seconds_of(job: Job) -> float:
    """Return how long one call of `job` takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def process(command: Sequence[str]) -> Job:
    """Return a job that runs `command` as one process, from its start to its end, and fails where it fails."""
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def medians(rounds: int, *jobs: Job) -> list[float]:
    """Return the median seconds of each job; a busy moment of the machine falls on all alike."""
    for job in jobs:
        job()  # the first of each reads from a cold disk
    taken = [[seconds_of(job) for job in jobs] for _ in range(rounds)]
    return [statistics.median(times) for times in zip(*taken, strict=True)]


def told(seconds: float, rounds: int) -> str:
    """Return the median of so many rounds as text."""
    return f"{readable(seconds)} (median of {rounds:,})"


def readable(seconds: float) -> str:
    """Return `seconds` with three figures: 1.23 s, 45.6 ms."""
    value, unit = next((seconds * 10**n, unit) for n, unit in _UNITS if seconds * 10**n >= 1 or n == 6)
    return f"{value:#.3g}".rstrip(".") + f" {unit}"
