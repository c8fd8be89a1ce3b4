"""The map of tiles: every locality has its own place, its link and its words."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from lcsp.web.drawings import Tile, tile_map
from lcsp.web.drawings.marks import MARKS
from lcsp.web.drawings.tile_map import GAP, HIGH, WIDE

SVG = "{http://www.w3.org/2000/svg}"
PLACE = st.none() | st.integers(0, 9)
TILES = st.lists(
    st.builds(
        Tile, st.text(max_size=5), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40), PLACE, PLACE,
        st.sampled_from(["done", "on track", "at risk", "late", "not started", "no plan"]),
        st.tuples(st.just("3 of 8 done")), st.sampled_from(["/a/", "/a/?b=1&c=<"]),
    ),
    max_size=25,
)  # fmt: skip


def parse(tiles: list[Tile]) -> ET.Element:
    """The drawing and its list, as one tree."""
    return ET.fromstring(f"<div>{tile_map('map', 'Localities', tiles, ['Done']).drawing}</div>")


@given(TILES)
def test_no_two_tiles_share_a_place_and_all_are_on_the_sheet(tiles: list[Tile]) -> None:
    sheet = parse(tiles)[0]
    _, _, width, height = map(int, sheet.get("viewBox", "").split())
    places = [
        (int(box.get("x", "")), int(box.get("y", ""))) for box in sheet.iter(f"{SVG}rect") if box.get("class") == "tile"
    ]
    assert len(places) == len(set(places)) == len(tiles)
    assert all(GAP <= x <= width - GAP - WIDE and GAP <= y <= height - GAP - HIGH for x, y in places)


@given(TILES)
def test_map_list_and_table_have_the_same_links_and_states(tiles: list[Tile]) -> None:
    tree = parse(tiles)
    wanted = [tile.address for tile in tiles]
    assert [link.get("href") for link in tree[0].iter(f"{SVG}a")] == wanted
    assert [link.get("href") for link in tree[1].iter("a")] == wanted
    for link, tile in zip(tree[0].iter(f"{SVG}a"), tiles, strict=True):
        assert link.get("aria-label") == f"{tile.name}, {tile.state}, 3 of 8 done"
        assert any((text.text or "") == tile.state.capitalize() for text in link.iter(f"{SVG}text"))
    rows = tile_map("map", "Localities", tiles, ["Done"]).rows
    assert [row[2] for row in rows] == ["3 of 8 done"] * len(tiles)


def test_a_tile_keeps_the_place_that_its_area_names() -> None:
    sheet = parse([Tile("a", "A", 3, 2, "late", (), "/a/"), Tile("b", "B", None, None, "done", (), "/b/")])[0]
    (first, second) = [box for box in sheet.iter(f"{SVG}rect") if box.get("class") == "tile"]
    assert (first.get("x"), first.get("y")) == (str(GAP + 2 * (WIDE + GAP)), str(GAP + HIGH + GAP))
    assert second.get("y") == str(GAP + 2 * (HIGH + GAP)), "below the others"


def test_no_two_states_look_alike() -> None:
    looks = {(mark.fill, mark.corners, mark.filled) for mark in MARKS.values()}
    shapes = {(mark.corners, mark.filled) for mark in MARKS.values()}
    assert len(looks) == len(shapes) == len(MARKS), "in grey, the sign alone tells"
