"""What the rows that a load did not take do to each figure: between which bounds it would lie, in the worst case."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lcsp.engines.figures import Measured, figures_of, measure, read_counts
from lcsp.engines.pupil_store import PupilStore
from lcsp.engines.undisclosed import Undisclosed
from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Computing

SESSIONS_A_WEEK = 10
_READS = {
    "half days missed": ("schools", "pupils", "marks"),
    "persistent absence": ("schools", "pupils", "marks"),
    "share": ("schools", "pupils", "results"),
    "permanent exclusions": ("schools", "pupils", "exclusions"),
    "months": ("destinations",),
    "lowest fifth": ("schools", "pupils", "results"),
}


class Missing(NamedTuple):
    """What was not taken: rows by noun (results by stage as well), children in them, and rows read by noun."""

    rows: Mapping[str, int]
    children: Mapping[str, int]
    of: Mapping[str, int]


class Effect(NamedTuple):
    """What missing rows do to one figure. `low` and `high` are in percent; None where `why` says why not."""

    indicator: str
    part: str
    version: str
    noun: str
    missing: int
    of: int
    value: float | None
    low: float | None
    high: float | None
    why: str = ""


def effects_of(
    store: PupilStore, year: int, definitions: Sequence[Definition], missing: Missing, bounds: bool = True
) -> Undisclosed[tuple[Effect, ...]]:
    """Return the effect on every figure that reads a table with missing rows; without `bounds` only how many those are.

    A bound is plain and for the worst case: every missing row counts against the figure, or every one for it.
    """
    touched = [
        (definition, computing, noun)
        for definition in definitions
        for computing in definition.computing
        for noun in _read_by(computing)
        if missing.rows.get(_table(computing, noun))
    ]
    if bounds and touched:
        measure(store, year, definitions)
    return Undisclosed(
        tuple(
            effect
            for definition, computing, noun in touched
            for effect in _effects(store, year, definition, computing, noun, missing, bounds)
        )
    )


def _read_by(computing: Computing) -> tuple[str, ...]:
    return ("results",) if computing.stage == "AGE19" else _READS[computing.kind]


def _table(computing: Computing, noun: str) -> str:
    return f"results {computing.stage}" if noun == "results" else noun


def _effects(
    store: PupilStore,
    year: int,
    definition: Definition,
    computing: Computing,
    noun: str,
    missing: Missing,
    bounds: bool,
) -> Iterator[Effect]:
    table = _table(computing, noun)
    rows, children = missing.rows[table], missing.children[table]
    counted = definition.code, computing.part
    figures: list[Measured] = []
    why = _why_none(computing, noun) if bounds else "bounds were not asked for"
    if not why:
        held = figures_of(read_counts(store, year), definition).open_for_analysts()
        figures = [figure for figure in held if figure.part == computing.part and figure.denominator > 0]
        why = "" if figures else "nobody is counted in it yet"
    if why:
        yield Effect(*counted, "", noun, rows, missing.of.get(noun, 0), None, None, None, why)
    for figure in figures if not why else ():
        low, high = worst_case(computing.kind, noun, figure.numerator, figure.denominator, rows, children)
        yield Effect(*counted, figure.version, noun, rows, missing.of.get(noun, 0), figure.value, low, high)


def _why_none(computing: Computing, noun: str) -> str:
    """Say why no bound is given; nothing where one is."""
    if noun == "schools":
        return "no bound: nobody at these schools can be counted, and how many they are is not known"
    if computing.higher or computing.by:
        return "no bound: the missing may be in any of the groups that it compares"
    if computing.kind == "lowest fifth":
        return "no bound: what the missing children scored is not known"
    if noun == "pupils" and computing.kind == "half days missed":
        return "no bound: how many sessions these pupils could have attended is not known"
    return ""


def worst_case(kind: str, noun: str, numerator: int, denominator: int, rows: int, children: int) -> tuple[float, float]:
    """Return the lowest and the highest percentage that is possible if what is missing were known.

    Sessions and months are counted by row. Of children it is not known whether they are counted already on their other
    rows: in the low case each takes one from the numerator and adds one to the denominator, in the high case each adds
    one to the numerator.
    """
    if noun == "exclusions":
        return numerator * 100 / denominator, min(1.0, (numerator + rows) / denominator) * 100
    if kind in ("half days missed", "months"):
        more = rows * (SESSIONS_A_WEEK if kind == "half days missed" else 100)
        return numerator * 100 / (denominator + more), (numerator + more) * 100 / (denominator + more)
    if noun == "pupils" and kind == "permanent exclusions":
        return numerator * 100 / (denominator + children), (numerator + children) * 100 / (denominator + children)
    low = max(0, numerator - children) / (denominator + children)
    return low * 100, min(1.0, (numerator + children) / denominator) * 100
