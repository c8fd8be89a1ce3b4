"""What the difference of two plans comes to: pounds, full-time equivalents and children, summed without overlap."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, PressureKind, Variation, VariationKind
from lcsp.partnership.places import AgeBand, Area, BandRole, Population
from lcsp.partnership.workforce import Establishment, EstablishmentKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.numbers import FteKind, PoundsKind
from lcsp.whole_plan import NOUNS, WholePlan

# Returns the records of a plan that may be added up.
Rows = Callable[[WholePlan], Iterable[Noun]]


class Effect(NamedTuple):
    """The sum of one field over all rows of a noun that may be added up, before and after.

    `rows` says which rows these are, blank for all; `unit` is pounds, fte or children. `was_blank` and `is_blank`
    say that the field was or is blank in every row, which is another thing than nought.
    """

    noun: str
    rows: str
    field: str
    unit: str
    before: Decimal
    after: Decimal
    was_blank: bool = False
    is_blank: bool = False

    @property
    def change(self) -> Decimal:
        """What came on top; negative for what was taken away."""
        return self.after - self.before


def sum_effects(before: WholePlan, after: WholePlan) -> tuple[Effect, ...]:
    """Return the sums of every field of money, staff or children whose amounts differ, in the order of NOUNS.

    A sum that stays the same although its amounts differ (money moved from one line to another) is among them.
    """
    return tuple(
        Effect(
            noun.noun,
            name,
            column.name,
            unit,
            total(old),
            total(new),
            *(_is_blank(rows(plan), column) for plan in (before, after)),
        )
        for noun in NOUNS
        for name, rows in _SUMMED.get(noun, {"": _all_of(noun)}).items()
        for column, unit in _summed_fields(noun)
        if Counter(old := _amounts(rows(before), column)) != Counter(new := _amounts(rows(after), column))
    )


def _amounts(rows: Iterable[Noun], column: Column) -> list[Decimal | int]:
    """Return the amounts of a column; blanks and noughts come to nothing."""
    return [amount for row in rows if (amount := getattr(row, column.name))]


def _is_blank(rows: Iterable[Noun], column: Column) -> bool:
    """Say whether there are rows, and none of them has a value."""
    values = [getattr(row, column.name) for row in rows]
    return bool(values) and all(value is None for value in values)


def _summed_fields(noun: type[Noun]) -> Iterator[tuple[Column, str]]:
    """Yield the fields of `noun` that can be added up, with their unit."""
    for column in columns(noun).values():
        if (noun, column.name) == (Population, "number"):
            yield column, "children"
        elif isinstance(column.kind, FteKind):
            yield column, "fte"
        # The prices of one place or post do not add up to anything.
        elif isinstance(column.kind, PoundsKind) and (noun, column.name) != (Pressure, "unit_rate"):
            yield column, "pounds"


def _all_of(noun: type[Noun]) -> Rows:
    return lambda plan: plan.all(noun)


def _budget_lines(plan: WholePlan) -> Iterator[Noun]:
    return (line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE)


def _pressures(plan: WholePlan) -> Iterator[Noun]:
    return (row for row in plan.all(Pressure) if row.kind is not PressureKind.SUBTOTAL)


def _movements(plan: WholePlan) -> Iterator[Noun]:
    standing = (VariationKind.OPENING, VariationKind.SUBTOTAL, VariationKind.CLOSING)
    return (row for row in plan.all(Variation) if row.kind not in standing)


def _establishment(kind: EstablishmentKind) -> Rows:
    return lambda plan: (row for row in plan.all(Establishment) if row.kind is kind)


def _population(role: BandRole) -> Rows:
    """Return the rows of a role of band, without the areas whose parts are counted in the same band."""

    def rows(plan: WholePlan) -> Iterator[Noun]:
        bands = {band.code for band in plan.all(AgeBand) if band.role is role}
        wholes = {(area, row.band) for row in plan.all(Population) for area in _areas_around(plan, row.area)}
        return (row for row in plan.all(Population) if row.band in bands and (row.area, row.band) not in wholes)

    return rows


def _areas_around(plan: WholePlan, code: str) -> set[str]:
    """Return the areas of which the area `code` is a part, near and far."""
    found: set[str] = set()
    area = plan.find(Area, code)
    while area is not None and area.parent and area.parent not in found:
        found.add(area.parent)
        area = plan.find(Area, area.parent)
    return found


# Which rows of a table may be added up: the sum of other rows, or a part of one, would count twice. What a table
# tells in two ways (by band and in total) is summed in each, and the two never together.
_SUMMED: Mapping[type[Noun], Mapping[str, Rows]] = {
    BudgetLine: {"": _budget_lines},
    Pressure: {"": _pressures},
    Variation: {"": _movements},
    Establishment: {
        "grade bands": _establishment(EstablishmentKind.BAND),
        "total as stated": _establishment(EstablishmentKind.TOTAL),
    },
    Population: {"all ages": _population(BandRole.TOTAL), "single age bands": _population(BandRole.PART)},
}
