"""The variation statement: the bridge from last year's budget to this year's."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from lcsp.partnership.finance import Variation, VariationKind
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import Fact, naming_fact, number_fact, record_table, words_fact
from lcsp.reports.plan_document.wording import thousands_cell, thousands_decimals
from lcsp.reports.tables import RowKind
from lcsp.reports.words import Words

_ROW_KINDS = {
    VariationKind.OPENING: RowKind.SUBTOTAL,
    VariationKind.SUBTOTAL: RowKind.SUBTOTAL,
    VariationKind.CLOSING: RowKind.TOTAL,
}
_STANDING = {VariationKind.SUBTOTAL, VariationKind.CLOSING}


class _Step(NamedTuple):
    """A row of the statement with the budget that is reached after it."""

    row: Variation
    reached: Decimal


def build_variation(index: Index) -> list[Block]:
    """Return the variation statement, if the plan has one."""
    rows = sorted(index.plan.all(Variation), key=lambda row: row.order)
    if not rows:
        return []
    year = index.plan.header.year
    decimals = thousands_decimals(row.amount for row in rows)
    facts: list[Fact[_Step]] = [
        naming_fact("Change", lambda step: _name_words(index, step.row)),
        number_fact("Amount", lambda step: thousands_cell(step.row.amount, decimals), "£000"),
        number_fact("Running total", lambda step: thousands_cell(step.reached, decimals), "£000"),
        words_fact("Kind", lambda step: _kind_words(step.row)),
    ]
    table = record_table(
        f"From the budget of {year.shift(-1).label} to that of {year.label}",
        index.anchor("table", "variation-statement"),
        _steps(rows),
        facts,
        kind=lambda step: _ROW_KINDS.get(step.row.kind, RowKind.LINE),
        heading=lambda step: step.row.heading,
        general=["Running total: the opening budget and all changes so far, added up."],
    )
    return [table]


def _steps(rows: list[Variation]) -> Iterable[_Step]:
    """Return each row with the running sum; subtotals and the closing row repeat a sum and are not added."""
    changes = (Decimal(0) if row.kind in _STANDING else row.amount for row in rows)
    return map(_Step, rows, accumulate(changes))


def _kind_words(row: Variation) -> str:
    kinds = {VariationKind.OPENING: "opening budget", VariationKind.CLOSING: "closing budget"}
    kind = kinds.get(row.kind, row.kind.value)
    if not row.counterparty:
        return kind
    return f"{kind} {'to' if row.amount < 0 else 'from'} {row.counterparty}"


def _name_words(index: Index, row: Variation) -> Words:
    """Return the row's label, as a link where it names the service that it concerns."""
    return index.link("service", row.service, row.name) if row.service else row.name
