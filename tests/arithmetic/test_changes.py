"""Changes between periods: published examples, turning round, and coverage by counting every outcome."""

from math import exp, fsum, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.changes import change_of_rate, change_of_share, correct_for_many
from lcsp.arithmetic.differences import Share, compare_counts, compare_shares

shares = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))).map(lambda x: Share(*x))
counts = st.integers(0, 400)


def test_newcombes_example() -> None:
    # Newcombe (1998): 56 of 70 less 48 of 80.
    change = change_of_share(Share(56, 70), Share(48, 80))
    assert change.difference == pytest.approx(0.2)
    assert change.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert change.p == compare_shares(Share(56, 70), Share(48, 80)).p


def test_a_rate_against_nothing_keeps_its_own_limits() -> None:
    # With no event before, and all of the time in the world behind it, what is left is Garwood's interval of now.
    change = change_of_rate(10, 1.0, 0, 1e12)
    assert change.interval == pytest.approx((4.795, 18.390), abs=6e-4)


@given(shares, shares)
def test_a_share_back_again_is_the_change_turned_round(one: Share, two: Share) -> None:
    there, back = change_of_share(one, two), change_of_share(two, one)
    assert there.interval.low - 1e-12 <= there.difference <= there.interval.high + 1e-12
    assert back.difference == -there.difference
    assert back.interval == pytest.approx((-there.interval.high, -there.interval.low), abs=1e-12)
    assert back.p == pytest.approx(there.p, abs=1e-9)


@given(counts, counts, st.floats(1, 5000), st.floats(1, 5000))
def test_a_rate_back_again_is_the_change_turned_round(now: int, before: int, time: float, earlier: float) -> None:
    there, back = change_of_rate(now, time, before, earlier), change_of_rate(before, earlier, now, time)
    assert there.interval.low <= there.difference <= there.interval.high
    assert back.interval == pytest.approx((-there.interval.high, -there.interval.low), abs=1e-9)
    assert there.p == compare_counts(now, time, before, earlier).p


@pytest.mark.parametrize(("now", "before"), [(0.5, 2.0), (3.0, 3.0), (9.0, 4.0), (15.0, 20.0)])
def test_the_interval_of_a_change_covers_at_least_as_often_as_it_says(now: float, before: float) -> None:
    def chances(mean: float) -> list[float]:
        return [exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(45)]

    covered = fsum(
        one * two
        for seen, one in enumerate(chances(now))
        for seen_before, two in enumerate(chances(before))
        if one * two > 1e-9
        for interval in [change_of_rate(seen, 1, seen_before, 1).interval]
        if interval.low <= now - before <= interval.high
    )
    assert covered >= 0.95


def test_many_changes_are_corrected_together() -> None:
    changes = [change_of_share(Share(15, 100), Share(25, 100))] * 22 + [change_of_share(Share(5, 100), Share(40, 100))]
    corrected = correct_for_many(changes)
    assert [test.p for test in corrected[:22]] == [1.0] * 22
    assert corrected[22].p == pytest.approx(changes[22].p * 23)
    assert corrected[22].test == "z test of two shares, corrected by Holm's method for 23 comparisons"


def test_what_is_no_share_or_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="is not a share"):
        change_of_share(Share(3, 2), Share(1, 2))
    with pytest.raises(ValueError, match="above 0"):
        change_of_rate(1, 0, 1, 1)
