"""Names: what stands for two records is found once for each pair, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.partnership.places import Area, AreaKind
from lcsp.vocabulary.names import clashes


def area(code: str) -> Area:
    """Return an area of which only the code matters."""
    return Area.model_construct(code=code, name=code, kind=AreaKind.LOCALITY)


def test_capitals_and_spaces_do_not_matter() -> None:
    one, two = area("one"), area("two")
    (found,) = clashes([("Shepway urban", one), ("shepway  Urban", two)])
    assert (found.first, found.second) == (one, two)


def test_a_record_may_have_a_name_twice() -> None:
    one = area("one")
    assert list(clashes([("Dover", one), ("dover", one)])) == []


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3), max_size=6))
def test_clashes_are_the_names_shared(names: list[list[str]]) -> None:
    areas = [area(str(number)) for number in range(len(names))]
    found = list(clashes((name, one) for one, held in zip(areas, names, strict=True) for name in held))
    shared = sum(len(set(held)) for held in names) > len({name for held in names for name in held})
    assert bool(found) == shared
    assert len({(clash.first.code, clash.second.code) for clash in found}) == len(found)
    for clash in found:
        assert clash.name in names[int(clash.first.code)]
        assert clash.name in names[int(clash.second.code)]
