"""Indicators against target and last year: a strip for each, because each has its own unit and direction."""

from decimal import Decimal
from typing import NamedTuple

from lcsp.partnership.performance import Basis, FigureStatus, Indicator, Polarity, Unit
from lcsp.partnership.performance import Figure as IndicatorFigure
from lcsp.partnership.performance.rules import definition_of, figures_by_series, is_worse
from lcsp.partnership.places import Area
from lcsp.reports.document import Figure
from lcsp.reports.pictures.amounts import counted, listed, show_fte
from lcsp.reports.pictures.indicator_strips import draw_strips
from lcsp.reports.tables import Align, Cell, Column, Row, Table
from lcsp.whole_plan import WholePlan

NAME = "indicators-picture"
_TITLE = "Indicators against target and last year"
_SUFFIXES = {Unit.PERCENTAGE: "%", Unit.POINTS: " points"}


class Series(NamedTuple):
    """One indicator (in one area, of one part): its newest actual, estimate and target, and which way is good."""

    indicator: Indicator
    name: str
    short: str
    figures: dict[Basis, IndicatorFigure]
    polarity: Polarity | None

    def value(self, basis: Basis) -> Decimal | None:
        """The value, or None where there is no figure or the figure has no value."""
        figure = self.figures.get(basis)
        return figure.value if figure else None

    def shown(self, basis: Basis) -> str:
        """The value with its unit, or in words why there is none."""
        figure = self.figures.get(basis)
        if figure is None:
            return "none given"
        if figure.value is None:
            return figure.status.value
        unit = _SUFFIXES.get(self.indicator.unit, "") if self.indicator.unit else ""
        mark = " (prov.)" if figure.status is FigureStatus.PROVISIONAL else ""
        return f"{show_fte(figure.value)}{unit}{mark}"

    @property
    def now(self) -> Basis | None:
        """What tells the present best: the estimate, or else the last actual."""
        return next((b for b in (Basis.ESTIMATE, Basis.ACTUAL) if self.value(b) is not None), None)

    @property
    def direction(self) -> str:
        """Which way is good, in words."""
        words = {
            Polarity.HIGH: "Higher is better", Polarity.LOW: "Lower is better", Polarity.NEAR: "Best near a set mark",
        }  # fmt: skip
        return words[self.polarity] if self.polarity else "Which way is good is not defined"

    @property
    def verdict(self) -> str:
        """How the target stands to the present, in words; empty where either is missing."""
        target, now = self.value(Basis.TARGET), self.now
        present = self.value(now) if now else None
        if target is None or now is None or present is None:
            return ""
        if target == present:
            return f"target no better than {now.value}" if self.polarity else f"target equals {now.value}"
        if self.polarity is None or self.polarity is Polarity.NEAR:
            return f"target {'above' if target > present else 'below'} {now.value}"
        return f"target {'worse' if is_worse(self.polarity, target, present) else 'better'} than {now.value}"

    @property
    def worse(self) -> bool:
        """Whether the target is worse than the present."""
        return self.verdict.startswith("target worse")


def build_indicators_picture(plan: WholePlan) -> Figure | None:
    """A strip for every indicator that has figures, in the plan's order; None where none has.

    A strip has its own scale from the lowest to the highest of its values; missing values stand there as words.
    """
    series = _all_series(plan)
    if not series:
        return None
    left_out = len(plan.all(Indicator)) - len({each.indicator.code for each in series})
    alternative = _alternative(series, left_out)
    svg = draw_strips(NAME, series, left_out).finished(_TITLE, alternative)
    return Figure(_TITLE, NAME, svg, alternative, _table(series))


def _all_series(plan: WholePlan) -> list[Series]:
    """Every series in the order of its indicator, named with its area and part where there are several."""
    groups = figures_by_series(plan)
    order = {indicator.code: indicator.order for indicator in plan.all(Indicator)}
    keys = sorted((key for key in groups if key[0] in order), key=lambda key: order[key[0]])
    several = len({key[1] for key in keys}) > 1
    found = []
    for key in keys:
        code, area, part = key
        indicator = plan.find(Indicator, code)
        if indicator is None:
            continue
        place = plan.find(Area, area) if several else None
        extra = [place.name if place else "", part]
        definition = definition_of(plan, indicator)
        newest = _newest(groups[key])
        name, short = (", ".join([text, *filter(None, extra)]) for text in _names(indicator))
        found.append(Series(indicator, name, short, newest, definition.polarity if definition else None))
    return found


def _newest(figures: list[IndicatorFigure]) -> dict[Basis, IndicatorFigure]:
    """Of each basis the figure in the latest column."""
    return {figure.basis: figure for figure in sorted(figures, key=lambda figure: figure.column.first_day)}


def _names(indicator: Indicator) -> tuple[str, str]:
    """The name in full and in short: a code goes before the title where people quote it (it has capitals)."""
    title = indicator.title.rstrip(".")
    quoted = any(character.isupper() for character in indicator.code)
    return (f"{indicator.code} {title}", indicator.code) if quoted else (title, title)


def _table(series: list[Series]) -> Table:
    columns = (
        Column("Indicator", row_header=True), Column("Last actual", Align.RIGHT), Column("Estimate", Align.RIGHT),
        Column("Target", Align.RIGHT), Column("Direction"), Column("Target against the present"),
    )  # fmt: skip
    rows = tuple(
        Row(
            (
                each.name,
                *(_cell(each, basis) for basis in (Basis.ACTUAL, Basis.ESTIMATE, Basis.TARGET)),
                each.direction,
                each.verdict.capitalize() or "Cannot be said",
            )
        )
        for each in series
    )
    return Table(f"{_TITLE}: the values", f"{NAME}-data", columns, rows)


def _cell(each: Series, basis: Basis) -> Cell:
    figure = each.figures.get(basis)
    year = f" ({figure.column.label})" if figure and figure.value is not None else ""
    return Cell(f"{each.shown(basis)}{year}", value=each.value(basis))


def _alternative(series: list[Series], left_out: int) -> str:
    words = [f"A strip for each of {counted(len(series), 'indicator')}, with last actual, estimate and target."]
    verdicts = (
        ("target worse", "The target is worse than the present for {}."),
        ("target no better", "It is no better than the present for {}."),
        ("target better", "It is better for {}."),
    )
    for beginning, sentence in verdicts:
        found = [_story(each) for each in series if each.verdict.startswith(beginning)]
        if found:
            words.append(sentence.format(listed(found)))
    undefined = [each.short for each in series if each.polarity is None]
    if undefined:
        words.append(f"Which way is good is not defined for {listed(undefined)}.")
    blank = [each.short for each in series if each.value(Basis.TARGET) is None]
    if blank:
        words.append(f"There is no target value yet for {listed(blank)}.")
    if left_out:
        words.append(f"{counted(left_out, 'further indicator')} in the plan have no figures.".capitalize())
    return " ".join(words)


def _story(each: Series) -> str:
    return f"{each.short} ({each.shown(each.now or Basis.ACTUAL)} now, target {each.shown(Basis.TARGET)})"
