"""The pictures of figures: each mark lies where its figure is, and the table and the words say the same."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.intervals import wilson
from lcsp.web.measured.axes import BOTTOM, LEFT, RIGHT, TOP, Stretch, round_steps
from lcsp.web.measured.control_picture import control_picture
from lcsp.web.measured.funnel_picture import FAR, INSIDE, NEAR, Point, funnel_picture

SVG = "{http://www.w3.org/2000/svg}"
PARTS = st.lists(st.integers(1, 5000).flatmap(lambda size: st.tuples(st.integers(0, size), st.just(size))), min_size=1)


def drawn(picture: Any) -> ET.Element:
    """The drawing of a picture, which its key follows."""
    return ET.fromstring(str(picture.drawing).partition("</svg>")[0] + "</svg>")


def marks(picture: Any, kind: str) -> list[ET.Element]:
    return [mark for mark in drawn(picture).iter() if mark.get("class") == kind]


@given(PARTS, st.floats(0.01, 0.99))
def test_every_area_is_drawn_once_inside_the_sheet(parts: list[tuple[int, int]], whole: float) -> None:
    points = [Point(f"Area <{place}>", size, part / size) for place, (part, size) in enumerate(parts)]
    picture = funnel_picture("f", "How far apart", points, whole)
    areas = marks(picture, "area")
    assert len(areas) == len(points) == len(picture.rows)
    for circle in (mark for mark in areas if mark.tag == f"{SVG}circle"):
        assert LEFT <= float(circle.get("cx", "")) <= RIGHT
        assert TOP <= float(circle.get("cy", "")) <= BOTTOM
    triangles = [mark for mark in areas if mark.tag == f"{SVG}polygon"]
    assert len(triangles) == sum(row[4] == FAR.capitalize() for row in picture.rows)
    assert "style=" not in picture.drawing
    assert "<0>" not in picture.drawing


@given(PARTS, st.floats(0.01, 0.99))
def test_an_area_is_outside_when_its_own_interval_leaves_the_county_out(
    parts: list[tuple[int, int]], whole: float
) -> None:
    picture = funnel_picture("f", "How far apart", [Point("Area", size, part / size) for part, size in parts], whole)
    for (part, size), row in zip(parts, picture.rows, strict=True):
        own = wilson(part, size)
        if min(abs(own.low - whole), abs(own.high - whole)) > 1e-9:
            assert (own.low <= whole <= own.high) == (row[4] == INSIDE.capitalize())
        assert row[4] in {state.capitalize() for state in (INSIDE, NEAR, FAR)}


def test_areas_outside_are_named_in_words() -> None:
    points = [Point("Thanet 1", 4000, 0.13), Point("Dover", 3000, 0.071), Point("Ashford 1", 3000, 0.06)]
    key = str(funnel_picture("f", "How far apart", points, 0.07).drawing).partition("</svg>")[2]
    assert "<strong>A</strong> Thanet 1, 13.00%" in key
    assert "<strong>B</strong> Ashford 1, 6.00%" in key
    assert "Dover" not in key


@given(st.lists(st.floats(0, 100), min_size=10, max_size=30))
def test_every_year_of_a_chart_is_drawn_once(values: list[float]) -> None:
    picture = control_picture("c", "By year", [f"Y{place}" for place in range(len(values))], values)
    signals = [row for row in picture.rows if row[2] != "None"]
    assert len(marks(picture, "signal")) == len(signals)
    assert len(marks(picture, "year")) == len(values) - len(signals)


def test_a_signal_is_told_in_words() -> None:
    picture = control_picture("c", "By year", [f"Y{place}" for place in range(12)], [5.0, 5.1] * 5 + [5.0, 9.0])
    assert str(picture.rows[-1][2]).startswith("Outside the limits")
    assert "Triangle: a year that completes a signal" in picture.drawing


def test_nine_points_are_too_few() -> None:
    with pytest.raises(TooFewPoints):
        control_picture("c", "By year", ["Y"] * 9, [1.0] * 9)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_steps_are_round_and_inside(least: float, span: float) -> None:
    steps = round_steps(least, least + span)
    assert 2 <= len(steps) <= 9
    assert all(least - span * 1e-6 <= step <= least + span * (1 + 1e-6) for step in steps)


@given(st.floats(-100, 100), st.floats(0.1, 100), st.floats(-300, 300))
def test_a_scale_keeps_to_its_ends(least: float, span: float, value: float) -> None:
    assert 10 <= Stretch(least, least + span, 10, 90).at(value) <= 90 + 1e-9
