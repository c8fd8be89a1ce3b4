"""Differences: published examples, and what must hold of every test and correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.differences import (
    Share,
    benjamini_hochberg,
    compare_counts,
    compare_shares,
    compare_with_rest,
    holm,
)

small = (
    st.integers(1, 30).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))).map(lambda x: Share(*x))
)
large = (
    st.integers(200, 5000)
    .flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
    .map(lambda x: Share(*x))
)
chances = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_the_lady_tasting_tea() -> None:
    # Fisher (1935): four cups of each kind, three of each told right. Two-sided probability 34/70.
    assert compare_shares(Share(3, 4), Share(1, 4)).p == pytest.approx(34 / 70)
    assert compare_shares(Share(4, 4), Share(0, 4)).p == pytest.approx(2 / 70)
    assert compare_shares(Share(4, 4), Share(0, 4)).test == "Fisher's exact test"
    assert compare_shares(Share(40, 100), Share(30, 90)).test == "z test of two shares"


def test_two_large_shares() -> None:
    # 15 of 100 against 25 of 100: pooled z = 1.7678, two-sided probability 0.0771.
    assert compare_shares(Share(15, 100), Share(25, 100)).p == pytest.approx(0.0771, abs=5e-5)


def test_two_rates() -> None:
    # With as many people behind both counts, 5 against 15 is a coin tossed 20 times: 2 x 21,700 / 1,048,576.
    assert compare_counts(5, 1000, 15, 1000).p == pytest.approx(2 * 21700 / 2**20)
    assert compare_counts(0, 10, 0, 10).p == 1
    exact, rough = compare_counts(1040, 1.0, 940, 1.0), compare_counts(1060, 1.0, 960, 1.0)
    assert exact.test != rough.test
    assert exact.p == pytest.approx(rough.p, abs=0.004)


@given(small | large, small | large)
def test_a_difference_is_the_same_from_both_sides(one: Share, two: Share) -> None:
    p = compare_shares(one, two).p
    assert 0 <= p <= 1
    assert compare_shares(two, one).p == pytest.approx(p, abs=1e-9)


@given(large)
def test_nothing_differs_from_itself(share: Share) -> None:
    assert compare_shares(share, share).p == pytest.approx(1.0)


@given(large)
def test_a_part_is_compared_with_the_rest(part: Share) -> None:
    rest = Share(300, 1000)
    whole = Share(part.numerator + rest.numerator, part.denominator + rest.denominator)
    assert compare_with_rest(part, whole) == compare_shares(part, rest)


def test_fisher_is_true_to_its_level() -> None:
    # Under the same share, a two-sided exact test raises at most as many false alarms as it says.
    from math import comb

    alarms = sum(
        comb(12, one) * 0.2**one * 0.8 ** (12 - one) * comb(9, two) * 0.2**two * 0.8 ** (9 - two)
        for one in range(13)
        for two in range(10)
        if compare_shares(Share(one, 12), Share(two, 9)).p <= 0.05
    )
    assert 0 < alarms <= 0.05


def test_corrections_of_known_examples() -> None:
    ps = [0.01, 0.04, 0.03, 0.005]
    assert holm(ps) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert benjamini_hochberg(ps) == pytest.approx([0.02, 0.04, 0.04, 0.02])


@given(chances)
def test_corrections_never_make_a_finding_surer(ps: list[float]) -> None:
    corrected, discovered = holm(ps), benjamini_hochberg(ps)
    for p, once, found in zip(ps, corrected, discovered, strict=True):
        assert p <= found + 1e-12
        assert found <= once + 1e-12
        assert once <= 1
    order = sorted(range(len(ps)), key=ps.__getitem__)
    assert [corrected[place] for place in order] == sorted(corrected)
    assert [discovered[place] for place in order] == sorted(discovered)


def test_what_is_no_share_is_refused() -> None:
    for wrong in (Share(1, 0), Share(-1, 3), Share(4, 3)):
        with pytest.raises(ValueError, match="is not a share"):
            compare_shares(wrong, Share(1, 2))
    with pytest.raises(ValueError, match="0 or more"):
        compare_counts(-1, 1, 2, 1)
    with pytest.raises(ValueError, match="is not a share"):
        compare_with_rest(Share(3, 5), Share(3, 5))
