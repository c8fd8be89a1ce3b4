"""Forecasts of the end of a year: which days count, and when there is none."""

from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.forecast import year_end_count
from lcsp.children.pupils.model import Exclusion, PupilRecord, School
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of
from lcsp.engines.year_end import year_end_of

SCHOOLS = [
    School(school=1, name="One", phase="primary", locality="dover"),
    School(school=2, name="Two", phase="primary", locality="dover", maintained=False),
]


def exclusion(number: int, day: date, category: str = "PERM", school: int = 1) -> Exclusion:
    return Exclusion(pupil=number, school=school, starts=day, category=category, sessions=0)


def store_of(folder: Path, years: dict[int, list[Exclusion]]) -> PupilStore:
    store = PupilStore.create(folder, {"synthetic": True})
    for year, exclusions in years.items():
        tables: tuple[tuple[type[PupilRecord], list[PupilRecord]], ...] = (
            (School, [*SCHOOLS]),
            (Exclusion, [*exclusions]),
        )
        for noun, records in tables:
            rows = [record.model_dump() for record in records]
            store.write(year, noun, pa.Table.from_pylist(rows, schema=schema_of(noun)))
    return store


def spread(first: date, number: int, apart: int = 7) -> list[Exclusion]:
    return [exclusion(place + 1, first + timedelta(apart * place)) for place in range(number)]


def test_this_year_is_set_beside_the_year_before(tmp_path: Path) -> None:
    before = spread(date(2007, 9, 3), 40)  # weekly until 2 June 2008
    now = [*spread(date(2008, 9, 8), 20, 5), exclusion(90, date(2009, 1, 5), "FIXD")]
    now += [exclusion(91, date(2008, 10, 1), school=2)]  # not maintained
    found = year_end_of(store_of(tmp_path, {2007: before, 2008: now}), 2008)
    assert found is not None
    end = found.open_for_analysts()
    # Until 5 January: 18 Mondays from 3 September to 31 December 2007; then 22 more.
    assert (end.day, end.so_far, end.then, end.rest) == (date(2009, 1, 5), 20, 18, 22)
    assert end.ahead == year_end_count(20, 18, 22)


def test_the_day_itself_belongs_to_both_years(tmp_path: Path) -> None:
    before = [*spread(date(2007, 9, 3), 6, 1), exclusion(50, date(2008, 1, 7)), exclusion(51, date(2008, 1, 8))]
    found = year_end_of(store_of(tmp_path, {2007: before, 2008: [exclusion(1, date(2009, 1, 7))]}), 2008)
    assert found is not None
    end = found.open_for_analysts()
    assert (end.so_far, end.then, end.rest) == (1, 7, 1)


def test_a_leap_day_has_its_fellow(tmp_path: Path) -> None:
    before = spread(date(2006, 9, 4), 10)
    found = year_end_of(store_of(tmp_path, {2006: before, 2007: [exclusion(1, date(2008, 2, 29))]}), 2007)
    assert found is not None
    assert found.open_for_analysts().day == date(2008, 2, 29)


@pytest.mark.parametrize("last", [date(2009, 7, 1), date(2009, 7, 21)])
def test_a_year_that_is_over_has_no_forecast(tmp_path: Path, last: date) -> None:
    years = {2007: spread(date(2007, 9, 3), 40), 2008: [exclusion(1, last)]}
    assert year_end_of(store_of(tmp_path, years), 2008) is None


def test_without_the_year_before_there_is_none(tmp_path: Path) -> None:
    assert year_end_of(store_of(tmp_path, {2008: spread(date(2008, 9, 8), 20)}), 2008) is None
    assert year_end_of(store_of(tmp_path / "more", {2007: [], 2008: spread(date(2008, 9, 8), 20)}), 2008) is None


def test_few_of_the_year_before_are_refused(tmp_path: Path) -> None:
    years = {2007: spread(date(2007, 9, 3), 4), 2008: spread(date(2008, 9, 8), 4)}
    with pytest.raises(TooFewPoints, match="4 last year until the same day are too few"):
        year_end_of(store_of(tmp_path, years), 2008)
