"""The leaf step on a local Spark: the same counts as here, and clear refusals where Spark cannot be had."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lcsp.engines.attendance import spark
from lcsp.engines.attendance.parts import read_tallies, refresh
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.synthetic.county import make_county
from lcsp.engines.synthetic.parameters import Locality, targets_of

YEAR = 2007


@pytest.fixture(scope="module")
def session() -> Iterator[object]:
    """A Spark on this machine, for the tests of this module."""
    if not shutil.which("java"):
        if os.environ.get("LCSP_REQUIRE") == "all":
            pytest.fail("Java is absent. On Debian: apt-get install openjdk-17-jre-headless")
        pytest.skip("Java is absent, so no Spark starts")
    held = spark.open_session("local[2]")
    yield held
    held.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_spark_counts_what_is_counted_here(tmp_path: Path, session: object, seed: int) -> None:
    store = PupilStore.create(tmp_path / "pupils", {"synthetic": True})
    localities = [Locality("here", "Here", {(0, 19): 1500}), Locality("there", "There", {(0, 19): 900})]
    make_county(store, localities, targets_of(None, YEAR), year=YEAR, seed=seed)
    refresh(store, YEAR)
    counted = spark.read_tallies_on_spark(store, YEAR, session)  # type: ignore[arg-type]
    assert counted.num_rows > 100
    assert counted.equals(read_tallies(store, YEAR))


def test_another_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LCSP_ENGINE", "sparkle")
    with pytest.raises(spark.NoSpark, match="write embedded"):
        spark.wanted()
    monkeypatch.setenv("LCSP_ENGINE", "embedded")
    assert not spark.wanted()
    monkeypatch.setenv("LCSP_ENGINE", "Spark")
    assert spark.wanted()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "find_spec", lambda _: None)
    with pytest.raises(spark.NoSpark, match=r"lcsp\[engines,spark\]"):
        spark.open_session("local[1]")
