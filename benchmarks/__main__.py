"""Measures how fast lcsp is and prints a report of ratios, one line a measure: `./run bench [NAMES]`."""

import argparse
import sys
from datetime import date
from os import cpu_count
from platform import python_version

from benchmarks import checks_alone, documents, other_tools, pages, plan_size, whole_process
from benchmarks.attendance import report as attendance
from benchmarks.timing import Extent, Line

BENCHMARKS = {
    "check": whole_process.measure,
    "rules": checks_alone.measure,
    "documents": documents.measure,
    "peers": other_tools.measure,
    "size": plan_size.measure,
    "pages": pages.measure,
    "attendance": attendance.measure,
}


def main() -> int:
    """Run the benchmarks asked for; 1 under --strict when a limit is not met."""
    options = _options()
    extent = Extent(options.rounds, options.plans, options.sizes, options.longest, options.sessions, options.england)
    print(f"{date.today():%-d %B %Y}, {cpu_count()} processors, Python {python_version()}\n")
    print(Line("what", "figure", "peer", "ratio", "limit"))
    missed = 0
    for name in options.names or BENCHMARKS:
        for line in BENCHMARKS[name](extent):
            print(line, flush=True)
            missed += line.met is False
    return int(options.strict and missed > 0)


def _options() -> argparse.Namespace:
    usual = Extent()
    parser = argparse.ArgumentParser("./run bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--rounds", type=int, default=usual.rounds, help="rounds of each pair (9)")
    parser.add_argument("--plans", type=int, default=usual.plans, help="plans in memory that are checked (1000)")
    parser.add_argument("--sizes", type=_sizes, default=usual.sizes, help="sizes of plan, times the example (1,10,100)")
    parser.add_argument("--longest", type=float, default=usual.longest, help="seconds of a job with a large plan (12)")
    sessions = "millions of half days of attendance (1,10)"
    parser.add_argument("--sessions", type=_sizes, default=usual.sessions, help=sessions)
    parser.add_argument("--england", action="store_true", help="attendance at the size of England as well (slow)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a limit is not met")
    options = parser.parse_args()
    for name in options.names:
        if name not in BENCHMARKS:
            parser.error(f"there is no benchmark {name!r}; there are {', '.join(BENCHMARKS)}")
    return options


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(","))


if __name__ == "__main__":
    sys.exit(main())
