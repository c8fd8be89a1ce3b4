"""Sums: totals with absent values, rounding as printed, shares."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.sums import agrees_as_printed, round_half_up, share_of, total

numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
steps = st.sampled_from([Decimal("0.01"), Decimal("0.1"), Decimal(1), Decimal(1000)])


def test_total_of_nothing_is_nothing() -> None:
    assert total([]) == 0
    assert total([None, None]) == 0


@given(st.lists(st.none() | numbers))
def test_absent_values_count_as_nothing(values: list[Decimal | None]) -> None:
    assert total(values) == sum((value for value in values if value is not None), Decimal(0))


def test_halves_go_away_from_zero() -> None:
    assert round_half_up(Decimal("50222.5"), Decimal(1)) == 50223
    assert round_half_up(Decimal("-0.25"), Decimal("0.1")) == Decimal("-0.3")


@given(numbers, steps)
def test_a_rounded_number_agrees_as_printed(exact: Decimal, step: Decimal) -> None:
    rounded = round_half_up(exact, step)
    assert agrees_as_printed(rounded, exact, step)
    assert not agrees_as_printed(rounded + 2 * step, exact, step)


def test_a_number_cut_off_does_not_agree() -> None:
    assert not agrees_as_printed(Decimal(50_222_000), Decimal(50_222_600), Decimal(1000))


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_a_percentage(part: int, whole: int) -> None:
    share = share_of(part, whole)
    assert share is not None
    assert abs(share * whole - part * 100) < Decimal("0.001")


def test_there_is_no_share_of_nothing() -> None:
    assert share_of(3, 0) is None
