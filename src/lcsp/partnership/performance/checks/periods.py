"""Columns, periods and statuses of figures: one column, one year, and no comparison across a break."""

from lcsp.partnership.performance.model import Basis, Figure, FigureStatus, Indicator
from lcsp.partnership.performance.rules import definition_of, figures_by_series, past_targets
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.printed_dates import years_named
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

_STATUSES = {
    Basis.ACTUAL: (FigureStatus.ESTIMATE,),
    Basis.ESTIMATE: (FigureStatus.FINAL, FigureStatus.PROVISIONAL),
    Basis.TARGET: (FigureStatus.ESTIMATE, FigureStatus.PROVISIONAL),
}


@check("PERF-07", Level.WARNING, "time")
def columns_hold_one_year(plan: Records) -> Faults:
    """A figure is of the year that heads its column, whichever kind of year that is.

    A target of last year's under this year's heading has its year half gone before the plan begins.

    Mend: move the figure to the column of its own year, and ask for the one that belongs here.

    Fails:
        figure: indicator | basis | column | period | value
        figure: NI 87 | target | financial 2009/10 | academic 2008/09 | 6
    Passes:
        figure: indicator | basis | column | period | value
        figure: NI 87 | target | financial 2009/10 | academic 2009/10 | 6
    """
    for figure in plan.all(Figure):
        if figure.period.year != figure.column.year:
            facts = f"the {figure.basis.value} is of {figure.period}, under the heading {figure.column}"
            yield Fault(figure, "period", facts, "move it to the column of its own year, and fill in this one")


@check("PERF-09", Level.WARNING, "time")
def series_cross_no_break(plan: Records) -> Faults:
    """The figures of a series stand on one side of a change of definition.

    A change of definition moves the number by itself: neither progress nor decline can be read from it.

    Mend: restate the earlier figures on the new definition, or show two series.

    Fails:
        indicator: code
        indicator: NI 87
        figure: indicator | basis | column | period | value
        figure: NI 87 | actual | financial 2009/10 | academic 2009/10 | 5
        figure: NI 87 | target | financial 2010/11 | academic 2010/11 | 4
    Passes:
        indicator: code
        indicator: NI 87
        figure: indicator | basis | column | period | value
        figure: NI 87 | actual | financial 2008/09 | academic 2008/09 | 6
        figure: NI 87 | target | financial 2009/10 | academic 2009/10 | 5
    """
    for (code, _, _), figures in figures_by_series(plan).items():
        indicator = plan.find(Indicator, code)
        definition = definition_of(plan, indicator) if indicator else None
        held = [figure for figure in figures if figure.value is not None]
        for change in definition.breaks if definition else ():
            later = [figure for figure in held if figure.period.first_day >= change.date]
            if later and len(later) < len(held):
                facts = f"not comparable across {change.date:%Y-%m-%d}: {change.what.rstrip('.')}"
                yield Fault(later[0], "value", facts, "restate the earlier figures, or show two series")


@check("PERF-14", Level.WARNING, "time")
def columns_suit_their_basis(plan: Records) -> Faults:
    """Targets stand in columns of the plan's year or later, actuals and estimates in columns of earlier years.

    The target of the year before may stand beside that year's result, as long as the plan has a later one too.

    Mend: correct the column or the basis of the figure.

    Fails:
        figure: indicator | basis | column | value
        figure: NI 73 | actual | financial 2009/10 | 79
    Passes:
        figure: indicator | basis | column | value
        figure: NI 73 | actual | financial 2007/08 | 69
        figure: NI 73 | target | financial 2009/10 | 79
        figure: NI 73 | target | financial 2008/09 | 78
    """
    past = {id(row) for rows in figures_by_series(plan).values() for row in past_targets(rows, plan.year)}
    for figure in plan.all(Figure):
        is_target = figure.basis is Basis.TARGET
        if is_target is not (figure.column.year >= plan.year.year) and not _is_of_the_year_before(figure, plan, past):
            facts = f"{figure.basis.value} under the heading {figure.column} of a plan for {plan.year}"
            yield Fault(figure, "column", facts, "correct the column or the basis")


def _is_of_the_year_before(figure: Figure, plan: Records, past: set[int]) -> bool:
    return id(figure) in past and figure.column.year == plan.year.year - 1


@check("PERF-16", Level.WARNING, "agreement")
def statuses_suit_their_basis(plan: Records) -> Faults:
    """An actual is no estimate, an estimate is neither final nor provisional, and a target is set or awaited.

    Mend: correct the status or the basis of the figure.

    Fails:
        figure: indicator | basis | value | status
        figure: NI 73 | estimate | 77 | final
    Passes:
        figure: indicator | basis | value | status
        figure: NI 73 | estimate | 77 | estimate
        figure: NI 73 | target | 79 | final
    """
    for figure in plan.all(Figure):
        if figure.status in _STATUSES[figure.basis]:
            shown = "" if figure.value is None else f" {show_number(figure.value)}"
            facts = f"{figure.basis.value}{shown} with status {figure.status.value!r}"
            yield Fault(figure, "status", facts, "correct the status or the basis")


@check("PERF-20", Level.NOTE, "time")
def definition_held_in_the_period(plan: Records) -> Faults:
    """A figure's period lies within the days between which its indicator's definition was in force.

    Mend: say on which definition the figure was made, and whether the two can be compared.

    Fails:
        indicator: code
        indicator: NI 73
        figure: indicator | basis | period | value
        figure: NI 73 | actual | academic 2005/06 | 69
    Passes:
        indicator: code
        indicator: NI 73
        figure: indicator | basis | period | value
        figure: NI 73 | actual | academic 2008/09 | 69
    """
    for figure in plan.all(Figure):
        indicator = plan.find(Indicator, figure.indicator)
        definition = definition_of(plan, indicator) if indicator else None
        if definition is None or figure.value is None:
            continue
        if figure.period.last_day < definition.introduced:
            facts = f"a figure of {figure.period}, before the definition came into force ({definition.introduced})"
        elif definition.ended is not None and figure.period.first_day > definition.ended:
            facts = f"a figure of {figure.period}, after the definition ended ({definition.ended})"
        else:
            continue
        yield Fault(figure, "period", facts, "say on which definition it was made")


@check("PERF-21", Level.WARNING, "time")
def periods_are_of_the_right_kind(plan: Records) -> Faults:
    """A figure's own period is of the kind of year that its definition says: academic, financial or calendar.

    Mend: correct the figure's period; the column may be of another kind.

    Fails:
        indicator: code
        indicator: NI 117
        figure: indicator | basis | period | value
        figure: NI 117 | actual | academic 2007/08 | 5.27
    Passes:
        indicator: code
        indicator: NI 117
        figure: indicator | basis | period | value
        figure: NI 117 | actual | financial 2008/09 | 5.27
    """
    for figure in plan.all(Figure):
        indicator = plan.find(Indicator, figure.indicator)
        definition = definition_of(plan, indicator) if indicator else None
        if definition is not None and figure.period.kind is not definition.period:
            facts = f"the period is {figure.period}; the definition counts {definition.period.value} years"
            yield Fault(figure, "period", facts, "correct the figure's period")


@check("PERF-23", Level.WARNING, "agreement")
def columns_are_of_one_kind(plan: Records) -> Faults:
    """The columns in which one indicator's figures stand are years of one kind.

    Mend: correct the column of the figure that differs from its row.

    Fails:
        figure: indicator | basis | column | value
        figure: NI 73 | actual | academic 2007/08 | 69
        figure: NI 73 | estimate | financial 2008/09 | 77
        figure: NI 73 | target | financial 2009/10 | 79
    Passes:
        figure: indicator | basis | column | value
        figure: NI 73 | actual | financial 2007/08 | 69
        figure: NI 73 | estimate | financial 2008/09 | 77
        figure: NI 73 | target | financial 2009/10 | 79
    """
    for figures in figures_by_series(plan).values():
        kinds = [figure.column.kind for figure in figures]
        usual = max(dict.fromkeys(kinds), key=kinds.count)
        for figure in figures:
            if figure.column.kind is not usual:
                facts = f"column {figure.column} in a row of {usual.value} years"
                yield Fault(figure, "column", facts, "correct the column")


@check("PERF-25", Level.WARNING, "agreement")
def notes_name_the_figures_year(plan: Records) -> Faults:
    """The year that a figure's note names is the figure's own.

    Mend: correct the period or the note.

    Fails:
        figure: indicator | basis | period | value | note
        figure: NI 87 | target | academic 2009/10 | 6 | 2008/9 academic year target
    Passes:
        figure: indicator | basis | period | value | note
        figure: NI 87 | target | academic 2008/09 | 6 | 2008/9 academic year target
    """
    for figure in plan.all(Figure):
        named = years_named(figure.note) if figure.note else ()
        if named and figure.period.year not in named:
            facts = f"the note is {figure.note!r}, the figure of {figure.period}"
            yield Fault(figure, "period", facts, "correct the period or the note")
