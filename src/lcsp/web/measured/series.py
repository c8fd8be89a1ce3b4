"""A figure over the years of the store: a break wherever the definition changed, and a chart where there is enough."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lcsp.arithmetic.control_charts import FEWEST, TooFewPoints
from lcsp.children.pupils.year import SchoolYear
from lcsp.engines.attendance.rules import version_in_force
from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Break, Computing
from lcsp.reports.plan_document.wording import counted as counted_words
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
        breaks = breaks_before(definition, found[place - 1][0], year) if place else []
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
    return Series((*heads, *versions), rows, *_chart(definition, name, found))


def breaks_before(definition: Definition, before: int, year: int) -> list[Break]:
    """Return the breaks after the year `before` began and until `year` began."""
    return [one for one in definition.breaks if date(before, 9, 1) < one.date <= date(year, 9, 1)]


def _of_year(counted: Counted, definition: Definition, computing: Computing) -> list["Measured"]:
    figures = kept_figures(counted, definition.code).open_for_analysts()
    return [figure for figure in figures if figure.part == computing.part and not figure.group]


def _chart(
    definition: Definition, name: str, found: Sequence[tuple[int, list["Measured"]]]
) -> tuple[Picture | None, str]:
    """Return the chart of all years by the newest definition; where only one can be computed, since the last break."""
    if not found:
        return None, "No year is computed."
    newest = found[-1][0]
    points: list[tuple[int, float]] = []
    for place, (year, figures) in enumerate(found):
        if place and breaks_before(definition, found[place - 1][0], year) and not any(one.version for one in figures):
            points = []
        value = next((one.value for one in figures if one.version in ("", version_in_force(newest))), None)
        if value is not None:
            points.append((year, value))
    caption = f"XmR chart, {SchoolYear(points[0][0]).label} to {SchoolYear(points[-1][0]).label}" if points else ""
    if points and any(one.version for one in found[-1][1]):
        caption += f", every year by {version_in_force(newest)}"
    labels = [SchoolYear(year).label for year, _ in points]
    try:
        return control_picture(f"{name}-chart", caption, labels, [value for _, value in points]), ""
    except TooFewPoints:
        known = counted_words(len(points), "year")
        why = "limits from fewer would move with each new one"
        told = f"{known} in a row by one definition, and {FEWEST} are needed, because {why}"
        return None, f"No control chart is drawn: {told}."
