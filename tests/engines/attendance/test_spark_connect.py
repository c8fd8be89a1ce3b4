"""The leaf step through a server of Spark Connect on this machine: the same counts as here."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from lcsp.engines.figures import computable, measure, read_counts
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.synthetic.county import make_county
from lcsp.engines.synthetic.parameters import Locality, targets_of
from lcsp.partnership.performance import Definition
from lcsp.reference import SHIPPED

YEAR = 2007
_STARTS_WITHIN = 120  # seconds


def _command(home: Path, port: int) -> list[str]:
    settings = {
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": port,
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "1g",
        "spark.ui.enabled": "false",
    }
    (jar,) = (home / "jars").glob("spark-connect_*.jar")
    given = [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]
    server = "org.apache.spark.sql.connect.service.SparkConnectServer"
    return [str(home / "bin" / "spark-submit"), "--class", server, "--master", "local[2]", *given, str(jar)]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of Spark Connect on the loopback, for the tests of this module."""
    if not shutil.which("java"):
        if os.environ.get("LCSP_REQUIRE") == "all":
            pytest.fail("Java is absent. On Debian: apt-get install openjdk-17-jre-headless")
        pytest.skip("Java is absent, so no Spark starts")
    import pyspark

    home, folder = Path(pyspark.__file__).parent, tmp_path_factory.mktemp("connect")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable}
    log = folder / "log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            _command(home, port), cwd=folder, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(port, server, log)
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = monotonic() + _STARTS_WITHIN
    while monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            sleep(0.2)
        else:
            return
    pytest.fail(f"Spark Connect does not answer; it said:\n{log.read_text('utf-8', errors='replace')}")


@pytest.mark.slow
def test_spark_connect_measures_what_is_measured_here(tmp_path: Path, root: Path, address: str) -> None:
    store = PupilStore.create(tmp_path / "pupils", {"synthetic": True})
    localities = [Locality("ashford-1", "Here", {(0, 19): 1500}), Locality("dover", "There", {(0, 19): 900})]
    make_county(store, localities, targets_of(None, YEAR), year=YEAR, seed=5)
    there = tmp_path / "there"
    shutil.copytree(store.folder, there)
    assert measure(store, YEAR, computable(SHIPPED.all(Definition)))
    # In a process of its own: one that has spoken to Spark Connect can start no Spark of another kind.
    done = subprocess.run(
        [sys.executable, "-m", "lcsp", "measure", "examples/kent-2009-10", "--pupils", str(there)],
        cwd=root,
        env={**os.environ, "LCSP_ENGINE": "spark", "LCSP_SPARK_MASTER": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counts = read_counts(PupilStore(there), YEAR).open_for_analysts()
    assert counts.num_rows > 1000
    assert counts.equals(read_counts(store, YEAR).open_for_analysts())
