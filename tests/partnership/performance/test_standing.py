"""Green, amber, red: what each means, and what must hold of all of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.forecast import fit_trend
from lcsp.partnership.performance import Polarity
from lcsp.partnership.performance.rules import is_worse
from lcsp.partnership.performance.standing import Direction, Light, direction_of, stand, stand_near

values = st.decimals(-1000, 1000, places=2)
ways = st.sampled_from([Polarity.HIGH, Polarity.LOW])
BEYOND = "from the target 50, beyond the tolerance of 1 but within the outer tolerance of"
ORDER = [Light.RED, Light.AMBER, Light.GREEN]


def dec(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("polarity", "value", "target", "floor", "light", "why"),
    [
        ("low", "6.5", "6.5", "7", "green", "6.5 meets the target 6.5 (low is good)."),
        ("low", "6.8", "6.5", "7", "amber", "6.8 misses the target 6.5 but keeps to the floor 7 (low is good)."),
        ("low", "7", "6.5", "7", "amber", "7 misses the target 6.5 but keeps to the floor 7 (low is good)."),
        ("low", "7.1", "6.5", "7", "red", "7.1 misses the target 6.5 and is beyond the floor 7 (low is good)."),
        ("high", "79", "78", "70", "green", "79 meets the target 78 (high is good)."),
        ("high", "69", "78", "70", "red", "69 misses the target 78 and is beyond the floor 70 (high is good)."),
        ("high", None, "78", "70", "unknown", "There is no figure."),
        ("high", "69", None, "70", "unknown", "There is no target."),
    ],
)
def test_each_light_says_why(
    polarity: str, value: str | None, target: str | None, floor: str, light: str, why: str
) -> None:
    assert stand(Polarity(polarity), dec(value), dec(target), dec(floor)) == (Light(light), why)


def test_without_a_floor_the_rule_is_stated() -> None:
    told = (
        "74 misses the target 80 but keeps to 72, which is within 10% of the target, as no floor is set (high is good)."
    )
    assert stand(Polarity.HIGH, Decimal(74), Decimal(80)) == (Light.AMBER, told)
    assert stand(Polarity.HIGH, Decimal(71), Decimal(80)).light is Light.RED
    assert stand(Polarity.LOW, Decimal(88), Decimal(80)).light is Light.AMBER
    assert stand(Polarity.LOW, Decimal(88), Decimal(80), within=Decimal("0.05")).light is Light.RED
    # Below 0 the worse side is still the worse side; of a target of 0 there is no share.
    assert stand(Polarity.HIGH, Decimal("-10.5"), Decimal(-10)).light is Light.AMBER
    assert stand(Polarity.LOW, Decimal("0.1"), Decimal(0)).light is Light.RED


@given(ways, values, values, values, values)
def test_a_better_figure_never_stands_worse(
    polarity: Polarity, one: Decimal, other: Decimal, target: Decimal, floor: Decimal
) -> None:
    if is_worse(polarity, target, floor):
        target, floor = floor, target
    for least in (floor, None):
        first, second = stand(polarity, one, target, least).light, stand(polarity, other, target, least).light
        if not is_worse(polarity, one, other):
            assert ORDER.index(first) >= ORDER.index(second)


@given(values, values, values)
def test_high_and_low_mirror_each_other(value: Decimal, target: Decimal, floor: Decimal) -> None:
    target, floor = max(target, floor), min(target, floor)
    high, low = stand(Polarity.HIGH, value, target, floor), stand(Polarity.LOW, -value, -target, -floor)
    assert high.light is low.light
    assert stand(Polarity.HIGH, value, target).light is stand(Polarity.LOW, -value, -target).light
    assert (high.light is Light.GREEN) == (value >= target)
    assert (high.light is Light.RED) == (value < floor)


@pytest.mark.parametrize(
    ("value", "outer", "light", "why"),
    [
        ("51", None, "green", "51 is 1 from the target 50, within the tolerance of 1."),
        ("48.5", None, "amber", f"48.5 is 1.5 {BEYOND} 2 (twice the tolerance)."),
        ("53", None, "red", "53 is 3 from the target 50, beyond the outer tolerance of 2 (twice the tolerance)."),
        ("53", "3", "amber", f"53 is 3 {BEYOND} 3."),
        (None, None, "unknown", "There is no figure."),
    ],
)
def test_near_is_within_a_tolerance(value: str | None, outer: str | None, light: str, why: str) -> None:
    assert stand_near(dec(value), Decimal(50), Decimal(1), dec(outer)) == (Light(light), why)


@given(values, values, values, st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_nearer_never_stands_worse(
    one: Decimal, other: Decimal, target: Decimal, tolerance: Decimal, more: Decimal
) -> None:
    lights = [stand_near(value, target, tolerance, tolerance + more).light for value in (one, other)]
    if abs(one - target) <= abs(other - target):
        assert ORDER.index(lights[0]) >= ORDER.index(lights[1])
    assert stand_near(2 * target - one, target, tolerance, tolerance + more).light is lights[0]


def test_without_a_tolerance_nobody_can_say() -> None:
    light, why = stand_near(Decimal(1), Decimal(1), None)
    assert light is Light.UNKNOWN
    assert "No tolerance is set" in why


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(ValueError, match="The floor 80 is better than the target 78: high is good"):
        stand(Polarity.HIGH, Decimal(1), Decimal(78), Decimal(80))
    with pytest.raises(ValueError, match="tolerances say how it stands"):
        stand(Polarity.NEAR, Decimal(1), Decimal(78))
    with pytest.raises(ValueError, match="below 0"):
        stand(Polarity.HIGH, Decimal(1), Decimal(78), within=Decimal(-1))
    for tolerance, outer in ((Decimal(-1), None), (Decimal(2), Decimal(1))):
        with pytest.raises(ValueError, match="at least as wide"):
            stand_near(Decimal(1), Decimal(1), tolerance, outer)


@pytest.mark.parametrize(
    ("polarity", "found"),
    [(Polarity.HIGH, Direction.IMPROVING), (Polarity.LOW, Direction.WORSENING), (Polarity.NEAR, Direction.RISING)],
)
def test_a_direction_is_named_when_it_is_clear(polarity: Polarity, found: Direction) -> None:
    rising = [1.0, 2.1, 2.9, 4.0, 5.1]
    falling = {Direction.IMPROVING: Direction.WORSENING, Direction.WORSENING: Direction.IMPROVING}
    assert direction_of(polarity, fit_trend(list(enumerate(rising)))) is found
    turned = fit_trend(list(enumerate(reversed(rising))))
    assert direction_of(polarity, turned) is falling.get(found, Direction.FALLING)
    assert direction_of(polarity, fit_trend([(0, 1), (1, 5), (2, 2)])) is Direction.UNCLEAR
