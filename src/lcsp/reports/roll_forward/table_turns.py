"""Tables of which not one row alone decides what becomes of it: the figures, and the statement of variations."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from lcsp.partnership.finance import BudgetLine, Variation, VariationKind
from lcsp.partnership.performance import Basis, Figure, FigureStatus
from lcsp.reports.roll_forward.turning import LeftOut, Turn, Turned, name_in_next_year, next_of
from lcsp.vocabulary.noun import Noun

# A status that says for good why there is no value goes with the indicator into the next year.
_LASTING = (FigureStatus.NOT_APPLICABLE, FigureStatus.DISCONTINUED)

Cell = tuple[object, ...]  # where a figure stands: indicator, area, part, column and basis


class Made(NamedTuple):
    """A record that the next year has on top."""

    record: Noun


def turn_figures(figures: tuple[Figure, ...], turn: Turn) -> Iterator[tuple[Figure, Turned | LeftOut] | Made]:
    """Yield what becomes of each figure, and the figure that each series asks for next.

    What was measured, expected or aimed at stands as it was: the target of the year gone beside its result. The last
    actual, estimate and target of a series ask for that of the year after.
    """
    asked = _asked_next(figures, turn)
    measured = {_cell(figure, Basis.ACTUAL) for figure in figures if _is_actual(figure)}
    awaited = {_cell(figure, Basis.ACTUAL) for figure in asked if figure.basis is Basis.ACTUAL}
    for figure in figures:
        yield figure, _turn_figure(figure, measured, awaited, turn)
    yield from map(Made, asked)


def _turn_figure(figure: Figure, measured: set[Cell], awaited: set[Cell], turn: Turn) -> Turned | LeftOut:
    if figure.basis is Basis.ESTIMATE and _cell(figure, Basis.ACTUAL) in measured:
        return LeftOut("estimates whose actual is known")
    if figure.basis is Basis.ESTIMATE and figure.value is None and _cell(figure, Basis.ACTUAL) in awaited:
        return LeftOut("estimates that were never made: the actual is asked for in their place")
    if figure.basis is Basis.TARGET and figure.column.year < turn.last.year:
        return LeftOut("targets of years before the one that ends")
    return Turned()


def _asked_next(figures: tuple[Figure, ...], turn: Turn) -> list[Figure]:
    """Return the figure that follows the last of each series, up to the year that is planned for now."""
    held = {_cell(figure, figure.basis) for figure in figures}
    last: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        series = (figure.indicator, figure.area, figure.part, figure.basis)
        if series not in last or last[series].column.first_day < figure.column.first_day:
            last[series] = figure
    asked = [_asked(figure) for figure in last.values()]
    return [f for f in asked if f.column.year <= turn.next.year and _cell(f, f.basis) not in held]


def _asked(figure: Figure) -> Figure:
    """Return the figure that follows `figure` in its series: without a value, and awaited."""
    status = figure.status if figure.status in _LASTING else FigureStatus.AWAITED
    later = {"column": next_of(figure.column), "period": next_of(figure.period)}
    return figure.model_copy(update={**later, "value": None, "status": status, "note": ""})


def _is_actual(figure: Figure) -> bool:
    return figure.basis is Basis.ACTUAL and figure.value is not None


def _cell(figure: Figure, basis: Basis) -> Cell:
    return figure.indicator, figure.area, figure.part, figure.column, basis


def turn_variations(rows: tuple[Variation, ...], turn: Turn) -> Iterator[tuple[Variation, Turned | LeftOut] | Made]:
    """Yield the opening row with the budget of the year gone, from which the next statement sets out; the rest goes."""
    opening = next((row for row in rows if row.kind is VariationKind.OPENING), None)
    for row in rows:
        amount = _closing_amount(row, rows, turn) if row is opening else None
        if amount is None:
            yield row, LeftOut("they led to the budget of the year gone")
            continue
        before = turn.last.shift(-1)
        names = {"code": name_in_next_year(row.code, before), "name": name_in_next_year(row.name, before)}
        yield row, Turned({**names, "amount": amount, "order": 1})


def _closing_amount(opening: Variation, rows: tuple[Variation, ...], turn: Turn) -> Any:
    """Return the budget to which the rows led: that of the line which `opening` restates, else the closing row's."""
    line = turn.plan.find(BudgetLine, opening.restates) if opening.restates else None
    if line is not None and line.controllable is not None:
        return line.controllable
    return next((row.amount for row in rows if row.kind is VariationKind.CLOSING), None)


TABLE_TURNS: Mapping[type[Noun], Callable[[Any, Turn], Iterator[tuple[Any, Turned | LeftOut] | Made]]] = {
    Figure: turn_figures,
    Variation: turn_variations,
}
