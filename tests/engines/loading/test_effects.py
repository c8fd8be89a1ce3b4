"""What missing rows do: bounds that hold whatever the missing rows would have said, and why there is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.loading.extracts import SCHOOLS, YEAR, a_pupil, a_store, load_rows, upn

from lcsp.engines.figures import computable
from lcsp.engines.loading.effects import effects_of, worst_case
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED

DEFINITIONS = computable(SHIPPED.all(Definition))


@given(st.data())
def test_children_whatever_they_are(data: st.DataObject) -> None:
    """A child with a missing row is new, or is counted already and may turn either way."""
    numerator = data.draw(st.integers(0, 50))
    denominator = data.draw(st.integers(max(1, numerator), 60))
    up = data.draw(st.integers(0, denominator - numerator))
    down = data.draw(st.integers(0, numerator))
    new = data.draw(st.integers(0, 20))
    new_counted = data.draw(st.integers(0, new))
    low, high = worst_case("share", "results", numerator, denominator, 99, up + down + new)
    truth = (numerator + up - down + new_counted) * 100 / (denominator + new)
    assert low - 1e-9 <= truth <= high + 1e-9


@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 30), st.data())
def test_weeks_whatever_they_are(absent: int, more: int, weeks: int, data: st.DataObject) -> None:
    possible = absent + more
    new = data.draw(st.integers(0, 10 * weeks))
    missed = data.draw(st.integers(0, new))
    low, high = worst_case("half days missed", "marks", absent, possible, weeks, 1)
    assert low - 1e-9 <= (absent + missed) * 100 / (possible + new) <= high + 1e-9


def test_by_hand() -> None:
    assert worst_case("permanent exclusions", "exclusions", 2, 100, 3, 3) == (2, 5)
    assert worst_case("permanent exclusions", "pupils", 2, 98, 2, 2) == (2, 4)
    assert worst_case("months", "destinations", 100, 900, 1, 1) == (10, 20)


def test_every_figure_that_reads_the_table_is_told(tmp_path: Path) -> None:
    store = a_store(tmp_path, pupils=4)
    rows = [
        {"upn": upn(number), "stage": "KS2", "measure": measure, "value": value}
        for number, value in ((1, "4"), (2, "3"), (3, "4"), (4, "low"))
        for measure in ("english", "maths")
    ]
    loaded = load_rows(store, tmp_path, "results", rows)
    assert loaded.missing.rows == {"results KS2": 2}
    assert loaded.missing.children == {"results KS2": 1}
    effects = effects_of(store, YEAR, DEFINITIONS, loaded.missing).open_for_analysts()
    found = {(effect.indicator, effect.part): effect for effect in effects}
    ni_73 = found["NI 73", ""]
    assert (ni_73.missing, ni_73.of, round(ni_73.value or 0, 1)) == (2, 8, 66.7)
    assert (ni_73.low, ni_73.high) == (25, 100)
    assert found["NI 102", "i"].low is None
    assert "may be in any of the groups" in found["NI 102", "i"].why
    assert ("NI 102", "ii") not in found  # of key stage 4
    assert ("NI 87", "") not in found
    without = effects_of(store, YEAR, DEFINITIONS, loaded.missing, bounds=False).open_for_analysts()
    assert {effect.why for effect in without} == {"bounds were not asked for"}


@pytest.mark.parametrize(("mapping", "says"), [("schools", "how many they are is not known"), ("pupils", "sessions")])
def test_why_there_is_no_bound(tmp_path: Path, mapping: str, says: str) -> None:
    store = a_store(tmp_path)
    row = a_pupil(9, sex="") if mapping == "pupils" else {**SCHOOLS[0], "name": ""}
    loaded = load_rows(store, tmp_path, mapping, [row])
    effects = effects_of(store, YEAR, DEFINITIONS, loaded.missing).open_for_analysts()
    missed = [effect for effect in effects if effect.indicator == "half-days-missed-primary"]
    assert says in missed[0].why
