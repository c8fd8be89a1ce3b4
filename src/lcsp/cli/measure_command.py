"""Compute a plan's indicators from pupil-level records, and show them beside the plan's published figures.

What is shown is for analysts: it has not passed disclosure control, and is written to the terminal only. Only what has
changed since the last time is computed again. It needs the extra `engines`. Exit status: 0 shown, 2 refused.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lcsp.cli.engines_wanted import MISSING, engines_stand, pupils_folder
from lcsp.cli.saying import read_or_refuse
from lcsp.engines.published import agreement, in_another_unit, published_figures
from lcsp.partnership.performance import Definition, Figure
from lcsp.partnership.places import Area
from lcsp.whole_plan import WholePlan

if TYPE_CHECKING:
    from lcsp.engines.figures import Chances, Level, Measured

WARNING = "For analysts: these figures have not passed disclosure control. Do not pass them on."
_SURE = 0.05
MADE_UP = "Made-up pupils: nobody in this store is real."


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", type=Path, help="the plan whose indicators are to be computed")
    parser.add_argument("--pupils", type=Path, metavar="FOLDER", help="the pupil store (LCSP_PUPILS, or build/pupils)")
    parser.add_argument("--year", type=int, metavar="YEAR", help="year in which it begins (the newest in the store)")
    parser.add_argument("--indicator", metavar="CODE", help="one indicator alone, such as 'NI 87'")
    parser.add_argument(
        "--by",
        metavar="WHAT",
        default="",
        help="locality, home (that of the home), school, or sex, fsm, sen, ethnicity, looked_after, year_group",
    )


def run(options: Namespace) -> int:
    """Compute and show the figures, and return the exit status."""
    if not engines_stand():
        return _refuse(MISSING)
    reading = read_or_refuse(options.plan)
    if reading is None:
        return 2
    from lcsp.engines.attendance.spark import NoSpark
    from lcsp.engines.figures import computable, differences_from_rest, figures_of, measure, read_counts
    from lcsp.engines.pupil_store import NoStore, PupilStore
    from lcsp.engines.undisclosed import Undisclosed
    from lcsp.reference import SHIPPED

    store = PupilStore(options.pupils or pupils_folder())
    definitions = computable(SHIPPED.all(Definition))
    wanted = [definition for definition in definitions if options.indicator in (None, definition.code)]
    try:
        label = store.label
    except NoStore as problem:
        return _refuse(f"lcsp measure: {problem}")
    year = options.year or max(store.years, default=0)
    if year not in store.years:
        held = ", ".join(str(known) for known in store.years) or "none"
        return _refuse(f"lcsp measure: the pupil store has no year {year}. It holds: {held}.")
    if not wanted:
        codes = ", ".join(definition.code for definition in definitions)
        return _refuse(
            f"lcsp measure: {options.indicator!r} is not computed from pupil-level records. These are: {codes}."
        )
    try:
        measure(store, year, definitions)
    except NoSpark as problem:
        return _refuse(f"lcsp measure: {problem}")
    counts = read_counts(store, year)
    level: Level = options.by if options.by in ("locality", "home", "school") else "county"
    print(WARNING)
    if label.get("synthetic"):
        print(MADE_UP)
    try:
        for definition in wanted:
            figures = figures_of(counts, definition, level, "" if level != "county" else options.by)
            chances = differences_from_rest(figures, definition) if level in ("locality", "home") else Undisclosed({})
            opened = figures.open_for_analysts(), chances.open_for_analysts()
            print("\n".join(_lines(reading.plan, definition, year, *opened)))
    except ValueError as problem:
        return _refuse(f"lcsp measure: {problem}")
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def _lines(
    plan: WholePlan, definition: Definition, year: int, figures: Sequence["Measured"], chances: "Chances"
) -> Iterator[str]:
    """Yield the lines of one indicator: its title, the published figure, and what was computed."""
    yield f"\n{definition.code}  {definition.title}, {year}/{(year + 1) % 100:02}"
    published = published_figures(plan, definition.code, year)
    named = [(_name(plan, measured, year), measured) for measured in _in_order(figures, year)]
    width = max([len(name) for name, _ in named] + [len("published")]) + 2
    for figure in published:
        yield f"  {'published':<{width}}{figure.value:>9}{_unit_note(definition, figure)}"
    for name, measured in named:
        more = _agreement(definition, published, measured, year) + _difference(chances, measured)
        yield f"  {name:<{width}}{_value_text(measured)}{more}"
    if chances:
        yield "  * differs from the rest of the county (5%, corrected by Holm's method for this many comparisons)"
    if not figures:
        yield "  nobody in the store is counted"


def _in_order(figures: Sequence["Measured"], year: int) -> list["Measured"]:
    """Return the figures by the definition in force; for the county and all pupils, those by other ones after them."""
    from lcsp.engines.attendance.rules import version_in_force

    in_force = [figure for figure in figures if figure.version in ("", version_in_force(year))]
    return in_force + [figure for figure in figures if figure not in in_force and not figure.area and not figure.group]


def _name(plan: WholePlan, measured: "Measured", year: int) -> str:
    """Return the first words of a line: where, which part, which group, by which definition."""
    where = _area_name(plan, measured.area) if measured.area else "computed"
    return ", ".join(filter(None, (where, measured.part, measured.group, _version(measured, year))))


def _version(measured: "Measured", year: int) -> str:
    from lcsp.engines.attendance.rules import version_in_force

    if measured.version == version_in_force(year):
        return measured.version if not measured.area else ""
    return measured.version and f"by another definition: {measured.version}"


def _unit_note(definition: Definition, figure: Figure) -> str:
    """Say where a printed figure cannot be in the definition's unit."""
    if not in_another_unit(definition, figure):
        return ""
    least, most = definition.typical_least, definition.typical_most
    return f"   outside {least} to {most}, where a county would lie: another unit?"


def _value_text(measured: "Measured") -> str:
    if measured.value is None or measured.low is None or measured.high is None:
        return f"{'-':>9}   nobody is counted"
    decimals = 3 if abs(measured.value) < 1 else 2
    interval = f"({measured.low:.{decimals}f} to {measured.high:.{decimals}f})"
    return f"{measured.value:>9.{decimals}f}   {interval:<18} {measured.numerator:,} of {measured.denominator:,}"


def _agreement(definition: Definition, published: Sequence[Figure], measured: "Measured", year: int) -> str:
    """Say how a figure for the whole county, by the definition in force, lies to the published one."""
    if any(in_another_unit(definition, figure) for figure in published):
        return ""
    found = None if _version(measured, year).startswith("by another") else agreement(published, measured)
    if found is None:
        return ""
    return f"   {found.difference:+.2f}, {'within' if found.within else 'outside'} the interval"


def _difference(chances: "Chances", measured: "Measured") -> str:
    """Mark an area that differs from the rest by more than chance would have it."""
    chance = chances.get((measured.part, measured.version, measured.area))
    return "   *" if chance is not None and chance < _SURE else ""


def _area_name(plan: WholePlan, code: str) -> str:
    area = plan.find(Area, code)
    return area.name if area else code
