"""The school year: Easter, the terms that the census collects, and places of sessions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.children.pupils.year import SPANS, TERMS, SchoolYear, easter_sunday, places_of, spring_bank_holiday, term_ends


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2008, date(2008, 3, 23)),
        (2009, date(2009, 4, 12)),
        (2011, date(2011, 4, 24)),
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(year: int, day: date) -> None:
    assert easter_sunday(year) == day


def test_spring_bank_holidays() -> None:
    assert spring_bank_holiday(2009) == date(2009, 5, 25)
    assert spring_bank_holiday(2012) == date(2012, 6, 4)
    assert spring_bank_holiday(2022) == date(2022, 6, 2)


def test_terms_of_2008() -> None:
    assert term_ends(2008) == {
        "autumn": date(2008, 12, 31),
        "spring": date(2009, 4, 12),
        "summer 1": date(2009, 5, 24),
        "summer 2": date(2009, 7, 31),
    }


@given(st.integers(2000, 2060))
def test_terms_cover_the_year_once(year: int) -> None:
    places = places_of(year)
    assert tuple(places) == TERMS
    joined = [place for term in TERMS for place in places[term]]
    assert joined == list(range(len(joined)))
    school_year = SchoolYear(year)
    assert school_year.day_of(joined[-1]) <= date(year + 1, 7, 31)
    assert len(joined) == 510 or school_year.day_of(len(joined)) > date(year + 1, 7, 31)
    for term, last in term_ends(year).items():
        assert all(school_year.day_of(place) <= last for place in places[term])


@given(st.integers(2000, 2060), st.integers(0, 509))
def test_place_and_day_agree(year: int, place: int) -> None:
    school_year = SchoolYear(year)
    assert school_year.place_of(school_year.day_of(place), bool(place % 2)) == place


@given(st.integers(2000, 2060))
def test_september_to_july_lies_within(year: int) -> None:
    school_year = SchoolYear(year)
    assert school_year.week_of(date(year, 8, 25)) >= 0
    assert school_year.week_of(date(year + 1, 7, 31)) <= 50


def test_days_without_a_register_are_refused() -> None:
    year = SchoolYear(2008)
    with pytest.raises(ValueError, match="Saturday"):
        year.place_of(date(2008, 9, 6), afternoon=False)
    with pytest.raises(ValueError, match="outside the 51 school weeks of 2008/09"):
        year.week_of(year.first_monday - timedelta(1))


def test_spans_are_made_of_terms() -> None:
    assert all(set(terms) <= set(TERMS) for terms in SPANS.values())
