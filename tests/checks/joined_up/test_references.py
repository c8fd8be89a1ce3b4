"""Circles are found wherever they close, and figures of places outside the plan's area."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen


def found(text: str, code: str) -> list[str]:
    """Return the keys of the records in which the rule `code` finds something."""
    return [finding.key for finding in run(example_plan(text), chosen((code,), ())).findings]


def goes_round(wholes: list[int | None], start: int) -> bool:
    """Whether following `wholes` from `start` leads back to a place that was passed."""
    passed: set[int] = set()
    at: int | None = start
    while at is not None and at not in passed:
        passed.add(at)
        at = wholes[at]
    return at is not None


@given(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=5, max_size=5))
def test_a_circle_is_told_once_for_each(wholes: list[int | None]) -> None:
    rows = [f"objective: o{n} | {'' if whole is None else f'o{whole}'}" for n, whole in enumerate(wholes)]
    keys = found("\n".join(("objective: code | parent", *rows)), "JOIN-25")
    assert bool(keys) == any(goes_round(wholes, start) for start in range(5))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("area", "is_found"), [("kent", False), ("dover", False), ("deal", False), ("england", False), ("essex", True)]
)
def test_a_figure_is_of_the_area_its_parts_or_its_wholes(area: str, is_found: bool) -> None:
    text = "\n".join(
        (
            "plan: code | year | area",
            "plan: p | financial 2009/10 | kent",
            "area: code | parent",
            "area: england |",
            "area: kent | england",
            "area: essex | england",
            "area: dover |",
            "area: deal | dover",
            "membership: area | whole",
            "membership: dover | kent",
            "figure: indicator | area",
            f"figure: NI 73 | {area}",
        )
    )
    assert bool(found(text, "JOIN-28")) == is_found
