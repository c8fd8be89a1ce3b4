"""Medians, factors and the step in which a table is rounded."""

import statistics
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.outliers import common_step, is_far, median

amounts = st.decimals(-(10**6), 10**6, places=2)
above_nothing = st.decimals(1, 10**6, places=2)


@given(st.lists(amounts, min_size=1))
def test_the_median_is_the_usual_one(values: list[Decimal]) -> None:
    assert median(values) == statistics.median(values)


def test_nothing_has_no_median() -> None:
    assert median([]) is None


@given(above_nothing, above_nothing, st.integers(2, 9).map(Decimal))
def test_far_is_far_either_way_and_in_any_unit(value: Decimal, middle: Decimal, factor: Decimal) -> None:
    assert is_far(value, middle, factor) == is_far(middle, value, factor)
    assert is_far(value, middle, factor) == is_far(value * 1000, middle * 1000, factor)
    assert not is_far(value, value, factor)


@given(st.lists(st.integers(1, 9999), min_size=8), st.integers(0, 4))
def test_a_rounded_table_shows_its_step(counts: list[int], power: int) -> None:
    step = common_step([Decimal(count * 10**power) for count in counts])
    assert step is not None
    assert step >= 10**power


@given(st.lists(st.integers(1, 999).filter(lambda n: n % 10), min_size=8), st.integers(1, 99))
def test_one_amount_less_round_does_not_change_the_step(counts: list[int], odd: int) -> None:
    table = [Decimal(count * 1000) for count in counts]
    assert common_step([*table, Decimal(odd)]) == 1000 == common_step(table)


def test_a_few_amounts_show_no_step() -> None:
    assert common_step([Decimal(1000)] * 7) is None


def test_amounts_in_pence_show_no_step() -> None:
    assert common_step([Decimal("0.5")] * 10) is None
