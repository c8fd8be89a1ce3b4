"""Population: bands and areas that add up pass, one changed count is found, overlapping bands are never added."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.rule_book import chosen
from lcsp.partnership.places import AgeBand, Area, AreaKind, BandRole, Population
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.periods import read_period
from lcsp.whole_plan import WholePlan

HEADER = Plan.model_construct(code="p", year=read_period("financial 2009/10"))
RULES = chosen(("PLACE-01", "PLACE-02"), ())
BANDS = [
    AgeBand.model_construct(code="all", role=BandRole.TOTAL),
    AgeBand.model_construct(code="young", role=BandRole.PART),
    AgeBand.model_construct(code="old", role=BandRole.PART),
    AgeBand.model_construct(code="teens", role=BandRole.OVERLAPPING),
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
    rows = [Population.model_construct(area=area, band=band, number=number) for (area, band), number in cells.items()]
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
