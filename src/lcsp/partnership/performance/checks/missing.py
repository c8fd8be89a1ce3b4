"""Figures that are missing: without status, with a status that has outlived its period, or not in the table at all."""

from lcsp.partnership.performance.model import Basis, Figure, FigureStatus, Indicator, IndicatorRole
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

_WITHOUT_VALUE = {
    FigureStatus.AWAITED,
    FigureStatus.TO_FOLLOW,
    FigureStatus.SUPPRESSED,
    FigureStatus.NOT_APPLICABLE,
    FigureStatus.DISCONTINUED,
}
_WAITING = (FigureStatus.AWAITED, FigureStatus.TO_FOLLOW)


@check("PERF-05", Level.ERROR, "indicators")
def values_and_statuses_agree(plan: Records) -> Faults:
    """A figure without value has a status that says why, and a figure with a value has not.

    Mend: enter the value, or the status (awaited, to follow, suppressed, not applicable, discontinued).

    Fails:
        figure: indicator | value | status
        figure: NI 69 | | final
    Passes:
        figure: indicator | basis | value | status
        figure: NI 69 | actual | 46.7 | final
        figure: NI 69 | target | | awaited
    """
    for figure in plan.all(Figure):
        if (figure.value is None) != (figure.status in _WITHOUT_VALUE):
            shown = "no value" if figure.value is None else show_number(figure.value)
            yield Fault(
                figure,
                "status",
                f"{shown} with status {figure.status.value!r}",
                "enter the value or its status",
            )


@check("PERF-08", Level.WARNING, "time")
def waiting_has_an_end(plan: Records) -> Faults:
    """No figure is awaited, or to follow, for a period that ended before the plan's year began.

    Mend: enter the figure, which should be known by now, or say why there is none.

    Fails:
        figure: indicator | basis | period | value | status
        figure: NI 107 | actual | academic 2007/08 | | to follow
    Passes:
        figure: indicator | basis | period | value | status
        figure: NI 107 | target | academic 2009/10 | | to follow
    """
    for figure in plan.all(Figure):
        if figure.status in _WAITING and figure.period.last_day < plan.year.first_day:
            facts = (
                f"still {figure.status.value!r} for {figure.period}, which ended on {figure.period.last_day:%Y-%m-%d}"
            )
            yield Fault(figure, "status", facts, "enter the figure, or say why there is none")


@check("PERF-26", Level.WARNING, "completeness")
def what_is_awaited_is_said(plan: Records) -> Faults:
    """A figure that is awaited, and could be set already, says in its note what or whom it waits for.

    What is awaited for a period that is over is told by PERF-08.

    Mend: enter the figure, such as this year's target, or say in the note what it waits for.

    Fails:
        figure: indicator | basis | period | value | status | note
        figure: NI 69 | target | academic 2009/10 | | awaited |
    Passes:
        figure: indicator | basis | period | value | status | note
        figure: NI 69 | target | academic 2009/10 | | awaited | Direction awaited from DCSF
    """
    for figure in plan.all(Figure):
        is_over = figure.period.last_day < plan.year.first_day
        if figure.status is FigureStatus.AWAITED and figure.value is None and not figure.note and not is_over:
            facts = f"no {figure.basis.value} for {figure.column}, and nothing says what it waits for"
            yield Fault(figure, "value", facts, f"enter the {figure.basis.value}, or say in the note what it waits for")


@check("PERF-11", Level.WARNING, "indicators")
def key_indicators_are_reported(plan: Records) -> Faults:
    """Every key indicator has a figure, or a status, in each column that most key indicators have.

    Mend: add the figure, or a record with the status that says why there is none.

    Fails:
        indicator: code | role
        indicator: NI 73 | key performance indicator
    Passes:
        indicator: code | role
        indicator: NI 73 | key performance indicator
        figure: indicator | basis | column | value
        figure: NI 73 | target | financial 2009/10 | 79
    """
    told: dict[str, set[tuple[Basis, str, str]]] = {
        indicator.code: set() for indicator in plan.all(Indicator) if indicator.role is IndicatorRole.KEY
    }
    for figure in plan.all(Figure):
        if figure.indicator in told:
            told[figure.indicator].add((figure.basis, str(figure.column), figure.area))
    held: dict[tuple[Basis, str, str], int] = {}
    for cells in told.values():
        for column in sorted(cells):
            held[column] = held.get(column, 0) + 1
    usual = [column for column, count in held.items() if count * 2 > len(told)]
    for code, cells in told.items():
        lacking = [f"{basis.value} {column}" for basis, column, area in usual if (basis, column, area) not in cells]
        indicator = plan.find(Indicator, code)
        if indicator is not None and (lacking or not cells):
            facts = f"no figure and no status for {', '.join(lacking) or 'any year'}"
            yield Fault(indicator, "code", facts, "add the figure, or a record with the status that says why")


@check("PERF-24", Level.NOTE, "agreement")
def figures_are_of_key_indicators(plan: Records) -> Faults:
    """Where nearly all indicators with figures are key, the one with figures that is not has the wrong role.

    Mend: correct the role, or leave the figures out.

    Fails:
        indicator: code | role
        indicator: NI 73 | key performance indicator
        indicator: NI 75 | key performance indicator
        indicator: NI 87 | key performance indicator
        indicator: NI 93 | supported
        figure: indicator | value
        figure: NI 73 | 77
        figure: NI 75 | 57
        figure: NI 87 | 6
        figure: NI 93 | 87
    Passes:
        indicator: code | role
        indicator: NI 73 | key performance indicator
        indicator: NI 75 | key performance indicator
        indicator: NI 87 | supported
        indicator: NI 93 | supported
        figure: indicator | value
        figure: NI 73 | 77
        figure: NI 75 | 57
        figure: NI 87 | 6
        figure: NI 93 | 87
    """
    told = {figure.indicator for figure in plan.all(Figure)}
    shown = [indicator for indicator in plan.all(Indicator) if indicator.code in told]
    others = [indicator for indicator in shown if indicator.role is not IndicatorRole.KEY]
    for indicator in others if len(others) * 4 <= len(shown) else ():
        facts = f"{indicator.role.value}, with figures as {len(shown) - len(others)} key indicators have"
        yield Fault(indicator, "role", facts, "correct the role, or leave the figures out")
