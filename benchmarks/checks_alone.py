"""How long the rules take over a plan in memory, over many plans in one process."""

import statistics
from collections.abc import Iterator

from benchmarks.larger_plans import read_example, vary
from benchmarks.timing import Extent, Line, readable, seconds_of, told
from lcsp import checks
from lcsp.whole_plan import NOUNS, WholePlan

LIMIT = 0.010


def measure(extent: Extent) -> Iterator[Line]:
    """Time every rule over `extent.plans` plans with other figures, beside pydantic's validation of the example."""
    example = read_example()
    rows = [(noun, record.model_dump()) for noun in NOUNS for record in example.all(noun)]

    def validate() -> None:
        for noun, values in rows:
            noun.model_validate(values)

    validate()
    checks.run(example)
    pairs = [(_time_check(plan), seconds_of(validate)) for plan in vary(example, extent.plans)]
    check, peer = (statistics.median(times) for times in zip(*pairs, strict=True))
    slow = sorted(time for time, _ in pairs)[len(pairs) * 95 // 100]
    yield Line(
        f"all {len(checks.RULES)} rules, plan in memory",
        told(check, len(pairs)),
        f"pydantic validating it, {readable(peer)}",
        f"{check / peer:.2f}",
        "at most 10 ms",
        check <= LIMIT,
    )
    yield Line("the same, 95 in 100 plans within", readable(slow), limit="at most 10 ms", met=slow <= LIMIT)


def _time_check(plan: WholePlan) -> float:
    return seconds_of(lambda: checks.run(plan))
