"""Indicators beside their official definitions: unit, title, parts and the days between which they held."""

from lcsp.partnership.performance.definition import Definition
from lcsp.partnership.performance.model import Indicator, Unit
from lcsp.partnership.performance.rules import definition_of, figures_by_series
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of


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


@check("PERF-10", Level.WARNING, "time")
def indicators_are_in_use(plan: Records) -> Faults:
    """No indicator of the plan was discontinued before the plan's year began.

    A discontinued indicator has no new figures: nobody will ever know whether its target was met.

    Mend: put its successor in its place, or leave it out.

    Fails:
        indicator: code
        indicator: NI 74
    Passes:
        indicator: code
        indicator: NI 73
    """
    for indicator in plan.all(Indicator):
        definition = definition_of(plan, indicator)
        if definition is not None and definition.ended is not None and definition.ended < plan.year.first_day:
            facts = (
                f"discontinued on {definition.ended:%Y-%m-%d}, before {plan.year}: {definition.ended_why.rstrip('.')}"
            )
            instead = f"use {definition.successor} instead" if definition.successor else "leave it out"
            yield Fault(indicator, "code", facts, instead)


@check("PERF-12", Level.NOTE, "indicators")
def indicators_are_defined(plan: Records) -> Faults:
    """Every indicator has a definition that ships with the package, so that its unit and direction can be checked.

    Mend: name the shipped definition in the field `definition`, or correct the code.

    Fails:
        indicator: code
        indicator: NI 999
    Passes:
        indicator: code
        indicator: NI 99
    """
    for indicator in plan.all(Indicator):
        if definition_of(plan, indicator) is None:
            facts = f"no definition {indicator.definition or indicator.code!r} ships with the package"
            field = "definition" if indicator.definition else "code"
            yield Fault(indicator, field, facts, "name a shipped definition; without it nothing can be checked")


@check("PERF-15", Level.NOTE, "indicators")
def parts_are_reported(plan: Records) -> Faults:
    """An indicator that has several figures by definition is reported part by part, not as one figure.

    Mend: give one figure for each part or group, or say which one is meant.

    Fails:
        indicator: code
        indicator: NI 107
        figure: indicator | basis | value | status
        figure: NI 107 | actual | | to follow
    Passes:
        indicator: code
        indicator: NI 107
        figure: indicator | basis | part | value | status
        figure: NI 107 | actual | indian | | to follow
    """
    for (code, _, part), figures in figures_by_series(plan).items():
        indicator = plan.find(Indicator, code)
        definition = definition_of(plan, indicator) if indicator else None
        if indicator is None or definition is None or part:
            continue
        several = "each of several groups" if definition.multi_valued else _titles(definition)
        if several:
            facts = f"one line of {len(figures)} figures, where the definition has one for {several}"
            yield Fault(figures[0], "part", facts, "give a figure for each, or say which one is meant")


def _titles(definition: Definition) -> str:
    """Return the titles of a definition's parts, or blank where it has fewer than two."""
    return " and ".join(part.title for part in definition.parts) if len(definition.parts) > 1 else ""


@check("PERF-17", Level.NOTE, "agreement")
def titles_are_official(plan: Records) -> Faults:
    """An indicator is printed under its official title, or under another title by which it is known.

    Capitals, punctuation, plurals and the order of words do not matter.

    Mend: print the official title, or correct the code.

    Fails:
        indicator: code | title
        indicator: NI 73 | Emotional health of children
    Passes:
        indicator: code | title
        indicator: NI 73 | Achievement at Level 4 or above in both English and Maths at Key Stage 2.
    """
    for indicator in plan.all(Indicator):
        definition = definition_of(plan, indicator)
        if definition is None:
            continue
        printed = frozenset(words_of(indicator.title))
        if all(printed != frozenset(words_of(title)) for title in (definition.title, *definition.aliases)):
            facts = f"{indicator.title!r} is printed; the official title is {definition.title!r}"
            yield Fault(indicator, "title", facts, "print the official title, or correct the code")


@check("PERF-22", Level.ERROR, "agreement")
def titles_are_not_swapped(plan: Records) -> Faults:
    """An indicator does not bear the title of another indicator of the plan.

    Mend: bring code and title together again; labels may have slipped by a row.

    Fails:
        indicator: code | title
        indicator: NI 69 | Emotional health of children
        indicator: NI 50 | Children who have experienced bullying
    Passes:
        indicator: code | title
        indicator: NI 69 | Children who have experienced bullying
        indicator: NI 50 | Emotional health of children
    """
    defined = {indicator.code: definition_of(plan, indicator) for indicator in plan.all(Indicator)}
    owners: dict[frozenset[str], str] = {}
    for code, definition in defined.items():
        for title in (definition.title, *definition.aliases) if definition else ():
            owners[frozenset(words_of(title))] = code
    for indicator in plan.all(Indicator):
        owner = owners.get(frozenset(words_of(indicator.title)))
        if owner is not None and owner != indicator.code and defined[indicator.code] is not defined[owner]:
            facts = f"{indicator.title!r} is the title of {owner}"
            yield Fault(indicator, "title", facts, "bring code and title together again; a label may have slipped")
