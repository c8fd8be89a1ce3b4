"""Where a figure comes from and may go: its change since the year before, targets, trend, forecast, and proposals."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lcsp.arithmetic.changes import Change, change_of_share, correct_for_many
from lcsp.arithmetic.control_charts import TooFewPoints
from lcsp.arithmetic.gaps import change_of_gap
from lcsp.children.pupils.year import SchoolYear
from lcsp.partnership.performance import Definition, Figure
from lcsp.partnership.performance.definition import Computing, Polarity
from lcsp.partnership.performance.series import BreakAhead, Series
from lcsp.partnership.performance.standing import Standing, direction_of, stand, stand_near
from lcsp.partnership.performance.targets import (
    NoProposal,
    Proposal,
    aim_of,
    propose_best_quarter,
    propose_neighbours,
    propose_pace,
    propose_trajectory,
)
from lcsp.reports.plan_document.wording import capital
from lcsp.vocabulary.periods import Period
from lcsp.web.measured.keeping import Counted, kept_year_end
from lcsp.web.measured.wording import SURE, change_words, number_words, value_words
from lcsp.web.showing import Cell, Fact, Head, day_text
from lcsp.whole_plan import WholePlan

if TYPE_CHECKING:
    from lcsp.engines.figures import Measured

NO_NEIGHBOURS = "No figures of statistical neighbours are held here."
CHANGE_HEADS = (
    Head("Area"),
    Head("Year before", True),
    Head("Now", True),
    Head("Change in points", True),
    Head("95% interval", True),
    Head("What is clear"),
)
TARGET_HEADS = (Head("Period"), Head("Target", True), Head("Standing"), Head("Why"))

Pair = tuple[str, "Measured", "Measured"]  # name of the area, its figure now and of the year before


class Prospects(NamedTuple):
    """The change since the year before, the plan's targets, what lies ahead, and what a target could be."""

    changes: list[tuple[str, ...]]
    changes_note: str
    targets: list[tuple[object, ...]]
    ahead: tuple[Fact, ...]
    proposals: tuple[Fact, ...]


def change_rows(pairs: Sequence[Pair], computing: Computing, polarity: Polarity) -> list[tuple[str, ...]]:
    """Return a row for each area: the first is the county, the others are tested with Holm's correction for many."""
    held = [(pair, _change(pair[1], pair[2], computing)) for pair in pairs if pair[1].value is not None]
    corrected = [*(change.p for _, change in held[:1]), *(one.p for one in correct_for_many([c for _, c in held[1:]]))]
    return [
        _change_row(pair, change, p, computing, polarity) for (pair, change), p in zip(held, corrected, strict=True)
    ]


def _change(now: "Measured", before: "Measured", computing: Computing) -> Change:
    from lcsp.engines.figures import children_of, gap_of

    if computing.higher:
        return change_of_gap(gap_of(now), gap_of(before))
    return change_of_share(children_of(now, computing), children_of(before, computing))


def _change_row(pair: Pair, change: Change, chance: float, computing: Computing, polarity: Polarity) -> tuple[str, ...]:
    name, now, before = pair
    # The figures themselves: children are whole numbers, and their share is rounded a little.
    moved = (now.value or 0) - (before.value or 0)
    interval = f"{_signed(change.interval.low * 100)} to {_signed(change.interval.high * 100)}"
    told = change_words(moved, chance < SURE, polarity)
    return name, value_words(before, computing), value_words(now, computing), _signed(moved), interval, told


def target_rows(
    plan: WholePlan, definition: Definition, part: str, county: "Measured | None"
) -> list[tuple[object, ...]]:
    """Return a row for each target of the plan, with where the computed figure of the county stands against it."""
    from lcsp.engines.published import in_another_unit

    rows: list[tuple[object, ...]] = []
    for figure in plan.all(Figure):
        wanted = figure.basis.value == "target" and figure.indicator == definition.code and (figure.part or "") == part
        if not wanted or figure.value is None:
            continue
        if in_another_unit(definition, figure):
            rows.append(
                (capital(str(figure.period)), f"{figure.value:f}", "", "Not comparable: printed in another unit")
            )
            continue
        standing = _standing(definition.polarity, county, figure.value)
        rows.append(
            (
                capital(str(figure.period)),
                f"{figure.value:f}",
                Cell("", status=standing.light.value),
                standing.why,
            )
        )
    return rows


def _standing(polarity: Polarity, county: "Measured | None", target: Decimal) -> Standing:
    value = None if county is None or county.value is None else Decimal(number_words(county.value).replace("−", "-"))
    if polarity is Polarity.NEAR:
        return stand_near(value, target, None)
    return stand(polarity, value, target)


def ahead_facts(series: Series, definition: Definition, version: str) -> tuple[Fact, ...]:
    """Return the trend, and where the figure of the year after the last may lie; or why neither can be told."""
    try:
        trend = series.trend(version)
        last = series.last(version)
    except TooFewPoints as problem:
        return (Fact("Trend and forecast", f"None yet: {_lower(str(problem))}"),)
    low, high = trend.interval
    told = (
        f"{direction_of(definition.polarity, trend).value.capitalize()}: {_signed(trend.slope)} points a year, with "
        f"95% confidence between {_signed(low)} and {_signed(high)}, over {len(last.values)} years by one definition."
    )
    period = _following(last.points[-1].period)
    aim = aim_of(definition)
    try:
        ahead = series.forecast(period, version).within(aim.least, aim.most)
        forecast = (
            f"If it goes on like that, about {number_words(ahead.value)}. A single year may lie between "
            f"{number_words(ahead.low)} and {number_words(ahead.high)}, with 95% confidence. It knows nothing of what "
            "anybody will do."
        )
    except (BreakAhead, TooFewPoints) as problem:
        forecast = str(problem)
    return Fact("Trend", told), Fact(f"Forecast for {_label(period)}", forecast)


def year_end_fact(counted: Counted) -> tuple[Fact, ...]:
    """Return where the permanent exclusions of a year that is not over may end; nothing for one that is."""
    found = kept_year_end(counted)
    if found is None:
        return ()
    name = f"End of {SchoolYear(counted.year).label}"
    if isinstance(found, str):
        return (Fact(name, f"No forecast: {_lower(found)}"),)
    end = found.open_for_analysts()
    told = (
        f"{end.so_far} permanent exclusions until {day_text(end.day)}; {end.then} until the same day of the year "
        f"before, and {end.rest} after it. If this year goes on as that one did, about {end.ahead.value:.0f} in all, "
        f"and between {end.ahead.low:.0f} and {end.ahead.high:.0f} with 95% confidence. The figure above counts those "
        "so far."
    )
    return (Fact(name, told),)


def proposal_facts(
    series: Series, definition: Definition, version: str, county: "Measured | None", areas: Sequence[tuple[str, float]]
) -> tuple[Fact, ...]:
    """Return what each method of setting a target proposes for the following year, with its reasoning."""
    if county is None or county.value is None or not series.runs:
        return ()
    now, aim = county.value, aim_of(definition)
    of = Period(definition.period, county.year)
    following = _following(of)
    asked: tuple[tuple[str, Callable[[], Proposal]], ...] = (
        (f"Trajectory to {_label(following)}", lambda: propose_trajectory(series, following, aim, version)),
        (
            "Best quarter of the localities",
            lambda: propose_best_quarter(now, dict(areas), of, aim, among="localities"),
        ),
        ("Statistical neighbours", lambda: propose_neighbours(now, {}, of, aim)),
        ("Pace of statistical neighbours", lambda: propose_pace(now, 1, {}, aim)),
    )
    return tuple(Fact(name, _proposed(propose)) for name, propose in asked)


def _proposed(propose: Callable[[], Proposal]) -> str:
    try:
        found = propose()
    except NoProposal as problem:
        told = str(problem)
        return " ".join(filter(None, ("No proposal.", NO_NEIGHBOURS if "neighbours" in told else "", told)))
    ends = f"{number_words(found.low)} to {number_words(found.high)}"
    return "\n".join((f"{number_words(found.value)} ({found.range_of}: {ends}).", *found.reasoning))


def _following(period: Period) -> Period:
    return Period(period.kind, period.year + 1)


def _label(period: Period) -> str:
    return SchoolYear(period.year).label


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
