"""The gap of the lowest fifth: a worked example, a plain loop, and what it does not depend on."""

from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.engines.lowest_fifth import lowest_fifth

spreads = st.dictionaries(st.integers(0, 117), st.integers(1, 40), min_size=1, max_size=20)


def test_a_worked_example() -> None:
    # Ten children: the lowest two have 40 and 60, the median is 80.
    value, interval = lowest_fifth({40: 1, 60: 1, 80: 6, 100: 2})
    assert value == pytest.approx((80 - 50) / 80)
    assert interval
    assert value is not None
    assert interval.low <= value <= interval.high


@given(spreads)
def test_it_is_that_of_a_plain_loop(children: dict[int, int]) -> None:
    scores = sorted(score for score, number in children.items() for _ in range(number))
    lowest, middle = scores[: -(-len(scores) // 5)], median(scores)
    value, interval = lowest_fifth(children)
    if not middle:
        assert (value, interval) == (None, None)
        return
    assert value == pytest.approx((middle - fmean(lowest)) / middle)
    assert interval
    assert value is not None
    assert interval.low <= value <= interval.high


@given(spreads)
def test_the_order_of_scores_and_empty_scores_do_not_matter(children: dict[int, int]) -> None:
    turned = {score: children[score] for score in sorted(children, reverse=True)}
    assert lowest_fifth(turned) == lowest_fifth(children)
    assert lowest_fifth({**children, 118: 0})[0] == lowest_fifth(children)[0]


def test_more_children_make_a_narrower_interval() -> None:
    few, many = lowest_fifth({40: 20, 70: 30, 90: 50})[1], lowest_fifth({40: 2000, 70: 3000, 90: 5000})[1]
    assert few
    assert many
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("children", [{}, {60: 0}])
def test_nobody_has_no_gap(children: dict[int, int]) -> None:
    assert lowest_fifth(children) == (None, None)
