"""Gaps beside gaps: worked by hand, turned round, and how often the interval covers, by counting every outcome."""

from itertools import product
from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.differences import Share
from lcsp.arithmetic.gaps import Gap, change_of_gap, compare_gap_with_rest

shares = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))).map(lambda x: Share(*x))
gaps = st.builds(Gap, shares, shares)


def test_by_hand() -> None:
    # 60 of 99 less 40 of 99, beside 50 of 99 less 45 of 99: half a child either way makes it of 100.
    now, before = Gap(Share(60, 99), Share(40, 99)), Gap(Share(50, 99), Share(45, 99))
    error = sqrt((0.605 * 0.395 + 0.405 * 0.595 + 0.505 * 0.495 + 0.455 * 0.545) / 100)
    change = change_of_gap(now, before)
    assert change.difference == pytest.approx(15 / 99)
    assert change.interval == pytest.approx((0.15 - 1.959964 * error, 0.15 + 1.959964 * error), abs=1e-6)
    assert change.p == pytest.approx(0.1300, abs=0.003)


@given(gaps, gaps)
def test_a_change_back_again_is_turned_round(one: Gap, two: Gap) -> None:
    there, back = change_of_gap(one, two), change_of_gap(two, one)
    assert there.interval.low <= there.difference <= there.interval.high
    assert back.interval == pytest.approx((-there.interval.high, -there.interval.low), abs=1e-9)
    assert back.p == pytest.approx(there.p, abs=1e-9)


@given(gaps)
def test_nothing_differs_from_itself(gap: Gap) -> None:
    change = change_of_gap(gap, gap)
    assert change.difference == 0
    assert change.p == pytest.approx(1)


@pytest.mark.parametrize("chances", [(0.6, 0.3, 0.6, 0.3), (0.8, 0.5, 0.7, 0.4), (0.9, 0.9, 0.5, 0.5)])
def test_the_interval_covers_as_often_as_it_says(chances: tuple[float, ...]) -> None:
    # Groups of eight and ten, every outcome: no simulation.
    sizes = (10, 8, 9, 8)
    true = chances[0] - chances[1] - chances[2] + chances[3]
    covered = 0.0
    for outcome in product(*(range(size + 1) for size in sizes)):
        weight = 1.0
        for number, size, chance in zip(outcome, sizes, chances, strict=True):
            weight *= comb(size, number) * chance**number * (1 - chance) ** (size - number)
        if weight > 1e-9:
            held = [Share(number, size) for number, size in zip(outcome, sizes, strict=True)]
            interval = change_of_gap(Gap(held[0], held[1]), Gap(held[2], held[3])).interval
            covered += weight * (interval.low <= true <= interval.high)
    assert 0.94 <= covered <= 0.985


def test_a_part_is_compared_with_the_rest() -> None:
    part, whole = Gap(Share(50, 60), Share(10, 40)), Gap(Share(150, 260), Share(70, 140))
    rest = Gap(Share(100, 200), Share(60, 100))
    assert whole.less(part) == rest
    assert compare_gap_with_rest(part, whole).p == change_of_gap(part, rest).p < 0.001


@pytest.mark.parametrize("wrong", [Share(1, 0), Share(5, 4), Share(-1, 4)])
def test_what_is_no_share_is_refused(wrong: Share) -> None:
    fine = Gap(Share(1, 2), Share(1, 2))
    with pytest.raises(ValueError, match="is not a share"):
        change_of_gap(Gap(wrong, Share(1, 2)), fine)
