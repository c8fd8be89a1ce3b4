"""The day that the home page looks at."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.vocabulary.periods import read_period
from lcsp.web.home.day import choose_day, same_day_in

YEAR = read_period("financial 2009/10")


def test_within_the_year_it_is_today() -> None:
    day = choose_day(YEAR, date(2009, 11, 30), "", demo=False)
    assert (day.on, day.why) == (date(2009, 11, 30), "")


@pytest.mark.parametrize(
    ("today", "on", "word"),
    [(date(2026, 11, 23), date(2010, 3, 31), "last"), (date(2008, 5, 1), date(2009, 4, 1), "first")],
)
def test_a_year_that_is_over_or_to_come_is_seen_from_its_end_or_beginning(today: date, on: date, word: str) -> None:
    day = choose_day(YEAR, today, "", demo=False)
    assert day.on == on
    assert f"its {word} day" in day.why


def test_the_demonstration_goes_back_to_the_same_day_of_the_plans_year() -> None:
    day = choose_day(YEAR, date(2026, 11, 23), "", demo=True)
    assert day.on == date(2009, 11, 23)
    assert "23 November 2009" in day.why


def test_another_day_can_be_asked_for() -> None:
    assert choose_day(YEAR, date(2026, 11, 23), "2009-06-01", demo=True).on == date(2009, 6, 1)


def test_what_is_no_day_is_said_and_the_usual_day_is_shown() -> None:
    day = choose_day(YEAR, date(2026, 11, 23), "30 June", demo=False)
    assert day.on == date(2010, 3, 31)
    assert "2009-11-30" in day.error


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_the_same_day_is_one_of_the_year(today: date) -> None:
    day = same_day_in(YEAR, today)
    assert YEAR.first_day <= day <= YEAR.last_day
    assert (day.month, day.day) == (today.month, 28 if (today.month, today.day) == (2, 29) else today.day)
