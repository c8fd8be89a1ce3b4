"""Staffing change: for every budget line the full-time equivalents of last year and of this year."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.reports.document import Figure
from lcsp.reports.pictures.amounts import amount_columns, counted, number_cell, show_fte, signed
from lcsp.reports.pictures.drawing import MARGIN, Drawing, Scale, Sign, draw_key, key_rows, sheet_width
from lcsp.reports.pictures.lettering import LINE, fold, width_of
from lcsp.reports.pictures.palette import DEEP, INK, MID, WARM
from lcsp.reports.tables import Column, Row, RowKind, Table
from lcsp.whole_plan import WholePlan

NAME = "staffing-picture"
_TITLE = "Staff last year and this year"
_WIDTH = 640.0
_NAMES, _DOTS = 200.0, 150.0


class _Change(NamedTuple):
    """One budget line: last year's and this year's staff, either of which may be unknown."""

    name: str
    before: Decimal | None
    after: Decimal | None

    @property
    def by(self) -> Decimal:
        """The change; what is not stated counts as nothing, and the label says that it is not stated."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))

    @property
    def label(self) -> str:
        if self.before is None or self.after is None:
            known = self.before if self.after is None else self.after
            year = "last year" if self.after is None else "this year"
            return f"{show_fte(known or Decimal(0))} {year} only"
        if not self.by:
            return f"{show_fte(self.after)}, no change"
        return f"{show_fte(self.before)} to {show_fte(self.after)} ({signed(self.by, show_fte(self.by))})"

    @property
    def lines(self) -> tuple[str, ...]:
        return fold(self.name, _NAMES, 3)

    @property
    def high(self) -> float:
        return LINE * len(self.lines) + 8


def build_staffing_picture(plan: WholePlan) -> Figure | None:
    """A dumbbell for every budget line with staff in either year, the greatest change first; None without staff.

    Full-time equivalents are those of the budget table, the only place that tells them line by line.
    """
    changes = sorted(_changes(plan, LineKind.LINE), key=lambda change: -abs(change.by))
    if not changes:
        return None
    totals = _changes(plan, LineKind.TOTAL)
    alternative = _alternative(changes, totals)
    svg = _draw(changes, totals).finished(_TITLE, alternative)
    return Figure(_TITLE, NAME, svg, alternative, _table(plan))


def _changes(plan: WholePlan, kind: LineKind) -> list[_Change]:
    """The lines of this kind that have staff in either year; totals that say the same are told once."""
    rows = (line for line in plan.all(BudgetLine) if line.kind is kind and (line.prior_fte or line.fte))
    changes = [_Change(line.name, line.prior_fte, line.fte) for line in sorted(rows, key=lambda line: line.order)]
    if kind is LineKind.LINE:
        return changes
    return list({(change.before, change.after): change for change in reversed(changes)}.values())[::-1]


def _draw(changes: list[_Change], totals: list[_Change]) -> Drawing:
    values = max(width_of(change.label) for change in changes)
    told = [f"{total.name}: {total.label} FTE" for total in totals]
    body = sum(change.high for change in changes)
    width = sheet_width(body + 60 + 36 * len(told), max(_WIDTH, _NAMES + _DOTS + values + 40))
    key = key_rows(width, _key(changes))
    lines = [fold(text, width - 2 * MARGIN, bold=True) for text in told]
    drawing = Drawing(NAME, width, body + 21 * len(key) + sum(LINE * len(several) + 4 for several in lines) + 16)
    top = draw_key(drawing, 2, key) + 4
    for several in lines:
        drawing.lines(MARGIN, top + LINE * len(several) / 2, several, bold=True)
        top += LINE * len(several) + 4
    scale = Scale(_ends(changes), MARGIN + _NAMES + 16, width - values - 22)
    zero = scale.at(Decimal(0))
    drawing.line(zero, top, zero, top + body, INK)
    for change in changes:
        _draw_change(drawing, change, top + change.high / 2, scale)
        top += change.high
    return drawing


def _ends(changes: Iterable[_Change]) -> list[Decimal]:
    known = [amount for change in changes for amount in (change.before, change.after) if amount is not None]
    return [Decimal(0), *known]


def _draw_change(drawing: Drawing, change: _Change, middle: float, scale: Scale) -> None:
    drawing.lines(MARGIN, middle, change.lines)
    drawing.lines(drawing.width - MARGIN, middle, (change.label,), at="end")
    if change.before is not None and change.after is not None:
        start, end = scale.at(change.before), scale.at(change.after)
        falls = change.by < 0
        drawing.line(start, middle, end, middle, WARM if falls else MID, 4, dashed=falls, kind="change")
    if change.before is not None:
        drawing.dot("before", scale.at(change.before), middle, INK, filled=False, radius=7)
    if change.after is not None:
        drawing.dot("after", scale.at(change.after), middle, DEEP, radius=3.5)


def _key(changes: list[_Change]) -> list[tuple[Sign | None, str]]:
    entries: list[tuple[Sign | None, str]] = [(_sign_before, "last year"), (_sign_after, "this year")]
    if any(change.by > 0 for change in changes):
        entries.append((_sign_more, "more staff"))
    if any(change.by < 0 for change in changes):
        entries.append((_sign_fewer, "fewer staff"))
    return [*entries, (None, "full-time equivalents (FTE)")]


def _sign_before(drawing: Drawing, x: float, y: float) -> None:
    drawing.dot("key", x, y, INK, filled=False, radius=7)


def _sign_after(drawing: Drawing, x: float, y: float) -> None:
    drawing.dot("key", x, y, DEEP, radius=3.5)


def _sign_more(drawing: Drawing, x: float, y: float) -> None:
    drawing.line(x - 8, y, x + 8, y, MID, 4, kind="key")


def _sign_fewer(drawing: Drawing, x: float, y: float) -> None:
    drawing.line(x - 8, y, x + 8, y, WARM, 4, dashed=True, kind="key")


def _table(plan: WholePlan) -> Table:
    columns = (
        Column("Budget line", row_header=True),
        *amount_columns("Last year", "This year", "Change", unit="FTE"),
    )
    rows = []
    for line in sorted(plan.all(BudgetLine), key=lambda line: line.order):
        if line.prior_fte is None and line.fte is None:
            continue
        both = line.prior_fte is not None and line.fte is not None
        change = (line.fte or Decimal(0)) - (line.prior_fte or Decimal(0)) if both else None
        kind = {LineKind.TOTAL: RowKind.TOTAL, LineKind.SUBTOTAL: RowKind.SUBTOTAL}.get(line.kind, RowKind.LINE)
        rows.append(Row((line.name, *map(number_cell, (line.prior_fte, line.fte, change))), kind))
    return Table(f"{_TITLE}: the numbers", f"{NAME}-data", columns, tuple(rows))


def _alternative(changes: list[_Change], totals: list[_Change]) -> str:
    words = [f"Pairs of dots for {counted(len(changes), 'budget line')} with staff, the greatest change first."]
    words += [f"{total.name}: {total.label} FTE." for total in totals]
    rises = [change for change in changes if change.by > 0]
    falls = [change for change in changes if change.by < 0]
    if rises:
        words.append(f"The greatest rise is in {rises[0].name}, {rises[0].label}.")
    if falls:
        words.append(f"The greatest fall is in {falls[0].name}, {falls[0].label}.")
    same = len(changes) - len(rises) - len(falls)
    words.append(
        f"Staff rise in {counted(len(rises), 'line')}, fall in {counted(len(falls), 'line')} "
        f"and stay the same in {counted(same, 'line')}."
    )
    return " ".join(words)
