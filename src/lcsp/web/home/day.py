"""The day on which the home page looks at the year: today, or a day of the plan's year where today lies outside it."""

from datetime import date
from typing import NamedTuple

from lcsp.partnership.plan.rules import day_of_account
from lcsp.reports.plan_document.wording import day_words
from lcsp.vocabulary.periods import Period


class Day(NamedTuple):
    """The day looked at, why where it is not today, and what was wrong with the day that was asked for."""

    on: date
    why: str = ""
    error: str = ""


def choose_day(year: Period, today: date, asked: str, *, demo: bool) -> Day:
    """Return the day to look at: the one `asked` for (as 2009-11-30), or today where it lies in the plan's `year`.

    Else the year's last day once it is over and its first before it begins: an account does not change with the
    calendar. A demonstration shows a year that is long over as if it were running: on the same day of the plan's year.
    """
    if asked:
        try:
            return Day(date.fromisoformat(asked))
        except ValueError:
            usual = choose_day(year, today, "", demo=demo)
            return usual._replace(error="this is not a day: right would be 2009-11-30")
    if year.first_day <= today <= year.last_day:
        return Day(today)
    said = f"The plan is for {day_words(year.first_day)} to {day_words(year.last_day)}, which is not now."
    if demo:
        day = same_day_in(year, today)
        return Day(day, f"{said} The demonstration shows the year as it was on {day_words(day)}.")
    day = max(day_of_account(year, today), year.first_day)
    return Day(day, f"{said} This is how things stand on its {'last' if day == year.last_day else 'first'} day.")


def same_day_in(year: Period, today: date) -> date:
    """Return the day of `year` with the day and month of `today`; for 29 February in a year without one, the 28th."""
    for number in (year.first_day.year, year.last_day.year):
        leap = (today.month, today.day) == (2, 29) and (number % 4 or (number % 100 == 0 and number % 400))
        day = date(number, today.month, 28 if leap else today.day)
        if year.first_day <= day <= year.last_day:
            return day
    return year.last_day
