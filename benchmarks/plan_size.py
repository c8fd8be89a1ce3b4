"""How the cost of reading, checking and publishing grows with the plan."""

import gc
import math
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.larger_plans import enlarge, read_example
from benchmarks.timing import Extent, Job, Line, medians, readable, seconds_of
from lcsp import checks
from lcsp.files import folder_files, read_plan
from lcsp.files.writing import write_tree
from lcsp.reports.plan_document import build_document
from lcsp.reports.rendering import FORMATS, render
from lcsp.whole_plan import NOUNS

# Above this exponent a plan of ten times the size costs more than sixteen times as much.
LIMIT = 1.2
# A job that would take longer than this is run once.
LONG = 1.5
STEPS = ("read the folder", "check", "build the document", *(f"render {form}" for form in FORMATS))


def measure(extent: Extent) -> Iterator[Line]:
    """Time each step at each size, as a command runs it: without collecting garbage."""
    counts: list[int] = []
    taken: dict[str, list[float]] = {step: [] for step in STEPS}
    for times in extent.sizes:
        gc.disable()
        counts.append(_measure_size(times, counts, taken, extent))
        gc.enable()
        gc.collect()
    yield Line("cost by size of plan, for each record", f"of {', '.join(f'{count:,}' for count in counts)} records")
    for step in STEPS:
        yield _line(step, counts, taken[step])


def _measure_size(times: int, counts: Sequence[int], taken: dict[str, list[float]], extent: Extent) -> int:
    """Add to `taken` how long each step takes with the example `times` over; return how many records that has."""
    plan = enlarge(read_example(), times)
    records = sum(len(plan.all(noun)) for noun in NOUNS)
    outcome = checks.run(plan)
    document = build_document(plan, outcome, draft=True)
    with TemporaryDirectory() as name:
        folder = Path(name) / "plan"
        write_tree(folder_files(plan), folder)
        jobs: list[Job] = [
            partial(read_plan, folder),
            lambda: checks.run(plan.replace({})),  # a new plan, for a plan keeps what was found
            partial(build_document, plan, outcome, draft=True),
            *(partial(render, document, (form,)) for form in FORMATS),
        ]
        for (step, known), job in zip(taken.items(), jobs, strict=True):
            expected = known[-1] / counts[-1] * records if known else 0.0
            if len(known) == len(counts) and expected < extent.longest:
                # The renderers keep drawings and pages that they have made, so that only the first time counts.
                first_counts = step.startswith("render") or expected > LONG
                known.append(seconds_of(job) if first_counts else medians(extent.few_rounds, job)[0])
    return records


def _line(step: str, counts: Sequence[int], taken: Sequence[float]) -> Line:
    """Return the cost for each record; the exponent is that of the last two sizes, where fixed costs weigh least."""
    figures = [readable(seconds / count) for seconds, count in zip(taken, counts, strict=False)]
    figure = ", ".join(figures + ["not run"] * (len(counts) - len(taken)))
    if len(taken) < 2:
        return Line(f"  {step}", figure)
    exponent = math.log(taken[-1] / taken[-2]) / math.log(counts[len(taken) - 1] / counts[len(taken) - 2])
    return Line(f"  {step}", figure, "", f"n^{exponent:.2f}", f"at most n^{LIMIT}", exponent <= LIMIT)
