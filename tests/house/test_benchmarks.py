"""Every benchmark still runs, at its smallest; how fast it was is no matter here."""

import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.__main__ import BENCHMARKS
from benchmarks.attendance.engines import ENGINES
from benchmarks.attendance.layouts import make_layouts
from benchmarks.larger_plans import enlarge, read_example, vary
from benchmarks.timing import Line, readable

from lcsp.whole_plan import NOUNS

SMALLEST = ("--rounds", "1", "--plans", "2", "--sizes", "1,2", "--sessions", "1")
# What each cannot leave out of its report. Other programs may be absent, which is then said.
TELLS = {
    "check": "import pydantic",
    "rules": "pydantic validating it",
    "documents": "lcsp publish, html + pdf",
    "peers": "beside LibreOffice",
    "size": "render xlsx",
    "pages": "list of 23 x 10 figures",
    "attendance": "figures from bits, 1 M sessions",
}


def bench(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `./run bench` with `words`, without preparing the environment anew."""
    command = [sys.executable, "-m", "benchmarks", *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=600, check=False)


def test_every_benchmark_has_a_test() -> None:
    assert set(TELLS) == set(BENCHMARKS)


@pytest.mark.parametrize("name", ["check", "rules"])
def test_a_quick_benchmark_runs(root: Path, name: str) -> None:
    done = bench(root, name, *SMALLEST)
    assert done.returncode == 0, done.stderr
    assert TELLS[name] in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["documents", "peers", "size", "pages", "attendance"])
def test_a_longer_benchmark_runs(root: Path, name: str) -> None:
    done = bench(root, name, *SMALLEST)
    assert done.returncode == 0, done.stderr
    assert TELLS[name] in done.stdout


def test_every_engine_of_attendance_agrees(tmp_path: Path) -> None:
    make_layouts(tmp_path, 900)
    answers = {name: sorted(map(repr, engine(tmp_path))) for name, engine in ENGINES.items()}
    assert len(answers["compact"]) > 40
    assert all(answer == answers["compact"] for answer in answers.values())


def test_an_unknown_benchmark_is_refused(root: Path) -> None:
    done = bench(root, "dance")
    assert done.returncode == 2
    assert "there is no benchmark 'dance'" in done.stderr


def test_a_larger_plan_holds_together() -> None:
    plan = read_example()
    larger = enlarge(plan, 3)
    assert not list(larger.dangling())
    for noun in NOUNS:
        keys = [record.key for record in larger.all(noun)]
        assert len(set(keys)) == len(keys) in (len(plan.all(noun)), 3 * len(plan.all(noun)))


def test_varied_plans_differ_and_are_the_same_each_time() -> None:
    plan = read_example()
    first, second = vary(plan, 2)
    assert first != plan
    assert first != second
    assert [first, second] == list(vary(plan, 2))


def test_a_line_says_whether_its_limit_is_met() -> None:
    assert str(Line("a", "1 s", met=False)).endswith("NOT MET")
    assert str(Line("a", "1 s", met=True)).endswith(" met")
    assert str(Line("a", "1 s")).endswith("1 s")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(12.34, "12.3 s"), (1.5, "1.50 s"), (0.0456, "45.6 ms"), (0.000_789, "789 µs"), (0.0, "0.00 µs")],
)
def test_times_have_three_figures(seconds: float, text: str) -> None:
    assert readable(seconds) == text
