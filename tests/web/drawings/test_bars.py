"""Bars: lengths are shares, words say the same, and names do no harm."""

import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.web.drawings import Part, amount_bar, progress_bar, progress_picture

STATES = ("done", "on track", "at risk", "late", "not started", "unheard of")
PARTS = st.lists(
    st.builds(Part, st.sampled_from(STATES), st.integers(0, 10**6)), max_size=6, unique_by=lambda p: p.state
)


def widths(drawing: str) -> list[float]:
    """The widths of the parts of a bar."""
    marks = ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}rect")
    return [float(mark.get("width", "0")) for mark in marks if mark.get("class") == "part"]


@given(PARTS)
def test_parts_are_as_wide_as_their_shares(parts: list[Part]) -> None:
    found, counts = widths(progress_bar("b", parts, "action", wide=102)), [part.number for part in parts if part.number]
    assert found == pytest.approx([100 * count / sum(counts) for count in counts], abs=0.011)


@given(PARTS)
def test_the_table_behind_a_picture_adds_up(parts: list[Part]) -> None:
    picture = progress_picture("p", "How far", parts, "action")
    *rows, (name, total) = picture.rows
    assert name == "All"
    assert total == sum(part.number for part in parts) == sum(int(str(row[1])) for row in rows)
    assert "style=" not in picture.drawing


def test_a_bar_says_what_it_shows() -> None:
    told = progress_bar("b", [Part("done", 3), Part("late", 1), Part("at risk", 0)], "deliverable")
    assert "<desc" in told
    assert "4 deliverables: 3 done, 1 late." in told
    assert "There is no deliverable." in progress_bar("b", [], "deliverable")


def test_the_samples_of_the_key_use_hatchings_of_their_bar() -> None:
    drawing = progress_picture("p", "How far", [Part("on track", 1), Part("at risk", 1)], "action").drawing
    used = set(re.findall(r"url\(#([^)]+)\)", drawing))
    assert used == set(re.findall(r'<pattern id="([^"]+)"', drawing))
    assert len(used) == 2


@given(st.decimals(-(10**9), 10**9, places=2), st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_is_never_longer_than_its_bar(amount: Decimal, most: Decimal) -> None:
    bar = ET.fromstring(amount_bar(amount, most, wide=102))
    length = float(list(bar)[1].get("width", ""))
    assert 0 <= length <= 100
    if 0 < amount <= most:
        assert length == pytest.approx(100 * float(amount / most), abs=0.006)
