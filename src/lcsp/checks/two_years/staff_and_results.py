"""Staff and indicators of two years: the year before, as this plan gives it, is what last year's plan said."""

from decimal import Decimal

from lcsp.checks.two_years.pairs import in_both, year_before
from lcsp.partnership.performance import Figure
from lcsp.partnership.places import Population
from lcsp.partnership.workforce import Establishment
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan


@check("YEAR-07", Level.WARNING, "agreement")
def staff_of_the_year_before_are_last_years(plan: WholePlan) -> Faults:
    """The year before in a row of the staffing table is what last year's plan gave the row.

    Mend: bring the year before to last year's plan; where it was restated, accept the finding and say why.

    Fails:
        Last year:
        establishment: code | name | fte
        establishment: all | Total | 776.9
        This year:
        establishment: code | name | prior_fte
        establishment: all | Total | 767.9
    Passes:
        Last year:
        establishment: code | name | fte
        establishment: all | Total | 776.9
        This year:
        establishment: code | name | prior_fte
        establishment: all | Total | 776.9
    """
    for before, now in in_both(plan, Establishment):
        if now.prior_fte != before.fte:
            facts = f"{now.name}: {_fte(now.prior_fte)} for the year before, {_fte(before.fte)} in last year's plan"
            yield Fault(now, "prior_fte", facts, "enter what last year's plan says, or say why it was restated")


def _fte(number: Decimal | None) -> str:
    return "a blank" if number is None else f"{show_number(number)} FTE"


@check("YEAR-08", Level.WARNING, "indicators")
def figures_of_earlier_years_stand(plan: WholePlan) -> Faults:
    """A figure that both years' plans give is the same in both, unless its note says why it was revised.

    A target that was missed must not be brought to the result afterwards.

    Mend: bring the figure back to what last year's plan says, or say in its note why it was revised.

    Fails:
        Last year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 77
        This year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 75
    Passes:
        Last year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 77
        This year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 77
    """
    for before, now in in_both(plan, Figure):
        if before.value is None or now.value == before.value or now.note not in ("", before.note):
            continue
        held = "no value" if now.value is None else show_number(now.value)
        what = f"{now.basis.value} {now.column.label}"
        facts = f"{held} as {what}, {show_number(before.value)} in last year's plan"
        yield Fault(now, "value", facts, "bring it back, or say in the note why it was revised")


@check("YEAR-09", Level.WARNING, "indicators")
def targets_are_followed_by_results(plan: WholePlan) -> Faults:
    """A figure that last year's plan set or reported still stands in this one, until an actual takes its place.

    Without it nobody can see whether the target of the year that ends was met.

    Mend: put the figure back beside the result of its year.

    Fails:
        Last year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 77
        This year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2009/10 | 79
    Passes:
        Last year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 77
        This year:
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2008/09 | 77
        figure: NI 73 | target | financial 2009/10 | 79
    """
    last = year_before(plan)
    if last is None:
        return
    still = {figure.indicator for figure in plan.all(Figure)}
    told = {(figure.indicator, figure.area, figure.part, figure.column, figure.basis) for figure in plan.all(Figure)}
    for figure in last.all(Figure):
        cell = (figure.indicator, figure.area, figure.part, figure.column)
        is_planned = figure.column == last.year and figure.value is not None
        if is_planned and figure.indicator in still and (*cell, figure.basis) not in told:
            facts = f"the {figure.basis.value} {show_number(figure.value or Decimal(0))} for {figure.column.label} "
            facts += "stood in last year's plan, and is not in this one"
            yield Fault(figure, "value", facts, "put it back beside the result of its year")


@check("YEAR-10", Level.NOTE, "time")
def the_population_is_counted_again(plan: WholePlan) -> Faults:
    """The population is not that of last year's plan to the child.

    An estimate is made every year. A plan that repeats the last one plans for children who are a year older now.

    Mend: enter the newest estimate; if there is none, say in the plan that it is last year's.

    Fails:
        Last year:
        population: area | band | number
        population: dover | 0-19 | 16400
        This year:
        population: area | band | number
        population: dover | 0-19 | 16400
    Passes:
        Last year:
        population: area | band | number
        population: dover | 0-19 | 16400
        This year:
        population: area | band | number
        population: dover | 0-19 | 16350
    """
    last = year_before(plan)
    rows = plan.all(Population)
    if last is not None and rows and rows == last.all(Population):
        facts = f"all {len(rows)} numbers are those of last year's plan" if len(rows) > 1 else "as in last year's plan"
        yield Fault(rows[0], "number", facts, "enter the newest estimate, or say in the plan that it is last year's")
