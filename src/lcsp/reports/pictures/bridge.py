"""The variation statement as a bridge: from last year's budget, step by step, to this year's."""

from decimal import Decimal
from typing import NamedTuple

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import Variation, VariationKind
from lcsp.reports.document import Figure
from lcsp.reports.pictures.amounts import amount_columns, counted, pounds_cell, short_pounds, signed
from lcsp.reports.pictures.drawing import MARGIN, WIDTH, Drawing, Scale, draw_key, key_rows, sheet_width
from lcsp.reports.pictures.lettering import LINE, fold, width_of
from lcsp.reports.pictures.palette import DEEP, HATCHED_WARM, INK, MID, SOLID_DEEP, SOLID_MID, WARM
from lcsp.reports.tables import Column, Row, RowKind, Table
from lcsp.vocabulary.money import show_pounds
from lcsp.whole_plan import WholePlan

NAME = "bridge-picture"
_TITLE = "From last year's budget to this year's"
_NAMES, _STEPS = 215.0, 190.0
_HIGH = 16.0
_NARROW = 5.0
_ENDS = (VariationKind.OPENING, VariationKind.CLOSING)


class _Step(NamedTuple):
    """One row: what stands before it and after it, and how it is written."""

    name: str
    kind: str  # end, rise, fall, subtotal, gap or heading
    before: Decimal
    after: Decimal
    amount: Decimal

    @property
    def lines(self) -> tuple[str, ...]:
        if self.kind == "heading":
            return fold(self.name, _NAMES, 3, bold=True)
        return fold(self.name, _NAMES, 3, bold=self.kind == "end")

    @property
    def label(self) -> str:
        shown = short_pounds(self.amount)
        return shown if self.kind == "end" else signed(self.amount, shown)

    @property
    def high(self) -> float:
        return LINE * len(self.lines) + 9


def build_bridge_picture(plan: WholePlan) -> Figure | None:
    """A bridge of every variation in the plan's order, under its headings; None where the plan has no variation."""
    rows = sorted(plan.all(Variation), key=lambda row: row.order)
    if not rows:
        return None
    steps = _steps(rows)
    alternative = _alternative(rows, steps)
    svg = _draw(steps).finished(_TITLE, alternative)
    return Figure(_TITLE, NAME, svg, alternative, _table(rows))


def _steps(rows: list[Variation]) -> list[_Step]:
    """The rows of the drawing; a heading carries the sum of the rows under it, a gap what nobody explains."""
    steps: list[_Step] = []
    reached, heading = Decimal(0), ""
    for row in rows:
        if row.heading != heading and row.kind not in _ENDS:
            heading = row.heading
            under = total(
                r.amount for r in rows if r.heading == heading and r.kind not in (*_ENDS, VariationKind.SUBTOTAL)
            )
            if heading:
                steps.append(_Step(heading, "heading", reached, reached, under))
        if row.kind is VariationKind.CLOSING and reached != row.amount:
            steps.append(_Step("not explained by the rows above", "gap", reached, row.amount, row.amount - reached))
        step = _step(row, reached)
        steps.append(step)
        reached = step.after
    return steps


def _step(row: Variation, reached: Decimal) -> _Step:
    if row.kind in _ENDS:
        return _Step(row.name, "end", Decimal(0), row.amount, row.amount)
    if row.kind is VariationKind.SUBTOTAL:
        # A subtotal may repeat the budget reached so far, or the movement up to there.
        start = Decimal(0) if row.amount == reached else reached - row.amount
        return _Step(row.name, "subtotal", start, reached, row.amount)
    return _Step(row.name, "fall" if row.amount < 0 else "rise", reached, reached + row.amount, row.amount)


def _draw(steps: list[_Step]) -> Drawing:
    values = max(width_of(step.label, bold=True) for step in steps)
    body = sum(step.high for step in steps)
    width = sheet_width(body + 60, max(WIDTH, _NAMES + _STEPS + values + 40))
    signs = {"rise": (_sign_rise, "added (+)"), "fall": (_sign_fall, "taken away (\N{MINUS SIGN})")}
    signs |= {"end": (_sign_end, "the budget itself"), "gap": (_sign_gap, "not explained")}
    kinds = {step.kind for step in steps}
    key = key_rows(width, [sign for kind, sign in signs.items() if kind in kinds])
    drawing = Drawing(NAME, width, body + 21 * len(key) + 12)
    top = draw_key(drawing, 2, key) + 4
    # The axis begins at nothing, so that the length of every bar is its share of the money.
    ends = [Decimal(0), *(amount for step in steps for amount in (step.before, step.after))]
    scale = Scale(ends, MARGIN + _NAMES + 18, width - values - 24)
    zero = scale.at(Decimal(0))
    for number, step in enumerate(steps):
        middle = top + step.high / 2
        if step.kind != "heading":
            drawing.line(zero, top, zero, top + step.high, INK)
        if number + 1 < len(steps):
            below = top + step.high + steps[number + 1].high / 2
            drawing.line(scale.at(step.after), middle, scale.at(step.after), below, INK, kind="joint")
        _draw_step(drawing, step, middle, scale)
        top += step.high
    return drawing


def _draw_step(drawing: Drawing, step: _Step, middle: float, scale: Scale) -> None:
    strong = step.kind in ("end", "heading")
    drawing.lines(MARGIN, middle, step.lines, bold=strong)
    drawing.lines(drawing.width - MARGIN, middle, (step.label,), at="end", bold=strong)
    if step.kind == "heading":
        return
    left, right = sorted((scale.at(step.before), scale.at(step.after)))
    top = middle - _HIGH / 2
    if step.kind in ("gap", "subtotal"):
        drawing.outline(step.kind, left, top, right - left, _HIGH, WARM if step.kind == "gap" else INK, dashed=True)
    else:
        fills = {"end": SOLID_DEEP, "rise": SOLID_MID, "fall": HATCHED_WARM}
        drawing.box(step.kind, left, top, right - left, _HIGH, fills[step.kind])
        if step.kind != "end" and right - left < _NARROW:
            _point(drawing, step.kind, left, right, middle)


def _point(drawing: Drawing, kind: str, left: float, right: float, y: float) -> None:
    """A triangle beside a bar too short to be seen, pointing the way that it leads."""
    if kind == "rise":
        drawing.polygon("way", ((right + 3, y - 4), (right + 9, y), (right + 3, y + 4)), MID)
    else:
        drawing.polygon("way", ((left - 3, y - 4), (left - 9, y), (left - 3, y + 4)), WARM, filled=False)


def _sign_rise(drawing: Drawing, x: float, y: float) -> None:
    drawing.box("key", x - 8, y - 6, 16, 12, SOLID_MID)


def _sign_fall(drawing: Drawing, x: float, y: float) -> None:
    drawing.box("key", x - 8, y - 6, 16, 12, HATCHED_WARM)


def _sign_end(drawing: Drawing, x: float, y: float) -> None:
    drawing.box("key", x - 8, y - 6, 16, 12, DEEP)


def _sign_gap(drawing: Drawing, x: float, y: float) -> None:
    drawing.outline("key", x - 8, y - 6, 16, 12, WARM, dashed=True)


_KINDS = {
    VariationKind.OPENING: RowKind.SUBTOTAL,
    VariationKind.SUBTOTAL: RowKind.SUBTOTAL,
    VariationKind.CLOSING: RowKind.TOTAL,
}


def _table(rows: list[Variation]) -> Table:
    columns = (
        Column("Row of the statement", row_header=True), Column("Heading"), Column("Why"),
        *amount_columns("Amount", unit="£"),
    )  # fmt: skip
    cells = tuple(
        Row((row.name, row.heading, row.kind.value, pounds_cell(row.amount)), _KINDS.get(row.kind, RowKind.LINE))
        for row in rows
    )
    return Table(f"{_TITLE}: the amounts", f"{NAME}-data", columns, cells)


def _alternative(rows: list[Variation], steps: list[_Step]) -> str:
    moves = [row for row in rows if row.kind not in (*_ENDS, VariationKind.SUBTOTAL)]
    words = [_ends_words(rows, len(moves))]
    rises = sorted((row for row in moves if row.amount > 0), key=lambda row: -row.amount)
    falls = sorted((row for row in moves if row.amount < 0), key=lambda row: row.amount)
    for several, what in ((rises, "added"), (falls, "taken away")):
        if several:
            amounts = f"{show_pounds(abs(total(row.amount for row in several)))} in {counted(len(several), 'row')}"
            most = f"the most by {several[0].name} ({show_pounds(several[0].amount)})"
            words.append(f"{amounts} is {what}, {most}.")
    headings = [step for step in steps if step.kind == "heading"]
    headed = [f"{step.name} {signed(step.amount, show_pounds(step.amount))}" for step in headings]
    if headed:
        words.append(f"By heading: {'; '.join(headed)}.")
    words += [f"{show_pounds(step.amount)} is not explained by the rows." for step in steps if step.kind == "gap"]
    return " ".join(words)


def _ends_words(rows: list[Variation], moves: int) -> str:
    first = next((row for row in rows if row.kind is VariationKind.OPENING), None)
    last = next((row for row in rows if row.kind is VariationKind.CLOSING), None)
    if first is None or last is None:
        return f"A bridge of {counted(moves, 'step')}; its opening or closing budget is not stated."
    change = last.amount - first.amount
    return (
        f"A bridge of {counted(moves, 'step')} from {show_pounds(first.amount)} ({first.name}) to "
        f"{show_pounds(last.amount)} ({last.name}), a change of {signed(change, show_pounds(change))}."
    )
