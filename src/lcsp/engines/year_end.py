"""How many permanent exclusions a year that is not over may end with, from how the year before went on."""

from datetime import date, timedelta
from typing import NamedTuple

import duckdb

from lcsp.arithmetic.forecast import Forecast, year_end_count
from lcsp.children.pupils.model import Exclusion, School
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.undisclosed import Undisclosed

_LAST_MONTH = 7  # July: a year whose exclusions reach into it is over


class YearEnd(NamedTuple):
    """Permanent exclusions until `day`, those of the year before until the same day and after it, and the forecast."""

    day: date
    so_far: int
    then: int
    rest: int
    ahead: Forecast


def year_end_of(store: PupilStore, year: int) -> Undisclosed[YearEnd] | None:
    """Return the forecast of the end of `year`, or None for a year that is over or whose year before is not held.

    The day until which records reach is that of the last exclusion of any kind. Raise
    lcsp.arithmetic.control_charts.TooFewPoints where the year before had fewer than five until the same day.
    """
    if year - 1 not in store.years:
        return None
    with duckdb.connect() as database:
        last = _last_day(database, store, year)
        before = _last_day(database, store, year - 1)
        if last is None or before is None or _is_over(last, year):
            return None
        same = last.replace(year=last.year - 1, day=min(last.day, 28) if last.month == 2 else last.day)
        so_far = _permanent(database, store, year, date(year, 8, 1), last)
        then = _permanent(database, store, year - 1, date(year - 1, 8, 1), same)
        rest = _permanent(database, store, year - 1, same + timedelta(1), date(year, 8, 31))
    return Undisclosed(YearEnd(last, so_far, then, rest, year_end_count(so_far, then, rest)))


def _is_over(last: date, year: int) -> bool:
    return last >= date(year + 1, _LAST_MONTH, 1)


def _last_day(database: duckdb.DuckDBPyConnection, store: PupilStore, year: int) -> date | None:
    database.register("exclusions", store.read(year, Exclusion))
    found = database.execute("SELECT max(starts) FROM exclusions").fetchone()
    day: date | None = found[0] if found else None
    return day


def _permanent(database: duckdb.DuckDBPyConnection, store: PupilStore, year: int, first: date, last: date) -> int:
    """Return how many permanent exclusions from maintained schools began from `first` to `last`, both included."""
    database.register("exclusions", store.read(year, Exclusion))
    database.register("schools", store.read(year, School))
    found = database.execute(
        """SELECT count(*) FROM exclusions JOIN schools USING (school)
        WHERE maintained AND category = 'PERM' AND starts BETWEEN ? AND ?""",
        [first, last],
    ).fetchone()
    return int(found[0]) if found else 0
