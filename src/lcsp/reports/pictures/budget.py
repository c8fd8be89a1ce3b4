"""The budget as bars: for every line what is spent, how much of it income pays, and what is left to control."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lcsp.arithmetic.sums import share_of, total
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.reports.document import Figure
from lcsp.reports.pictures.amounts import amount_columns, counted, listed, pounds_cell, short_pounds, signed
from lcsp.reports.pictures.drawing import MARGIN, Drawing, Scale, draw_key, key_rows, sheet_width
from lcsp.reports.pictures.lettering import LINE, fold, width_of
from lcsp.reports.pictures.palette import DEEP, HATCHED_WARM, INK, PALE, SOLID_DEEP
from lcsp.reports.tables import Column, Row, RowKind, Table
from lcsp.vocabulary.money import show_pounds
from lcsp.whole_plan import WholePlan

NAME = "budget-picture"
_TITLE = "Where the money goes"
_NAMES, _BARS = 190.0, 190.0  # room for the names of the lines, and the least for the bars
_GROSS, _NET = 18.0, 8.0  # how high the bars are


class _Bar(NamedTuple):
    """One line of the budget as it is drawn."""

    line: BudgetLine
    name: tuple[str, ...]
    label: tuple[str, ...]
    income: Decimal

    @property
    def high(self) -> float:
        return LINE * max(len(self.label), len(self.name)) + 8


def build_budget_picture(plan: WholePlan) -> Figure | None:
    """Bars of gross spending, income and net spending for every line; None where no line has an amount.

    The longest bar comes first, because the picture is there to show where the money goes; the table behind it
    keeps the order of the plan.
    """
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]
    bars = [_bar(line) for line in sorted(lines, key=lambda line: (-_size(line), line.order))]
    if not any(bar.line.gross is not None or bar.line.controllable is not None for bar in bars):
        return None
    alternative = _alternative(bars)
    svg = _draw(bars, _totals(plan)).finished(_TITLE, alternative)
    return Figure(_TITLE, NAME, svg, alternative, _table(plan))


def _size(line: BudgetLine) -> Decimal:
    return max(abs(line.gross or Decimal(0)), abs(line.controllable or Decimal(0)))


def _income(line: BudgetLine) -> Decimal:
    return total((line.external_income, line.internal_income))


def _bar(line: BudgetLine) -> _Bar:
    return _Bar(line, fold(line.name, _NAMES, 3), _label(line), _income(line))


def _label(line: BudgetLine) -> tuple[str, ...]:
    """What stands beside the bars: one amount where gross and net are the same, else the sum that joins them."""
    gross, net, income = line.gross, line.controllable, _income(line)
    if gross is None and net is None:
        return ("no amount stated",)
    if gross is None or net is None:
        only = gross if net is None else net
        return (f"{short_pounds(only or Decimal(0))} {'gross' if net is None else 'net'}",)
    if gross == net and not income:
        return (short_pounds(net),)
    came_in = (f"{signed(income, short_pounds(income))} income",) if income else ()
    return f"{short_pounds(gross)} gross", *came_in, f"{short_pounds(net)} net"


def _totals(plan: WholePlan) -> list[str]:
    """The totals and memorandum rows in words: drawn as bars they would dwarf the lines."""
    rows = (line for line in plan.all(BudgetLine) if line.kind in (LineKind.TOTAL, LineKind.MEMORANDUM))
    return [f"{line.name}: {', '.join(_label(line))}" for line in rows]


def _draw(bars: list[_Bar], totals: list[str]) -> Drawing:
    values = max((width_of(text) for bar in bars for text in bar.label), default=0.0)
    least = _NAMES + _BARS + values + 30
    entries = [
        (_sign_gross, "gross spending"), (_sign_income, "the part that income pays"), (_sign_net, "net (controllable)"),
    ]  # fmt: skip
    body = sum(bar.high for bar in bars)
    width = sheet_width(body + 60 + 2 * LINE * len(totals), max(least, 560))
    key = key_rows(width, entries)
    told = [fold(text, width - 2 * MARGIN) for text in totals]
    height = 21 * len(key) + body + sum(LINE * len(lines) + 3 for lines in told) + 24
    drawing = Drawing(NAME, width, height)
    top = draw_key(drawing, 2, key) + 4
    scale = Scale(_ends(bars), MARGIN + _NAMES + 10, width - values - 16)
    drawing.line(scale.at(Decimal(0)), top, scale.at(Decimal(0)), top + body, INK)
    for bar in bars:
        _draw_bar(drawing, bar, top + bar.high / 2, scale)
        top += bar.high
    for lines in told:
        top += LINE * len(lines) + 3
        drawing.lines(MARGIN, top + 8 - LINE * len(lines) / 2, lines)
    return drawing


def _ends(bars: Iterable[_Bar]) -> list[Decimal]:
    amounts = [Decimal(0)]
    for bar in bars:
        amounts += [amount for amount in (bar.line.gross, bar.line.controllable) if amount is not None]
        amounts.append((bar.line.gross or Decimal(0)) + bar.income)
    return amounts


def _draw_bar(drawing: Drawing, bar: _Bar, middle: float, scale: Scale) -> None:
    drawing.lines(MARGIN, middle, bar.name)
    gross, net = bar.line.gross, bar.line.controllable
    zero = scale.at(Decimal(0))
    ends = [zero]
    if gross is not None:
        ends.append(scale.at(gross))
        left = min(zero, ends[-1])
        drawing.outline("gross", left, middle - _GROSS / 2, abs(ends[-1] - zero), _GROSS, DEEP, fill=PALE)
    if gross is not None and bar.income:
        ends.append(scale.at(gross + bar.income))
        left = min(ends[-1], ends[-2])
        drawing.box("income", left, middle - _GROSS / 2, abs(ends[-1] - ends[-2]), _GROSS, HATCHED_WARM)
    if net is not None:
        ends.append(scale.at(net))
        drawing.box("net", min(zero, ends[-1]), middle - _NET / 2, abs(ends[-1] - zero), _NET, SOLID_DEEP)
    drawing.lines(max(ends) + 6, middle, bar.label)


def _sign_gross(drawing: Drawing, x: float, y: float) -> None:
    drawing.outline("key", x - 8, y - 6, 16, 12, DEEP, fill=PALE)


def _sign_income(drawing: Drawing, x: float, y: float) -> None:
    drawing.box("key", x - 8, y - 6, 16, 12, HATCHED_WARM)


def _sign_net(drawing: Drawing, x: float, y: float) -> None:
    drawing.box("key", x - 8, y - 4, 16, 8, SOLID_DEEP)


_KINDS = {
    LineKind.LINE: RowKind.LINE,
    LineKind.SUBTOTAL: RowKind.SUBTOTAL,
    LineKind.TOTAL: RowKind.TOTAL,
    LineKind.MEMORANDUM: RowKind.MEMORANDUM,
}


def _table(plan: WholePlan) -> Table:
    """Every row of the budget, in the plan's order and to the pound."""
    heads = amount_columns("Gross", "External income", "Internal income", "Net (controllable)", unit="£")
    rows = tuple(
        Row(
            (
                line.name,
                *map(pounds_cell, (line.gross, line.external_income, line.internal_income, line.controllable)),
            ),
            _KINDS[line.kind],
        )
        for line in sorted(plan.all(BudgetLine), key=lambda line: line.order)
    )
    return Table(f"{_TITLE}: the amounts", f"{NAME}-data", (Column("Budget line", row_header=True), *heads), rows)


def _alternative(bars: list[_Bar]) -> str:
    known = [bar.line for bar in bars if bar.line.gross is not None or bar.line.controllable is not None]
    spent = [line for line in known if _size(line)]
    words = [f"Bars for {counted(len(known), 'budget line')}, the largest first."]
    if spent:
        words.append(_largest_and_smallest(spent))
    words += [_income_words(bars), _gap_words(bars, len(known) - len(spent))]
    return " ".join(word for word in words if word)


def _net(line: BudgetLine) -> Decimal:
    return line.controllable if line.controllable is not None else (line.gross or Decimal(0)) + _income(line)


def _largest_and_smallest(spent: list[BudgetLine]) -> str:
    whole = total(map(_net, spent))
    share = share_of(_net(spent[0]), whole)
    of_all = f", {share:.0f}% of {show_pounds(whole)} for all lines" if share and 0 < share <= 100 else ""
    words = f"The largest is {spent[0].name} with {show_pounds(_net(spent[0]))} net{of_all}."
    if len(spent) > 2:
        words += f" {spent[1].name} follows with {show_pounds(_net(spent[1]))}."
    if len(spent) > 1:
        words += f" The smallest is {spent[-1].name} with {show_pounds(_net(spent[-1]))}."
    return words


def _income_words(bars: list[_Bar]) -> str:
    paid = [bar for bar in bars if bar.income]
    if not paid:
        return "No line has income."
    most = max(paid, key=lambda bar: abs(bar.income))
    return (
        f"Income comes to {show_pounds(total(bar.income for bar in paid))} in {counted(len(paid), 'line')}, "
        f"the most in {most.line.name} ({show_pounds(most.income)})."
    )


def _gap_words(bars: list[_Bar], empty: int) -> str:
    blank = [bar.line.name for bar in bars if bar.line.gross is None and bar.line.controllable is None]
    words = [f"No amount is stated for {listed(blank)}."] if blank else []
    words += [f"Nothing is planned (£0) in {counted(empty, 'line')}."] if empty else []
    return " ".join(words)
