"""The school year as 510 half-day sessions in 51 weeks, and the spans of it that figures are published for.

A session has one place in every school's year, whatever its holidays: week × 10 + weekday × 2, + 1 in the afternoon.
"""

from datetime import date, timedelta
from typing import NamedTuple

WEEKS = 51
SESSIONS_A_WEEK = 10
WORDS = 8  # of 64 bits: 510 sessions and two bits that are never set


class SchoolYear(NamedTuple):
    """An academic year, named by the calendar year in which it begins."""

    year: int

    @property
    def first_monday(self) -> date:
        """The Monday of the week of 20 August, with which the 51 weeks begin."""
        start = date(self.year, 8, 20)
        return start - timedelta(start.weekday())

    @property
    def label(self) -> str:
        """The year as people write it: 2008/09."""
        return f"{self.year}/{(self.year + 1) % 100:02}"

    def week_of(self, day: date) -> int:
        """Return the number (0-50) of the week of `day`; raise ValueError outside the 51 weeks."""
        week = (day - self.first_monday).days // 7
        if not 0 <= week < WEEKS:
            last = self.first_monday + timedelta(7 * WEEKS - 1)
            raise ValueError(f"{day} is outside the 51 school weeks of {self.label} ({self.first_monday} to {last})")
        return week

    def place_of(self, day: date, afternoon: bool) -> int:
        """Return the place (0-509) of a session; raise ValueError at a weekend or outside the 51 weeks."""
        if day.weekday() > 4:
            raise ValueError(f"{day} is a {day:%A}: schools keep no register on it")
        return self.week_of(day) * SESSIONS_A_WEEK + day.weekday() * 2 + afternoon

    def day_of(self, place: int) -> date:
        """Return the day of the session at `place` (0-509)."""
        week, session = divmod(place, SESSIONS_A_WEEK)
        return self.first_monday + timedelta(7 * week + session // 2)


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of `year` in the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def spring_bank_holiday(year: int) -> date:
    """Return the spring bank holiday: the last Monday of May, but 4 June 2002, 4 June 2012 and 2 June 2022."""
    moved = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}
    last = date(year, 5, 31)
    return moved.get(year) or last - timedelta(last.weekday())


# The parts of the year that the census collects: autumn, spring, first and second half of summer.
TERMS = ("autumn", "spring", "summer 1", "summer 2")
SPANS: dict[str, tuple[str, ...]] = {
    "autumn": ("autumn",),
    "autumn and spring": ("autumn", "spring"),
    "five half terms": ("autumn", "spring", "summer 1"),
    "six half terms": TERMS,
}


def term_ends(year: int) -> dict[str, date]:
    """Return the last day of each of TERMS in the academic year `year`.

    Autumn ends on 31 December, spring on Easter Sunday, the first half of summer on the Sunday before the spring bank
    holiday, the second on 31 July. Source: Pupil absence statistics, methodology (Department for Education), table 6.
    """
    bank_holiday = spring_bank_holiday(year + 1)
    return {
        "autumn": date(year, 12, 31),
        "spring": easter_sunday(year + 1),
        "summer 1": bank_holiday - timedelta(bank_holiday.weekday() + 1),
        "summer 2": date(year + 1, 7, 31),
    }


def places_of(year: int) -> dict[str, range]:
    """Return the places (0-509) of the sessions of each of TERMS in the academic year `year`."""
    school_year = SchoolYear(year)
    places, start = {}, 0
    for term, last in term_ends(year).items():
        end = next((place for place in range(start, WEEKS * SESSIONS_A_WEEK) if school_year.day_of(place) > last), 510)
        places[term], start = range(start, end), end
    return places
