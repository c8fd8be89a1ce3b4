"""Pages under load: a list of 23 x 10 figures and a record, beside a constant answer and the list done the usual way.

The site is served as in production (two workers), loaded by wrk over the loopback, by somebody who is signed in: the
constant answer has the same middleware, session and rights to ask for. All in one run, turn and turn about.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.request import Request, urlopen

from benchmarks.timing import Extent, Line

ROOT = Path(__file__).resolve().parent.parent
READERS, SECONDS = 50, 4
SHARE_OF_CONSTANT, TIMES_USUAL, SLOWEST = 0.35, 15.0, 40.0
REVISIONS = 10_000
PLAN = "/workspace/plans/kent-lcsp-2009-10"
LIST, RECORD = f"{PLAN}/performance/figures/?view=table", f"{PLAN}/plan/key_action/4/"
CONSTANT, USUAL = "/peer/constant/", "/peer/usual/"
# wrk says the 50th, 75th, 90th and 99th percentile by itself.
_SCRIPT = 'done = function(summary, latency, requests) io.write("p95 ", latency:percentile(95), "\\n") end\n'


class Load(NamedTuple):
    """What one page answered: requests a second, and within how many milliseconds 95 of 100 were answered."""

    rate: float
    p95: float


def measure(extent: Extent) -> Iterator[Line]:
    """Yield a line for each page and each peer."""
    if shutil.which("wrk") is None:
        yield Line("pages under load", "not measured: wrk is absent (apt-get install wrk)")
        return
    with TemporaryDirectory() as name:
        environment = _environment(Path(name))
        cookie = _python(environment, "-m", "benchmarks.usual.fill").strip()
        with _served(environment, Path(name)) as address:
            yield from _pages(address, cookie, Path(name), extent)
        yield from _history(environment, cookie, Path(name), extent)


def _environment(folder: Path) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LCSP_HOSTS")}
    own = {"LCSP_DEMO": "yes", "LCSP_DATA": str(folder), "LCSP_SECRET_KEY": "for measuring only " * 4}
    return {**given, **own, "DJANGO_SETTINGS_MODULE": "benchmarks.usual.settings"}


def _python(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, *words]
    return subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True).stdout


@contextmanager
def _served(environment: dict[str, str], folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "lcsp", "serve", "--port", str(port), "--workers", "2"]
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _pages(address: str, cookie: str, folder: Path, extent: Extent) -> Iterator[Line]:
    addresses = (CONSTANT, LIST, RECORD, USUAL)
    loads = _loads([address + page for page in addresses], cookie, folder, extent.few_rounds)
    constant, listed, record, usual = loads
    yield Line("constant answer, signed in", _told(constant))
    for words, load in (("list of 23 x 10 figures", listed), ("record", record)):
        share = load.rate / constant.rate
        limit = f"at least {SHARE_OF_CONSTANT:.0%}"
        yield Line(words, _told(load), "the constant answer", f"{share:.0%}", limit, share >= SHARE_OF_CONSTANT)
        said = f"{load.p95:.1f} ms"
        yield Line("  95 of 100 readers answered within", said, "", "", f"{SLOWEST:.0f} ms", load.p95 < SLOWEST)
    times = listed.rate / usual.rate
    peer = f"ORM and Django templates: {usual.rate:,.0f}/s"
    yield Line(
        "  beside the usual way", _told(listed), peer, f"{times:.1f} x", f"{TIMES_USUAL:.0f} x", times >= TIMES_USUAL
    )


def _loads(pages: list[str], cookie: str, folder: Path, rounds: int) -> list[Load]:
    """Return the median load of each page, after a first round that warms them all."""
    for page in pages:
        _wait_for(page, cookie)
    taken = [[_load(page, cookie, folder) for page in pages] for _ in range(rounds + 1)][1:]
    return [
        Load(*(statistics.median(figures) for figures in zip(*loads, strict=True)))
        for loads in zip(*taken, strict=True)
    ]


def _wait_for(page: str, cookie: str) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            with urlopen(Request(page, headers={"Cookie": cookie}), timeout=10) as answer:  # noqa: S310
                if answer.url != page:
                    raise RuntimeError(f"{page} led to {answer.url}: the session does not count")
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def _load(page: str, cookie: str, folder: Path) -> Load:
    script = folder / "p95.lua"
    script.write_text(_SCRIPT)
    command = ["wrk", "-t1", f"-c{READERS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}", "-s", str(script), page]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        raise RuntimeError(f"{page} was not answered as it should be:\n{said}")
    rate, p95 = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"p95 ([\d.]+)", said)
    if rate is None or p95 is None:
        raise RuntimeError(f"wrk said something else than it used to:\n{said}")
    return Load(float(rate[1]), float(p95[1]) / 1000)


def _history(environment: dict[str, str], cookie: str, folder: Path, extent: Extent) -> Iterator[Line]:
    """Yield what the record page and a cold start take before and after many revisions."""
    before, cold_before = _current(environment, cookie, folder, extent)
    _python(environment, "-m", "benchmarks.usual.fill", "history", str(REVISIONS))
    after, cold_after = _current(environment, cookie, folder, extent)
    said = f"without: {before.rate:,.0f}/s"
    yield Line(f"record after {REVISIONS:,} revisions", _told(after), said, f"{after.rate / before.rate:.2f} x")
    said = f"without: {cold_before:.1f} ms"
    ratio = f"{cold_after / cold_before:.2f} x"
    yield Line("  plan from the store, cold", f"{cold_after:.1f} ms", said, ratio, "30 ms", cold_after < 30)


def _current(environment: dict[str, str], cookie: str, folder: Path, extent: Extent) -> tuple[Load, float]:
    with _served(environment, folder) as address:
        (load,) = _loads([address + RECORD], cookie, folder, extent.few_rounds)
    return load, float(_python(environment, "-c", _COLD))


_COLD = """
import django, statistics, time
django.setup()
from lcsp.store import plans
plans.load_plan("kent-lcsp-2009-10")
taken = []
for _ in range(9):
    plans.kept.forget()
    start = time.perf_counter()
    plans.load_plan("kent-lcsp-2009-10")
    taken.append(time.perf_counter() - start)
print(1000 * statistics.median(taken))
"""


def _told(load: Load) -> str:
    return f"{load.rate:,.0f} requests a second"
