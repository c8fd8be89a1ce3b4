"""Places of records: a change of order moves as few as possible."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lcsp.store.places_in_order import place_in_order

KEYS = st.lists(st.sampled_from("abcdefghijkl"), unique=True)


def start(keys: list[str]) -> dict[str, float]:
    return place_in_order({}, keys)


@given(KEYS, KEYS)
def test_places_rise_in_the_order_wanted(before: list[str], wanted: list[str]) -> None:
    places = place_in_order(start(before), wanted)
    assert sorted(places, key=places.__getitem__) == wanted
    assert all(places[a] < places[b] for a, b in pairwise(wanted))


@given(KEYS, st.data())
def test_what_is_put_in_or_taken_out_moves_nothing_else(before: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(before)))
    known = start(before)
    places = place_in_order(known, [*before[:place], "new", *before[place:]])
    assert {key: places[key] for key in before} == known


@given(KEYS.filter(lambda keys: len(keys) > 1), st.data())
def test_one_record_moved_gives_one_new_place(before: list[str], data: st.DataObject) -> None:
    moved = data.draw(st.sampled_from(before))
    rest = [key for key in before if key != moved]
    place = data.draw(st.integers(0, len(rest)))
    known = start(before)
    places = place_in_order(known, [*rest[:place], moved, *rest[place:]])
    assert sum(places[key] != known[key] for key in before) <= 1


def test_places_are_given_anew_where_there_is_no_room_left() -> None:
    known = {"first": 1.0, "last": 2.0}
    for number in range(60):
        wanted = ["first", f"new-{number}", *sorted((k for k in known if k != "first"), key=known.__getitem__)]
        known = place_in_order(known, wanted)
        assert sorted(known, key=known.__getitem__) == wanted
