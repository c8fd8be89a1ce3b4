"""What a page says of change, targets and what lies ahead: nothing is claimed that the counts do not bear."""

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.web.measured.test_pages import words

from lcsp.children.pupils.model import Exclusion, School
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.tables import schema_of
from lcsp.web.measured import keeping

pytestmark = pytest.mark.django_db


def add_year(pupils: Path, year: int, times: float = 1.0) -> None:
    """Put a year beside 2007 whose numerators are `times` as high."""
    counts = pq.read_table(pupils / "year=2007" / "counts.parquet", partitioning=None)
    numerator = pc.cast(pc.round(pc.multiply(pc.cast(counts.column("numerator"), pa.float64()), times)), pa.int64())
    for name, column in (("year", pa.array([year] * len(counts), pa.int32())), ("numerator", numerator)):
        at = counts.schema.get_field_index(name)
        counts = counts.set_column(at, counts.schema.field(at), column)
    PupilStore(pupils).write_table(year, "counts", counts)
    keeping.forget()


def test_one_year_alone_has_no_change_and_no_trend(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 75"))
    assert "2006/07 is not computed, so no change is shown." in said
    assert "Trend and forecast None yet: 1 point" in said
    assert "Trajectory to 2008/09 No proposal. 1 point" in said


def test_the_same_counts_are_no_change(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    add_year(pupils, 2008)
    said = words(look("NI 75"))
    assert "Change since 2007/08. It is tested by children" in said
    assert re.search(r"The county 49\.\d+% 49\.\d+% \+0\.00 .* No clear change", said)
    assert not re.search("(Rose|Fell): (better|worse)", said)


@pytest.mark.parametrize(("code", "told"), [("NI 75", "Fell: worse"), ("half-days-missed-secondary", "Fell: better")])
def test_a_large_change_is_named(look, pupils: Path, code: str, told: str) -> None:  # type: ignore[no-untyped-def]
    # Half as many as the year before: each leaf has few, and a half of one rounds to none.
    add_year(pupils, 2008, 0.25)
    assert re.search(rf"The county \d+\.\d+% \d+\.\d+% −\d+\.\d+ −\d+\.\d+ to −\d+\.\d+ {told}", words(look(code)))


def test_the_change_of_a_gap_is_tested_as_a_gap(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    add_year(pupils, 2008)
    said = words(look("NI 105"))
    assert re.search(
        r"The county \d+\.\d+ points \d+\.\d+ points \+0\.00 −\d+\.\d+ to \+\d+\.\d+ No clear change", said
    )
    assert "The change of this gap is not tested." in words(look("NI 92"))


def test_a_change_across_a_break_is_shown_by_one_definition(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    for year in (2009, 2010):
        add_year(pupils, year)
    said = words(look("NI 87"))
    # 2010/11 is by the 15% threshold, and so is the year before it, in this comparison.
    now = re.search(r"15% of a full year's sessions \(in force\) (\d+\.\d+%)", said)
    assert now
    assert f"The county {now[1]} {now[1]} +0.00" in said


def test_the_plans_targets_have_a_light_and_a_reason(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 87"))
    targets = said[said.index("Against the plan’s targets") : said.index("What lies ahead")]
    light = r"(Green|Amber|Red) \d+\.\d+ (meets|misses) the target"
    assert re.search(rf"(Financial|Academic) 20\d\d/\d\d \d+(\.\d+)? {light}", targets)
    assert "The plan sets no target for it." in words(look("NI 92"))
    assert "Not comparable: printed in another unit" in words(look("NI 114"))


def test_proposals_tell_their_reasons(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    for place, year in enumerate((2008, 2009, 2010, 2011), 1):
        add_year(pupils, year, 1 - place / 20)
    said = words(look("NI 75", "year=2011"))
    assert "Trend Getting worse" in said
    assert "Forecast for 2012/13 If it goes on like that, about" in said
    assert "No proposal. By trajectory, " in said
    assert "The best quarter of 23 localities in academic 2011/12 are 5, from" in said
    assert said.count("No figures of statistical neighbours are held here. 0 statistical neighbours are too few") == 2


def test_a_year_in_between_is_seen_from_its_own_time(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    for year in (2008, 2009, 2010):
        add_year(pupils, year)
    said = words(look("NI 75", "year=2009"))
    assert "over 3 years by one definition" in said
    assert "Forecast for 2010/11" in said


def test_a_year_that_is_not_over_has_a_forecast_of_its_end(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    store = PupilStore(pupils)
    assert "End of 2007/08" not in words(look("NI 114"))
    shutil.copytree(pupils / "year=2007", pupils / "year=2006")  # the year before: a hundred times as many
    schools, found = store.read(2007, School).column("school").to_pylist(), []
    for number in range(60):
        day = date(2006, 9, 4) + timedelta(5 * number)
        found.append(Exclusion(pupil=number + 1, school=schools[0], starts=day, category="PERM", sessions=0))
    store.write(2006, Exclusion, pa.Table.from_pylist([one.model_dump() for one in found], schema=schema_of(Exclusion)))
    now = [one.model_copy(update={"starts": one.starts + timedelta(364)}) for one in found[:30]]
    store.write(2007, Exclusion, pa.Table.from_pylist([one.model_dump() for one in now], schema=schema_of(Exclusion)))
    keeping.forget()
    said = words(look("NI 114"))
    told = re.search(r"End of 2007/08 (\d+) permanent exclusions until 26 January 2008; (\d+) until the same day", said)
    assert told
    assert "in all, and between" in said
