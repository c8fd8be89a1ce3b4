"""Values that an indicator may have, usually has, and may move by."""

from decimal import Decimal
from itertools import pairwise

from lcsp.arithmetic.outliers import is_far
from lcsp.partnership.performance.definition import Definition
from lcsp.partnership.performance.model import Basis, Figure, Unit
from lcsp.partnership.performance.rules import figures_by_series, headline_definition
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

_FACTORS = (Decimal(10), Decimal(100), Decimal(1000))
_POINTS = Decimal(10)
_SHARES = (Unit.PERCENTAGE, Unit.POINTS)


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
        definition = headline_definition(plan, figure)
        if definition is None or figure.value is None:
            continue
        too_low = definition.least is not None and figure.value < definition.least
        if too_low or (definition.most is not None and figure.value > definition.most):
            bounds = " to ".join(str(bound) for bound in (definition.least, definition.most) if bound is not None)
            facts = f"{show_number(figure.value)} is not possible: {definition.title} runs from {bounds}"
            yield Fault(figure, "value", facts, "correct the value")


@check("PERF-06", Level.WARNING, "indicators")
def values_are_usual(plan: Records) -> Faults:
    """A value lies within the range that an English county would report, as the definition gives it.

    A value far outside is mostly right in another unit or base: 1.3 per 1,000 pupils is 0.13 per cent.

    Mend: check the decimal point, the unit and the base; if the value is right, accept the finding and say why.

    Fails:
        indicator: code
        indicator: NI 114
        figure: indicator | basis | value
        figure: NI 114 | actual | 1.3
    Passes:
        indicator: code
        indicator: NI 114
        figure: indicator | basis | value
        figure: NI 114 | actual | 0.13
    """
    for figures in figures_by_series(plan).values():
        definition = headline_definition(plan, figures[0])
        least, most = (definition.typical_least, definition.typical_most) if definition else (None, None)
        if definition is None or least is None or most is None:
            continue
        odd = [figure for figure in figures if figure.value is not None and not least <= figure.value <= most]
        if odd:
            facts = (
                f"{_listed(odd)}: an English county would report {show_number(least)} to {show_number(most)}"
                f"{_other_base(odd, least, most)}"
            )
            hint = f"check the decimal point and the unit, which is {definition.unit.value} by definition"
            yield Fault(odd[0], "value", facts, hint)


def _listed(figures: list[Figure]) -> str:
    return ", ".join(map(_told, figures))


def _other_base(figures: list[Figure], least: Decimal, most: Decimal) -> str:
    """Say by which power of ten all the values would have to be divided or multiplied to be usual; blank if none."""
    held = [figure.value for figure in figures if figure.value is not None]
    for factor in _FACTORS:
        if all(least <= value / factor <= most for value in held):
            return f"; divided by {factor:,} it would fit"
        if all(least <= value * factor <= most for value in held):
            return f"; times {factor:,} it would fit"
    return ""


@check("PERF-13", Level.NOTE, "plausibility")
def steps_are_plausible(plan: Records) -> Faults:
    """From one year to the next a percentage moves by no more than 10 points, and no value by more than half.

    Mend: check both values; if the step is meant, say what is to bring it about.

    Fails:
        indicator: code
        indicator: NI 94
        figure: indicator | basis | column | value
        figure: NI 94 | actual | financial 2007/08 | 73
        figure: NI 94 | estimate | financial 2008/09 | 84
    Passes:
        indicator: code
        indicator: NI 94
        figure: indicator | basis | column | value
        figure: NI 94 | actual | financial 2007/08 | 73
        figure: NI 94 | estimate | financial 2008/09 | 76
    """
    for figures in figures_by_series(plan).values():
        definition = headline_definition(plan, figures[0])
        held = sorted((f for f in figures if f.value is not None), key=lambda figure: figure.column.first_day)
        for before, after in pairwise(held):
            step = _step(definition, before.value, after.value)
            if step and before.column.year != after.column.year:
                yield Fault(
                    after,
                    "value",
                    f"{_told(after)} is {step} from {_told(before)}",
                    "check both values; say what is to bring the step about",
                )


def _told(figure: Figure) -> str:
    return f"{figure.basis.value} {show_number(figure.value or Decimal(0))} ({figure.column.label})"


def _step(definition: Definition | None, before: Decimal | None, after: Decimal | None) -> str:
    """Return in words the step between two values where it is implausibly large, else blank."""
    if definition is None or before is None or after is None or definition.unit is Unit.INDEX_CHANGE:
        return ""
    points = abs(after - before)
    if definition.unit in _SHARES and points > _POINTS:
        return f"{show_number(points)} points"
    if before > 0 and after > 0 and is_far(after, before, Decimal("1.5")):
        return f"{(after / before - 1) * 100:+.0f} %".replace("-", "\u2212")
    return ""


@check("PERF-19", Level.NOTE, "agreement")
def one_column_has_one_performance(plan: Records) -> Faults:
    """An indicator's actual and estimate for the same column do not differ; the actual takes the estimate's place.

    Mend: remove the estimate once the actual is known.

    Fails:
        figure: indicator | basis | column | value
        figure: NI 73 | actual | financial 2008/09 | 75
        figure: NI 73 | estimate | financial 2008/09 | 77
    Passes:
        figure: indicator | basis | column | value
        figure: NI 73 | actual | financial 2007/08 | 75
        figure: NI 73 | estimate | financial 2008/09 | 77
    """
    for figures in figures_by_series(plan).values():
        actual = {figure.column: figure.value for figure in figures if figure.basis is Basis.ACTUAL}
        for figure in figures:
            known = actual.get(figure.column) if figure.basis is Basis.ESTIMATE else None
            if known is not None and figure.value is not None and known != figure.value:
                facts = f"estimate {show_number(figure.value)} beside actual {show_number(known)}"
                yield Fault(figure, "value", facts, "remove the estimate once the actual is known")
