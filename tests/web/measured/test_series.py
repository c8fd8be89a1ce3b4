"""Series over the years: breaks are seen, none is crossed, and charts are drawn where there are points enough."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from tests.web.measured.test_pages import words

from lcsp.engines.pupil_store import PupilStore
from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Break
from lcsp.reference import SHIPPED
from lcsp.web.measured.keeping import counted
from lcsp.web.measured.series import build_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten_years(pupils: Path) -> Path:
    """The same counts in each of the years from 2007 to 2016."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    counts = pq.read_table(pupils / "year=2007" / "counts.parquet", partitioning=None)
    for year in range(2008, 2017):
        column = pa.array([year] * len(counts), pa.int32())
        shutil.copytree(pupils / "year=2007", pupils / f"year={year}")
        at = counts.schema.get_field_index("year")
        PupilStore(pupils).write_table(year, "counts", counts.set_column(at, counts.schema.field(at), column))
    return pupils


def test_one_year_has_no_chart_and_says_why(look, pupils: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 87"))
    assert "No control chart is drawn: 1 year in a row by one definition, and 10 are needed" in said


def test_a_series_shows_its_breaks_and_both_versions(look, ten_years: Path) -> None:  # type: ignore[no-untyped-def]
    said = words(look("NI 87"))
    assert "Break on 1 September 2010: The threshold fell from 20% to 15%" in said
    assert "Break on 1 September 2015: A fixed count of sessions gave way" in said
    assert "XmR chart, 2007/08 to 2016/17, every year by 10% of the pupil's own sessions" in said
    assert "2010/11" in said
    # The newest year comes first, and every year has its page.
    assert "Computed indicator NI 87, 2016/17" in said
    assert "Computed indicator NI 87, 2009/10" in words(look("NI 87", "year=2009"))
    links = look().content.decode()
    assert 'href="/workspace/plans/kent-lcsp-2009-10/measured/?year=2009"' in links


def test_a_year_that_is_not_computed_is_named(look, ten_years: Path) -> None:  # type: ignore[no-untyped-def]
    (ten_years / "year=2012" / "counts.parquet").unlink()
    said = words(look("NI 87"))
    assert "The pupil store also holds 2012" in said
    assert "9 years in a row by one definition" in said


def test_a_break_without_both_versions_is_not_crossed(ten_years: Path) -> None:
    known = SHIPPED.find(Definition, "NI 73")
    assert known
    store = PupilStore(ten_years)
    years = [(year, held) for year in store.years if (held := counted(store, year))]
    whole = build_series(known.model_copy(update={"breaks": ()}), known.computing[0], "one", years)
    assert whole.chart
    broken = known.model_copy(update={"breaks": (Break(date=date(2010, 9, 1), what="Other tests"),)})
    series = build_series(broken, known.computing[0], "one", years)
    assert series.chart is None
    assert "7 years in a row" in series.refused  # 2010/11 to 2016/17
    assert [row[3] for row in series.rows if "Break" in row[3]] == ["Break on 1 September 2010: Other tests"]
