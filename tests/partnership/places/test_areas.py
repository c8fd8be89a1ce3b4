"""Areas: their parents, kinds, official codes, memberships and missing populations."""

import pytest

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

AREA = "area: code | name | kind | parent | official_code | established\n"
MEMBER = "membership: area | whole | starts | ends | note\n"


def found(text: str) -> list[tuple[str, str]]:
    """Return code and key of what the rules on areas find."""
    rules = chosen(("PLACE-05", "PLACE-06", "PLACE-08", "PLACE-11", "PLACE-12", "PLACE-13"), ())
    return sorted((finding.code, finding.key) for finding in run(example_plan(text), rules).findings)


@pytest.mark.parametrize(
    ("kind", "parent", "expected"),
    [
        ("ward", "district", []),
        ("locality", "county", []),
        ("group of areas", "locality", []),
        ("locality", "group of areas", []),
        ("county", "county", [("PLACE-12", "one")]),
        ("county", "ward", [("PLACE-05", "two"), ("PLACE-12", "one")]),
    ],
)
def test_kinds_of_parent(kind: str, parent: str, expected: list[tuple[str, str]]) -> None:
    above = "county" if parent in ("district", "locality") else ""
    text = f"{AREA}area: one | One | {kind} | two | | \narea: two | Two | {parent} | {'top' if above else ''} | |\n"
    assert found(text + "area: top | Top | country | | | ") == expected


@pytest.mark.parametrize(
    ("kind", "code", "wrong"),
    [
        ("county", "E10000016", False),
        ("county", "E06000001", False),
        ("county", "E07000106", True),
        ("country", "E92000001", False),
        ("county", "29", False),
        ("county", "W06000001", False),
    ],
)
def test_official_codes(kind: str, code: str, wrong: bool) -> None:
    assert found(f"{AREA}area: one | One | {kind} | | {code} | ") == [("PLACE-13", "one")] * wrong


def test_an_official_code_stands_for_one_area() -> None:
    rows = "area: one | One | county | | E10000016 |\narea: two | Two | county | | E10000016 |"
    assert found(AREA + rows) == [("PLACE-13", "two")]


def test_memberships_may_not_overlap() -> None:
    first = f"{MEMBER}membership: a | b | 2006-10-01 | 2008-08-31 | \n"
    assert found(f"{first}membership: a | b | 2008-09-01 | | ") == []
    assert found(f"{first}membership: a | b | 2008-08-31 | | ") == [("PLACE-08", "a | b | 2008-08-31")]
    assert found(f"{first}membership: a | c | 2007-08-31 | | ") == []


def test_a_note_explains_an_early_membership() -> None:
    areas = f"{AREA}area: a | A | county | | | 2008-09-01\narea: b | B | county | | | 2006-10-01\n{MEMBER}"
    early = "membership: a | b | 2006-10-01 | |"
    assert found(f"{areas}{early} ") == [("PLACE-11", "a | b | 2006-10-01")]
    assert found(f"{areas}{early} the same ground") == []


def test_a_population_that_the_areas_beside_it_have() -> None:
    rows = "area: a | A | locality | k | |\narea: b | B | locality | k | |\narea: g | G | group of areas | k | |\n"
    bands = "age_band: code\nage_band: all\nage_band: young\npopulation: area | band | number\n"
    numbers = "population: a | all | 2\npopulation: a | young | 1\npopulation: b | all | 3\n"
    assert found(AREA + rows + bands + numbers) == [("PLACE-06", "b")]
    assert found(AREA + rows + bands + numbers + "population: b | young | 1") == []
