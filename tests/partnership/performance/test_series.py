"""Series in runs: what no run ever crosses, what every seam tells, and what rests on the last run alone."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.forecast import fit_trend
from lcsp.partnership.performance.definition import Break
from lcsp.partnership.performance.series import (
    BreakAhead,
    Point,
    Series,
    breaks_between,
    in_runs,
    rule_changes,
    series_of,
)
from lcsp.reference import read_definition
from lcsp.vocabulary.periods import Period, YearKind

kinds = st.sampled_from([YearKind.FINANCIAL, YearKind.ACADEMIC, YearKind.CALENDAR])
periods = st.builds(Period, kinds, st.integers(2000, 2014))
points = st.lists(
    st.builds(Point, periods, st.none() | st.integers(0, 100).map(float), st.sampled_from(["", "20%", "15%"])),
    unique_by=lambda point: (point.period, point.version),
    max_size=30,
)
breaks = st.lists(
    st.builds(lambda day: Break(date=day, what=f"A change on {day}."), st.dates(date(2001, 1, 1), date(2014, 12, 31))),
    max_size=4,
)


def academic(year: int, value: float | None = 1.0, version: str = "") -> Point:
    return Point(Period(YearKind.ACADEMIC, year), value, version)


def changed(day: date, what: str = "The law changed.") -> Break:
    return Break(date=day, what=what)


@given(points, breaks)
def test_no_run_crosses_a_break_a_version_or_a_kind_of_year(held: list[Point], changes: list[Break]) -> None:
    series = in_runs(held, changes)
    for run in series.runs:
        assert {point.version for point in run.points} == {run.version}
        assert len({point.period.kind for point in run.points}) == 1
        assert all(one.period.year < two.period.year for one, two in pairwise(run.points))
        first, last = run.points[0].period, run.points[-1].period
        if first != last:
            # Between the day on which its first figure began to be counted and the day on which its last one had been.
            ends = last.last_day - timedelta(31 if last.kind is YearKind.ACADEMIC else 0)
            assert not [one for one in changes if first.first_day < one.date <= ends]


@given(points, breaks)
def test_nothing_is_lost_and_every_seam_tells_why(held: list[Point], changes: list[Break]) -> None:
    series = in_runs(held, changes)
    assert Counter([*series.awaited, *(point for run in series.runs for point in run.points)]) == Counter(held)
    assert all(point.value is None for point in series.awaited)
    assert len(series.seams) == max(0, len(series.runs) - 1)
    for (run, following), seam in zip(pairwise(series.runs), series.seams, strict=True):
        assert (seam.until, seam.since) == (run.points[-1].period, following.points[0].period)
        assert seam.sentence.endswith(".")
        assert all(one.what in seam.sentence for one in seam.breaks)


@given(points, breaks)
def test_the_order_of_points_is_of_no_account(held: list[Point], changes: list[Break]) -> None:
    shuffled = sorted(held, key=lambda point: point.period.year * -1)
    found, again = in_runs(held, changes), in_runs(shuffled, changes)
    assert Counter(found.runs) == Counter(again.runs)


@given(points)
def test_without_a_break_there_is_one_run_for_each_version_and_stretch_of_a_kind(held: list[Point]) -> None:
    one_kind = [point for point in held if point.period.kind is YearKind.ACADEMIC]
    versions = {point.version for point in one_kind if point.value is not None}
    assert len(in_runs(one_kind, []).runs) == len(versions)


def test_a_break_cuts_a_series_and_is_told() -> None:
    series = in_runs(map(academic, range(2007, 2011)), [changed(date(2009, 9, 1))])
    assert [[point.period.year for point in run.points] for run in series.runs] == [[2007, 2008], [2009, 2010]]
    assert series.seams[0].breaks == (changed(date(2009, 9, 1)),)
    told = "Figures before 1 September 2009 cannot be compared with later ones: The law changed."
    assert series.seams[0].sentence == told


def test_a_law_that_begins_in_august_is_of_the_next_academic_year() -> None:
    series = in_runs(map(academic, (2022, 2023, 2024)), [changed(date(2024, 8, 19))])
    assert [len(run.points) for run in series.runs] == [2, 1]


def test_a_year_in_which_a_break_falls_stands_alone() -> None:
    financial = [Point(Period(YearKind.FINANCIAL, year), 1.0) for year in range(2007, 2012)]
    series = in_runs(financial, [changed(date(2009, 9, 1))])
    assert [len(run.points) for run in series.runs] == [2, 1, 2]
    assert all("The figure of financial 2009/10 is counted partly in each way" in one.sentence for one in series.seams)


def test_a_year_without_a_figure_ends_no_run() -> None:
    series = in_runs([academic(2006), academic(2007, None), academic(2008)], [])
    assert [run.values for run in series.runs] == [(1.0, 1.0)]
    assert series.awaited == (academic(2007, None),)


def test_both_versions_of_a_year_are_kept_in_two_runs() -> None:
    old = [academic(year, 6.0, "20%") for year in (2007, 2008, 2009, 2010)]
    new = [academic(year, 10.0, "15%") for year in (2009, 2010, 2011)]
    series = in_runs([*old, *new], [changed(date(2010, 9, 1))], bridged=[date(2010, 9, 1)])
    assert [(run.version, len(run.points)) for run in series.runs] == [("20%", 4), ("15%", 3)]
    assert "Counted by 20% until academic 2010/11, by 15% from academic 2009/10 on." in series.seams[0].sentence
    assert "Counted in both ways: 2009/10, 2010/11." in series.seams[0].sentence
    assert series.last().version == "15%"
    assert series.last("20%").values == (6.0,) * 4


def test_a_figure_without_a_named_version_crosses_no_break() -> None:
    series = in_runs([academic(2009), academic(2010)], [changed(date(2010, 9, 1))], bridged=[date(2010, 9, 1)])
    assert len(series.runs) == 2


def test_one_version_beyond_a_bridged_break_ends_at_the_next() -> None:
    changes = [changed(date(2010, 9, 1), "The threshold fell."), changed(date(2012, 9, 1), "A sixth half term.")]
    held = [academic(year, 6.0, "20%") for year in range(2008, 2014)]
    series = in_runs(held, changes, bridged=[date(2010, 9, 1)])
    assert [len(run.points) for run in series.runs] == [4, 2]
    assert series.seams[0].breaks == (changes[1],)
    assert "threshold" not in series.seams[0].sentence


def test_the_shipped_definition_of_persistent_absence_is_bridged_by_its_versions() -> None:
    definition = read_definition("NI 87")
    assert definition is not None
    assert rule_changes(definition) == {date(2010, 9, 1), date(2015, 9, 1)}
    named = series_of([academic(year, 7.0, "20%") for year in range(2006, 2018)], definition)
    assert len(named.runs) == 1
    assert len(series_of([academic(year, 7.0) for year in range(2006, 2018)], definition).runs) == 3


def made(values: list[float], since: int = 2005) -> list[Point]:
    return [academic(since + place, value) for place, value in enumerate(values)]


def test_trend_and_forecast_rest_on_the_last_run_alone() -> None:
    series = in_runs(made([50, 60, 70, 7.5, 7.3, 7.2, 6.9]), [changed(date(2008, 9, 1))])
    assert series.trend() == fit_trend([(2008, 7.5), (2009, 7.3), (2010, 7.2), (2011, 6.9)])
    assert series.forecast(Period(YearKind.ACADEMIC, 2013)) == series.trend().at(2013)


@given(st.lists(st.integers(0, 100).map(float), min_size=1, max_size=8), st.floats(0, 100))
def test_what_came_before_a_break_changes_no_forecast(earlier: list[float], moved: float) -> None:
    held = made([7.5, 7.3, 7.2, 6.9], 2012)
    change = [changed(date(2012, 9, 1))]
    forecast = in_runs(held, change).forecast(Period(YearKind.ACADEMIC, 2017))
    before = made([value + moved for value in earlier], 2012 - len(earlier))
    assert in_runs([*before, *held], change).forecast(Period(YearKind.ACADEMIC, 2017)) == forecast


def test_too_few_since_the_break_are_refused_and_it_says_so() -> None:
    series = in_runs(made([1, 2, 3, 4, 5]), [changed(date(2008, 9, 1))])
    with pytest.raises(TooFewPoints, match=r"2 points are too few for a trend.*Figures before 1 September 2008"):
        series.trend()
    with pytest.raises(TooFewPoints, match=r"2 points are too few for limits: at least 10.*Earlier ones do not count"):
        series.chart()
    with pytest.raises(TooFewPoints, match="0 points: there is no figure counted by 20%"):
        series.last("20%")


def test_a_chart_is_of_the_last_run() -> None:
    steady = [10.0, 11, 9, 10, 12, 9, 11, 10, 9, 11]
    series: Series = in_runs(made([90.0, 95.0, *steady]), [changed(date(2007, 9, 1))])
    assert series.chart().mean == pytest.approx(10.2)


def test_no_forecast_crosses_a_break() -> None:
    series = in_runs(made([1, 2, 3, 4]), [changed(date(2010, 9, 1), "The threshold falls.")])
    assert series.forecast(Period(YearKind.ACADEMIC, 2009)).value == pytest.approx(5)
    told = "No forecast from academic 2008/09 to academic 2010/11. Figures before 1 September 2010 cannot.*threshold"
    with pytest.raises(BreakAhead, match=told):
        series.forecast(Period(YearKind.ACADEMIC, 2010))
    for wrong in (Period(YearKind.ACADEMIC, 2008), Period(YearKind.FINANCIAL, 2012)):
        with pytest.raises(ValueError, match="does not follow academic 2008/09"):
            series.forecast(wrong)


def test_two_ways_to_count_the_last_year_have_to_be_told_apart() -> None:
    series = in_runs([academic(2008, 6.0, "20%"), academic(2008, 10.0, "15%")], [])
    with pytest.raises(ValueError, match=r"counted in several ways \(20%, 15%\): say which"):
        series.last()


def test_two_figures_of_one_period_are_refused() -> None:
    with pytest.raises(ValueError, match=r"Two figures of academic 2008/09 by 20%"):
        in_runs([academic(2008, 6.0, "20%"), academic(2008, 10.0, "20%")], [])


def test_figures_of_the_plan_are_decimals() -> None:
    point = Point(Period(YearKind.CALENDAR, 2008), Decimal("7.1"))
    assert in_runs([point], []).last().values == (7.1,)


def test_a_change_of_the_kind_of_year_is_told() -> None:
    held = [Point(Period(YearKind.CALENDAR, 2008), 1.0), Point(Period(YearKind.FINANCIAL, 2009), 1.0)]
    (seam,) = in_runs(held, []).seams
    told = "Figures until calendar 2008 are of calendar years, from financial 2009/10 on of financial years."
    assert seam.sentence == told


def test_a_break_belongs_to_the_first_year_that_it_reaches() -> None:
    definition = read_definition("NI 87")
    assert definition
    years = {year: Period(YearKind.ACADEMIC, year) for year in range(2007, 2017)}
    assert [one.date.year for one in breaks_between(years[2009], years[2010], definition.breaks)] == [2010]
    assert breaks_between(years[2010], years[2011], definition.breaks) == []
    assert [one.date.year for one in breaks_between(years[2007], years[2016], definition.breaks)] == [2010, 2015]
