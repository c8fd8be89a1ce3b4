"""Figures kept between requests: each is rolled up once a process, until the counts are computed anew.

What is kept is as undisclosed as it was.
"""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.engines.figures import Chances, Level, Measured, differences_from_rest, figures_of, read_counts
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.undisclosed import Undisclosed
from lcsp.engines.year_end import YearEnd, year_end_of
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED


class Counted(NamedTuple):
    """The counts of a year as they stand: the folder, the year, and the size and time of their file."""

    folder: str
    year: int
    size: int
    written: int


def counted(store: PupilStore, year: int) -> Counted | None:
    """Return which counts stand for the year; None where none do."""
    try:
        state = store.path(year, "counts").stat()
    except FileNotFoundError:
        return None
    return Counted(str(store.folder), year, state.st_size, state.st_mtime_ns)


# Kent's counts of a year take 28 MB: only those that pages are being made of are held.
@lru_cache(maxsize=2)
def _counts(of: Counted) -> Undisclosed[pa.Table]:
    return read_counts(PupilStore(Path(of.folder)), of.year)


@lru_cache(maxsize=2000)
def kept_figures(of: Counted, code: str, level: Level = "county", by: str = "") -> Undisclosed[tuple[Measured, ...]]:
    """Return the figures of the shipped definition `code` at a level, by a group."""
    return figures_of(_counts(of), _definition(code), level, by)


@lru_cache(maxsize=500)
def kept_chances(of: Counted, code: str, level: Level) -> Undisclosed[Chances]:
    """Return how likely the areas' differences from the rest of the county are by chance alone."""
    return differences_from_rest(kept_figures(of, code, level), _definition(code))


@lru_cache(maxsize=50)
def kept_year_end(of: Counted) -> Undisclosed[YearEnd] | str | None:
    """Return the forecast of the year's permanent exclusions; why there is none, or None where none is due."""
    try:
        return year_end_of(PupilStore(Path(of.folder)), of.year)
    except TooFewPoints as problem:
        return str(problem)


def _definition(code: str) -> Definition:
    found = SHIPPED.find(Definition, code)
    if found is None:
        raise LookupError(f"there is no definition {code}")
    return found


def forget() -> None:
    """Let go of everything (tests and measurements)."""
    for kept in (_counts, kept_figures, kept_chances, kept_year_end):
        kept.cache_clear()
