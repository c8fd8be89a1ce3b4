"""What follows from indicators and their figures: which definition holds, and which of two values is better."""

from decimal import Decimal

from lcsp.partnership.performance.definition import Definition, Polarity
from lcsp.partnership.performance.model import Basis, Figure, Indicator
from lcsp.vocabulary.periods import Period
from lcsp.vocabulary.records import Records


def definition_of(plan: Records, indicator: Indicator) -> Definition | None:
    """Return the shipped definition of `indicator`, or None."""
    return plan.find(Definition, indicator.definition or indicator.code)


def headline_definition(plan: Records, figure: Figure) -> Definition | None:
    """Return the definition whose bounds hold for `figure`, or None.

    Where a definition has parts, its bounds are those of the first part in its own unit.
    """
    indicator = plan.find(Indicator, figure.indicator)
    definition = definition_of(plan, indicator) if indicator else None
    if definition is None or not figure.part or not definition.parts:
        return definition
    headline = next((part.code for part in definition.parts if part.unit == definition.unit.value), None)
    return definition if figure.part == headline else None


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


def past_targets(figures: list[Figure], year: Period) -> list[Figure]:
    """Return the targets of years before `year` in a series that has a target of `year` or later too."""
    targets = [figure for figure in figures if figure.basis is Basis.TARGET]
    past = [figure for figure in targets if figure.column.year < year.year]
    return past if len(past) < len(targets) else []


def targets_ahead(figures: list[Figure], year: Period) -> list[Figure]:
    """Return the targets of a series that are still to be met: all but the past ones."""
    past = past_targets(figures, year)
    return [figure for figure in figures if figure.basis is Basis.TARGET and figure not in past]


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
