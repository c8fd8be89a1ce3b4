"""The revenue budget: money and people of each line for two years, grants, and amounts quoted elsewhere."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from lcsp.partnership.finance import BudgetLine, Grant, LineKind
from lcsp.partnership.plan import StatedAmount
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Content,
    Fact,
    Notes,
    naming_fact,
    number_fact,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.summary import stated_words
from lcsp.reports.plan_document.wording import day_words, fte_cell, period_words, sentence, thousands_cell, yes_no
from lcsp.reports.tables import Cell, RowKind, Sum, Table

_ROW_KINDS = {
    LineKind.LINE: RowKind.LINE,
    LineKind.SUBTOTAL: RowKind.SUBTOTAL,
    LineKind.TOTAL: RowKind.TOTAL,
    LineKind.MEMORANDUM: RowKind.MEMORANDUM,
}
_MONEY = {
    "employee": "Employee costs",
    "running": "Running costs",
    "contracts": "Contracts and projects",
    "gross": "Gross",
    "external_income": "External income",
    "internal_income": "Internal income",
    "controllable": "Controllable",
}
_WORKINGS = {
    "gross": Sum(("employee", "running", "contracts")),
    "controllable": Sum(("gross", "external_income", "internal_income")),
}


def build_budget(index: Index) -> list[Block]:
    """Return the budget table, the grants and the amounts quoted elsewhere, as far as the plan has them."""
    blocks: list[Block] = []
    if lines := index.plan.all(BudgetLine):
        blocks.append(_budget_table(index, sorted(lines, key=lambda line: line.order)))
    if index.plan.all(Grant):
        blocks.append(_grants_table(index))
    if index.plan.all(StatedAmount):
        blocks.append(_stated_table(index))
    return blocks


def _budget_table(index: Index, lines: list[BudgetLine]) -> Table:
    year = index.plan.header.year
    before, now = year.shift(-1).label, year.label
    notes, parts = Notes(), _parts(lines)
    portfolios = {line.cabinet_portfolio for line in lines if line.cabinet_portfolio}
    facts: list[Fact[BudgetLine]] = [
        naming_fact("Activity", lambda line: _name_cell(index, notes, line)),
        _money_fact("prior_controllable", _MONEY["controllable"], before),
        number_fact("FTE", lambda line: fte_cell(line.prior_fte), group=before),
        number_fact("FTE", lambda line: fte_cell(line.fte), group=now),
        *(_money_fact(field, heading, now) for field, heading in _MONEY.items()),
        words_fact("Cabinet portfolio", lambda line: line.cabinet_portfolio if len(portfolios) > 1 else ""),
    ]
    return record_table(
        f"Money and staff by activity, {before} and {now}",
        index.anchor("table", "revenue-budget"),
        lines,
        facts,
        kind=lambda line: _ROW_KINDS[line.kind],
        key=lambda line: line.code,
        parts=lambda line: parts.get(line.code, ()),
        heading=_memorandum_heading(),
        notes=notes,
        general=_general(portfolios),
    )


def _money_fact(field: str, heading: str, year: str) -> Fact[BudgetLine]:
    def says(line: BudgetLine) -> Content:
        amount: Decimal | None = getattr(line, field)
        return thousands_cell(amount)

    return number_fact(heading, says, "£000", year, key=field, working=_WORKINGS.get(field))


def _parts(lines: list[BudgetLine]) -> dict[str, tuple[str, ...]]:
    """Return for each total the codes of the lines that are directly part of it."""
    parts: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if line.part_of:
            parts[line.part_of] = (*parts.get(line.part_of, ()), line.code)
    return parts


def _memorandum_heading() -> Callable[[BudgetLine], str]:
    return lambda line: "Memorandum items" if line.kind is LineKind.MEMORANDUM else ""


def _general(portfolios: set[str]) -> list[str]:
    notes = ["Gross: all costs. Controllable: gross and income together; income is negative."]
    if len(portfolios) == 1:
        notes.append(f"Cabinet portfolio of every line: {next(iter(portfolios))}.")
    return notes


def _name_cell(index: Index, notes: Notes, line: BudgetLine) -> Cell:
    words = index.link("service", line.service, line.name) if line.service else line.name
    return Cell(words, note=notes.marker(*_line_notes(index, line)))


def _line_notes(index: Index, line: BudgetLine) -> Iterator[str]:
    if line.ring_fenced:
        yield "Ring-fenced."
    if line.budget_holder:
        until = f" until {day_words(line.held_until)}" if line.held_until else ""
        yield f"Budget held by {index.name('post', line.budget_holder)}{until}."
    if line.hosted_by:
        yield f"Hosted by {index.name('area', line.hosted_by)} for others."
    yield sentence(line.note)


def _grants_table(index: Index) -> Table:
    facts: list[Fact[Grant]] = [
        naming_fact("Grant", lambda grant: grant.name),
        words_fact("From", lambda grant: grant.funder),
        words_fact("Its own year", lambda grant: period_words(grant.year)),
        number_fact("Amount", lambda grant: thousands_cell(grant.amount), "£000"),
        words_fact("Ring-fenced", lambda grant: yes_no(grant.ring_fenced)),
        words_fact("What it may be spent on", lambda grant: sentence(grant.conditions)),
    ]
    return record_table("Grants", index.anchor("table", "grants"), index.plan.all(Grant), facts)


def _stated_table(index: Index) -> Table:
    facts: list[Fact[StatedAmount]] = [
        naming_fact("Quoted in", lambda stated: stated.quoted_in),
        number_fact("Amount", lambda stated: Cell(stated_words(stated), stated.value)),
        words_fact("What it is", lambda stated: stated.measure.value.replace("fte", "FTE")),
        words_fact("Row of the budget", lambda stated: index.name("budget_line", stated.restates)),
    ]
    caption = "Budget amounts quoted elsewhere in the plan"
    return record_table(caption, index.anchor("table", "stated-amounts"), index.plan.all(StatedAmount), facts)
