"""What must hold among indicators, their definitions and their figures."""

from lcsp.partnership.performance.model import Basis, Figure, FigureStatus, Indicator, Unit
from lcsp.partnership.performance.rules import definition_of, figures_by_series, is_worse, latest_performance
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


@check("PERF-01", Level.WARNING, "indicators")
def target_is_no_step_back(plan: Records) -> Faults:
    """A target is not worse than the performance that the plan itself reports, given which way is good.

    Mend: ask the lead officer whether the target is out of date, or say why a fall is expected.

    Fails:
        indicator: code
        indicator: NI 117
        figure: indicator | basis | column | value
        figure: NI 117 | estimate | financial 2008/09 | 4.46
        figure: NI 117 | target | financial 2009/10 | 5.9
    Passes:
        indicator: code
        indicator: NI 117
        figure: indicator | basis | column | value
        figure: NI 117 | estimate | financial 2008/09 | 4.46
        figure: NI 117 | target | financial 2009/10 | 4.2
    """
    for (code, _, _), figures in figures_by_series(plan).items():
        indicator = plan.find(Indicator, code)
        definition = definition_of(plan, indicator) if indicator else None
        for target in figures if definition else ():
            current = latest_performance(figures, target) if target.basis is Basis.TARGET else None
            if definition is None or target.value is None or current is None or current.value is None:
                continue
            if is_worse(definition.polarity, target.value, current.value):
                now = f"{current.basis.value} {show_number(current.value)} ({current.column.label})"
                good = "low" if target.value > current.value else "high"
                facts = f"target {show_number(target.value)} is worse than {now}: {good} is good"
                yield Fault(target, "value", facts, "set a target that improves, or say why a step back is expected")


@check("PERF-02", Level.NOTE, "indicators")
def target_asks_for_more(plan: Records) -> Faults:
    """A target differs from the current performance: a target equal to it asks for no improvement.

    Mend: set a more ambitious target, or say that holding steady is the aim.

    Fails:
        indicator: code
        indicator: NI 73
        figure: indicator | basis | column | value
        figure: NI 73 | estimate | financial 2008/09 | 77
        figure: NI 73 | target | financial 2009/10 | 77
    Passes:
        indicator: code
        indicator: NI 73
        figure: indicator | basis | column | value
        figure: NI 73 | estimate | financial 2008/09 | 77
        figure: NI 73 | target | financial 2009/10 | 79
    """
    for figures in figures_by_series(plan).values():
        for target in figures:
            current = latest_performance(figures, target) if target.basis is Basis.TARGET else None
            if current is not None and target.value is not None and target.value == current.value:
                facts = f"target {show_number(target.value)} equals the {current.basis.value} of {current.column.label}"
                yield Fault(
                    target,
                    "value",
                    facts,
                    "set a target that improves, or say that holding steady is the aim",
                )


@check("PERF-03", Level.ERROR, "indicators")
def values_are_possible(plan: Records) -> Faults:
    """A value lies within the bounds of its indicator's definition: a percentage between 0 and 100, and so on.

    Mend: correct the value; a decimal point may be lost, or a share entered as a fraction.

    Fails:
        indicator: code
        indicator: NI 73
        figure: indicator | basis | value
        figure: NI 73 | actual | 769
    Passes:
        indicator: code
        indicator: NI 73
        figure: indicator | basis | value
        figure: NI 73 | actual | 69
    """
    for figure in plan.all(Figure):
        indicator = plan.find(Indicator, figure.indicator)
        definition = definition_of(plan, indicator) if indicator else None
        if definition is None or figure.value is None:
            continue
        too_low = definition.least is not None and figure.value < definition.least
        if too_low or (definition.most is not None and figure.value > definition.most):
            bounds = " to ".join(str(bound) for bound in (definition.least, definition.most) if bound is not None)
            facts = f"{show_number(figure.value)} is not possible: {definition.title} runs from {bounds}"
            yield Fault(figure, "value", facts, "correct the value")


@check("PERF-04", Level.WARNING, "indicators")
def unit_agrees_with_definition(plan: Records) -> Faults:
    """The unit and base printed with an indicator are those of its official definition.

    A rate per 1,000 printed with a percent sign is wrong by a factor of ten for one of its readers.

    Mend: print the unit and base of the definition (`lcsp explain` of an indicator's code is in the reference pages).

    Fails:
        indicator: code | unit | base
        indicator: NI 114 | percentage | 1000
    Passes:
        indicator: code | unit | base
        indicator: NI 114 | percentage |
    """
    for indicator in plan.all(Indicator):
        if indicator.unit is None and indicator.base is None:
            continue
        definition = definition_of(plan, indicator)
        if definition is None:
            continue
        printed = _measure(indicator.unit, indicator.base)
        official = _measure(definition.unit, definition.base)
        same_base = indicator.base is None or indicator.base == (definition.base or 100)
        if (indicator.unit and indicator.unit is not definition.unit) or not same_base:
            facts = f"printed as {printed}; the definition says {official}"
            field = "base" if not same_base else "unit"
            yield Fault(indicator, field, facts, "print the unit and base of the definition, and check the values")


def _measure(unit: Unit | None, base: int | None) -> str:
    words = unit.value if unit else "no unit"
    return f"{words} per {base:,}" if base else words


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
