"""Distributions and exact intervals: published tables, exact sums, and coverage by counting every outcome."""

from fractions import Fraction
from math import comb, exp, fsum, lgamma, log, pi, sqrt, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.distributions import beta_share, gamma_shares, rising_root, student_quantile, tail_beyond
from lcsp.arithmetic.exact_intervals import clopper_pearson, exact_poisson
from lcsp.arithmetic.intervals import byar, normal_quantile, wilson

shares = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
confidences = st.sampled_from([0.5, 0.8, 0.95, 0.998])


def test_garwoods_table() -> None:
    # Garwood (1936) and tables since, at 95 %: count, lower and upper limit of the mean.
    for count, low, high in (
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (2, 0.242, 7.225),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (20, 12.217, 30.888),
        (50, 37.111, 65.919),
        (100, 81.364, 121.627),
    ):
        assert exact_poisson(count) == pytest.approx((low, high), abs=6e-4)


def test_clopper_and_pearsons_table() -> None:
    # At 95 %: how many of ten, lower and upper limit of the share; and 81 of 263 (Newcombe 1998, method 5).
    for count, low, high in ((0, 0.0, 0.3085), (1, 0.0025, 0.4450), (5, 0.1871, 0.8129), (10, 0.6915, 1.0)):
        assert clopper_pearson(count, 10) == pytest.approx((low, high), abs=5e-5)
    assert clopper_pearson(81, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    assert clopper_pearson(0, 20) == pytest.approx((0.0, 0.1684), abs=5e-5)


def test_limits_that_have_a_formula() -> None:
    # Where none, or all, are counted the limits are powers, and the limit of no events is a logarithm.
    for whole in (1, 7, 400, 30_000):
        assert clopper_pearson(0, whole).high == pytest.approx(1 - 0.025 ** (1 / whole), rel=1e-10)
        assert clopper_pearson(whole, whole).low == pytest.approx(0.025 ** (1 / whole), rel=1e-10)
    assert exact_poisson(0).high == pytest.approx(-log(0.025), rel=1e-12)


def test_students_table() -> None:
    # Two-sided, from the usual table: degrees of freedom, 95 % and 99 %.
    for freedom, usual, wide in (
        (1, 12.706, 63.657), (2, 4.303, 9.925), (3, 3.182, 5.841), (5, 2.571, 4.032), (9, 2.262, 3.250),
        (10, 2.228, 3.169), (30, 2.042, 2.750), (120, 1.980, 2.617),
    ):  # fmt: skip
        assert student_quantile(0.95, freedom) == pytest.approx(usual, abs=6e-4)
        assert student_quantile(0.99, freedom) == pytest.approx(wide, abs=6e-4)


@given(st.floats(0.01, 0.9999))
def test_student_with_one_or_two_degrees_has_a_formula_and_with_many_is_normal(confidence: float) -> None:
    assert student_quantile(confidence, 1) == pytest.approx(tan(pi * confidence / 2), rel=1e-9)
    assert student_quantile(confidence, 2) == pytest.approx(confidence * sqrt(2 / (1 - confidence**2)), rel=1e-9)
    normal = normal_quantile(confidence)
    nearly = normal + (normal**3 + normal) / 4e6  # the first term of the way from normal to t
    assert student_quantile(confidence, 1e6) == pytest.approx(nearly, rel=1e-9)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 99))
def test_the_beta_distribution_is_a_sum_of_binomial_chances(one: int, two: int, percent: int) -> None:
    # In exact fractions: so many or more of one + two - 1.
    trials, share = one + two - 1, Fraction(percent, 100)
    exact = sum(comb(trials, n) * share**n * (1 - share) ** (trials - n) for n in range(one, trials + 1))
    assert beta_share(percent / 100, one, two) == pytest.approx(float(exact), rel=1e-9, abs=1e-12)


@given(st.integers(1, 200), st.floats(0.01, 400))
def test_the_gamma_distribution_is_a_sum_of_poisson_chances(shape: int, mean: float) -> None:
    fewer = fsum(exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(shape))
    below, above = gamma_shares(mean, shape)
    assert above == pytest.approx(fewer, rel=1e-9, abs=1e-12)
    assert below + above == pytest.approx(1)


@given(shares, confidences)
def test_the_limits_of_a_share_leave_their_tails(share: tuple[int, int], confidence: float) -> None:
    counted, whole = share
    low, high = clopper_pearson(counted, whole, confidence)
    assert 0 <= low <= counted / whole <= high <= 1
    tail = (1 - confidence) / 2
    if counted:
        assert beta_share(low, counted, whole - counted + 1) == pytest.approx(tail, abs=1e-9)
    if counted < whole:
        assert 1 - beta_share(high, counted + 1, whole - counted) == pytest.approx(tail, abs=1e-9)
    assert clopper_pearson(whole - counted, whole, confidence) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(st.integers(0, 20_000), confidences)
def test_the_limits_of_a_mean_leave_their_tails(count: int, confidence: float) -> None:
    low, high = exact_poisson(count, confidence)
    assert 0 <= low <= count <= high
    tail = (1 - confidence) / 2
    assert gamma_shares(high, count + 1)[1] == pytest.approx(tail, abs=1e-9)
    if count:
        assert gamma_shares(low, count)[0] == pytest.approx(tail, abs=1e-9)


@pytest.mark.parametrize("size", range(1, 26))
def test_an_exact_interval_of_a_share_covers_at_least_as_often_as_it_says(size: int) -> None:
    limits = [clopper_pearson(count, size) for count in range(size + 1)]
    for step in range(1, 200):
        share = step / 200
        covered = fsum(
            comb(size, count) * share**count * (1 - share) ** (size - count)
            for count, (low, high) in enumerate(limits)
            if low <= share <= high
        )
        assert covered >= 0.95 - 1e-12


def test_an_exact_interval_of_a_mean_covers_at_least_as_often_as_it_says() -> None:
    limits = [exact_poisson(count) for count in range(120)]
    for step in range(1, 300):
        mean = step / 10
        covered = fsum(
            exp(count * log(mean) - mean - lgamma(count + 1))
            for count, (low, high) in enumerate(limits)
            if low <= mean <= high
        )
        assert covered >= 0.95 - 1e-12


@given(st.integers(100, 5000))
def test_the_approximations_lie_close(count: int) -> None:
    assert exact_poisson(count) == pytest.approx(byar(count), rel=2e-3)
    assert clopper_pearson(count, 20_000) == pytest.approx(wilson(count, 20_000), rel=0.02)


@pytest.mark.parametrize("count", [10**4, 10**6, 10**8])
def test_large_counts_keep_their_digits(count: int) -> None:
    # An exact interval of many is wider than the approximation by half a count at each end: one count in all.
    whole = 15 * count
    exact, score = clopper_pearson(count, whole), wilson(count, whole)
    assert (exact.high - exact.low - score.high + score.low) * whole == pytest.approx(1, abs=0.01)
    for limits in (exact_poisson(count), byar(count)):
        assert limits == pytest.approx((count - 1.96 * sqrt(count), count + 1.96 * sqrt(count)), abs=0.02 * sqrt(count))


def test_what_is_no_share_count_or_distribution_is_refused() -> None:
    for wrong in ((1, 0), (-1, 5), (6, 5)):
        with pytest.raises(ValueError, match="is not a share"):
            clopper_pearson(*wrong)
    with pytest.raises(ValueError, match="is not a count"):
        exact_poisson(-1)
    for confidence in (0.0, 1.0):
        with pytest.raises(ValueError, match="not between 0 and 1"):
            tail_beyond(confidence)
    with pytest.raises(ValueError, match="beta distribution"):
        beta_share(1.5, 1, 1)
    with pytest.raises(ValueError, match="gamma distribution"):
        gamma_shares(-1, 1)
    with pytest.raises(ValueError, match="degrees of freedom"):
        student_quantile(0.95, 0)


def test_the_ends_of_a_distribution() -> None:
    assert (beta_share(0, 2, 3), beta_share(1, 2, 3)) == (0, 1)
    assert gamma_shares(0, 3) == (0, 1)


@given(st.floats(1e-9, 1))
def test_a_root_is_found_to_the_last_digits(root: float) -> None:
    assert rising_root(lambda value: value - root, 0, 1) == pytest.approx(root, rel=1e-15)
