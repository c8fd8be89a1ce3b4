"""How long a check of the example plan takes as a whole process, beside an import of pydantic."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.larger_plans import EXAMPLE
from benchmarks.timing import Extent, Line, medians, process, told

LIMIT = 2.5  # times the import of pydantic
IMPORT = (sys.executable, "-c", "import pydantic")
# What a person types, as installed beside the interpreter.
LCSP = str(Path(sys.executable).parent / "lcsp")


def measure(extent: Extent) -> Iterator[Line]:
    """Time `lcsp check` of the example."""
    check, peer = medians(extent.rounds, process((LCSP, "check", str(EXAMPLE))), process(IMPORT))
    yield Line(
        "lcsp check, whole process",
        told(check, extent.rounds),
        f"import pydantic, {peer * 1e3:.1f} ms",
        f"{check / peer:.2f}",
        f"at most {LIMIT}",
        check <= LIMIT * peer,
    )
