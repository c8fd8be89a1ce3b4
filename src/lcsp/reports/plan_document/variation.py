"""The variation statement: the bridge from last year's budget to this year's."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.finance import Variation, VariationKind
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Fact,
    naming_fact,
    number_fact,
    record_name,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.wording import thousands_cell, thousands_decimals
from lcsp.reports.tables import RowKind, RunningSum
from lcsp.reports.words import Words

_ROW_KINDS = {
    VariationKind.OPENING: RowKind.SUBTOTAL,
    VariationKind.SUBTOTAL: RowKind.SUBTOTAL,
    VariationKind.CLOSING: RowKind.TOTAL,
}
_STANDING = {VariationKind.SUBTOTAL, VariationKind.CLOSING}


class _Step(NamedTuple):
    """A row of the statement with the budget that is reached after it, and the codes of the rows it repeats."""

    row: Variation
    reached: Decimal
    repeats: tuple[str, ...]


def build_variation(index: Index) -> list[Block]:
    """Return the variation statement, if the plan has one."""
    rows = sorted(index.plan.all(Variation), key=lambda row: row.order)
    if not rows:
        return []
    year = index.plan.header.year
    decimals = thousands_decimals(row.amount for row in rows)
    facts: list[Fact[_Step]] = [
        naming_fact("Change", lambda step: _name_words(index, step.row)),
        number_fact("Amount", lambda step: thousands_cell(step.row.amount, decimals), "£000", key="amount"),
        number_fact(
            "Running total", lambda step: thousands_cell(step.reached, decimals), "£000", working=RunningSum("amount")
        ),
        words_fact("Kind", lambda step: _kind_words(step.row)),
    ]
    table = record_table(
        f"From the budget of {year.shift(-1).label} to that of {year.label}",
        index.anchor("table", "variation-statement"),
        _steps(rows),
        facts,
        kind=lambda step: _ROW_KINDS.get(step.row.kind, RowKind.LINE),
        heading=lambda step: step.row.heading,
        key=lambda step: step.row.code,
        parts=lambda step: step.repeats,
        record=lambda step: record_name(step.row),
        general=["Running total: the opening budget and all changes so far, added up."],
    )
    return [table]


def _steps(rows: list[Variation]) -> Iterator[_Step]:
    """Yield each row with the running sum; subtotals and the closing row repeat a sum and are not added."""
    reached, passed = Decimal(0), list[Variation]()
    for row in rows:
        if row.kind in _STANDING:
            yield _Step(row, reached, _repeated(row, reached, passed))
        else:
            reached += row.amount
            passed.append(row)
            yield _Step(row, reached, ())


def _repeated(row: Variation, reached: Decimal, passed: list[Variation]) -> tuple[str, ...]:
    """Return the codes of the rows whose sum a standing row repeats: a subtotal may repeat the changes alone."""
    alone = row.kind is VariationKind.SUBTOTAL and row.amount != reached
    return tuple(step.code for step in passed if not (alone and step.kind is VariationKind.OPENING))


def _kind_words(row: Variation) -> str:
    kinds = {VariationKind.OPENING: "opening budget", VariationKind.CLOSING: "closing budget"}
    kind = kinds.get(row.kind, row.kind.value)
    if not row.counterparty:
        return kind
    return f"{kind} {'to' if row.amount < 0 else 'from'} {row.counterparty}"


def _name_words(index: Index, row: Variation) -> Words:
    """Return the row's label, as a link where it names the service that it concerns."""
    return index.link("service", row.service, row.name) if row.service else row.name
