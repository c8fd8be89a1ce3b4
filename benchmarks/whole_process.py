"""How long a check of the example plan takes as a whole process, beside an import of pydantic."""

import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.larger_plans import EXAMPLE
from benchmarks.timing import Extent, Line, medians, process, told

LIMIT = 2.5  # times the import of pydantic
IMPORT = (sys.executable, "-c", "import pydantic")
# What any program pays that has a pydantic model at all: `import pydantic` alone leaves most of pydantic unloaded.
ONE_MODEL = (sys.executable, "-c", "import pydantic\nclass Area(pydantic.BaseModel):\n    code: str")
# What a person types, as installed beside the interpreter.
LCSP = str(Path(sys.executable).parent / "lcsp")


def measure(extent: Extent) -> Iterator[Line]:
    """Time `lcsp check` of the example, and how much of it any program with a pydantic model pays."""
    jobs = process((LCSP, "check", str(EXAMPLE))), process(ONE_MODEL), process(IMPORT)
    check, model, peer = medians(extent.rounds, *jobs)
    beside = f"import pydantic, {peer * 1e3:.1f} ms"
    yield Line(
        "lcsp check, whole process",
        told(check, extent.rounds),
        beside,
        f"{check / peer:.2f}",
        f"at most {LIMIT}",
        check <= LIMIT * peer,
    )
    yield Line("  one pydantic model, whole process", told(model, extent.rounds), beside, f"{model / peer:.2f}")
