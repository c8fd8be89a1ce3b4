"""The document of the Kent example, read back from HTML and PDF by readers of other people: nothing is lost."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from lcsp import checks
from lcsp.files import read_plan
from lcsp.partnership.finance import BudgetLine, Pressure, Variation
from lcsp.partnership.governance import Board
from lcsp.partnership.participation import Consultation
from lcsp.partnership.performance import Figure, Indicator
from lcsp.partnership.places import AgeBand, Area, BandRole, Population
from lcsp.partnership.plan import (
    Activity,
    Correction,
    Deliverable,
    Initiative,
    KeyAction,
    Objective,
    Section,
    Service,
    SubAction,
)
from lcsp.partnership.workforce import Establishment
from lcsp.reports.document import DRAFT_MARK, Document, outline
from lcsp.reports.html import render_html
from lcsp.reports.pdf import render_pdf
from lcsp.reports.plan_document import build_document
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import WholePlan

GAP = "\N{EN DASH}"
MONEY = ("employee", "running", "contracts", "gross", "external_income", "internal_income", "controllable")


@dataclass
class Tables(HTMLParser):
    """The text of the page, and the rows of each table by its id; markers of notes are left out of the cells."""

    rows: dict[str, list[list[str]]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    anchor: str = ""
    inside: int = 0
    marker: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag == "div" and attributes.get("class") == "table":
            self.anchor = attributes["id"] or ""
            self.rows[self.anchor] = []
        elif tag == "tr":
            self.rows[self.anchor].append([])
        elif tag in ("td", "th"):
            self.rows[self.anchor][-1].append("")
            self.inside += 1
        elif tag == "sup":
            self.marker += 1
        elif tag == "p" and self.inside:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside -= 1
        elif tag == "sup":
            self.marker -= 1

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.inside and not self.marker:
            self.rows[self.anchor][-1][-1] += data


@pytest.fixture(scope="module")
def kent(root: Path) -> WholePlan:
    return read_plan(root / "examples/kent-2009-10").plan


@pytest.fixture(scope="module")
def made(kent: WholePlan) -> Document:
    return build_document(kent, checks.run(kent), draft=False)


@pytest.fixture(scope="module")
def page(made: Document) -> Tables:
    tables = Tables()
    tables.feed(render_html(made))
    return tables


@pytest.fixture(scope="module")
def printed(made: Document) -> bytes:
    return render_pdf(made)


@pytest.fixture(scope="module")
def paper(printed: bytes) -> str:
    """The text of the PDF without white space: where a line turns is the printer's affair."""
    return squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def unhyphened(text: str) -> str:
    """The text without white space and hyphens: the paper may part a word with one where a line ends."""
    return squeezed(text).replace("-", "")


def shown(number: Decimal | int | None, decimals: int) -> str:
    """A number as this test expects to see it, worked out without the code under test."""
    return GAP if number is None else f"{number:,.{decimals}f}".replace("-", "\u2212")


def thousands(amount: Decimal | None, decimals: int = 1) -> str:
    return shown(None if amount is None else amount / 1000, decimals)


def assert_rows(found: list[list[str]], wanted: list[list[str]], paper: str, *, named: bool = False) -> None:
    """The page has rows that begin so, and the paper the figures of each side by side (`named`: after their name)."""
    starts = {tuple(row[: len(wanted[0])]) for row in found}
    assert [row for row in wanted if tuple(row) not in starts] == []
    told = ("".join(row if named else row[1:]) for row in wanted)
    assert [row for row in told if unhyphened(row) not in unhyphened(paper)] == []


def test_every_figure_of_the_budget_is_told(kent: WholePlan, page: Tables, paper: str) -> None:
    wanted = [
        [line.name, thousands(line.prior_controllable), shown(line.prior_fte, 1), shown(line.fte, 1)]
        + [thousands(getattr(line, name)) for name in MONEY]
        for line in kent.all(BudgetLine)
    ]
    assert len(wanted) == 26
    found = page.rows["table-revenue-budget"]
    assert_rows(found, wanted, paper)
    assert [row[0] for row in found if len(row) == 11] == [row[0] for row in wanted], "in the source's order"


def test_every_count_of_the_population_is_told(kent: WholePlan, page: Tables, paper: str) -> None:
    counts = {(row.area, row.band): row for row in kent.all(Population)}
    roles = list(BandRole)
    bands = sorted(kent.all(AgeBand), key=lambda band: roles.index(band.role))
    wanted = []
    for area in kent.all(Area):
        if (area.code, bands[0].code) not in counts:
            continue
        row = [area.name]
        for band in bands:
            count = counts[area.code, band.code]
            row += [f"{count.number:,}"] + ([f"{count.share}"] if band.role is not BandRole.TOTAL else [])
        wanted.append(row)
    assert len(wanted) == 24
    assert_rows(page.rows["table-population"], wanted, paper)
    assert page.rows["table-population"][-1][0] == "Kent", "the total comes last"


def test_every_figure_of_the_indicators_is_told(kent: WholePlan, page: Tables, paper: str) -> None:
    cells = {row[0]: " | ".join(row[1:]) for row in page.rows["table-indicators-key-performance-indicator"]}
    titles = {indicator.code: indicator.title for indicator in kent.all(Indicator)}
    for figure in kent.all(Figure):
        (told,) = [words for name, words in cells.items() if titles[figure.indicator] in name]
        if figure.value is None:
            assert figure.status.value in told
        else:
            numbers = [Decimal(number) for number in re.findall(r"(\d+(?:\.\d+)?)%", told)]
            assert figure.value in numbers, told
            assert f"{numbers[numbers.index(figure.value)]}%" in paper


def test_every_step_of_the_variation_statement_is_told(kent: WholePlan, page: Tables, paper: str) -> None:
    wanted = [[row.name, thousands(row.amount, 0)] for row in kent.all(Variation)]
    found = page.rows["table-variation-statement"]
    assert_rows(found, wanted, paper, named=True)
    assert found[-1][2] == "50,222", "the running total arrives at the closing budget"


def test_every_pressure_is_told(kent: WholePlan, page: Tables, paper: str) -> None:
    wanted = [
        [f"{'of which: ' if row.part_of else ''}{row.name}", thousands(row.amount, 0)] for row in kent.all(Pressure)
    ]
    assert_rows(page.rows["table-pressures"], wanted, paper, named=True)


TOLD: tuple[tuple[type[Noun], str], ...] = (
    (Section, "title"),
    (Objective, "title"),
    (Initiative, "title"),
    (Indicator, "title"),
    (Service, "name"),
    (Activity, "title"),
    (KeyAction, "title"),
    (KeyAction, "description"),
    (SubAction, "title"),
    (Deliverable, "title"),
    (Consultation, "name"),
    (Establishment, "name"),
    (Board, "name"),
    (Correction, "why"),
)


@pytest.mark.parametrize(("noun", "name"), TOLD)
def test_every_record_is_told(kent: WholePlan, page: Tables, paper: str, noun: type[Noun], name: str) -> None:
    text = squeezed("".join(page.words))
    wanted = {squeezed(getattr(record, name)) for record in kent.all(noun)}
    assert wanted
    assert {words for words in wanted if words not in text} == set()
    assert {words for words in wanted if unhyphened(words) not in unhyphened(paper)} == set()


def test_the_headings_come_in_the_order_of_the_source(made: Document) -> None:
    told = [entry.text for entry in outline(made, depth=2)]
    assert [text for text in told if not text.startswith("Annex ")] == [
        "Introduction to the Service",
        "Core Purpose of Local Children Services Partnerships (LCSPs)",
        "The LCSP will fulfill its core purpose by:",
        "The Vision for LCSPs",
        "Background",
        "Breakdown of Children and Young People Aged 0-19 Serviced by LCSP",
        "Working Together to improve outcomes for Children, Young People and families in Kent",
        "Section 1: Core Purpose and Key Responsibilities of the Service",
        "Impact of MTP - Significant change to meet needs/demand",
        "Public/user/non user feedback",
        "Review of Performance 2008-9",
        "Key Performance Indicators",
        "Service Comparisons – if appropriate",
        "Section 2: Core Business and Priorities",
        "Lead Roles",
        "Core Services and Forecast Activity Levels",
        "Revenue Budget",
        "Variation statement",
        "Delegated powers",
        "LCSP key actions, projects and developments 2009 - 10",
        "Reporting duties",
        "Consultation Exercises, Satisfaction Surveys, Reviews",
        "Staffing",
        "Governance, partners and risks",
        "Boards, partnerships and committees",
        "Partners",
        "Risks",
    ]
    annexes = [text for text in told if text.startswith("Annex ")]
    assert told[-len(annexes) :] == annexes
    assert annexes[0] == "Annex A: corrections of the print"
    assert annexes[-1].endswith(": source of this document")


def test_the_front_says_the_money_the_staff_and_the_services(page: Tables) -> None:
    text = " ".join("".join(page.words).split())
    for words in ("£50.785m", "£50,222,600", "776.9 FTE", "Specialist physical and sensory teachers"):
        assert words in text


def test_no_page_is_empty_and_every_page_of_a_draft_is_marked(kent: WholePlan, printed: bytes) -> None:
    assert min(len(page.extract_text()) for page in PdfReader(BytesIO(printed)).pages) > 150
    draft = render_pdf(build_document(kent, checks.run(kent), draft=True))
    assert all(DRAFT_MARK in page.extract_text() for page in PdfReader(BytesIO(draft)).pages)


def test_the_pdf_is_accessible(printed: bytes) -> None:
    page_validation = pytest.importorskip("page", reason="page-validation is absent; to get it: ./run test")
    report = page_validation.validate_pdf_bytes(printed, profile="ua1")
    assert report.is_compliant, [(failure.rule_id, failure.message) for failure in report.failures]


def test_the_same_plan_gives_the_same_bytes(kent: WholePlan, made: Document, printed: bytes) -> None:
    again = build_document(kent, checks.run(kent), draft=False)
    assert again == made
    assert render_pdf(again) == printed


def test_the_builder_knows_no_plan(root: Path) -> None:
    for path in (root / "src/lcsp/reports/plan_document").glob("*.py"):
        assert not re.search(r"kent|(?<!\.)\blcsps?\b(?!\.)", path.read_text("utf-8"), re.IGNORECASE), path.name
