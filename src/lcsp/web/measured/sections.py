"""What the page of an indicator shows of each of its figures: the county, other definitions, areas and groups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from lcsp.children.pupils.model import GROUPS
from lcsp.children.pupils.year import SchoolYear
from lcsp.engines.attendance.rules import RULES, version_in_force
from lcsp.partnership.performance import Definition, Figure
from lcsp.partnership.performance.definition import Computing
from lcsp.partnership.performance.series import breaks_between
from lcsp.partnership.places import Area
from lcsp.vocabulary.periods import Period
from lcsp.web.drawings import Picture
from lcsp.web.measured.funnel_picture import Point, funnel_picture
from lcsp.web.measured.keeping import Counted, kept_chances, kept_figures
from lcsp.web.measured.prospects import (
    Pair,
    Prospects,
    ahead_facts,
    change_rows,
    proposal_facts,
    target_rows,
    year_end_fact,
)
from lcsp.web.measured.series import Series, build_series, newest_version, series_over
from lcsp.web.measured.wording import (
    GROUP_HEADS,
    NOBODY,
    counted_words,
    counts_words,
    difference_words,
    group_order,
    group_words,
    interval_words,
    value_words,
)
from lcsp.web.showing import Head
from lcsp.whole_plan import WholePlan

if TYPE_CHECKING:
    from lcsp.engines.figures import Measured

Where = Literal["locality", "home"]
_ORDER = {rule.version: place for place, rule in enumerate(RULES)}
Rows = list[tuple[str, ...]]


class Asked(NamedTuple):
    """What the page is asked to show: the plan, the indicator, the year, its counts, and by which locality."""

    plan: WholePlan
    definition: Definition
    year: int
    counted: Counted
    where: Where


class Table(NamedTuple):
    """A table: its id, caption, heads and rows."""

    id: str
    caption: str
    heads: tuple[Head, ...]
    rows: Rows


class Section(NamedTuple):
    """One figure of an indicator: its title (blank where there is one only) and everything shown of it."""

    id: str
    title: str
    versions: Table
    areas: Table | None
    areas_note: str
    funnel: Picture | None
    spread: str
    groups: tuple[Table, ...]
    series: Series
    prospects: Prospects


def county_figures(counted: Counted, definition: Definition, year: int) -> list["Measured"]:
    """Return the county's figures by the definition in force, as the analysts' pages show them."""
    return _in_force(kept_figures(counted, definition.code).open_for_analysts(), year)


def part_title(definition: Definition, code: str) -> str:
    """Return the title of a part of an indicator; its code where the definition has no title."""
    return next((part.title for part in definition.parts if part.code == code), code)


def build_sections(asked: Asked, years: Sequence[tuple[int, Counted]]) -> list[Section]:
    """Return a section for each figure of the indicator; `years` are all that were computed, oldest first."""
    return [_section(asked, computing, number, years) for number, computing in enumerate(asked.definition.computing, 1)]


def _section(asked: Asked, computing: Computing, number: int, years: Sequence[tuple[int, Counted]]) -> Section:
    name = f"figure-{number}"
    county = [
        figure
        for figure in kept_figures(asked.counted, asked.definition.code).open_for_analysts()
        if figure.part == computing.part
    ]
    in_force = _in_force(county, asked.year)
    by_area = _areas(asked, computing, in_force)
    funnel, spread = _funnel(asked, computing, name, in_force, by_area)
    return Section(
        name,
        part_title(asked.definition, computing.part) if len(asked.definition.computing) > 1 else "",
        _versions(asked, computing, name, county),
        _area_table(asked, computing, name, in_force, by_area),
        _areas_note(computing),
        funnel,
        spread,
        tuple(filter(None, (_group(asked, computing, name, by) for by in GROUPS))),
        build_series(asked.definition, computing, name, years),
        _prospects(asked, computing, in_force[0] if in_force else None, by_area, years),
    )


def _prospects(
    asked: Asked,
    computing: Computing,
    county: "Measured | None",
    by_area: Sequence["Measured"],
    years: Sequence[tuple[int, Counted]],
) -> Prospects:
    series = series_over(asked.definition, computing, [one for one in years if one[0] <= asked.year])
    version = newest_version(series, asked.year)
    year_end = year_end_fact(asked.counted) if computing.kind == "permanent exclusions" else ()
    pairs, note = _pairs(asked, computing, county, by_area, dict(years).get(asked.year - 1))
    areas = [(_area_name(asked.plan, one.area), one.value) for one in by_area if one.area and one.value is not None]
    return Prospects(
        change_rows(pairs, computing, asked.definition.polarity),
        note,
        target_rows(asked.plan, asked.definition, computing.part, county),
        (*year_end, *ahead_facts(series, asked.definition, version)),
        proposal_facts(series, asked.definition, version, county, areas),
    )


def _pairs(
    asked: Asked,
    computing: Computing,
    county: "Measured | None",
    by_area: Sequence["Measured"],
    year_before: Counted | None,
) -> tuple[list[Pair], str]:
    """Return the county and each area with their figure of the year before, by the same definition, and what to say."""
    period, before = (Period(asked.definition.period, year) for year in (asked.year, asked.year - 1))
    label = SchoolYear(before.year).label
    if computing.kind == "lowest fifth":
        return [], "The change of this gap is not tested."
    if county is None or year_before is None:
        return [], f"{label} is not computed, so no change is shown."
    breaks = [] if county.version else breaks_between(before, period, asked.definition.breaks)
    if breaks:
        return [], f"No change since {label} is shown, because the definition changed: {breaks[0].what}"
    where: Where = "home" if computing.by_home_alone else asked.where
    held = {
        (figure.part, figure.version, figure.area): figure
        for level in ("county", where)
        for figure in kept_figures(year_before, asked.definition.code, level).open_for_analysts()
    }
    pairs = [
        (_area_name(asked.plan, figure.area) if figure is not county else "The county", figure, earlier)
        for figure in (county, *by_area)
        if (earlier := held.get((figure.part, figure.version, figure.area))) and earlier.value is not None
    ]
    return pairs, (
        f"Change since {label}. It is tested by children, not by half days or months, as if those of both years were "
        "others. Localities are many: their probabilities are corrected by Holm’s method, and a change is named where "
        "they are below 5%."
    )


def _in_force(figures: Sequence["Measured"], year: int) -> list["Measured"]:
    return [figure for figure in figures if figure.version in ("", version_in_force(year))]


def _versions(asked: Asked, computing: Computing, name: str, county: Sequence["Measured"]) -> Table:
    """The county's figures: by the definition in force, then by other ones, and by group where it is defined so."""
    first = _in_force(county, asked.year)
    rows: Rows = []
    others = sorted((figure for figure in county if figure not in first), key=lambda one: _ORDER.get(one.version, 0))
    for figure in (*first, *others):
        what = "County" if not figure.group else group_words(figure.group.partition(": ")[0], _value_of(figure))
        if figure.version:
            what = f"{figure.version.capitalize()} ({'in force' if figure in first else 'another definition'})"
        rows.append((what, value_words(figure, computing), interval_words(figure), *counts_words(figure, computing)))
    heads = (Head("Definition" if len(rows) > len(first) else "County"), *_figure_heads(computing))
    return Table(f"{name}-county", "The county", heads, rows)


def _figure_heads(computing: Computing) -> tuple[Head, ...]:
    numerator, denominator = counted_words(computing)
    return Head("Figure", True), Head("95% interval", True), Head(numerator, True), Head(denominator, True)


def _value_of(figure: "Measured") -> str:
    return figure.group.partition(": ")[2]


def _areas_note(computing: Computing) -> str:
    if computing.by:
        return "This indicator has a figure for each group. Cohorts of one group in one locality are too small to show."
    if computing.kind == "lowest fifth":
        return "This gap is shown with its interval, and is not tested against the rest of the county."
    return (
        "Each locality is compared with the rest of the county. With so many comparisons some would stand out by "
        "chance: the probabilities are corrected by Holm’s method, and a difference is named where they are below 5%."
    )


def _areas(asked: Asked, computing: Computing, in_force: Sequence["Measured"]) -> list["Measured"]:
    if computing.by or not in_force:
        return []
    where: Where = "home" if computing.by_home_alone else asked.where
    found = kept_figures(asked.counted, asked.definition.code, where).open_for_analysts()
    return [figure for figure in _in_force(found, asked.year) if figure.part == computing.part]


def _area_name(plan: WholePlan, code: str) -> str:
    area = plan.find(Area, code) if code else None
    return area.name if area else code or "Outside the county, or not known"


def _area_table(
    asked: Asked, computing: Computing, name: str, in_force: Sequence["Measured"], by_area: Sequence["Measured"]
) -> Table | None:
    if computing.by:
        return None
    where: Where = "home" if computing.by_home_alone else asked.where
    chances = kept_chances(asked.counted, asked.definition.code, where).open_for_analysts()
    county = in_force[0].value if in_force else None
    rows: Rows = []
    for figure in by_area:
        chance = chances.get((figure.part, figure.version, figure.area))
        told = difference_words(figure, county, chance, asked.definition.polarity)
        counts = counts_words(figure, computing)
        rows.append(
            (_area_name(asked.plan, figure.area), value_words(figure, computing), interval_words(figure), *counts, told)
        )
    place = "the school" if where == "locality" else "the home"
    heads = (Head("Locality"), *_figure_heads(computing), Head("Beside the rest of the county"))
    return Table(f"{name}-areas", f"By locality of {place}", heads, rows)


def _funnel(
    asked: Asked, computing: Computing, name: str, in_force: Sequence["Measured"], by_area: Sequence["Measured"]
) -> tuple[Picture | None, str]:
    """Return the funnel plot and a sentence on how the localities spread; no picture for a gap or a group."""
    from lcsp.arithmetic.funnel import overdispersion
    from lcsp.engines.figures import children_of

    if not computing.is_share or not in_force:
        return None, ""
    shares = [(figure, children_of(figure, computing)) for figure in by_area]
    held = [(figure, share) for figure, share in shares if share.denominator]
    if not held or in_force[0].value is None:
        return None, ""
    points = [
        Point(_area_name(asked.plan, figure.area), share.denominator, share.numerator / share.denominator)
        for figure, share in held
    ]
    picture = funnel_picture(f"{name}-funnel", "How far apart localities are, by their size", points, _share(in_force))
    try:
        times = overdispersion([share for _, share in held])
    except ValueError:  # one locality alone, or nobody counted
        return picture, ""
    return picture, _spread_words(times)


def _share(in_force: Sequence["Measured"]) -> float:
    return min(1.0, max(0.0, (in_force[0].value or 0.0) / 100))


def _spread_words(times: float) -> str:
    told = f"Localities vary {times:.1f} times as much as chance alone would have them."
    if times < 2:
        return f"{told} That is about what chance does."
    return f"{told} They differ for reasons that many of them share, and the limits single out too many."


def _group(asked: Asked, computing: Computing, name: str, by: str) -> Table | None:
    """Return the table of a group; None where figures of this indicator are not told apart by it."""
    found = kept_figures(asked.counted, asked.definition.code, "county", by).open_for_analysts()
    rows: Rows = []
    for figure in sorted(_in_force(found, asked.year), key=lambda one: group_order(by, _value_of(one))):
        if figure.part == computing.part and figure.value is not None:
            words = group_words(by, _value_of(figure))
            rows.append(
                (words, value_words(figure, computing), interval_words(figure), *counts_words(figure, computing))
            )
    if len(rows) < 2:
        return None
    return Table(f"{name}-{by}", GROUP_HEADS[by], (Head(GROUP_HEADS[by]), *_figure_heads(computing)), rows)


def published_words(definition: Definition, figures: Sequence[Figure]) -> str:
    """Return the plan's published figures as printed; says so where there is none."""
    from lcsp.engines.published import in_another_unit

    told = []
    for figure in figures:
        part = f"{part_title(definition, figure.part)}: " if figure.part else ""
        other = " (in another unit)" if in_another_unit(definition, figure) else ""
        told.append(f"{part}{figure.value:f}{other}")
    return "; ".join(told) or "None"


def agreement_words(definition: Definition, figures: Sequence[Figure], county: Sequence["Measured"]) -> str:
    """Say how the county's computed figure lies to the published one."""
    from lcsp.engines.published import agreement, in_another_unit

    if not figures:
        return "The plan prints none"
    if any(in_another_unit(definition, figure) for figure in figures):
        return "Not comparable: printed in another unit"
    found = agreement(figures, county[0]) if len(county) == 1 else None
    if found is None:
        return NOBODY if not county else "Not comparable: there are several figures"
    difference = f"{found.difference:+.2f}".replace("-", "−")
    told = "no difference" if abs(found.difference) < 0.005 else difference
    return f"{'Agrees' if found.within else 'Differs'}: {told}, {'within' if found.within else 'outside'} the interval"
