"""A series of figures in runs: no run crosses a change of definition, and every break between two runs is told.

Trend, forecast and control chart rest on the last run alone.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise
from typing import NamedTuple

from lcsp.arithmetic.control_charts import Chart, TooFewPoints, xmr_chart
from lcsp.arithmetic.forecast import Forecast, Trend, fit_trend
from lcsp.partnership.performance.definition import Break, Definition
from lcsp.vocabulary.periods import Period, YearKind

BEFORE, WITHIN, AFTER = -1, 0, 1


class BreakAhead(ValueError):
    """A forecast would cross a change of definition; the message says which."""


class Point(NamedTuple):
    """One figure: its period, its value (None: there is none yet), and the version of the definition it is counted by.

    The version is blank where a definition has one alone.
    """

    period: Period
    value: Decimal | float | None
    version: str = ""


class Run(NamedTuple):
    """Figures that can be compared with each other, oldest first: at least one, all of one version and kind of year."""

    version: str
    points: tuple[Point, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The values, oldest first."""
        return tuple(float(point.value) for point in self.points if point.value is not None)


class Seam(NamedTuple):
    """The visible break between a run and the next: its ends, the changes of definition, and what a reader is told."""

    until: Period
    since: Period
    breaks: tuple[Break, ...]
    sentence: str


class Series(NamedTuple):
    """Runs in the order in which they begin, one seam between each and the next, and the points without a value.

    `breaks` are all known ones, also those after the last figure; `bridged` are the days of those that a named version
    crosses.
    """

    runs: tuple[Run, ...]
    seams: tuple[Seam, ...]
    awaited: tuple[Point, ...]
    breaks: tuple[Break, ...]
    bridged: frozenset[date]

    def last(self, version: str | None = None) -> Run:
        """Return the run that ends last, of `version` where one is named.

        Raise TooFewPoints where there is none; ValueError where several versions end with the same period and none is
        named.
        """
        runs = [run for run in self.runs if version in (None, run.version)]
        if not runs:
            raise TooFewPoints("0 points: there is no figure" + (f" counted by {version}." if version else "."))
        end = max(run.points[-1].period.last_day for run in runs)
        ending = [run for run in runs if run.points[-1].period.last_day == end]
        if len(ending) > 1:
            ways = ", ".join(run.version or "one without a name" for run in ending)
            raise ValueError(f"{ending[0].points[-1].period} is counted in several ways ({ways}): say which is meant.")
        return ending[0]

    def trend(self, version: str | None = None, confidence: float = 0.95) -> Trend:
        """Return the trend of the last run by year; raise TooFewPoints below three figures in it."""
        run = self.last(version)
        try:
            points = [(point.period.year, value) for point, value in zip(run.points, run.values, strict=True)]
            return fit_trend(points, confidence)
        except TooFewPoints as error:
            raise self._too_few(run, error) from error

    def forecast(self, period: Period, version: str | None = None, confidence: float = 0.95) -> Forecast:
        """Return where the figure of `period` may lie if the trend of the last run goes on.

        Raise TooFewPoints below three figures; BreakAhead where the definition changes, or has changed, in between;
        ValueError where `period` is of another kind of year or not after the last figure.
        """
        run = self.last(version)
        last = run.points[-1].period
        if period.kind is not last.kind or period.year <= last.year:
            raise ValueError(f"{period} does not follow {last}: a forecast is of a later {last.kind.value} year.")
        ahead = [one for one in self.breaks_of(run.version) if _side(last, one) != _side(period, one)]
        if ahead:
            raise BreakAhead(f"No forecast from {last} to {period}. {_told(ahead)}")
        return self.trend(version, confidence).at(period.year)

    def chart(self, version: str | None = None) -> Chart:
        """Return the XmR chart of the last run; raise TooFewPoints below ten figures in it."""
        run = self.last(version)
        try:
            return xmr_chart(run.values)
        except TooFewPoints as error:
            raise self._too_few(run, error) from error

    def breaks_of(self, version: str) -> list[Break]:
        """Return the breaks that a run of `version` does not cross: all of them where it is blank."""
        return [one for one in self.breaks if not (version and one.date in self.bridged)]

    def _too_few(self, run: Run, error: TooFewPoints) -> TooFewPoints:
        """Return `error`, and that earlier figures do not count where there are any."""
        place = self.runs.index(run)
        return TooFewPoints(f"{error} Earlier ones do not count. {self.seams[place - 1].sentence}") if place else error


def in_runs(points: Iterable[Point], breaks: Sequence[Break], bridged: Collection[date] = ()) -> Series:
    """Return `points`, in any order, as runs that cross neither a break, nor a change of version or of kind of year.

    A period in which a break falls stands alone: its figure is counted partly in each way. A year without a figure
    ends no run. `bridged` are the days of breaks that are nothing but a change from one version to another
    (`rule_changes`): a run of one named version crosses these, because each of its figures is counted by one rule.
    Raise ValueError where a version has two figures of one period.
    """
    every = sorted(points, key=lambda point: point.period.first_day)
    seen: set[tuple[Period, str]] = set()
    for point in every:
        if (point.period, point.version) in seen:
            way = f" by {point.version}" if point.version else ""
            raise ValueError(f"Two figures of {point.period}{way}: a series has one for each period and version.")
        seen.add((point.period, point.version))
    held = [point for point in every if point.value is not None]
    awaited = tuple(point for point in every if point.value is None)
    empty = Series((), (), awaited, tuple(breaks), frozenset(bridged))
    runs = [
        Run(version, tuple(run))
        for version in dict.fromkeys(point.version for point in held)
        for run in _cut([point for point in held if point.version == version], empty.breaks_of(version))
    ]
    runs.sort(key=lambda run: (run.points[0].period.first_day, run.points[-1].period.last_day))
    seams = tuple(
        _seam(run, following, empty.breaks_of(run.version) if run.version == following.version else breaks)
        for run, following in pairwise(runs)
    )
    return empty._replace(runs=tuple(runs), seams=seams)


def series_of(points: Iterable[Point], definition: Definition) -> Series:
    """Return `points` as runs by the breaks of `definition`; raise ValueError as `in_runs` does."""
    return in_runs(points, definition.breaks, rule_changes(definition))


def breaks_between(before: Period, after: Period, breaks: Iterable[Break]) -> list[Break]:
    """Return those of `breaks` for which figures of `before` and `after` cannot be compared."""
    return [one for one in breaks if _side(before, one) != _side(after, one)]


def rule_changes(definition: Definition) -> frozenset[date]:
    """Return the days of breaks that are changes of a dated number in the definition, which versions are counted by."""
    changed = {parameter.valid_from for parameter in definition.parameters}
    return frozenset(one.date for one in definition.breaks if one.date in changed)


def _cut(points: Sequence[Point], breaks: Sequence[Break]) -> list[list[Point]]:
    def place(point: Point) -> tuple[YearKind, tuple[int, ...], Period | None]:
        sides = tuple(_side(point.period, one) for one in breaks)
        # Two periods in which the same break falls, of which one is longer, stand alone too.
        return point.period.kind, sides, point.period if WITHIN in sides else None

    return [list(run) for _, run in groupby(points, key=place)]


def _side(period: Period, one: Break) -> int:
    """Return whether figures of `period` are counted before the break, after it, or partly both.

    Figures of an academic year are counted by the end of July, so that a law that begins in August is of the next.
    """
    academic = period.kind is YearKind.ACADEMIC
    counted_until = date(period.year + 1, 7, 31) if academic else period.last_day
    if one.date <= period.first_day:
        return AFTER
    return BEFORE if counted_until < one.date else WITHIN


def _seam(run: Run, following: Run, breaks: Sequence[Break]) -> Seam:
    until, since = run.points[-1].period, following.points[0].period
    between = tuple(one for one in breaks if _side(until, one) != _side(since, one) or _side(since, one) == WITHIN)
    told = [_told(between)] if between else []
    spanning = [period for period in (until, since) if any(_side(period, one) == WITHIN for one in between)]
    told += [f"The figure of {period} is counted partly in each way, and stands alone." for period in spanning]
    if run.version != following.version:
        told.append(_versions_told(run, following))
    if until.kind is not since.kind:
        told.append(
            f"Figures until {until} are of {until.kind.value} years, from {since} on of {since.kind.value} years."
        )
    return Seam(until, since, between, " ".join(told))


def _versions_told(run: Run, following: Run) -> str:
    names = [one.version or "an earlier definition" for one in (run, following)]
    before = {point.period for point in run.points}
    both = [point.period.label for point in following.points if point.period in before]
    told = f"Counted by {names[0]} until {run.points[-1].period}, by {names[1]} from {following.points[0].period} on."
    return f"{told} Counted in both ways: {', '.join(both)}." if both else told


def _told(breaks: Sequence[Break]) -> str:
    return " ".join(
        f"Figures before {one.date.day} {one.date:%B %Y} cannot be compared with later ones: {one.what}"
        for one in breaks
    )
