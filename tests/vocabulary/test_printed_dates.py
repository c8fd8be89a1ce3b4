"""Dates as printed: every common English form leaves open the days that it names, and other words name none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.vocabulary.printed_dates import Span, name_next_year, says_ongoing, span_named, years_named

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("July 09", date(2009, 7, 1), date(2009, 7, 31)),
        ("July 2008", date(2008, 7, 1), date(2008, 7, 31)),
        ("Sept 09 and ongoing", date(2009, 9, 1), date(2009, 9, 30)),
        ("by the end of Feb. 2012", date(2012, 2, 1), date(2012, 2, 29)),
        ("Dec '09", date(2009, 12, 1), date(2009, 12, 31)),
        ("31st March 2010", date(2010, 3, 31), date(2010, 3, 31)),
        ("01/03/09 – 01/06/09", date(2009, 3, 1), date(2009, 6, 1)),
        ("April 09, reviewed Sept 09", date(2009, 4, 1), date(2009, 9, 30)),
        ("in 2009/10", date(2009, 4, 1), date(2010, 8, 31)),
        ("during 2010", date(2010, 1, 1), date(2010, 12, 31)),
    ],
)
def test_common_forms(text: str, first: date, last: date) -> None:
    assert span_named(text) == Span(first, last)


@pytest.mark.parametrize(
    "text", ["", "Ongoing", "Ongoing 6 monthly and full year reporting", "Marks 09", "ages 14-19", "31/02/09", "Key 12"]
)
def test_other_words_name_no_day(text: str) -> None:
    assert span_named(text) is None


@given(days, st.sampled_from(["{d:%d/%m/%Y}", "{d:%Y-%m-%d}", "{d.day} {m} {d.year}", "by {d.day} {m} {d:%y}"]))
def test_a_day_is_that_day(day: date, form: str) -> None:
    text = form.format(d=day, m=MONTHS[day.month - 1])
    short = "%y" in form and not 1970 <= day.year < 2070
    assert short or span_named(text) == Span(day, day)


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(3, 9), st.sampled_from(["%Y", "%y"]), days)
def test_a_month_holds_its_days_and_no_others(day: date, letters: int, year: str, other: date) -> None:
    span = span_named(f"{MONTHS[day.month - 1][:letters]} {day:{year}} and ongoing")
    assert span is not None
    assert (span.first.day, span.last.month) == (1, day.month)
    assert (other in span) == ((other.year, other.month) == (day.year, day.month))


@given(st.integers(1980, 2060), st.sampled_from(["{}/{:02}", "{} - {:02}", "{}–{:02}"]))
def test_a_planning_year_is_named_by_its_first_year(year: int, form: str) -> None:
    assert years_named(f"Key actions {form.format(year, (year + 1) % 100)}") == (year,)
    assert years_named(f"Plan {year}/{year + 1} reviewed") == (year,)


@pytest.mark.parametrize("text", ["2008-2011", "2010 targets", "1/2009", "2009/11", "page 2009"])
def test_spans_and_single_years_are_no_planning_year(text: str) -> None:
    assert years_named(text) == ()


def test_a_year_may_be_short() -> None:
    assert years_named("Review of Performance 2008-9") == (2008,)


@pytest.mark.parametrize(("text", "expected"), [("On-going", True), ("Sept 09 and ongoing", True), ("July 09", False)])
def test_ongoing(text: str, expected: bool) -> None:
    assert says_ongoing(text) is expected


@pytest.mark.parametrize(
    ("text", "next_year"),
    [
        ("Business plan 2009/10", "Business plan 2010/11"),
        ("kent-lcsp-2009-10", "kent-lcsp-2010-11"),
        ("2009/2010 and 2009 – 10", "2010/2011 and 2010 – 11"),
        ("2008/09 stands, as 2009 and 2009-12 do", "2008/09 stands, as 2009 and 2009-12 do"),
    ],
)
def test_a_planning_year_moves_on_in_its_own_form(text: str, next_year: str) -> None:
    assert name_next_year(text, 2009) == next_year


def test_a_year_of_one_digit_moves_on() -> None:
    assert name_next_year("2006-7", 2006) == "2007-8"
    assert name_next_year("2008-9", 2008) == "2009-10"
