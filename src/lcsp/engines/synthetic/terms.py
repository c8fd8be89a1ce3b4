"""School days of a made-up county: six terms between holidays, bank holidays and days on which schools are closed."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lcsp.children.pupils.year import SESSIONS_A_WEEK, WEEKS, SchoolYear, easter_sunday, spring_bank_holiday

SCHOOL_DAYS = 190  # Education (School Day and School Year) (England) Regulations 1999: at least 380 sessions


def school_places(year: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the weeks (0-50) in which there is school, and the places (0-509) of its sessions: 380 of them, or fewer.

    What lies in a week with school and is no session of it is a planned closure.
    """
    calendar = SchoolYear(year)
    days = [calendar.first_monday + timedelta(7 * week + day) for week in range(WEEKS) for day in range(5)]
    holidays = _holidays(year)
    first, last = date(year, 9, 1), date(year + 1, 7, 31)
    open_days = [
        number
        for number, day in enumerate(days)
        if first < day <= last and not any(start <= day <= end for start, end in holidays)
    ][:SCHOOL_DAYS]
    weeks = np.unique(np.array(open_days) * 2 // SESSIONS_A_WEEK)
    return weeks, np.array([place for day in open_days for place in (2 * day, 2 * day + 1)])


def _holidays(year: int) -> list[tuple[date, date]]:
    """Return the first and last day of each holiday and bank holiday of term time."""
    easter, spring = easter_sunday(year + 1), spring_bank_holiday(year + 1)
    october = _monday_before(date(year, 10, 28))
    christmas = date(year, 12, 20)
    february = _monday_before(date(year + 1, 2, 16))
    may_day = date(year + 1, 5, 1) + timedelta(-date(year + 1, 5, 1).weekday() % 7)
    good_friday = easter - timedelta(2)
    return [
        (october, october + timedelta(4)),
        (christmas, date(year + 1, 1, 4)),
        (february, february + timedelta(4)),
        (good_friday, easter + timedelta(14)),
        (may_day, may_day),
        (_monday_before(spring), _monday_before(spring) + timedelta(4)),
    ]


def _monday_before(day: date) -> date:
    return day - timedelta(day.weekday())
