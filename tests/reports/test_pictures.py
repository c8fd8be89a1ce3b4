"""Every picture of any plan: sound SVG, words that fit and never collide, lengths that are the values, exact tables."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcsp.arithmetic.sums import total
from lcsp.partnership.finance import BudgetLine, LineKind, Variation, VariationKind
from lcsp.partnership.performance import Basis, FigureStatus, Indicator, IndicatorRole, Unit
from lcsp.partnership.performance import Figure as IndicatorFigure
from lcsp.partnership.places import AgeBand, Area, AreaKind, BandRole, Population
from lcsp.partnership.plan import KeyAction, Link, Objective, ObjectiveKind, Service
from lcsp.reports import pictures
from lcsp.reports.document import Figure
from lcsp.reports.pictures import palette
from lcsp.reports.pictures.lettering import SIZE, fold, shorten, width_of
from lcsp.vocabulary.periods import Period, YearKind
from lcsp.whole_plan import WholePlan

Builder = Callable[[WholePlan], Figure | None]
BUILDERS: list[Builder] = [getattr(pictures, name) for name in pictures.__all__]
SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "defs", "pattern", "rect", "line", "circle", "polygon", "text"}
BARS = {"gross", "income", "net", "end", "rise", "fall", "subtotal"}
FRAMES = {"aim", "action", "money", "chip"}
COLOURS = {palette.PAPER, palette.INK, palette.PALE, *palette.MARKS, "none"}

# Plans made up to be awkward: names that are long, unbroken or strange; amounts of every size and sign.
names = st.one_of(
    st.sampled_from(["A", "Wwwwwwwwww" * 12, 'Children & families <north>, "phase 2"']),
    st.sampled_from(["Gwasanaethau ŵ ŷ", "子ども支援 🙂"]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).filter(lambda text: text.strip()),
)
amounts = st.one_of(
    st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(-1), Decimal(10**15), Decimal(-(10**12)), Decimal(999_500)]),
    st.integers(-(10**8), 10**8).map(Decimal),
)
known_or_not = st.none() | amounts
fte = st.none() | st.decimals(0, 2000, places=2)


@st.composite
def plans(draw: st.DrawFn) -> WholePlan:
    """A plan with 1 to 60 rows of one noun or of all."""
    count = draw(st.sampled_from([1, 2, 5, 22, 60]))
    some = range(count)
    return WholePlan(
        {
            BudgetLine: [_line(draw, number) for number in some],
            Variation: [_variation(draw, number, count) for number in some],
            Area: [_made(Area, code=f"a{n}", name=draw(names), kind=AreaKind.LOCALITY) for n in some],
            AgeBand: _bands(draw(st.integers(1, 7))),
            Population: [
                _made(Population, area=f"a{n}", band=f"b{b}", number=draw(st.sampled_from([0, 7, 9_000, 10**6])))
                for n in some
                for b in range(draw(st.integers(0, 8)))
            ],
            Indicator: [_indicator(draw, n) for n in some],
            IndicatorFigure: [_value(draw, n, basis) for n in some for basis in Basis if draw(st.booleans())],
            Objective: [_objective(draw, n) for n in some],
            Service: [_made(Service, code=f"s{n}", name=draw(names), order=n) for n in some],
            KeyAction: [_made(KeyAction, code=draw(st.sampled_from([f"{n}", f"KA/{n}" * 6])), title=draw(names))
                        for n in range(min(count, 14))],
            Link: [_link(draw, count) for _ in range(draw(st.integers(0, 40)))],
        }
    )  # fmt: skip


def _made(noun: Any, **values: Any) -> Any:
    return noun.model_construct(**values)


def _line(draw: st.DrawFn, number: int) -> BudgetLine:
    kind = draw(st.sampled_from([LineKind.LINE] * 8 + [LineKind.TOTAL, LineKind.MEMORANDUM]))
    values = {name: draw(known_or_not) for name in ("gross", "external_income", "internal_income", "controllable")}
    years = {"fte": draw(fte), "prior_fte": draw(fte)}
    return BudgetLine.model_construct(
        code=f"l{number}", name=draw(names), kind=kind, order=number, service=f"s{number}",
        **values, **years,  # type: ignore[arg-type]
    )  # fmt: skip


def _variation(draw: st.DrawFn, number: int, count: int) -> Variation:
    kinds = [VariationKind.PAY, VariationKind.SAVING, VariationKind.SUBTOTAL]
    kind = draw(st.sampled_from(kinds))
    kind = VariationKind.OPENING if number == 0 else VariationKind.CLOSING if number == count - 1 else kind
    return Variation.model_construct(
        code=f"v{number}", name=draw(names), kind=kind, order=number, amount=draw(amounts),
        heading=draw(st.sampled_from(["", "Base", "W" * 90])),
    )  # fmt: skip


def _bands(parts: int) -> list[AgeBand]:
    roles = [BandRole.TOTAL, BandRole.OVERLAPPING, *[BandRole.PART] * parts]
    return [
        AgeBand.model_construct(code=f"b{n}", least_age=n, greatest_age=n + 3, role=role)
        for n, role in enumerate(roles)
    ]


def _indicator(draw: st.DrawFn, number: int) -> Indicator:
    code = "NI 117" if number == 0 else f"i{number}"
    unit = draw(st.none() | st.sampled_from(Unit))
    return Indicator.model_construct(
        code=code, title=draw(names), order=number, unit=unit, definition=None, role=IndicatorRole.KEY
    )


def _value(draw: st.DrawFn, number: int, basis: Basis) -> IndicatorFigure:
    year = Period(YearKind.FINANCIAL, draw(st.integers(2006, 2010)))
    value = draw(known_or_not)
    status = draw(st.sampled_from([FigureStatus.FINAL, FigureStatus.PROVISIONAL]))
    missing = draw(st.sampled_from([FigureStatus.AWAITED, FigureStatus.NOT_APPLICABLE, FigureStatus.DISCONTINUED]))
    return IndicatorFigure.model_construct(
        indicator="NI 117" if number == 0 else f"i{number}", basis=basis, column=year, period=year,
        area="a0", part=None, value=value, status=missing if value is None else status,
    )  # fmt: skip


def _objective(draw: st.DrawFn, number: int) -> Objective:
    parent = draw(st.none() | st.integers(0, number).map(lambda n: f"o{n}"))
    kind = draw(st.sampled_from(ObjectiveKind))
    return Objective.model_construct(code=f"o{number}", kind=kind, title=draw(names), parent=parent)


def _link(draw: st.DrawFn, count: int) -> Link:
    objective = draw(st.none() | st.integers(0, count).map(lambda n: f"o{n}"))
    service = draw(st.none() | st.integers(0, count).map(lambda n: f"s{n}"))
    catch_all = draw(st.booleans())
    return Link.model_construct(
        action=str(draw(st.integers(0, 14))), objective=objective, service=service, catch_all=catch_all
    )


# What a reader of the SVG finds


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    what: str

    def meets(self, other: Box) -> bool:
        """Whether the two overlap by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.05 and down > 0.05

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left + 0.05 and self.top <= other.top + 0.05
            and self.right >= other.right - 0.05 and self.bottom >= other.bottom - 0.05
        )  # fmt: skip


def svg_of(figure: Figure) -> ET.Element:
    return ET.fromstring(figure.svg)


def texts(root: ET.Element) -> list[Box]:
    """The room that every line of words may take, at its widest."""
    found = []
    for text in root.iter(f"{SVG}text"):
        words = text.text or ""
        wide = width_of(words, text.get("font-weight") == "bold")
        x, y = float(text.get("x", "nan")), float(text.get("y", "nan"))
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
        found.append(Box(left, y - SIZE * 0.75, left + wide, y + SIZE * 0.2, words))
    return found


def rects(root: ET.Element, *kinds: str) -> list[Box]:
    """The drawn boxes of these kinds, in order."""
    found = []
    for rect in root.findall(f"{SVG}rect"):
        if rect.get("class") in kinds:
            x, y, wide, high = (float(rect.get(name, "nan")) for name in ("x", "y", "width", "height"))
            found.append(Box(x, y, x + wide, y + high, str(rect.get("class"))))
    return found


def figures(plan: WholePlan) -> Iterator[Figure]:
    for build in BUILDERS:
        figure = build(plan)
        if figure is not None:
            yield figure


def check_form(figure: Figure) -> None:
    """SVG that stands alone: known elements, finite numbers, no address, the palette's colours, a page's shape."""
    root = svg_of(figure)
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]
    wide, high = (float(number) for number in root.get("viewBox", "").split()[2:])
    assert high <= wide * 1.45, "taller than a page"
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert not {"style", "href", "onload"} & element.attrib.keys()
        for name in ("fill", "stroke"):
            paint = element.get(name, "none")
            reference = re.fullmatch(r"url\(#(.+)\)", paint)
            assert reference[1] in ids if reference else paint in COLOURS
        for name in ("x", "y", "width", "height", "cx", "cy", "r", "x1", "y1", "x2", "y2"):
            assert math.isfinite(float(element.get(name, 0)))
        assert float(element.get("width", 0)) >= 0
    assert all(float(text.get("font-size", 0)) >= 14 for text in root.iter(f"{SVG}text"))


def check_words(figure: Figure) -> None:
    """No label leaves the sheet, meets another, lies on a bar, or breaks out of its frame."""
    root = svg_of(figure)
    wide, high = (float(number) for number in root.get("viewBox", "").split()[2:])
    sheet = Box(0, 0, wide, high, "sheet")
    labels = texts(root)
    for number, label in enumerate(labels):
        assert sheet.holds(label), label
        for other in labels[number + 1 :]:
            assert not label.meets(other), (label, other)
    for bar in rects(root, *BARS):
        assert not [label for label in labels if label.meets(bar)], bar
    for frame in rects(root, *FRAMES, "part"):
        assert all(frame.holds(label) for label in labels if label.meets(frame)), frame
    for drawn in rects(root, *BARS, *FRAMES, "part", "gap"):
        assert sheet.holds(drawn), drawn


@settings(max_examples=25)
@given(plans())
def test_any_plan_is_drawn_soundly(plan: WholePlan) -> None:
    for figure in figures(plan):
        check_form(figure)
        check_words(figure)


@settings(max_examples=25)
@given(plans())
def test_the_same_plan_gives_the_same_picture(plan: WholePlan) -> None:
    assert list(figures(plan)) == list(figures(plan.replace({})))


@pytest.mark.parametrize("build", BUILDERS)
def test_a_plan_without_the_records_has_no_picture(build: Builder) -> None:
    assert build(WholePlan({})) is None


# Lengths are values


def check_proportional(lengths: list[float], values: list[Decimal]) -> None:
    """Each length has to the longest the ratio that its value has to the greatest."""
    assert len(lengths) == len(values)
    most, longest = max(values, default=Decimal(0)), max(lengths, default=0.0)
    for length, value in zip(sorted(lengths), sorted(values), strict=True):
        assert abs(length - longest * float(value / most if most else 0)) < 0.03


def lengths(root: ET.Element, *kinds: str) -> list[float]:
    return [box.right - box.left for box in rects(root, *kinds)]


@settings(max_examples=25)
@given(plans())
def test_bars_are_as_long_as_the_amounts(plan: WholePlan) -> None:
    figure = pictures.build_budget_picture(plan)
    if figure is None:
        return
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE]
    root = svg_of(figure)
    for kind in ("gross", "controllable"):
        values = [abs(value) for line in lines if (value := getattr(line, kind)) is not None]
        check_proportional(lengths(root, "net" if kind == "controllable" else "gross"), values)
    incomes = [abs(total((line.external_income, line.internal_income))) for line in lines if line.gross is not None]
    check_proportional(lengths(root, "income"), [income for income in incomes if income])


@settings(max_examples=25)
@given(plans())
def test_steps_of_the_bridge_are_as_long_as_the_amounts(plan: WholePlan) -> None:
    figure = pictures.build_bridge_picture(plan)
    assert figure is not None
    values = [abs(row.amount) for row in plan.all(Variation) if row.kind is not VariationKind.SUBTOTAL]
    check_proportional(lengths(svg_of(figure), "end", "rise", "fall"), values)


@settings(max_examples=25)
@given(plans())
def test_parts_of_the_population_are_as_long_as_the_counts(plan: WholePlan) -> None:
    figure = pictures.build_population_picture(plan)
    if figure is None:
        return
    counts: dict[str, dict[str, int]] = {}
    for row in plan.all(Population):
        counts.setdefault(row.area, {})[row.band] = row.number
    parts = [band.code for band in plan.all(AgeBand) if band.role is BandRole.PART]
    shown = [by for by in counts.values() if by.get("b0", sum(by.get(part, 0) for part in parts))]
    check_proportional(lengths(svg_of(figure), "part"), [Decimal(by.get(part, 0)) for by in shown for part in parts])


@settings(max_examples=25)
@given(plans())
def test_dots_of_the_staffing_stand_where_the_numbers_are(plan: WholePlan) -> None:
    figure = pictures.build_staffing_picture(plan)
    if figure is None:
        return
    lines = [line for line in plan.all(BudgetLine) if line.kind is LineKind.LINE and (line.fte or line.prior_fte)]
    root = svg_of(figure)
    axis = min(float(line.get("x1", 0)) for line in root.findall(f"{SVG}line") if line.get("class") == "line")
    dots = [circle for circle in root.findall(f"{SVG}circle") if circle.get("class") in ("before", "after")]
    values = [value for line in lines for value in (line.prior_fte, line.fte) if value is not None]
    check_proportional([float(dot.get("cx", 0)) - axis for dot in dots], values)


# The tables behind the pictures


def cells(figure: Figure, column: int) -> list[object]:
    assert figure.table is not None
    return [row.full_cells()[column].value for row in figure.table.rows if len(row.cells) > 1]


@settings(max_examples=25)
@given(plans())
def test_tables_hold_the_plans_own_numbers(plan: WholePlan) -> None:
    budget, bridge = pictures.build_budget_picture(plan), pictures.build_bridge_picture(plan)
    lines = plan.all(BudgetLine)
    if budget:
        assert cells(budget, 1) == [line.gross for line in lines]
        assert cells(budget, 4) == [line.controllable for line in lines]
    assert bridge
    assert cells(bridge, 3) == [row.amount for row in plan.all(Variation)]
    staffing = pictures.build_staffing_picture(plan)
    if staffing:
        told = [line for line in lines if line.fte is not None or line.prior_fte is not None]
        assert cells(staffing, 1) == [line.prior_fte for line in told]
        assert cells(staffing, 2) == [line.fte for line in told]
    population = pictures.build_population_picture(plan)
    if population:
        assert sorted(_numbers_in(population)) == sorted(
            row.number for row in plan.all(Population) if plan.find(AgeBand, row.band)
        )


def _numbers_in(figure: Figure) -> list[int]:
    assert figure.table is not None
    values = (cell.value for row in figure.table.rows for cell in row.full_cells())
    return [value for value in values if isinstance(value, int)]


# Letters


@given(names, st.floats(30, 400), st.integers(1, 4), st.booleans())
def test_folded_words_fit(text: str, room: float, most: int, bold: bool) -> None:
    lines = fold(text, room, most, bold)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, bold) <= room for line in lines)


def test_words_that_fit_stay_whole() -> None:
    text = "Child care development officers"
    assert " ".join(fold(text, 120, 3)) == text
    assert shorten(text, 400) == text
    assert shorten(text, 60).endswith("…")
