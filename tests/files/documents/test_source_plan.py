"""Compares what is read of the source plan with an independent reading of its print, table by table."""

import re
from decimal import Decimal
from html import escape
from pathlib import Path

import pytest
from tests.source import printed
from tests.source.action_tables import KeyAction as PrintedAction

from lcsp.files import read_plan
from lcsp.files.documents import Draft, read_document, write_draft
from lcsp.files.documents.content import Block, Heading, Line, Text
from lcsp.files.documents.opening import open_document
from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, PressureKind, Variation, VariationKind
from lcsp.partnership.governance import Post
from lcsp.partnership.participation import Consultation
from lcsp.partnership.performance import Basis, Figure, FigureStatus, Indicator, IndicatorRole
from lcsp.partnership.places import AgeBand, Area, BandRole, Population
from lcsp.partnership.plan import (
    Accountability,
    ContentsEntry,
    Deliverable,
    KeyAction,
    Link,
    Objective,
    ObjectiveKind,
    PageReference,
    Service,
    StatedAmount,
    SubAction,
)
from lcsp.partnership.workforce import Establishment
from lcsp.whole_plan import NOUNS, WholePlan

AMOUNTS = (
    *("prior_controllable", "employee", "running", "contracts"),
    *("gross", "external_income", "internal_income", "controllable"),
)
BANDS = ("0_to_7", "8_to_13", "14_to_19", "10_to_17")


@pytest.fixture(scope="module")
def source() -> Path:
    """Return the source plan, or skip where it is absent."""
    found = printed.find_source()
    if found is None:
        pytest.skip(printed.ABSENT)
    return found


@pytest.fixture(scope="module")
def text(source: Path) -> str:
    """Return the text of the source plan."""
    return source.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def draft(source: Path) -> Draft:
    """Return what is read of it."""
    return read_document(source)


@pytest.fixture(scope="module")
def plan(draft: Draft) -> WholePlan:
    """Return that as a plan."""
    return draft.plan()


def pounds(thousands: Decimal | int | None) -> Decimal | None:
    """Return an amount printed in £000 in pounds."""
    return None if thousands is None else Decimal(thousands) * 1000


def words(text: str) -> str:
    """Return a text for comparison: single spaces, no full stop at the end."""
    return " ".join(text.split()).rstrip(".")


def test_every_row_of_the_budget(plan: WholePlan, text: str) -> None:
    table = printed.read_budget_table(text)
    rows = (*table.lines, table.totals, *table.memorandum, table.total_cost)
    lines = plan.all(BudgetLine)
    assert [line.name for line in lines] == [row.label for row in rows]
    for line, row in zip(lines, rows, strict=True):
        assert (line.prior_fte, line.fte) == (row.prior_fte, row.fte), row.label
        for amount in AMOUNTS:
            assert getattr(line, amount) == pounds(getattr(row, amount)), (row.label, amount)
    kinds = [line.kind for line in lines]
    assert kinds == [LineKind.LINE] * 21 + [LineKind.TOTAL] + [LineKind.MEMORANDUM] * 2 + [LineKind.TOTAL]
    assert {line.part_of for line in lines[:21]} == {lines[21].code}
    assert {line.part_of for line in lines[21:24]} == {lines[24].code}
    assert not any(line.cabinet_portfolio for line in lines), "the member's initials are a person's"


def test_the_labels_of_the_budget_are_taken_as_printed(plan: WholePlan) -> None:
    by_name = {line.name: line.controllable for line in plan.all(BudgetLine)}
    assert by_name["Capital Charges"] == 1732600
    assert by_name["Other Centres"] == 19686500


def test_every_count_of_the_population(plan: WholePlan, text: str) -> None:
    table = printed.read_population_table(text)
    counted = {(plan.find(Area, one.area).name, one.band): one for one in plan.all(Population)}  # type: ignore[union-attr]
    assert len(counted) == 24 * 5
    for row in (*table.localities, table.total):
        name = row.name.removesuffix(" Total")
        assert counted[name, "ages-0-19"].number == row.ages_0_to_19
        for band in BANDS:
            one = counted[name, f"ages-{band.replace('_to_', '-')}"]
            expected = getattr(row, f"ages_{band}")
            assert (one.number, one.share) == (expected.number, expected.percent), (name, band)
    roles = {band.code: band.role for band in plan.all(AgeBand)}
    assert roles["ages-0-19"] is BandRole.TOTAL
    assert roles["ages-10-17"] is BandRole.OVERLAPPING
    assert {area.parent for area in plan.all(Area)[1:]} == {plan.header.area}


def test_every_indicator_and_its_figures(plan: WholePlan, text: str) -> None:
    rows = printed.read_key_indicators(text)
    key = [one for one in plan.all(Indicator) if one.role is IndicatorRole.KEY]
    assert [(one.title, one.laa, one.note) for one in key] == [(row.title, row.laa, row.note) for row in rows]
    for indicator, row in zip(key, rows, strict=True):
        assert indicator.code == row.code or not row.code
        for basis, cell in zip(Basis, (row.actual, row.estimate, row.target), strict=True):
            (figure,) = [one for one in plan.all(Figure) if (one.indicator, one.basis) == (indicator.code, basis)]
            value = re.match(r"[\d.]+", cell)
            assert figure.value == (Decimal(value[0]) if value else None), (row.title, basis)
            assert ("provisional" in cell) == (figure.status is FigureStatus.PROVISIONAL)
            assert ("Awaiting" in cell) == (figure.status is FigureStatus.AWAITED)
            assert ("To follow" in cell) == (figure.status is FigureStatus.TO_FOLLOW)
            assert ("academic year" in cell) == ("academic year" in figure.note)


def test_every_supported_indicator(plan: WholePlan, text: str) -> None:
    read = [one for one in plan.all(Indicator) if one.role is IndicatorRole.SUPPORTED]
    expected = printed.read_supported_indicators(text)
    assert [(one.code, one.title, one.laa) for one in read] == [(row.code, row.title, row.laa) for row in expected]
    assert [one.code for one in plan.all(Indicator) if one.role is IndicatorRole.PARTNERS] == ["NI 51"]


def test_every_pressure_of_the_medium_term_plan(plan: WholePlan, text: str) -> None:
    read = plan.all(Pressure)
    assert [(one.amount, one.name, one.justification) for one in read] == [
        (pounds(row.amount), row.explanation, row.justification) for row in printed.read_pressures(text)
    ]
    (subtotal,) = [one for one in read if one.kind is PressureKind.SUBTOTAL]
    assert [one.part_of for one in read] == [None] * 5 + [subtotal.code] * 3
    assert all(one.variation for one in read[:5])


def test_every_row_of_the_variation_statement(plan: WholePlan, text: str) -> None:
    statement = printed.read_variation_statement(text)
    read = plan.all(Variation)
    assert [(one.name, one.amount, one.heading) for one in read] == [
        (row.label, pounds(row.amount), row.section)
        for row in (statement.opening, *statement.changes, statement.closing)
    ]
    assert (read[0].kind, read[-1].kind) == (VariationKind.OPENING, VariationKind.CLOSING)
    assert {read[0].restates, read[-1].restates} == {plan.all(BudgetLine)[21].code}


def test_every_service_with_its_price_and_budget_line(plan: WholePlan, text: str) -> None:
    expected = printed.read_core_services(text)
    read = plan.all(Service)
    assert [(one.name, one.price) for one in read] == [(row.name, row.price) for row in expected]
    assert {plan.find(Post, one.manager or "").name for one in read} == {row.manager for row in expected}  # type: ignore[union-attr]
    linked = {line.service for line in plan.all(BudgetLine) if line.service}
    assert [one.name for one in read if one.code not in linked] == [
        "Children's Centres and Sure Start Local Programmes"
    ]


def test_every_priority_outcome_and_enabler(plan: WholePlan, text: str) -> None:
    read = {one.code: one for one in plan.all(Objective)}
    for priority in printed.read_priorities(text):
        one = read[f"P{priority.number}"]
        assert one.kind is ObjectiveKind.PRIORITY
        assert words(one.title) in words(priority.text)
        for outcome in priority.outcomes:
            found = read[outcome.code]
            assert (found.title, found.laa, found.parent) == (outcome.title, outcome.laa, one.code)
    enablers = [one for one in read.values() if one.kind is ObjectiveKind.ENABLER]
    assert tuple(one.title for one in enablers) == printed.read_enablers(text)
    assert [(one.code, one.code_printed) for one in enablers] == [(letter, False) for letter in "ABCD"]


def test_every_target_and_its_lead(plan: WholePlan, text: str) -> None:
    read = [one for one in plan.all(Objective) if one.kind is ObjectiveKind.TARGET]
    leads = ["; ".join(plan.find(Post, code).name for code in one.owners) for one in read]  # type: ignore[union-attr]
    agreed, own = printed.read_laa_targets(text), printed.read_county_targets(text)
    assert [(one.code, one.title) for one in read] == [
        *((row.code, row.title) for row in agreed),
        *((f"T{row.number}", row.text) for row in own),
    ]
    assert [one.laa for one in read] == [True] * len(agreed) + [False] * len(own)
    assert leads == [row.lead_team for row in agreed] + [
        "; ".join(filter(None, (row.lead_team, row.joint_with))) for row in own
    ]


def test_every_key_action_with_its_parts_and_links(plan: WholePlan, text: str) -> None:
    actions = printed.read_key_actions(text)
    assert [one.code for one in plan.all(KeyAction)] == [str(action.number) for action in actions]
    for action in actions:
        _compare_action(plan, action)
    assert sum(one.catch_all for one in plan.all(Link)) == 8


def _compare_action(plan: WholePlan, action: PrintedAction) -> None:
    """Compare one action: the words of its parts, its links, its deliverables and their dates."""
    code = str(action.number)
    record = plan.find(KeyAction, code)
    assert record is not None
    subs = [one for one in plan.all(SubAction) if one.action == code]
    told = [(one.code, f"{one.title}. {one.description}") for one in subs] or [
        (code, f"{record.title}. {record.description}")
    ]
    assert [(number, words(said)) for number, said in told] == [(one.number, words(one.text)) for one in action.parts]
    links = [one for one in plan.all(Link) if one.action == code]
    assert any(one.catch_all for one in links) == action.links.everything
    if not action.links.everything:
        assert [one.objective for one in links] == [*action.links.outcomes, *action.links.enablers]
    assert bool(record.mandates) == bool(action.links.mandates)
    results = [one for one in plan.all(Deliverable) if one.action == code]
    assert tuple(one.title for one in results) == action.deliverables
    dates = action.dates if len(action.dates) > 1 else action.dates * len(results)
    assert tuple(one.as_printed for one in results) == dates


def test_parts_of_an_action_have_their_own_posts_and_links(plan: WholePlan) -> None:
    links = {(one.sub_action, one.objective) for one in plan.all(Link) if one.action == "8"}
    assert links == {("8.1", "7A"), ("8.1", "7B"), ("8.2", "7C"), ("8.2", "7D")}
    assert {one.sub_action for one in plan.all(Accountability) if one.action == "8"} == {"8.1", "8.2"}


def test_every_consultation(plan: WholePlan, text: str) -> None:
    rows = printed.read_consultations(text)
    read = plan.all(Consultation)
    assert [(one.name, one.feedback_printed, one.contractor, one.purpose, one.target_area) for one in read] == [
        (row.name, row.feedback_date, row.contractor, row.purpose, row.target_area) for row in rows
    ]
    assert [bool(one.contact) for one in read] == [bool(row.contact_post) for row in rows]
    assert [one.statutory for one in read] == [row.statutory == "Yes" for row in rows]
    assert read[0].sample_size == 235000
    assert [str(one.starts) for one in read] == ["None", "None", "2009-03-01"]
    assert [str(one.ends) for one in read] == ["None", "None", "2009-06-01"]


def test_staffing_contents_and_summary(plan: WholePlan, text: str) -> None:
    assert [(one.name, one.prior_fte, one.fte) for one in plan.all(Establishment)] == [
        (row.label, row.prior_year, row.plan_year) for row in printed.read_staffing(text)
    ]
    assert [(one.title, one.page, one.level == 1) for one in plan.all(ContentsEntry)] == [
        (row.title, row.page, row.bold) for row in printed.read_contents(text)
    ]
    summary = printed.read_summary(text)
    assert [one.value for one in plan.all(StatedAmount)] == [summary.gross_millions * 10**6, summary.fte]
    assert [(one.first_page, one.last_page) for one in plan.all(PageReference)] == [
        (one.first, one.last) for one in printed.read_page_references(text)
    ]


def page_of(blocks: list[Block]) -> str:
    """Return blocks as a page: each line in its own element, tables as tables."""
    parts = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"<h{block.level}>{escape(block.text)}</h{block.level}>")
        elif isinstance(block, Text):
            parts.append(f"<div>{''.join(map(line_of, block.lines))}</div>")
        else:
            cells = ("".join(f"<td>{''.join(map(line_of, cell.lines))}" for cell in row.cells) for row in block.rows)
            parts.append(f"<table><tr>{'<tr>'.join(cells)}</table>")
    return "\n".join(parts)


def line_of(line: Line) -> str:
    """Return a line with its italics, bold and bullet."""
    words = escape(line.main) + (f" <i>{escape(line.aside)}</i>" if line.aside else "")
    words = f"<b>{words}</b>" if line.bold else words
    return f"<li>{words}</li>" if line.item else f"{words}<br>"


def test_the_same_plan_as_a_page_gives_the_same_records(source: Path, plan: WholePlan, tmp_path: Path) -> None:
    page = tmp_path / f"{source.name}.html"
    page.write_text(page_of(open_document(source)), "utf-8")
    again = read_document(page).plan()
    differing = [noun.noun for noun in NOUNS if plan.all(noun) != again.all(noun)]
    assert differing == ["plan"], "only the name of the file may differ"


def test_no_individual_is_in_the_records_of_tables(plan: WholePlan, text: str) -> None:
    register = re.findall(r"\t(?:No|Yes)\t(.+)$", text, re.MULTILINE)
    people = [name for name in register if "Manager" not in name]
    leads = re.findall(r"^NI \d+\t[^\t]+\t(\w+ \w+)", text, re.MULTILINE)
    assert len(people) == 2
    assert len(leads) == 6
    held = repr([plan.all(noun) for noun in (Post, Consultation, Objective, Accountability)])
    assert not [name for name in (*people, *leads) if name in held]


def test_the_draft_reads_back_as_it_was_and_says_what_it_did_not_understand(
    draft: Draft, source: Path, tmp_path: Path
) -> None:
    write_draft(draft, source.name, tmp_path / "draft")
    reading = read_plan(tmp_path / "draft")
    assert reading.remarks == ()
    assert reading.plan == draft.plan()
    report = (tmp_path / "draft" / "reading-report.md").read_text("utf-8")
    assert "| line 508 |" in report
    puzzles = list(draft.puzzles())
    kept = (tmp_path / "draft" / "not-understood.md").read_text("utf-8")
    assert len(puzzles) == 1
    assert all(puzzle.words in kept and puzzle.place in kept for puzzle in puzzles)
