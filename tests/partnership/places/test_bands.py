"""Age bands: a range cut into bands passes, a moved edge is found, and overlapping counts stay within their bounds."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

cuts = st.lists(st.integers(1, 30), min_size=1, max_size=5, unique=True).map(sorted)


def plan_text(edges: list[tuple[int, int]], greatest: int) -> str:
    """Return age bands with these (least, greatest) ages and their total from 0."""
    rows = [f"age_band: b{n} | {least} | {most} | part" for n, (least, most) in enumerate(edges)]
    return "\n".join(
        ["age_band: code | least_age | greatest_age | role", f"age_band: all | 0 | {greatest} | total", *rows]
    )


def codes(text: str, *wanted: str) -> list[str]:
    """Return the codes of the findings of the rules `wanted`."""
    return [finding.code for finding in run(example_plan(text), chosen(wanted, ())).findings]


@given(cuts)
def test_a_range_cut_into_bands_passes(starts: list[int]) -> None:
    edges = [(least, most - 1) for least, most in zip([0, *starts], [*starts, 40], strict=True)]
    assert codes(plan_text(edges, 39), "PLACE-04") == []


@given(cuts, st.data(), st.sampled_from([-1, 1, 2]), st.booleans())
def test_a_moved_edge_is_found(starts: list[int], data: st.DataObject, by: int, upper: bool) -> None:
    edges = [(least, most - 1) for least, most in zip([0, *starts], [*starts, 40], strict=True)]
    place = data.draw(st.integers(0, len(edges) - 1))
    least, most = edges[place]
    edges[place] = (least, max(0, most + by)) if upper else (max(0, least + by), most)
    if edges[place] != (least, most):
        assert "PLACE-04" in codes(plan_text(edges, 39), "PLACE-04")


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 400))
def test_an_overlapping_count_stays_within_its_bounds(young: int, middle: int, old: int, counted: int) -> None:
    """The band from 5 to 22 touches all three bands and contains the middle one."""
    text = plan_text([(0, 9), (10, 19), (20, 29)], 29) + "\nage_band: some | 5 | 22 | overlapping\n"
    rows = {"b0": young, "b1": middle, "b2": old, "some": counted}
    text += "population: area | band | number\n"
    text += "\n".join(f"population: dover | {band} | {number}" for band, number in rows.items())
    assert bool(codes(text, "PLACE-09")) != (middle <= counted <= young + middle + old)


def test_an_overlapping_band_may_not_reach_beyond_the_total() -> None:
    text = plan_text([(0, 9), (10, 19)], 19)
    assert codes(text + "\nage_band: teens | 13 | 19 | overlapping", "PLACE-04") == []
    assert codes(text + "\nage_band: teens | 13 | 24 | overlapping", "PLACE-04") == ["PLACE-04"]


def test_a_note_explains_an_unusual_share() -> None:
    areas = [f"area: a{n} | a{n} | locality | kent | {'students' if n == 8 else ''}" for n in range(9)]
    rows = [f"population: a{n} | {band} | {number}" for n in range(9) for band, number in (("all", 100), ("b", 30 + n))]
    rows[-1] = "population: a8 | b | 90"
    bands = ["age_band: code | role", "age_band: all | total", "age_band: b | part"]
    text = ["area: code | name | kind | parent | note", *areas, *bands, "population: area | band | number", *rows]
    explained = "\n".join(text)
    assert codes(explained, "PLACE-10") == []
    assert codes(explained.replace("students", ""), "PLACE-10") == ["PLACE-10"]
