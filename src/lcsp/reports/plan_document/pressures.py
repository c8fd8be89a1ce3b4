"""What changes the budget and the service: pressures and savings of the medium term plan, and initiatives."""

from decimal import Decimal

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import Pressure, PressureKind
from lcsp.partnership.plan import Initiative
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Fact,
    Notes,
    naming_fact,
    number_fact,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.wording import (
    capital,
    joined,
    number_words,
    sentence,
    thousands_cell,
    thousands_decimals,
)
from lcsp.reports.tables import Cell, RowKind, Table
from lcsp.reports.words import Words, runs
from lcsp.vocabulary.money import show_pounds


def build_significant_change(index: Index) -> list[Block]:
    """Return the table of pressures and savings and that of initiatives, as far as the plan has them."""
    blocks: list[Block] = []
    if pressures := index.plan.all(Pressure):
        blocks.append(_pressures_table(index, sorted(pressures, key=lambda row: row.order)))
    if index.plan.all(Initiative):
        blocks.append(_initiatives_table(index))
    return blocks


def _pressures_table(index: Index, rows: list[Pressure]) -> Table:
    decimals = thousands_decimals(row.amount for row in rows)
    facts: list[Fact[Pressure]] = [
        naming_fact("Pressure or saving", lambda row: f"of which: {row.name}" if row.part_of else row.name),
        number_fact("Amount", lambda row: thousands_cell(row.amount, decimals), "£000"),
        words_fact("Justification", lambda row: _justification(index, row)),
    ]
    return record_table(
        "Pressures and savings",
        index.anchor("table", "pressures"),
        rows,
        facts,
        kind=lambda row: RowKind.SUBTOTAL if row.kind is PressureKind.SUBTOTAL else RowKind.LINE,
        key=lambda row: row.code,
        parts=lambda row: tuple(part.code for part in rows if part.part_of == row.code),
        general=_pressures_notes(rows),
    )


def _pressures_notes(rows: list[Pressure]) -> list[str]:
    net = total(row.amount for row in rows if not row.part_of)
    notes = [f"Added up, the pressures and savings change the budget by {_signed(net)}. Savings are negative."]
    if any(row.part_of for row in rows):
        notes.append('Rows marked "of which" are already in their subtotal and are not added again.')
    return notes


def _signed(amount: Decimal) -> str:
    return f"+{show_pounds(amount)}" if amount > 0 else show_pounds(amount)


def _justification(index: Index, row: Pressure) -> Words:
    """Return why a row is needed, what it pays for and the risk behind it, as far as the plan says."""
    if row.kind is PressureKind.SUBTOTAL and not row.justification:
        return 'Subtotal of the rows marked "of which".'
    risk = ("Risk: ", *runs(index.link("risk", row.risk)), ".") if row.risk else ""
    return joined((sentence(row.justification), _quantity_words(row), risk), " ")


def _quantity_words(row: Pressure) -> str:
    quantity = f"{number_words(row.quantity)} {row.quantity_unit}".strip() if row.quantity is not None else ""
    if row.unit_rate is None:
        return f"Quantity: {quantity}." if quantity else ""
    price = f"{show_pounds(row.unit_rate)} each"
    return f"{capital(quantity or row.quantity_unit)}: {price}.".removeprefix(": ")


def _initiatives_table(index: Index) -> Table:
    notes = Notes()
    facts: list[Fact[Initiative]] = [
        naming_fact("Initiative", lambda row: Cell(row.title, note=notes.marker(sentence(row.note)))),
        words_fact("Significant change", lambda row: "yes" if row.significant_change else "no"),
        words_fact("Key actions", lambda row: index.action_numbers(row.actions) or "none"),
    ]
    anchor = index.anchor("table", "initiatives")
    general = ["Significant change: named as such, or in the medium term plan."]
    return record_table(
        "Initiatives and service developments", anchor, index.plan.all(Initiative), facts, notes=notes, general=general
    )
