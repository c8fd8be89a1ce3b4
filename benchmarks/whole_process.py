"""How long a check of the example plan takes as a whole process, beside an import of pydantic."""

import statistics
import subprocess
import sys
import time

ROUNDS = 9
LIMIT = 2.5  # times the import of pydantic
IMPORT = [sys.executable, "-c", "import pydantic"]
CHECK = [sys.executable, "-m", "lcsp", "check", "examples/kent-2009-10"]


def time_once(command: list[str]) -> float:
    """Seconds that one process takes, from its start to its end."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> int:
    """Print both medians and their ratio; 1 when the ratio is over the limit."""
    time_once(IMPORT), time_once(CHECK)  # the first of each reads from a cold disk
    # Turn and turn about, so that a busy moment of the machine falls on both.
    rounds = [(time_once(IMPORT), time_once(CHECK)) for _ in range(ROUNDS)]
    imports, checks = (statistics.median(times) for times in zip(*rounds, strict=True))
    print(f"import pydantic         {imports:.3f} s (median of {ROUNDS})")
    print(f"lcsp check of the plan  {checks:.3f} s (median of {ROUNDS})")
    print(f"ratio                   {checks / imports:.2f} (at most {LIMIT})")
    return int(checks > LIMIT * imports)


if __name__ == "__main__":
    sys.exit(main())
