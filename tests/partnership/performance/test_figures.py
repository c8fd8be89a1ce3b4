"""The table of figures: a sound one passes, and a figure that is moved, dropped or of another size is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

CODES = ("NI 73", "NI 75", "NI 93", "NI 94")
CELLS = [
    (code, basis, year, status)
    for code in CODES
    for basis, year, status in (
        ("actual", "2007/08", "final"),
        ("estimate", "2008/09", "estimate"),
        ("target", "2009/10", "final"),
    )
]
INDICATORS = "indicator: code | role\n" + "\n".join(f"indicator: {code} | key performance indicator" for code in CODES)
FIGURES = "figure: indicator | basis | column | period | area | value | status"


def table(cells: list[tuple[str, str, str, str]]) -> str:
    """Return the plan with these figures: indicator, basis, year and status."""
    rows = [
        f"figure: {code} | {basis} | financial {year} | academic {year} | kent | 70 | {status}"
        for code, basis, year, status in cells
    ]
    return "\n".join((INDICATORS, FIGURES, *rows))


def found(text: str, *codes: str) -> list[tuple[str, str]]:
    """Return (code, record) of the findings of the rules `codes` (all of performance, if none)."""
    rules = chosen(
        codes or ("PERF",), ("PERF-02", "PERF-17")
    )  # the values are all alike, the titles the kind's example
    return [(finding.code, finding.key) for finding in run(example_plan(text), rules).findings]


def test_a_sound_table_passes() -> None:
    assert found(table(CELLS)) == []


@given(st.sampled_from(CELLS))
def test_a_dropped_figure_is_missed(cell: tuple[str, str, str, str]) -> None:
    assert ("PERF-11", cell[0]) in found(table([other for other in CELLS if other != cell]))


@given(st.sampled_from(CELLS), st.sampled_from(["academic 2006/07", "academic 2010/11", "financial 2008/09"]))
def test_a_period_of_another_year_or_kind_is_found(cell: tuple[str, str, str, str], period: str) -> None:
    text = table(CELLS).replace(f"{cell[0]} | {cell[1]} | financial {cell[2]} | academic {cell[2]}", "{}")
    moved = text.replace("{}", f"{cell[0]} | {cell[1]} | financial {cell[2]} | {period}")
    assert {code for code, _ in found(moved)} & {"PERF-07", "PERF-21"}


@given(st.sampled_from(CELLS), st.sampled_from(["academic 2008/09", "financial 2012/13", "financial 2005/06"]))
def test_a_column_that_is_not_its_rows_is_found(cell: tuple[str, str, str, str], column: str) -> None:
    text = table(CELLS).replace(f"{cell[0]} | {cell[1]} | financial {cell[2]}", f"{cell[0]} | {cell[1]} | {column}")
    assert found(text)


@given(st.sampled_from(CELLS), st.sampled_from(["7", "700", "0.7", "30"]))
def test_a_value_of_another_size_is_found(cell: tuple[str, str, str, str], value: str) -> None:
    row = f"{cell[0]} | {cell[1]} | financial {cell[2]} | academic {cell[2]} | kent | "
    assert found(table(CELLS).replace(row + "70", row + value), "PERF-03", "PERF-06", "PERF-13")


@pytest.mark.parametrize(
    ("value", "hint"), [("1.3", "divided by 10 it"), ("0.013", "times 10 it"), ("21", "divided by 100 it")]
)
def test_the_base_that_would_fit_is_named(value: str, hint: str) -> None:
    text = f"indicator: code\nindicator: NI 114\nfigure: indicator | basis | value\nfigure: NI 114 | actual | {value}"
    (finding,) = run(example_plan(text), chosen(("PERF-06",), ())).findings
    assert hint in finding.message


def test_bounds_are_those_of_the_first_part() -> None:
    """NI 55 has the share that is obese, and the share that was measured: 92 is a sound figure of the second alone."""
    text = (
        "indicator: code\nindicator: NI 55\nfigure: indicator | basis | part | value\nfigure: NI 55 | actual | {} | 92"
    )
    assert [code for code, _ in found(text.format("i"), "PERF-06")] == ["PERF-06"]
    assert found(text.format("ii"), "PERF-06") == []


@given(st.integers(2005, 2014), st.integers(1, 3))
def test_a_series_is_one_only_on_one_side_of_a_break(year: int, later: int) -> None:
    """The rule of persistent absence (NI 87) changed in September 2010 and again in September 2015."""
    years = [f"{y}/{(y + 1) % 100:02}" for y in (year, year + later)]
    rows = [f"figure: NI 87 | actual | financial {y} | academic {y} | 6" for y in years]
    text = "\n".join(
        ("indicator: code", "indicator: NI 87", "figure: indicator | basis | column | period | value", *rows)
    )
    crosses = any(year < change <= year + later for change in (2010, 2015))
    assert bool(found(text, "PERF-09")) == crosses
