"""Funnel limits and XmR charts: agreement with intervals, worked examples, refusals."""

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.control_charts import JUMP, NEAR, OUTSIDE, RUN, TooFewPoints, xmr_chart
from lcsp.arithmetic.funnel import ALARM, funnel_of_share, overdispersion
from lcsp.arithmetic.intervals import wilson


@given(st.floats(0.01, 0.99), st.integers(5, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_outside_the_funnel_is_outside_ones_own_interval(share: float, part: tuple[int, int]) -> None:
    ((_, warning, alarm),) = funnel_of_share(share, [part[1]])
    for limits, confidence in ((warning, 0.95), (alarm, ALARM)):
        low, high = wilson(*part, confidence)
        own = part[0] / part[1]
        if min(abs(own - limits.low), abs(own - limits.high), abs(share - low), abs(share - high)) > 1e-9:
            assert (limits.low <= own <= limits.high) == (low <= share <= high)


@given(st.floats(0, 1), st.lists(st.integers(1, 10_000), min_size=2, max_size=9).map(sorted))
def test_the_funnel_narrows(share: float, sizes: list[int]) -> None:
    limits = funnel_of_share(share, sizes)
    for wider, narrower in itertools.pairwise(limits):
        assert wider.alarm.low <= narrower.alarm.low <= narrower.warning.low <= share
        assert share <= narrower.warning.high <= narrower.alarm.high <= wider.alarm.high


def test_chance_alone_is_not_overdispersed() -> None:
    chance = Random(1)
    parts = [(sum(chance.random() < 0.1 for _ in range(400)), 400) for _ in range(200)]
    assert overdispersion(parts) == pytest.approx(1, abs=0.25)
    assert overdispersion([(count * 3, whole) for count, whole in parts]) > 1.5


def test_wrong_shares_and_sizes_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        funnel_of_share(1.2, [10])
    with pytest.raises(ValueError, match="at least one"):
        funnel_of_share(0.2, [0])
    with pytest.raises(ValueError, match="At least two parts"):
        overdispersion([(1, 2)])
    with pytest.raises(ValueError, match="nothing varies"):
        overdispersion([(0, 2), (0, 3)])


STEADY = [10.0, 11, 9, 10, 12, 9, 11, 10, 9, 11, 10, 9]


def test_a_steady_series_has_no_signal() -> None:
    chart = xmr_chart(STEADY)
    assert chart.signals == {}
    steps = [abs(after - before) for before, after in itertools.pairwise(STEADY)]
    assert chart.high - chart.mean == pytest.approx(2.66 * sum(steps) / len(steps))
    assert chart.range_limit == pytest.approx(3.268 * sum(steps) / len(steps))


def test_each_rule_finds_what_it_is_for() -> None:
    assert xmr_chart([*STEADY, 20]).signals[OUTSIDE] == (12,)
    assert xmr_chart([*STEADY, 20]).signals[JUMP] == (12,)
    lower = [12.0, 10] * 5
    assert xmr_chart([*lower, *([9.0, 9.5] * 4)]).signals[RUN][-1] == 17
    assert NEAR in xmr_chart([10, 11, 9, 10, 11, 9, 10, 11, 9, 10, 12.6, 12.7, 12.6, 12.5]).signals


def test_fewer_than_ten_points_are_refused() -> None:
    with pytest.raises(TooFewPoints, match="9 points are too few for limits: at least 10 are needed"):
        xmr_chart(STEADY[:9])
    assert xmr_chart(STEADY[:10])


@given(st.lists(st.floats(-100, 100), min_size=10, max_size=40), st.floats(-50, 50), st.floats(0.5, 5))
def test_moving_and_scaling_a_series_moves_its_limits(values: list[float], by: float, times: float) -> None:
    chart, moved = xmr_chart(values), xmr_chart([value * times + by for value in values])
    assert moved.mean == pytest.approx(chart.mean * times + by, abs=1e-6)
    assert moved.high == pytest.approx(chart.high * times + by, abs=1e-6)
    assert moved.low == pytest.approx(chart.low * times + by, abs=1e-6)


def test_a_flat_series_is_no_alarm() -> None:
    assert xmr_chart([5.0] * 12).signals == {}
