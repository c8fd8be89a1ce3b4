"""Intervals: published examples, and what must hold of every one of them."""

from math import comb, exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.intervals import byar, newcombe, normal_quantile, wilson

shares = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
confidences = st.sampled_from([0.5, 0.8, 0.95, 0.998])


def test_newcombes_published_examples() -> None:
    # Newcombe (1998), two papers: score intervals of 81 of 263 and 15 of 148; differences 56/70-48/80 and 9/10-3/10.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert newcombe((56, 70), (48, 80)) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert newcombe((9, 10), (3, 10)) == pytest.approx((0.1705, 0.8090), abs=5e-5)


def test_byar_is_close_to_the_exact_interval() -> None:
    # Exact (gamma) intervals of a Poisson mean, from tables: 10 events 4.795 to 18.391, 100 events 81.36 to 121.63.
    assert byar(10) == pytest.approx((4.795, 18.391), abs=0.03)
    assert byar(100) == pytest.approx((81.36, 121.63), abs=0.02)
    assert byar(0).low == 0


@given(shares, confidences)
def test_the_share_lies_within(share: tuple[int, int], confidence: float) -> None:
    low, high = wilson(*share, confidence)
    assert 0 <= low <= share[0] / share[1] <= high <= 1


@given(shares)
def test_failures_mirror_successes(share: tuple[int, int]) -> None:
    numerator, denominator = share
    low, high = wilson(numerator, denominator)
    assert wilson(denominator - numerator, denominator) == pytest.approx((1 - high, 1 - low), abs=1e-9)


@given(shares)
def test_more_confidence_is_wider(share: tuple[int, int]) -> None:
    narrow, wide = wilson(*share, 0.8), wilson(*share, 0.998)
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@given(shares, shares)
def test_a_difference_lies_within_and_turns_round(one: tuple[int, int], two: tuple[int, int]) -> None:
    low, high = newcombe(one, two)
    assert low - 1e-12 <= one[0] / one[1] - two[0] / two[1] <= high + 1e-12
    assert newcombe(two, one) == pytest.approx((-high, -low), abs=1e-9)


@given(st.integers(0, 100_000), confidences)
def test_a_count_lies_within(count: int, confidence: float) -> None:
    low, high = byar(count, confidence)
    assert 0 <= low <= count <= high


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5])
def test_wilson_covers_as_often_as_it_says_on_average(share: float) -> None:
    covered = 0.0
    for size in range(40, 61):
        for count in range(size + 1):
            low, high = wilson(count, size)
            if low <= share <= high:
                covered += comb(size, count) * share**count * (1 - share) ** (size - count) / 21
    assert covered == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize("mean", [4.0, 12.0, 40.0])
def test_byar_covers_at_least_about_what_it_says(mean: float) -> None:
    chances = {count: exp(-mean) * mean**count / factorial(count) for count in range(120)}
    assert sum(chance for count, chance in chances.items() if byar(count)[0] <= mean <= byar(count)[1]) > 0.945


def test_what_is_no_share_is_refused() -> None:
    for wrong in ((1, 0), (-1, 5), (6, 5)):
        with pytest.raises(ValueError, match="is not a share"):
            wilson(*wrong)
    with pytest.raises(ValueError, match="is not a count"):
        byar(-1)
    with pytest.raises(ValueError, match="between 0 and 1"):
        normal_quantile(1.0)
