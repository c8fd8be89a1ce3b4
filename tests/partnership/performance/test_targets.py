"""Proposals for targets: worked examples, what must hold of each method, refusals."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.partnership.performance import Polarity, Unit
from lcsp.partnership.performance.definition import Break
from lcsp.partnership.performance.series import Point, Series, in_runs
from lcsp.partnership.performance.targets import (
    Aim,
    Method,
    NoProposal,
    Pace,
    Proposal,
    aim_of,
    propose_best_quarter,
    propose_neighbours,
    propose_pace,
    propose_trajectory,
)
from lcsp.reference import read_definition
from lcsp.vocabulary.periods import Period, YearKind

LOW = Aim(Polarity.LOW, 0, 100, Unit.PERCENTAGE)
HIGH = LOW._replace(polarity=Polarity.HIGH)
YEAR = Period(YearKind.ACADEMIC, 2007)
AHEAD = YEAR.shift(2)
NEIGHBOURS = {"Essex": 6.9, "Surrey": 5.5, "Hampshire": 6.1, "West Sussex": 6.4, "Worcestershire": 6.2}
percents = st.floats(0, 100)
named = st.lists(percents, min_size=8, max_size=30).map(lambda held: {f"A{n}": value for n, value in enumerate(held)})
aims = st.sampled_from([LOW, HIGH])


def series(*values: float) -> Series:
    first = YEAR.year - len(values) + 1
    return in_runs([Point(Period(YEAR.kind, first + place), value) for place, value in enumerate(values)], [])


def test_a_trajectory_carries_the_own_trend_on() -> None:
    found = propose_trajectory(series(7.8, 7.5, 7.4, 7.1), AHEAD, LOW)
    assert found.method is Method.TRAJECTORY
    assert found.value == pytest.approx(7.45 - 0.22 * 3.5)
    assert found.low < found.value < found.high
    assert found.inputs[0] == ("academic 2004/05", 7.8)
    assert found.reasoning[0] == ("4 figures by one definition: 7.8% in academic 2004/05, 7.1% in academic 2007/08.")
    assert found.reasoning[1] == (
        "The average change a year is −0.22 percentage points (between −0.34 and −0.1 percentage points with 95% "
        "confidence): the direction is clear."
    )
    assert found.reasoning[2] == "Carried on to academic 2009/10, that is 6.68%."


def test_a_trajectory_stays_within_what_is_possible() -> None:
    found = propose_trajectory(series(9.0, 5.0, 1.0), AHEAD, LOW)
    assert (found.value, found.low) == (0, 0)


def test_a_trajectory_is_refused_where_there_is_none_or_a_wrong_one() -> None:
    with pytest.raises(NoProposal, match="2 points are too few for a trend"):
        propose_trajectory(series(7.5, 7.1), AHEAD, LOW)
    with pytest.raises(NoProposal, match=r"By trajectory, 8.1% would be worse than the present 7.5%"):
        propose_trajectory(series(6.9, 7.2, 7.5), AHEAD, LOW)
    assert propose_trajectory(series(6.9, 7.2, 7.5), AHEAD, HIGH).value == pytest.approx(8.1)
    broken = in_runs(
        [Point(Period(YEAR.kind, year), 7.0) for year in (2005, 2006, 2007)],
        [Break(date=date(2008, 9, 1), what="The threshold fell.")],
    )
    with pytest.raises(NoProposal, match="The threshold fell"):
        propose_trajectory(broken, AHEAD, LOW)


def test_the_middle_of_neighbours() -> None:
    found = propose_neighbours(7.1, NEIGHBOURS, YEAR, LOW)
    assert (found.value, found.low, found.high) == (6.2, 6.1, 6.4)
    assert found.reasoning == (
        "Our figure is 7.1%; the median of 5 statistical neighbours in academic 2007/08 is 6.2%.",
        "The neighbours are Essex (6.9%), Surrey (5.5%), Hampshire (6.1%), West Sussex (6.4%), Worcestershire (6.2%).",
        "The middle half of them lies between 6.1% and 6.4%.",
    )
    assert propose_neighbours(7.1, NEIGHBOURS, YEAR, LOW, by="mean").value == pytest.approx(6.22)
    with pytest.raises(NoProposal, match=r"6.2% would be worse than the present 6%"):
        propose_neighbours(6.0, NEIGHBOURS, YEAR, LOW)
    with pytest.raises(NoProposal, match="2 statistical neighbours are too few for a proposal: at least 3"):
        propose_neighbours(7.1, {"Essex": 6.9, "Surrey": 5.5}, YEAR, LOW)
    near = propose_neighbours(6.0, NEIGHBOURS, YEAR, LOW._replace(polarity=Polarity.NEAR))
    assert near.value == 6.2


def test_the_pace_of_neighbours() -> None:
    paces = {"Essex": Pace(7.5, 6.9, 2), "Surrey": Pace(6.0, 5.5, 1), "Hampshire": Pace(6.1, 6.1, 3)}
    found = propose_pace(7.1, 2, paces, LOW)
    assert found.value == pytest.approx(7.1 - 0.6)
    assert (found.low, found.high) == pytest.approx((7.1 - 0.8, 7.1 - 0.3))
    told = "Each year the figures of 3 statistical neighbours changed by −0.3 percentage points (median)."
    assert found.reasoning[0] == told
    assert found.reasoning[2].startswith(
        "At that pace our 7.1% becomes 6.5% in 2 years; at the paces of the middle half"
    )
    assert ("Essex, 2 years before", 7.5) in found.inputs
    with pytest.raises(NoProposal, match="would be worse"):
        propose_pace(7.1, 2, paces, HIGH)
    with pytest.raises(NoProposal, match="1 statistical neighbours are too few"):
        propose_pace(7.1, 2, {"Essex": Pace(7.5, 6.9, 2)}, LOW)
    with pytest.raises(ValueError, match="at least one year"):
        propose_pace(7.1, 0, paces, LOW)


def test_the_best_quarter() -> None:
    authorities = {f"Authority {place}": 4.0 + place / 2 for place in range(1, 13)}
    found = propose_best_quarter(7.1, authorities, YEAR, LOW)
    assert (found.value, found.low, found.high) == (5.5, 4.5, 5.5)
    assert found.reasoning[1] == (
        "The best quarter of 12 authorities in academic 2007/08 are 3, from 4.5% (Authority 1) to 5.5% (Authority 3)."
    )
    assert propose_best_quarter(7.1, authorities, YEAR, HIGH).value == 9.0
    with pytest.raises(NoProposal, match=r"5.5% would be worse than the present 5%"):
        propose_best_quarter(5.0, authorities, YEAR, LOW)
    with pytest.raises(NoProposal, match="5 authorities are too few for a proposal: at least 8"):
        propose_best_quarter(7.1, NEIGHBOURS, YEAR, LOW)
    with pytest.raises(NoProposal, match="near a mark"):
        propose_best_quarter(7.1, authorities, YEAR, LOW._replace(polarity=Polarity.NEAR))


def made(now: float, others: dict[str, float], aim: Aim) -> list[Proposal]:
    """Return what every method proposes of the same figures; those that refuse are left out."""
    proposing: list[Callable[[], Proposal]] = [
        lambda: propose_neighbours(now, others, YEAR, aim),
        lambda: propose_neighbours(now, others, YEAR, aim, by="mean"),
        lambda: propose_pace(now, 3, {name: Pace(now, value, 5) for name, value in others.items()}, aim),
        lambda: propose_best_quarter(now, others, YEAR, aim),
        lambda: propose_trajectory(series(*others.values(), now), AHEAD, aim),
    ]
    found = []
    for propose in proposing:
        try:
            found.append(propose())
        except NoProposal as refused:
            if "would be worse" not in str(refused):
                raise
    return found


@given(percents, named, aims)
def test_no_proposal_is_worse_than_the_present_or_beyond_what_is_possible(
    now: float, others: dict[str, float], aim: Aim
) -> None:
    for found in made(now, others, aim):
        assert found.value >= now if aim is HIGH else found.value <= now
        assert 0 <= min(found.low, found.value) <= max(found.high, found.value) <= 100
        if "the mean of" not in found.reasoning[0]:
            assert found.low - 1e-9 <= found.value <= found.high + 1e-9
        assert all(sentence.endswith(".") for sentence in found.reasoning)
        assert {value for _, value in found.inputs} >= set(others.values())


@given(named)
def test_who_reaches_the_proposal_is_in_the_best_quarter(others: dict[str, float]) -> None:
    found = propose_best_quarter(100.0, others, YEAR, LOW)
    assert sum(value < found.value for value in others.values()) < len(others) / 4
    assert sum(value <= found.value for value in others.values()) >= len(others) // 4


@given(named)
def test_high_and_low_mirror_each_other(others: dict[str, float]) -> None:
    turned = {name: 100 - value for name, value in others.items()}
    low, high = propose_best_quarter(100.0, others, YEAR, LOW), propose_best_quarter(0.0, turned, YEAR, HIGH)
    assert high.value == pytest.approx(100 - low.value)
    assert (high.low, high.high) == pytest.approx((100 - low.high, 100 - low.low))


def test_the_aim_of_a_shipped_definition() -> None:
    definition = read_definition("NI 87")
    assert definition is not None
    assert aim_of(definition) == LOW
