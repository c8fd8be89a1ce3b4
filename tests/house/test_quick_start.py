"""A check loads only what it needs, so that it starts quickly."""

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from lcsp.cli import main
status = main(["check", "examples/kent-2009-10"])
assert not status, status
print(*sorted({"django", "duckdb", "sqlite3", "typst", "xlsxwriter", "python_calamine"} & set(sys.modules)))
"""


def test_a_check_of_a_folder_loads_no_renderer_and_no_database(root: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=root, capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1] == "", "loaded without need: " + run.stdout.splitlines()[-1]
