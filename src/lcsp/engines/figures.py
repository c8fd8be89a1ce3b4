"""Figures from counts: rolled up to any level and group, with ratios and their intervals last."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import fsum
from typing import Any, Literal, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lcsp.arithmetic.differences import Share, compare_with_rest, holm
from lcsp.arithmetic.gaps import Gap, compare_gap_with_rest
from lcsp.arithmetic.intervals import Interval, newcombe, wilson
from lcsp.children.pupils.model import GROUPS, TABLES
from lcsp.engines.computing import count
from lcsp.engines.counts import COUNTS
from lcsp.engines.lowest_fifth import lowest_fifth
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.undisclosed import Undisclosed
from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Computing
from lcsp.vocabulary.conditions import Condition

Level = Literal["county", "locality", "home", "school"]
Chances = dict[tuple[str, str, str], float]  # by part, version and area
_MADE_FROM = b"made from"


class Measured(NamedTuple):
    """One figure, in percent or percentage points, and the 95% interval about it.

    `area` is blank for the county; `group` is blank for all pupils. `numerator` and `denominator` of a gap are those of
    the pupils in both of its groups, those of a lowest fifth are children. `value` is None where nobody is counted.
    """

    indicator: str
    part: str
    version: str
    year: int
    area: str
    group: str
    numerator: int
    denominator: int
    value: float | None
    low: float | None
    high: float | None
    groups: tuple[tuple[int, int], ...] = ()  # numerator and denominator of both groups of a gap


def measure(store: PupilStore, year: int, definitions: Sequence[Definition]) -> bool:
    """Bring the year's counts up to date, and say whether there was anything to do."""
    if counts_are_current(store, year, definitions):
        return False
    wanted = _made_from(store, year, definitions)
    counts = count(store, year, definitions)
    store.write_table(year, "counts", counts.replace_schema_metadata({_MADE_FROM: wanted}))
    return True


def counts_are_current(store: PupilStore, year: int, definitions: Sequence[Definition]) -> bool:
    """Say whether the year's counts were made from the definitions and records as they are now."""
    path = store.path(year, "counts")
    wanted = _made_from(store, year, definitions)
    return path.exists() and (pq.read_schema(path).metadata or {}).get(_MADE_FROM) == wanted


def _made_from(store: PupilStore, year: int, definitions: Sequence[Definition]) -> bytes:
    """Return a print of the definitions and of the files that the year's counts are made from."""
    held = hashlib.sha256(repr(COUNTS.names).encode())
    for definition in definitions:
        held.update(repr((definition.code, definition.computing)).encode())
    for noun in TABLES:
        path = store.path(year, noun.plural)
        if path.exists():
            state = path.stat()
            held.update(f"{noun.plural} {state.st_size} {state.st_mtime_ns}".encode())
    return held.hexdigest().encode()


def read_counts(store: PupilStore, year: int) -> Undisclosed[pa.Table]:
    """Return the year's counts as `measure` left them; none where it has not run."""
    path = store.path(year, "counts")
    held = pq.read_table(path, partitioning=None) if path.exists() else COUNTS.empty_table()
    return Undisclosed(held)


def figures_of(
    counts: Undisclosed[pa.Table], definition: Definition, level: Level = "county", by: str = ""
) -> Undisclosed[tuple[Measured, ...]]:
    """Return the figures of one indicator at `level`, for each value of the group `by` where one is named.

    An indicator that is defined by a group has a figure for each value of it at least, if its cohort is large enough.
    Raise ValueError for a group that pupils are not told apart by.
    """
    if by and by not in GROUPS:
        raise ValueError(f"Pupils are not told apart by {by!r}. Groups: {', '.join(GROUPS)}.")
    with duckdb.connect() as database:
        database.register("counts", counts.open_for_analysts())
        found = [
            figure
            for computing in definition.computing
            for figure in _figures(database, definition.code, computing, level, by or computing.by)
        ]
    return Undisclosed(tuple(found))


def differences_from_rest(figures: Undisclosed[tuple[Measured, ...]], definition: Definition) -> Undisclosed[Chances]:
    """Return for each area and version the probability that it differs so much from the other areas by chance alone.

    Each area is compared with the rest of the county, and the probabilities are corrected by Holm's method for as many
    comparisons as there are areas. A figure by group, and that of a lowest fifth, is not compared.
    """
    computings = {one.part: one for one in definition.computing if one.kind != "lowest fifth"}
    held = [figure for figure in figures.open_for_analysts() if figure.part in computings and not figure.group]
    found: Chances = {}
    for version in dict.fromkeys((figure.part, figure.version) for figure in held):
        of_version = [figure for figure in held if (figure.part, figure.version) == version]
        computing = computings[version[0]]
        chances = _of_gaps(of_version) if computing.higher else _of_shares(of_version, computing)
        corrected = holm(list(chances.values()))
        found |= {(*version, area): chance for area, chance in zip(chances, corrected, strict=True)}
    return Undisclosed(found)


def _of_shares(figures: Sequence[Measured], computing: Computing) -> dict[str, float]:
    """Return for each area that can be compared the probability that its share differs from the rest by chance."""
    parts = {figure.area: children_of(figure, computing) for figure in figures}
    whole = Share(*(sum(part[place] for part in parts.values()) for place in (0, 1)))
    return {
        area: compare_with_rest(part, whole).p
        for area, part in parts.items()
        if part.denominator not in (0, whole.denominator)
    }


def _of_gaps(figures: Sequence[Measured]) -> dict[str, float]:
    """Return the same of gaps: an area needs both groups, and so does the rest."""
    parts = {figure.area: gap_of(figure) for figure in figures if figure.value is not None}
    every = [[Share(*pair) for pair in figure.groups] for figure in figures]
    whole = Gap(*(Share(*(sum(pair[side][place] for pair in every) for place in (0, 1))) for side in (0, 1)))
    return {
        area: compare_gap_with_rest(part, whole).p
        for area, part in parts.items()
        if all(share.denominator for share in whole.less(part))
    }


def gap_of(figure: Measured) -> Gap:
    """Return the two groups of a gap as shares of children."""
    higher, lower = figure.groups
    return Gap(Share(*higher), Share(*lower))


def children_of(figure: Measured, computing: Computing) -> Share:
    """Return a figure's counts in children: sessions and months of one child are no independent witnesses."""
    weight = _weight(computing)
    return Share(round(figure.numerator / weight), round(figure.denominator / weight))


def _figures(
    database: duckdb.DuckDBPyConnection, code: str, computing: Computing, level: Level, by: str
) -> Iterator[Measured]:
    area = "''" if level == "county" else f'"{level}"'
    group = f"coalesce(\"{by}\"::VARCHAR, '')" if by else "''"
    shares = [Condition(text, GROUPS).as_sql() for text in (computing.higher, computing.lower) if text] or ["true"]
    sums = ", ".join(f"coalesce(sum({what}) FILTER (WHERE {share}), 0)::BIGINT" for share in shares for what in _SUMMED)
    within = _WITHIN.get(computing.kind, "0")
    rows = database.execute(
        f"""SELECT "version", "year", {area}::VARCHAR AS area, {group} AS in_group, {within} AS within, {sums}
        FROM counts WHERE indicator = ? AND part = ? GROUP BY ALL ORDER BY ALL""",  # noqa: S608
        [code, computing.part],
    ).fetchall()
    for (version, year, held_area, held_group), of_figure in groupby(rows, key=lambda row: row[:4]):
        held = [_Sums(row[4], list(zip(row[5::2], row[6::2], strict=True))) for row in of_figure]
        numerator, denominator = (sum(pair[place] for sums in held for pair in sums.pairs) for place in (0, 1))
        if denominator < computing.least_cohort:
            continue
        value, interval = _value(computing, held)
        yield Measured(
            code,
            computing.part,
            version,
            year,
            held_area,
            f"{by}: {held_group}" if by else "",
            round(denominator / 5) if computing.kind == "lowest fifth" else numerator,
            denominator,
            value,
            interval and interval.low * 100,
            interval and interval.high * 100,
            tuple(held[0].pairs) if computing.higher else (),
        )


_SUMMED = ("numerator", "denominator")
# What a figure is made of apart from its sums: months whose rates have a mean, scores that have a median.
_WITHIN = {"months": '"span"', "lowest fifth": '"score"'}


class _Sums(NamedTuple):
    """Numerator and denominator of each group that a figure compares; of one month or score where it has several."""

    within: Any
    pairs: list[tuple[int, int]]


def _weight(computing: Computing) -> int:
    """Return how many of the denominator stand for one child: intervals are about children, not sessions."""
    return {"half days missed": 320, "months": 300}.get(computing.kind, 1)


def _value(computing: Computing, held: Sequence[_Sums]) -> tuple[float | None, Interval | None]:
    """Return a figure in percent, or percentage points, and its interval as shares."""
    if computing.kind == "lowest fifth":
        value, interval = lowest_fifth({sums.within: sums.pairs[0][1] for sums in held})
        return value if value is None else value * 100, interval
    if computing.kind == "months":
        return _mean_of_months([sums.pairs[0] for sums in held if sums.pairs[0][1] > 0])
    return _share_or_gap(held[0].pairs, _weight(computing))


def _mean_of_months(months: Sequence[tuple[int, int]]) -> tuple[float | None, Interval | None]:
    """Return the mean of the rates of `months`, counted in hundredths of young people; one is counted in each."""
    if not months:
        return None, None
    value = fsum(numerator / denominator for numerator, denominator in months) / len(months)
    children = fsum(denominator for _, denominator in months) / len(months) / 100
    return value * 100, wilson(value * children, children)


def _share_or_gap(pairs: Sequence[tuple[int, int]], weight: int) -> tuple[float | None, Interval | None]:
    """Return a share in percent, or the difference of two in percentage points, and its interval as shares."""
    if any(denominator <= 0 for _, denominator in pairs):
        return None, None
    scaled = [(numerator / weight, denominator / weight) for numerator, denominator in pairs]
    shares = [numerator * 100 / denominator for numerator, denominator in pairs]
    if len(pairs) == 1:
        return shares[0], wilson(*scaled[0])
    return shares[0] - shares[1], newcombe(scaled[0], scaled[1])


def computable(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    """Return those of `definitions` that say how they are computed."""
    return tuple(definition for definition in definitions if definition.computing)
