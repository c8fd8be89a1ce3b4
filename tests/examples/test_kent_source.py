"""Compares the Kent example's population, money, staff and performance with the print, read independently."""

import re
from decimal import Decimal
from typing import Any

from tests.source import printed
from tests.source.finance_tables import BudgetRow

from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, Variation, VariationKind
from lcsp.partnership.governance import Post
from lcsp.partnership.performance import Basis, Figure, FigureStatus, Indicator, IndicatorRole
from lcsp.partnership.places import Area, AreaKind, Population
from lcsp.partnership.plan import (
    ContentsEntry,
    Correction,
    CorrectionKind,
    PageReference,
    Section,
    Service,
    StatedAmount,
)
from lcsp.partnership.workforce import Establishment
from lcsp.vocabulary.periods import Period, YearKind
from lcsp.whole_plan import WholePlan

AMOUNTS = (
    "prior_controllable",
    "employee",
    "running",
    "contracts",
    "gross",
    "external_income",
    "internal_income",
    "controllable",
)
BANDS = ("ages_0_to_7", "ages_8_to_13", "ages_14_to_19", "ages_10_to_17")


def pounds(thousands: Decimal | int | None) -> Decimal | None:
    """Return an amount printed in £000 in pounds."""
    return None if thousands is None else Decimal(thousands) * 1000


def lines_as_printed(plan: WholePlan) -> list[dict[str, Any]]:
    """Return the budget lines with the corrections taken back."""
    corrections = [one for one in plan.all(Correction) if one.of == "budget_line"]
    added = {one.record for one in corrections if one.kind is CorrectionKind.ADDED}
    found = {line.code: line.model_dump() for line in plan.all(BudgetLine) if line.code not in added}
    for one in corrections:
        if one.field:
            found[one.record][one.field] = one.as_printed or None
    return [line for line in found.values() if line["kind"] is LineKind.LINE]


def same_amounts(line: dict[str, Any], row: BudgetRow) -> None:
    """Assert that a budget line and a printed row have the same amounts and staff."""
    for column in AMOUNTS:
        assert line[column] == pounds(getattr(row, column)), (row.label, column)
    assert (line["prior_fte"], line["fte"]) == (row.prior_fte, row.fte), row.label
    assert bool(line["cabinet_portfolio"]) == bool(row.cabinet_member), row.label


def test_population(text: str, kent: WholePlan) -> None:
    table = printed.read_population_table(text)
    localities = [area for area in kent.all(Area) if area.kind is AreaKind.LOCALITY]
    assert [area.name for area in localities] == [row.name for row in table.localities]
    held = {(row.area, row.band): row for row in kent.all(Population)}
    areas = [*(area.code for area in localities), "kent"]
    for area, row in zip(areas, (*table.localities, table.total), strict=True):
        everyone = held.pop((area, "ages-0-19"))
        assert (everyone.number, everyone.share) == (row.ages_0_to_19, None)
        for name in BANDS:
            band = held.pop((area, name.replace("_to_", "-").replace("_", "-")))
            assert (band.number, band.share) == (getattr(row, name).number, getattr(row, name).percent)
    assert held == {}


def test_budget_lines_as_printed(text: str, kent: WholePlan) -> None:
    rows = printed.read_budget_table(text).lines
    lines = lines_as_printed(kent)
    assert [line["name"] for line in lines] == [row.label for row in rows]
    for line, row in zip(lines, rows, strict=True):
        same_amounts(line, row)


def test_services_of_budget_lines_as_printed(text: str, kent: WholePlan) -> None:
    """Each label points to the service that has its name; the first of the slipped ones points to two at once."""
    names = {
        name.casefold(): service.code for service in kent.all(Service) for name in (service.name, *service.aliases)
    }
    nameless = [line for line in lines_as_printed(kent) if line["name"].casefold() not in names]
    assert [(line["code"], line["service"]) for line in nameless] == [
        ("child-care-development-officers", "child-care-development-officers"),
        ("primary-excellence-project", None),
    ]
    for line in lines_as_printed(kent):
        assert line in nameless or line["service"] == names[line["name"].casefold()]


def test_budget_totals_and_memorandum_items(text: str, kent: WholePlan) -> None:
    table = printed.read_budget_table(text)
    rows = (table.totals, *table.memorandum, table.total_cost)
    lines = [line for line in kent.all(BudgetLine) if line.kind is not LineKind.LINE]
    assert [line.name for line in lines] == [row.label for row in rows]
    for line, row in zip(lines, rows, strict=True):
        same_amounts(line.model_dump(), row)


def test_pressures(text: str, kent: WholePlan) -> None:
    rows = printed.read_pressures(text)
    for pressure, row in zip(kent.all(Pressure), rows, strict=True):
        assert (pressure.name, pressure.amount) == (row.explanation, pounds(row.amount))
        assert bool(pressure.justification) == bool(row.justification)
        if pressure.quantity is not None:
            assert str(pressure.quantity) in row.justification.split()
        if pressure.unit_rate is not None:
            assert f"£{pressure.unit_rate / 1000}k per place" in row.explanation
    assert [row.code for row in kent.all(Pressure) if row.quantity is not None] == [
        "leo-posts",
        "lcsp-managers",
        "lcsp-admin",
    ]
    assert [row.code for row in kent.all(Pressure) if row.risk] == ["home-tuition"]
    assert [row.explanation for row in rows if "risk register" in row.justification] == ["Home tuition"]


def test_variations(text: str, kent: WholePlan) -> None:
    statement = printed.read_variation_statement(text)
    rows = (statement.opening, *statement.changes, statement.closing)
    assert [(one.name, one.amount, one.heading) for one in kent.all(Variation)] == [
        (row.label, pounds(row.amount), row.section) for row in rows
    ]
    transfers = [one for one in kent.all(Variation) if one.kind is VariationKind.TRANSFER]
    assert [one.name for one in transfers if one.counterparty not in one.name] == []
    assert all(re.search(r"\b(to|from|Tfr)\b", one.name) for one in transfers)


def test_core_services(text: str, kent: WholePlan) -> None:
    rows = printed.read_core_services(text)
    assert [(one.name, one.price) for one in kent.all(Service)] == [(row.name, row.price) for row in rows]
    managers = [kent.find(Post, one.manager or "") for one in kent.all(Service)]
    assert [one.name for one in managers if one] == [row.manager for row in rows]


def test_staffing(text: str, kent: WholePlan) -> None:
    rows = printed.read_staffing(text)
    assert [(one.name, one.prior_fte, one.fte) for one in kent.all(Establishment)] == [
        (row.label, row.prior_year, row.plan_year) for row in rows
    ]
    for one in kent.all(Establishment):
        assert (one.prior_fte is None) == (one.prior_status.value == "left blank")
        assert (one.fte is None) == (one.status.value == "left blank")


def test_summary_box(text: str, kent: WholePlan) -> None:
    summary = printed.read_summary(text)
    gross, fte = kent.all(StatedAmount)
    assert gross.value == summary.gross_millions * gross.scale
    assert -(summary.gross_millions.as_tuple().exponent) == gross.decimals  # type: ignore[operator]
    assert (fte.value, fte.decimals, fte.scale) == (summary.fte, 1, 1)
    pages = (summary.gross_pages, summary.services_pages, summary.fte_pages)
    assert [(one.first_page, one.last_page) for one in kent.all(PageReference)] == [
        (one.first, one.last) for one in pages
    ]
    section = kent.find(Section, "executive-summary")
    assert section is not None
    assert tuple(re.findall(r"^- (.+)$", section.text, re.MULTILINE)) == summary.services
    aliases = {name for one in kent.all(Service) for name in (one.name, *one.aliases)}
    folded = {name.casefold() for name in aliases}
    assert [name for name in summary.services if name.casefold() not in folded] == []


def test_contents(text: str, kent: WholePlan) -> None:
    entries = printed.read_contents(text)
    assert [(one.title, one.page, one.level == 1) for one in kent.all(ContentsEntry)] == [
        (entry.title, entry.page, entry.bold) for entry in entries
    ]


def printed_figure(cell: str, basis: Basis) -> tuple[Decimal | None, FigureStatus]:
    """Return the value and the status that a printed cell of the performance table stands for."""
    number = re.match(r"[\d.]+(?=%)", cell)
    if number is None:
        return None, FigureStatus.AWAITED if cell.startswith("Awaiting") else FigureStatus(cell.lower())
    if "(provisional)" in cell:
        return Decimal(number[0]), FigureStatus.PROVISIONAL
    status = FigureStatus.ESTIMATE if basis is Basis.ESTIMATE else FigureStatus.FINAL
    return Decimal(number[0]), status


def test_key_performance_indicators(text: str, kent: WholePlan) -> None:
    rows = printed.read_key_indicators(text)
    indicators = [one for one in kent.all(Indicator) if one.role is IndicatorRole.KEY]
    assert [(one.title, one.laa) for one in indicators] == [(row.title, row.laa) for row in rows]
    local = {"": r"half-days-missed-(primary|secondary)"}
    for one, row in zip(indicators, rows, strict=True):
        assert re.fullmatch(local.get(row.code, row.code), one.code)
        assert bool(row.note) == (one.base is not None)
        assert one.base is None or f"per {one.base:,} pupils" in row.note
        cells = (row.actual, row.estimate, row.target)
        assert (one.unit is not None) == any("%" in cell for cell in cells)


def test_figures(text: str, kent: WholePlan) -> None:
    rows = printed.read_key_indicators(text)
    indicators = [one for one in kent.all(Indicator) if one.role is IndicatorRole.KEY]
    figures = iter(kent.all(Figure))
    for one, row in zip(indicators, rows, strict=True):
        cells = ((Basis.ACTUAL, row.actual), (Basis.ESTIMATE, row.estimate), (Basis.TARGET, row.target))
        for year, (basis, cell) in enumerate(cells, 2007):
            figure = next(figures)
            assert (figure.indicator, figure.basis, figure.area) == (one.code, basis, "kent")
            assert figure.column == Period(YearKind.FINANCIAL, year)
            assert (figure.value, figure.status) == printed_figure(cell, basis), figure.key
            own = 2008 if "2008/9 academic year target" in cell else year
            kind = YearKind.FINANCIAL if one.code == "NI 117" else YearKind.ACADEMIC
            assert figure.period == Period(kind, own), figure.key
    assert list(figures) == []


def test_supported_indicators(text: str, kent: WholePlan) -> None:
    rows = printed.read_supported_indicators(text)
    supported = [one for one in kent.all(Indicator) if one.role is IndicatorRole.SUPPORTED]
    assert [(one.code, one.title, one.laa) for one in supported] == [(row.code, row.title, row.laa) for row in rows]
