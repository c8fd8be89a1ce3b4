"""A figure over the years of the store: a break wherever the definition changed, and a chart where there is enough."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from lcsp.arithmetic.control_charts import FEWEST, TooFewPoints
from lcsp.children.pupils.year import SchoolYear
from lcsp.engines.attendance.rules import version_in_force
from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Computing
from lcsp.partnership.performance.series import Point, breaks_between, series_of
from lcsp.partnership.performance.series import Series as RunSeries
from lcsp.reports.plan_document.wording import counted as counted_words
from lcsp.vocabulary.periods import Period
from lcsp.web.drawings import Picture
from lcsp.web.measured.control_picture import control_picture
from lcsp.web.measured.keeping import Counted, kept_figures
from lcsp.web.measured.wording import interval_words, value_words
from lcsp.web.showing import Head, day_text

if TYPE_CHECKING:
    from lcsp.engines.figures import Measured


class Series(NamedTuple):
    """The table of the years, the chart or the sentence that refuses it, and what the chart is of."""

    heads: tuple[Head, ...]
    rows: list[tuple[str, ...]]
    chart: Picture | None
    refused: str


def build_series(
    definition: Definition, computing: Computing, name: str, years: Sequence[tuple[int, Counted]]
) -> Series:
    """Return the series of a figure over `years`, oldest first."""
    found = [(year, _of_year(counted, definition, computing)) for year, counted in years]
    others = sorted({figure.version for _, figures in found for figure in figures if figure.version})
    rows: list[tuple[str, ...]] = []
    for place, (year, figures) in enumerate(found):
        in_force = next((figure for figure in figures if figure.version in ("", version_in_force(year))), None)
        by_version = {figure.version: value_words(figure, computing) for figure in figures}
        before = Period(definition.period, found[place - 1][0])
        breaks = breaks_between(before, Period(definition.period, year), definition.breaks) if place else []
        rows.append(
            (
                SchoolYear(year).label,
                value_words(in_force, computing) if in_force else "",
                interval_words(in_force) if in_force else "",
                " ".join(f"Break on {day_text(one.date)}: {one.what}" for one in breaks) or "Same as the year before",
                *(by_version.get(version, "") for version in others),
            )
        )
    if rows:
        rows[0] = (*rows[0][:3], "First year", *rows[0][4:])
    heads = (Head("Year"), Head("Figure", True), Head("95% interval", True), Head("Definition"))
    versions = tuple(Head(version.capitalize(), True) for version in others)
    return Series((*heads, *versions), rows, *_chart(definition, computing, name, years))


def series_over(definition: Definition, computing: Computing, years: Sequence[tuple[int, Counted]]) -> RunSeries:
    """Return the county's figures of every version over `years` as runs that cross no change of definition."""
    points = [
        Point(Period(definition.period, year), figure.value, figure.version)
        for year, counted in years
        for figure in _of_year(counted, definition, computing)
    ]
    return series_of(points, definition)


def newest_version(series: RunSeries, newest: int) -> str:
    """Return the version in force in the year `newest`; blank where the definition has one alone."""
    return version_in_force(newest) if any(run.version for run in series.runs) else ""


def _of_year(counted: Counted, definition: Definition, computing: Computing) -> list["Measured"]:
    figures = kept_figures(counted, definition.code).open_for_analysts()
    return [figure for figure in figures if figure.part == computing.part and not figure.group]


def _chart(
    definition: Definition, computing: Computing, name: str, years: Sequence[tuple[int, Counted]]
) -> tuple[Picture | None, str]:
    """Return the chart of all years by the newest definition; where only one can be computed, since the last break."""
    series = series_over(definition, computing, years)
    if not series.runs:
        return None, "No year is computed."
    version = newest_version(series, years[-1][0])
    run = series.last(version)
    labels = [SchoolYear(point.period.year).label for point in run.points]
    caption = f"XmR chart, {labels[0]} to {labels[-1]}" + (f", every year by {version}" if version else "")
    try:
        return control_picture(f"{name}-chart", caption, labels, run.values), ""
    except TooFewPoints:
        known = counted_words(len(labels), "year")
        why = "limits from fewer would move with each new one"
        told = f"{known} in a row by one definition, and {FEWEST} are needed, because {why}"
        return None, f"No control chart is drawn: {told}."
