"""Population: bands and areas that add up pass, one changed count is found, overlapping bands are never added."""

from hypothesis import given
from hypothesis import strategies as st
from tests.made import HEADER, make

from lcsp.checks import run
from lcsp.checks.rule_book import chosen
from lcsp.partnership.places import AgeBand, Area, AreaKind, BandRole, Population
from lcsp.partnership.plan import Plan
from lcsp.whole_plan import WholePlan

RULES = chosen(("PLACE-01", "PLACE-02"), ())
BANDS = [
    make(AgeBand, code="all", role=BandRole.TOTAL),
    make(AgeBand, code="young", role=BandRole.PART),
    make(AgeBand, code="old", role=BandRole.PART),
    make(AgeBand, code="teens", role=BandRole.OVERLAPPING),
]
localities = st.lists(st.tuples(*[st.integers(0, 10**5)] * 3), min_size=1, max_size=6)


def build(counts: list[tuple[int, int, int]]) -> dict[tuple[str, str], int]:
    """Return counts by (area, band) that add up: (young, old, teens) for each locality, and the county."""
    cells: dict[tuple[str, str], int] = {}
    for n, (young, old, teens) in enumerate(counts):
        for band, number in (("all", young + old), ("young", young), ("old", old), ("teens", teens)):
            cells[f"area{n}", band] = number
            cells["county", band] = cells.get(("county", band), 0) + number
    return cells


def found(cells: dict[tuple[str, str], int]) -> set[str]:
    """Return the codes of the rules that these counts break."""
    areas = [
        Area.model_construct(
            code=code, name=code, kind=AreaKind.LOCALITY, parent=None if code == "county" else "county"
        )
        for code in dict.fromkeys(area for area, _ in cells)
    ]
    rows = [make(Population, area=area, band=band, number=number) for (area, band), number in cells.items()]
    plan = WholePlan({Plan: [HEADER], Area: areas, AgeBand: BANDS, Population: rows})
    return {finding.code for finding in run(plan, RULES).findings}


@given(localities)
def test_counts_that_add_up_pass(counts: list[tuple[int, int, int]]) -> None:
    assert found(build(counts)) == set()


@given(localities, st.data(), st.integers(1, 100))
def test_one_changed_count_is_found(counts: list[tuple[int, int, int]], data: st.DataObject, by: int) -> None:
    cells = build(counts)
    cell = data.draw(st.sampled_from(sorted(cells)))
    cells[cell] += by
    assert found(cells)
