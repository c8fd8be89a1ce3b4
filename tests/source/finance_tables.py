"""Reads the printed money and people: the budget, pressures, variations, priced services, staffing."""

import re
from dataclasses import dataclass
from decimal import Decimal

from tests.source.markup import (
    Row,
    amount,
    figure,
    find_tables,
    padded,
    plain,
    rows_below,
    tables,
    whole,
    whole_or_blank,
)

BUDGET_COLUMNS = 12


@dataclass(frozen=True)
class BudgetRow:
    """One printed row of the revenue budget: amounts in £000, staff in FTE, None where blank."""

    prior_controllable: Decimal | None
    prior_fte: Decimal | None
    label: str
    fte: Decimal | None
    employee: Decimal | None
    running: Decimal | None
    contracts: Decimal | None
    gross: Decimal | None
    external_income: Decimal | None
    internal_income: Decimal | None
    controllable: Decimal | None
    cabinet_member: str


@dataclass(frozen=True)
class BudgetTable:
    """The revenue budget: its lines as printed, and the rows below them."""

    lines: tuple[BudgetRow, ...]
    totals: BudgetRow
    memorandum: tuple[BudgetRow, ...]
    total_cost: BudgetRow


@dataclass(frozen=True)
class Pressure:
    """A row of the medium term plan table: a pressure (positive) or saving (negative) in £000."""

    amount: int
    explanation: str
    justification: str


@dataclass(frozen=True)
class Variation:
    """A row of the variation statement in £000, with the heading it stands under ("" if none)."""

    label: str
    amount: int
    section: str


@dataclass(frozen=True)
class VariationStatement:
    """The bridge from last year's budget to this year's."""

    opening: Variation
    changes: tuple[Variation, ...]
    closing: Variation


@dataclass(frozen=True)
class CoreService:
    """The heading of a core service: its name, its price in pounds (None if unpriced), its manager."""

    name: str
    price: Decimal | None
    manager: str


@dataclass(frozen=True)
class StaffingRow:
    """A row of the staffing table in FTE, None where the print is blank."""

    label: str
    prior_year: Decimal | None
    plan_year: Decimal | None


def read_budget_table(text: str) -> BudgetTable:
    """Return the revenue budget; its total row may stand below a blank line."""
    after = text[text.index("\n2008-09\t") :]
    rows = [_budget_row(row) for table in tables(after)[:2] for row in table if _has_budget_figures(row)]
    casts = [place for place, row in enumerate(rows) if "total" in row.label.lower()]
    if len(casts) != 2 or casts[1] != len(rows) - 1:
        raise ValueError("the budget table needs a totals row and, as its last row, a total cost row")
    first, last = casts
    return BudgetTable(tuple(rows[:first]), rows[first], tuple(rows[first + 1 : last]), rows[last])


def _has_budget_figures(row: Row) -> bool:
    return any(re.fullmatch(r"-?[\d,]+\.\d", plain(cell)) for cell in row)


def _budget_row(row: Row) -> BudgetRow:
    cells = padded(row, BUDGET_COLUMNS)
    return BudgetRow(
        prior_controllable=amount(cells[0]),
        prior_fte=amount(cells[1]),
        label=plain(cells[2]),
        fte=amount(cells[3]),
        employee=amount(cells[4]),
        running=amount(cells[5]),
        contracts=amount(cells[6]),
        gross=amount(cells[7]),
        external_income=amount(cells[8]),
        internal_income=amount(cells[9]),
        controllable=amount(cells[10]),
        cabinet_member=plain(cells[11]),
    )


def read_pressures(text: str) -> tuple[Pressure, ...]:
    """Return the rows of the medium term plan table, a printed subtotal among them."""
    rows = rows_below(find_tables(text, "Amount", "Explanation", "Justification"))
    return tuple(Pressure(whole(row[0]), plain(row[1]), plain(row[2])) for row in rows)


def read_variation_statement(text: str) -> VariationStatement:
    """Return the variation statement: first row opens, last row closes, unpriced rows are headings."""
    changes: list[Variation] = []
    section = ""
    for row in rows_below(find_tables(text, "£,000")):
        label, value = plain(row[0]), whole_or_blank(row[1])
        if value is None:
            section = label
        else:
            changes.append(Variation(label, value, section))
    opening, *middle, closing = changes
    return VariationStatement(opening, tuple(middle), Variation(closing.label, closing.amount, ""))


def read_core_services(text: str) -> tuple[CoreService, ...]:
    """Return the headings of the core services in printed order."""
    found = find_tables(text, "Activity as per budget line")
    return tuple(_core_service(table[0], table[1]) for table in found)


def _core_service(heading: Row, manager: Row) -> CoreService:
    name, priced, price = plain(heading[1]).partition("£")
    return CoreService(name.strip(), figure(price) if priced else None, plain(manager[1]))


def read_staffing(text: str) -> tuple[StaffingRow, ...]:
    """Return the staffing table, blank rows included."""
    rows = rows_below(find_tables(text, "2008/09", "2009/10"))
    return tuple(StaffingRow(plain(row[0]), amount(row[1]), amount(row[2])) for row in rows)
