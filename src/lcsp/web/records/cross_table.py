"""Figures as a plan prints them: a row an indicator, a column a period and basis."""

from collections.abc import Sequence
from typing import NamedTuple

from lcsp.partnership.performance import Basis, Figure
from lcsp.reports.plan_document.wording import number_words
from lcsp.vocabulary.noun import Noun
from lcsp.web.records.opening import Opened, record_address
from lcsp.web.records.values import reference_words
from lcsp.web.showing import Cell, Head

_BASES = list(Basis)


class CrossTable(NamedTuple):
    """A table by indicator and period: heads, rows of what a page shows, and the same rows as text."""

    heads: tuple[Head, ...]
    rows: list[tuple[object, ...]]
    texts: list[list[str]]


def build_cross_table(opened: Opened, records: Sequence[Noun]) -> CrossTable:
    """Return the figures among `records` by indicator (and area, and part) and by period and basis."""
    figures = [record for record in records if isinstance(record, Figure)]
    wanted = sorted({(f.column.first_day, f.column, _BASES.index(f.basis)) for f in figures})
    places: dict[tuple[str, str, str], dict[tuple[object, int], Figure]] = {}
    for figure in figures:
        row = places.setdefault((figure.indicator, figure.area, figure.part or ""), {})
        row[figure.column, _BASES.index(figure.basis)] = figure
    areas, parts = ({place[which] for place in places} for which in (1, 2))
    beside = ([("Area", 1)] if len(areas) > 1 else []) + ([("Part", 2)] if parts - {""} else [])
    heads = (
        Head("Indicator"),
        *(Head(words) for words, _ in beside),
        *(Head(f"{column.label} {_BASES[basis].value}", numeric=True) for _, column, basis in wanted),
    )
    rows: list[tuple[object, ...]] = []
    texts: list[list[str]] = []
    for place, row in places.items():
        name = reference_words(opened.plan, "indicator", place[0])
        known = [row.get((column, basis)) for _, column, basis in wanted]
        said = [place[which] for _, which in beside]
        rows.append((name, *said, *(_cell(opened, figure) for figure in known)))
        texts.append([name, *said, *(_text(figure) for figure in known)])
    return CrossTable(heads, rows, texts)


def _cell(opened: Opened, figure: Figure | None) -> object:
    if figure is None:
        return None
    words = figure.status.value if figure.value is None else number_words(figure.value)
    code = opened.holder(Figure, figure.key)
    return Cell(words, record_address(code, Figure, figure.key) if code else "")


def _text(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return figure.status.value if figure.value is None else format(figure.value, "f")
