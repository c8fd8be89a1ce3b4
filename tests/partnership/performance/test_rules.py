"""Which of two values is worse, and which figure is the latest."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.made import make

from lcsp.partnership.performance import Basis, Figure, Polarity
from lcsp.partnership.performance.rules import is_worse, latest_performance
from lcsp.vocabulary.periods import Period, YearKind

values = st.decimals(-1000, 1000, places=2)


@given(values, values)
def test_worse_one_way_is_better_the_other(one: Decimal, other: Decimal) -> None:
    assert is_worse(Polarity.HIGH, one, other) == is_worse(Polarity.LOW, other, one)
    assert not (is_worse(Polarity.HIGH, one, other) and is_worse(Polarity.LOW, one, other))
    assert not is_worse(Polarity.NEAR, one, other)


def figure(basis: Basis, year: int, value: int | None) -> Figure:
    return make(
        Figure,
        indicator="NI 1",
        basis=basis,
        column=Period(YearKind.FINANCIAL, year),
        value=None if value is None else Decimal(value),
    )


def test_the_latest_performance_is_the_last_with_a_value_before_the_target() -> None:
    actual, blank = figure(Basis.ACTUAL, 2007, 5), figure(Basis.ESTIMATE, 2008, None)
    target, later = figure(Basis.TARGET, 2009, 4), figure(Basis.ACTUAL, 2009, 3)
    assert latest_performance([actual, blank, target, later], target) is actual
    assert latest_performance([blank, target], target) is None
