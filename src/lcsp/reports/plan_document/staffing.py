"""The staffing table: full-time equivalents by grade band and funding, for two years."""

from collections.abc import Iterator
from decimal import Decimal

from lcsp.partnership.workforce import Establishment, EstablishmentKind, StaffingStatus
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Fact,
    Notes,
    naming_fact,
    number_fact,
    record_table,
)
from lcsp.reports.plan_document.wording import fte_cell, sentence
from lcsp.reports.tables import Cell, RowKind


def build_staffing(index: Index) -> list[Block]:
    """Return the staffing table, if the plan has one."""
    rows = sorted(index.plan.all(Establishment), key=lambda row: row.order)
    if not rows:
        return []
    year = index.plan.header.year
    notes = Notes()
    bands = tuple(row.code for row in rows if row.kind is EstablishmentKind.BAND)
    facts: list[Fact[Establishment]] = [
        naming_fact("Staff", lambda row: Cell(row.name, note=notes.marker(*_notes(row)))),
        number_fact(year.shift(-1).label, lambda row: _fte(row.prior_fte, row.prior_status), "FTE"),
        number_fact(year.label, lambda row: _fte(row.fte, row.status), "FTE"),
    ]
    table = record_table(
        "Staff in full-time equivalents (FTE)",
        index.anchor("table", "staffing"),
        rows,
        facts,
        kind=lambda row: RowKind.TOTAL if row.kind is EstablishmentKind.TOTAL else RowKind.LINE,
        key=lambda row: row.code,
        parts=lambda row: bands if row.kind is EstablishmentKind.TOTAL else (),
        notes=notes,
    )
    return [table]


def _notes(row: Establishment) -> Iterator[str]:
    if row.funding:
        yield f"Funding: {row.funding}."
    yield sentence(row.note)


def _fte(fte: Decimal | None, status: StaffingStatus) -> Cell | None:
    """Return the number, or the word that says why there is none."""
    return fte_cell(fte) or (Cell(status.value) if status is not StaffingStatus.STATED else None)
