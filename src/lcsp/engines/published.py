"""What a plan prints beside what was computed: its actual figures of a year, and whether the two agree."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lcsp.partnership.performance import Definition, Figure
from lcsp.vocabulary.periods import Period, YearKind
from lcsp.whole_plan import WholePlan

if TYPE_CHECKING:
    from lcsp.engines.figures import Measured


class Agreement(NamedTuple):
    """How far the computed figure lies above the published one, and whether that lies within its interval."""

    difference: float
    within: bool


def published_figures(plan: WholePlan, code: str, year: int) -> list[Figure]:
    """Return the plan's actual figures of an indicator for the academic or financial year that begins in `year`."""
    periods = (Period(YearKind.ACADEMIC, year), Period(YearKind.FINANCIAL, year))
    return [
        figure
        for figure in plan.all(Figure)
        if figure.indicator == code
        and figure.basis.value == "actual"
        and figure.period in periods
        and figure.value is not None
    ]


def agreement(published: Sequence[Figure], measured: "Measured") -> Agreement | None:
    """Compare the county's figure by the definition in force with the one that is published, if there is just one."""
    if len(published) != 1 or measured.area or measured.group:
        return None
    value = published[0].value
    if value is None or measured.value is None or measured.low is None or measured.high is None:
        return None
    return Agreement(measured.value - float(value), measured.low <= float(value) <= measured.high)


def in_another_unit(definition: Definition, figure: Figure) -> bool:
    """Say whether a printed figure is so far above what a county reports that it must be in another unit."""
    most = definition.typical_most
    return most is not None and figure.value is not None and figure.value > most
