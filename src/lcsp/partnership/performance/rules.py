"""What follows from indicators and their figures: which definition holds, and which of two values is better."""

from decimal import Decimal

from lcsp.partnership.performance.definition import Definition, Polarity
from lcsp.partnership.performance.model import Basis, Figure, Indicator
from lcsp.vocabulary.records import Records


def definition_of(plan: Records, indicator: Indicator) -> Definition | None:
    """Return the shipped definition of `indicator`, or None."""
    return plan.find(Definition, indicator.definition or indicator.code)


def is_worse(polarity: Polarity, value: Decimal, than: Decimal) -> bool:
    """Say whether `value` is worse than `than`; nothing can be said where the best is to be near a mark."""
    if polarity is Polarity.NEAR:
        return False
    return value < than if polarity is Polarity.HIGH else value > than


def figures_by_series(plan: Records) -> dict[tuple[str, str, str], list[Figure]]:
    """Return the figures of each (indicator, area, part), in the plan's order."""
    series: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in plan.all(Figure):
        series.setdefault((figure.indicator, figure.area, figure.part or ""), []).append(figure)
    return series


def latest_performance(figures: list[Figure], before: Figure) -> Figure | None:
    """Return the last estimate or actual with a value in a column earlier than that of `before`."""
    earlier = [
        figure
        for figure in figures
        if figure.basis is not Basis.TARGET
        and figure.value is not None
        and figure.column.first_day < before.column.first_day
    ]
    return max(earlier, key=lambda figure: figure.column.first_day, default=None)
