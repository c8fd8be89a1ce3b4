"""Performance tables: each indicator with its figures, their own periods, and which direction is good."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.performance import (
    Basis,
    Definition,
    Figure,
    FigureStatus,
    Indicator,
    IndicatorRole,
    Polarity,
    Unit,
)
from lcsp.partnership.performance.rules import definition_of
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index, indicators_table, is_spoken
from lcsp.reports.plan_document.record_tables import (
    Fact,
    Notes,
    naming_fact,
    number_fact,
    record_name,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.wording import capital, decimals_of, joined, number_words, period_words, sentence
from lcsp.reports.tables import Cell, Table
from lcsp.reports.words import Paragraph, Strong, Words
from lcsp.vocabulary.periods import Period

_CAPTIONS = {
    IndicatorRole.KEY: "Performance and targets",
    IndicatorRole.SUPPORTED: "National indicators that the service supports",
    IndicatorRole.PARTNERS: "Indicators owned by partners",
}
_GOOD = {Polarity.HIGH: "higher", Polarity.LOW: "lower", Polarity.NEAR: "near its mark"}
# A basis stands in the column's heading already; a final figure needs no word.
_PLAIN_STATUSES = {FigureStatus.FINAL, FigureStatus.ESTIMATE}

_ColumnKey = tuple[Period, Basis]


class _Series(NamedTuple):
    """A row: an indicator, or one of its parts or areas, with its figures by column."""

    indicator: Indicator
    definition: Definition | None
    label: str
    figures: dict[_ColumnKey, Figure]
    decimals: int


def build_indicators(index: Index) -> list[Block]:
    """Return a table for each role in which the plan has indicators: key, supported, owned by partners."""
    roles = ([indicator for indicator in index.plan.all(Indicator) if indicator.role is role] for role in IndicatorRole)
    return [_table(index, sorted(found, key=lambda indicator: indicator.order)) for found in roles if found]


def _table(index: Index, indicators: list[Indicator]) -> Table:
    rows = [series for indicator in indicators for series in _series(index, indicator)]
    notes = Notes()
    facts: list[Fact[_Series]] = [
        naming_fact("Indicator", lambda row: Cell(_title(row), note=notes.marker(sentence(row.indicator.note)))),
        words_fact("Unit", lambda row: _unit(row.indicator)),
    ]
    columns = sorted({key for row in rows for key in row.figures}, key=_column_order)
    facts += [_figure_fact(index, notes, column) for column in columns]
    facts += [
        words_fact("Year", _year_kinds),
        words_fact("Better when", lambda row: _GOOD[row.definition.polarity] if row.definition else ""),
    ]
    general = _general(rows)
    anchor = index.anchor(*indicators_table(indicators[0]))
    return record_table(
        _CAPTIONS[indicators[0].role],
        anchor,
        rows,
        facts,
        notes=notes,
        general=general,
        record=lambda row: record_name(row.indicator),
    )


def _general(rows: list[_Series]) -> list[str]:
    notes = []
    if any(figure.period.label != column[0].label for row in rows for column, figure in row.figures.items()):
        notes.append("A year under a figure is the year that it is of, where that is not the column's.")
    if any(row.indicator.laa for row in rows):
        notes.append("LAA: part of the Local Area Agreement.")
    if any(row.definition for row in rows):
        notes.append("Better when: which direction is good, by the indicator's official definition.")
    return notes


def _series(index: Index, indicator: Indicator) -> Iterator[_Series]:
    """Yield the indicator's rows: one for each area and part that has figures, one without figures if none has."""
    definition = definition_of(index.plan, indicator)
    parts = {part.code: part.title for part in definition.parts} if definition else {}
    rows: dict[tuple[str, str], list[Figure]] = {}
    for figure in index.of(Figure, "indicator", indicator.code):
        rows.setdefault((figure.area, figure.part or ""), []).append(figure)
    home = index.plan.header.area or next((area for area, _ in rows), "")
    for (area, part), figures in rows.items() or {(home, ""): list[Figure]()}.items():
        where = index.name("area", area) if area != home else ""
        label = ", ".join(word for word in (where, parts.get(part, part)) if word)
        columns = {(figure.column, figure.basis): figure for figure in figures}
        yield _Series(indicator, definition, label, columns, decimals_of(figure.value for figure in figures))


def _title(row: _Series) -> Words:
    code = Strong(row.indicator.code) if is_spoken(row.indicator.code) else ""
    label = f": {row.label}" if row.label else ""
    return joined((code, f"{row.indicator.title}{' (LAA)' if row.indicator.laa else ''}{label}"), " ")


def _column_order(column: _ColumnKey) -> tuple[object, ...]:
    return column[0].first_day, column[0].kind.value, list(Basis).index(column[1])


def _figure_fact(index: Index, notes: Notes, column: _ColumnKey) -> Fact[_Series]:
    period, basis = column
    year = period.label if period.kind is index.plan.header.year.kind else period_words(period)

    def says(row: _Series) -> Cell | None:
        figure = row.figures.get(column)
        return _figure_cell(row, figure, notes) if figure else None

    return number_fact(f"{capital(basis.value)} {year}", says)


def _figure_cell(row: _Series, figure: Figure, notes: Notes) -> Cell:
    """Return the value with its unit's sign, or the word that stands for a missing one; another year is named."""
    marker, name = notes.marker(sentence(figure.note)), record_name(figure)
    if figure.value is None:
        return Cell(figure.status.value, note=marker, record=name)
    below = [figure.status.value] if figure.status not in _PLAIN_STATUSES else []
    if figure.period.label != figure.column.label:
        below.append(f"of {figure.period.label}")
    blocks = tuple(map(Paragraph, below))
    return Cell(_value_words(row, figure.value), figure.value, note=marker, blocks=blocks, record=name)


def _value_words(row: _Series, value: Decimal) -> str:
    sign = "%" if row.indicator.unit is Unit.PERCENTAGE else ""
    return f"{number_words(value, row.decimals)}{sign}"


def _unit(indicator: Indicator) -> str:
    unit = "%" if indicator.unit is Unit.PERCENTAGE else indicator.unit.value if indicator.unit else ""
    return f"{unit} per {indicator.base:,}".strip() if indicator.base else unit


def _year_kinds(row: _Series) -> str:
    kinds = dict.fromkeys(figure.period.kind.value for figure in row.figures.values())
    return ", ".join(kinds)
