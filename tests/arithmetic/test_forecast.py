"""Trends and forecasts: a published regression, coverage by counting and by made series, refusals."""

from math import exp, fsum, lgamma, log
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.distributions import student_quantile
from lcsp.arithmetic.forecast import Forecast, fit_trend, year_end_count, year_end_rate

values = st.lists(st.floats(-1000, 1000), min_size=3, max_size=12)
events = st.integers(0, 300)

# Anscombe, F. J. (1973), Graphs in statistical analysis, The American Statistician 27, 17-21: the first data set.
ANSCOMBE = (
    (10, 8.04), (8, 6.95), (13, 7.58), (9, 8.81), (11, 8.33), (14, 9.96), (6, 7.24), (4, 4.26), (12, 10.84), (7, 4.82),
    (5, 5.68),
)  # fmt: skip


def test_anscombes_regression() -> None:
    trend = fit_trend(ANSCOMBE)
    assert trend.slope == pytest.approx(0.5001, abs=5e-5)
    assert trend.at(0).value == pytest.approx(3.0001, abs=5e-5)
    assert trend.spread == pytest.approx(1.237, abs=5e-4)
    half = 2.262 * 0.1179  # the table's t of nine degrees, and the standard error that is printed with the data
    assert trend.interval == pytest.approx((0.5001 - half, 0.5001 + half), abs=3e-4)
    # A new point at the mean of the places: 7.5009, and 2.262 times the spread times the root of 1 + 1/11 about it.
    half = 2.262 * 1.2366 * (1 + 1 / 11) ** 0.5
    assert trend.at(9) == pytest.approx((7.5009, 7.5009 - half, 7.5009 + half), abs=2e-3)


def test_three_points_give_an_honest_width() -> None:
    # By hand: 1, 2, 2 has the slope 0.5, squares left 1/6, and one degree of freedom (12.706).
    ahead = fit_trend([(2005, 1), (2006, 2), (2007, 2)]).at(2008)
    half = 12.7062 * (1 / 6) ** 0.5 * (1 + 1 / 3 + 4 / 2) ** 0.5
    assert ahead == pytest.approx((8 / 3, 8 / 3 - half, 8 / 3 + half), abs=1e-4)


def test_fewer_than_three_points_are_refused_and_it_says_why() -> None:
    with pytest.raises(TooFewPoints, match="2 points are too few for a trend: at least 3 are needed, because two make"):
        fit_trend([(1, 1), (2, 2)])
    with pytest.raises(ValueError, match="same place"):
        fit_trend([(1, 1), (1, 2), (2, 2)])
    with pytest.raises(ValueError, match="finite"):
        fit_trend([(1, 1), (2, float("nan")), (3, 2)])


@given(values, st.floats(-50, 50), st.floats(0.1, 10), st.integers(-5, 5))
def test_moving_and_scaling_a_series_moves_its_trend(held: list[float], by: float, times: float, ahead: int) -> None:
    trend = fit_trend(list(enumerate(held)))
    moved = fit_trend([(place + 2000, value * times + by) for place, value in enumerate(held)])
    assert moved.slope == pytest.approx(trend.slope * times, abs=1e-6)
    expected = [end * times + by for end in trend.at(len(held) + ahead)]
    assert list(moved.at(2000 + len(held) + ahead)) == pytest.approx(expected, rel=1e-6, abs=1e-6)


@given(values)
def test_a_forecast_is_wider_further_away_and_mirrors(held: list[float]) -> None:
    trend, mirrored = fit_trend(list(enumerate(held))), fit_trend([(-n, value) for n, value in enumerate(held)])
    near, far = trend.at(len(held)), trend.at(len(held) + 3)
    assert near.low <= near.value <= near.high
    assert far.high - far.low >= near.high - near.low
    assert mirrored.slope == pytest.approx(-trend.slope, abs=1e-9)


@pytest.mark.parametrize("count", [3, 4, 6, 10])
def test_the_next_point_lies_within_as_often_as_it_says(count: int) -> None:
    chance = Random(count)
    inside = 0
    for _ in range(2000):
        made = [(float(place), 7 - 0.3 * place + chance.gauss(0, 0.4)) for place in range(count + 1)]
        ahead = fit_trend(made[:-1]).at(count)
        inside += ahead.low <= made[-1][1] <= ahead.high
    assert inside / 2000 == pytest.approx(0.95, abs=0.016)


def test_what_is_not_possible_is_cut_off() -> None:
    assert Forecast(-1, -5, 3).within(0, None) == (0, 0, 3)
    assert Forecast(99, 90, 120).within(0, 100) == (99, 90, 100)
    assert Forecast(99, 90, 120).within(None, None) == (99, 90, 120)


@example(1, 157, 1)
@given(events, st.integers(5, 300), events)
def test_a_year_ends_about_where_last_year_says(so_far: int, then: int, rest: int) -> None:
    ahead = year_end_count(so_far, then, rest)
    assert so_far <= ahead.low <= ahead.value + 1e-9
    assert ahead.value - 1e-9 <= ahead.high
    wider = year_end_count(so_far, then, rest, 0.998)
    assert wider.low <= ahead.low <= ahead.high <= wider.high


@given(events, st.integers(5, 200), st.integers(0, 200))
def test_the_same_counts_again_would_be_no_surprise(so_far: int, then: int, rest: int) -> None:
    low, high = year_end_count(then, then, rest)[1:]
    assert low <= then + rest <= high
    assert year_end_count(so_far + 1, then, rest).high >= year_end_count(so_far, then, rest).high


@pytest.mark.parametrize(("year", "last", "passed"), [(12.0, 20.0, 0.6), (20.0, 20.0, 0.5), (8.0, 16.0, 0.75)])
def test_the_end_of_a_year_lies_within_at_least_as_often_as_it_says(year: float, last: float, passed: float) -> None:
    def chances(mean: float) -> list[tuple[int, float]]:
        every = [(n, exp(n * log(mean) - mean - lgamma(n + 1))) for n in range(60)]
        return [(n, chance) for n, chance in every if chance > 1e-5]

    covered = tried = 0.0
    for then, one in chances(last * passed):
        for rest, two in chances(last * (1 - passed)):
            for so_far, three in chances(year * passed):
                if then < 5 or one * two * three < 1e-7:
                    continue
                ahead = year_end_count(so_far, then, rest)
                tried += one * two * three
                covered += fsum(
                    one * two * three * chance
                    for later, chance in chances(year * (1 - passed))
                    if ahead.low <= so_far + later <= ahead.high
                )
    assert tried > 0.95
    assert covered / tried >= 0.95


def test_too_little_of_last_year_is_refused() -> None:
    with pytest.raises(TooFewPoints, match="4 last year until the same day are too few for a forecast: at least 5"):
        year_end_count(10, 4, 20)
    with pytest.raises(ValueError, match="0 or more"):
        year_end_count(-1, 5, 5)
    with pytest.raises(ValueError, match="between 0 and 1"):
        year_end_count(1, 5, 5, 1.0)


def test_a_part_of_a_year_goes_on_as_past_years_did() -> None:
    past = [(5.0, 6.0), (5.2, 6.1), (4.8, 6.0)]
    ahead = year_end_rate(5.0, past)
    ratios = [log(whole / part) for part, whole in past]
    mean = sum(ratios) / 3
    spread = (sum((ratio - mean) ** 2 for ratio in ratios) / 2) ** 0.5
    half = student_quantile(0.95, 2) * spread * (4 / 3) ** 0.5
    assert ahead == pytest.approx((5 * exp(mean), 5 * exp(mean - half), 5 * exp(mean + half)))
    steady = year_end_rate(5.0, [(4.0, 6.0)] * 3)
    assert steady == pytest.approx((7.5, 7.5, 7.5))


@given(st.floats(0.1, 50), st.lists(st.tuples(st.floats(0.1, 50), st.floats(0.1, 50)), min_size=3, max_size=6))
def test_a_rate_twice_as_high_ends_twice_as_high(part: float, past: list[tuple[float, float]]) -> None:
    ahead = year_end_rate(part, past)
    assert ahead.value > 0
    assert ahead.low <= ahead.value <= ahead.high
    assert year_end_rate(2 * part, past) == pytest.approx([2 * end for end in ahead])


def test_two_past_years_are_too_few() -> None:
    with pytest.raises(TooFewPoints, match="2 past years are too few for a forecast: at least 3"):
        year_end_rate(5, [(5, 6), (5, 6)])
    with pytest.raises(ValueError, match="above 0"):
        year_end_rate(0, [(5, 6), (5, 6), (5, 7)])
