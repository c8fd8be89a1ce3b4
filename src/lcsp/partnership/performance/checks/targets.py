"""Targets beside the performance that the plan itself reports."""

from lcsp.partnership.performance.model import Indicator
from lcsp.partnership.performance.rules import (
    definition_of,
    figures_by_series,
    is_worse,
    latest_performance,
    targets_ahead,
)
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check


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
        for target in targets_ahead(figures, plan.year) if definition else ():
            current = latest_performance(figures, target)
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
        for target in targets_ahead(figures, plan.year):
            current = latest_performance(figures, target)
            if current is not None and target.value is not None and target.value == current.value:
                facts = f"target {show_number(target.value)} equals the {current.basis.value} of {current.column.label}"
                yield Fault(
                    target,
                    "value",
                    facts,
                    "set a target that improves, or say that holding steady is the aim",
                )
