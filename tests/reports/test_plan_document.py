"""The plan's document on made plans: its order, its words, its links, and any text in any field."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lcsp import checks
from lcsp.checks import Outcome
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen
from lcsp.partnership.plan import Acceptance, AmountUnit, DateKind, Deliverable, Section, StatedAmount
from lcsp.reports.document import DRAFT_MARK, Document, Heading, Note, NoteKind, SummaryBox, all_words, tables
from lcsp.reports.html import render_html
from lcsp.reports.pdf import render_pdf
from lcsp.reports.plan_document import build_document
from lcsp.reports.plan_document.actions import due_words
from lcsp.reports.plan_document.prose import read_prose
from lcsp.reports.plan_document.record_tables import Notes
from lcsp.reports.plan_document.summary import stated_words
from lcsp.reports.plan_document.wording import number_words
from lcsp.reports.tables import RowKind, Table
from lcsp.reports.words import InternalLink, List, Paragraph, plain, runs
from lcsp.whole_plan import WholePlan

TINY = """\
section: code | order | part | title | text | period
section: purpose | 1 | introduction | Why we are here | We serve. |
section: key-actions | 2 | section 2 | What we shall do | Two things. | financial 2008/09
section: extra | 3 | section 9 | A part of our own | Own words. |
budget_line: code | name | kind | order | service | fte | employee | running | gross | controllable
budget_line: visits | Visits | line | 1 | visits | 2 | 50000 | 1234.5 | 51234.5 | 51234.5
budget_line: all | All | total | 2 | | 2 | 50000 | 1234.5 | 51234.5 | 51234.5
service: code | name | order | price | aliases
service: visits | Home visits | 1 | 51234.5 | Visiting
post: code | name
post: lead | Lead officer
objective: code | kind | title | parent
objective: P1 | priority | Children are safe |
objective: 1A | outcome | Roads are safe | P1
objective: 1B | outcome | Parks are safe | P1
key_action: code | title | mandates
key_action: 1 | Visit homes | Cabinet decision; statutory duty
key_action: 2 | Do all |
accountability: action | post
accountability: 1 | lead
link: action | objective | catch_all | as_printed
link: 1 | 1A | no |
link: 2 | P1 | yes | all priorities
deliverable: code | action | order | title | date_kind | due
deliverable: D1 | 1 | 1 | Visits made | month | 2009-07-31
consultation_return: year | nil_return
consultation_return: financial 2009/10 | yes
"""
WRONG = """\
budget_line: code | name | kind | order | employee | running | gross
budget_line: visits | Visits | line | 1 | 50000 | 1000 | 60000
"""


def built(plan: WholePlan, codes: tuple[str, ...] = (), *, draft: bool = False) -> Document:
    """The document, with what the rules named say of the plan; no rule says anything where none is named."""
    outcome = checks.run(plan, chosen(codes, ())) if codes else Outcome((), ())
    return build_document(plan, outcome, draft=draft)


def document_of(text: str) -> Document:
    return built(example_plan(text))


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def table(document: Document, caption: str) -> Table:
    (found,) = [found for found in tables(document) if found.caption == caption]
    return found


def texts(found: Table) -> list[list[str]]:
    return [[plain(cell.words) for cell in row.full_cells()] for row in found.rows]


def all_text(document: Document) -> str:
    return "\n".join(plain(words) for words in all_words(document))


def test_parts_come_in_the_order_of_a_business_plan() -> None:
    told = headings(document_of(TINY))
    wanted = [
        "Purpose and background",
        "Why we are here",
        "Section 2: core business and priorities",
        "Lead roles",
        "Core services and forecast activity levels",
        "Home visits: £51,234.50",
        "Revenue budget",
        "What we shall do",
        "1. Visit homes",
        "2. Do all",
        "Consultations, surveys and reviews",
        "Section 9",
        "A part of our own",
    ]
    assert [heading for heading in told if heading in wanted] == wanted
    assert "Section 1: core purpose and key responsibilities" not in told, "a part without records is left out"


def test_the_records_of_a_topic_follow_its_section_into_any_part() -> None:
    told = headings(document_of(TINY.replace("extra | 3", "revenue-budget | 3")))
    assert told.count("A part of our own") == 1
    assert "Revenue budget" not in told


def test_a_plan_of_nothing_but_its_header_is_a_document() -> None:
    document = document_of("")
    assert headings(document) == []
    (box,) = [block for block in document.blocks if isinstance(block, SummaryBox)]
    assert box.blocks == (Paragraph("The plan has no summary."),)
    assert b"%PDF" in render_pdf(document)
    assert "</html>" in render_html(document)


def test_the_budget_is_in_thousands_and_its_values_are_exact() -> None:
    found = table(document_of(TINY), "Money and staff by activity, 2008/09 and 2009/10")
    assert texts(found) == [
        ["Visits", "2.0", "50.0", "1.2", "51.2", "51.2"],
        ["All", "2.0", "50.0", "1.2", "51.2", "51.2"],
    ]
    assert [cell.value for cell in found.rows[0].full_cells()][1:4] == [Decimal(2), Decimal(50), Decimal("1.2345")]
    assert [row.kind for row in found.rows] == [RowKind.LINE, RowKind.TOTAL]
    assert [column.group for column in found.columns] == ["", *["2009/10"] * 5], "no year before is recorded"


def test_an_outcome_says_which_actions_serve_it_and_a_catch_all_does_not_count() -> None:
    found = table(document_of(TINY), "Priorities and outcomes")
    assert texts(found) == [["P1: Children are safe."], ["1A", "Roads are safe", "1"], ["1B", "Parks are safe", "none"]]
    assert "A catch-all: nothing in particular is named. The print says: All priorities." in all_text(document_of(TINY))


def test_what_is_missing_is_said_in_one_plain_line() -> None:
    text = all_text(document_of(TINY))
    assert "Nil return for the financial year 2009/10: nothing is planned." in text
    assert "The plan states no deliverable." in text
    assert "The plan names no post." in text
    assert "not marked as a nil return" in all_text(document_of(TINY.replace("2009/10 | yes", "2009/10 | no")))


def test_a_heading_that_names_another_year_gets_a_note() -> None:
    (note,) = [block for block in document_of(TINY).blocks if isinstance(block, Note)]
    assert note.blocks == (Paragraph("The year named here is the financial year 2008/09; the plan is for 2009/10."),)


def test_links_lead_to_where_the_record_stands() -> None:
    document = document_of(TINY)
    links = {
        run.text: run.anchor for words in all_words(document) for run in runs(words) if isinstance(run, InternalLink)
    }
    assert links["Outcome 1A Roads are safe"] == "table-priorities"
    assert links["1"] == "key-action-1"
    assert links["Visits"] == "service-visits"
    assert links["budget line Visits"] == "table-revenue-budget"


def test_a_service_in_the_summary_is_a_link_under_any_of_its_names() -> None:
    plan = example_plan(TINY)
    section = plan.all(Section)[0].model_copy(
        update={"code": "executive-summary", "text": "We pay for:\n- visiting\n- ponies"}
    )
    box = next(b for b in built(plan.replace({Section: [section]})).blocks if isinstance(b, SummaryBox))
    assert box.blocks == (Paragraph("We pay for:"), List((InternalLink("visiting", "service-visits"), "ponies")))
    assert section.title not in headings(built(plan.replace({Section: [section]}))), "the box has said it"


def test_a_draft_warns_first_and_lists_its_errors_in_the_first_annex() -> None:
    document = built(example_plan(WRONG), ("FIN-01",), draft=True)
    first = document.blocks[0]
    assert isinstance(first, Note)
    assert (first.kind, first.title) == (NoteKind.WARNING, "This draft has 1 error")
    assert next(text for text in headings(document) if text.startswith("Annex")) == "Annex A: errors in this draft"
    row = texts(table(document, "1 error"))[0]
    assert row[0] == "Budget line: Visits (gross)"
    assert row[-1] == "FIN-01"
    reader = PdfReader(BytesIO(render_pdf(document)))
    assert all(DRAFT_MARK in page.extract_text() for page in reader.pages)
    assert DRAFT_MARK in render_html(document)
    assert DRAFT_MARK not in render_html(document_of(TINY))


def test_a_finding_that_was_accepted_stands_in_its_own_annex() -> None:
    plan = example_plan(WRONG + "post: code | name\npost: lead | Lead officer\n")
    (finding,) = checks.run(plan, chosen(("FIN-01",), ())).findings
    acceptance = Acceptance.model_construct(
        check=finding.code, of=finding.noun, record=finding.key, field=finding.field, reason="It is a loan",
        fingerprint=checks.fingerprint(finding), accepted_by="lead", until=date(2030, 1, 31),
    )  # fmt: skip
    document = built(plan.replace({Acceptance: [acceptance]}), ("FIN-01",))
    (row,) = texts(table(document, "What was accepted, by whom and until when"))
    assert row[2:5] == ["It is a loan.", "Lead officer", "31 January 2030"]
    assert not [text for text in headings(document) if "errors" in text]


def test_corrections_say_what_was_printed_and_what_is_right() -> None:
    correction = (
        "correction: of | record | field | kind | as_printed | why\n"
        "correction: service | visits | price | changed | 4000 | the table has it\n"
        "correction: key_action | 2 | | added | | its number is missing\n"
        "correction: service | gone | | removed | code = gone | it is the same\n"
    )
    rows = texts(table(document_of(TINY + correction), "What was printed, and what is right"))
    assert rows[0][:4] == ["Service: Home visits", "Price, changed", "£4,000", "£51,234.50"]
    assert rows[1][:4] == ["Key action: Do all", "whole record, added", "not in the print", "as in this document"]
    assert rows[2][:4] == ["Service: gone", "whole record, removed", "code = gone", "no such record"]


def test_pressures_in_a_subtotal_are_marked_and_not_added_again() -> None:
    text = (
        "pressure: code | name | kind | order | amount | part_of\n"
        "pressure: net | Net change | subtotal | 1 | 3000 |\n"
        "pressure: new | New posts | pressure | 2 | 5000 | net\n"
        "pressure: old | Old posts | saving | 3 | -2000 | net\n"
    )
    found = table(document_of(text), "Pressures and savings")
    assert [row[:2] for row in texts(found)] == [
        ["Net change", "3"],
        ["of which: New posts", "5"],
        ["of which: Old posts", "−2"],
    ]
    assert found.rows[0].kind is RowKind.SUBTOTAL
    assert "change the budget by +£3,000." in plain(found.notes[0].words)


def test_the_variation_statement_is_a_bridge() -> None:
    text = (
        "variation: code | name | kind | order | amount | heading | counterparty\n"
        "variation: a | Last year | opening | 1 | 10000 | |\n"
        "variation: b | Staff | transfer | 2 | -1500 | Base | Health\n"
        "variation: c | This year | closing | 3 | 8500 | |\n"
    )
    found = table(document_of(text), "From the budget of 2008/09 to that of 2009/10")
    assert texts(found) == [
        ["Last year", "10.0", "10.0", "opening budget"],
        ["Base"],
        ["Staff", "−1.5", "8.5", "transfer to Health"],
        ["This year", "8.5", "8.5", "closing budget"],
    ]


def test_indicators_keep_the_decimals_of_their_row_and_name_another_year() -> None:
    text = (
        "area: code | name\narea: kent | The county\narea: town | The town\n"
        "indicator: code | title | order | role | unit\n"
        "indicator: NI 87 | Persistent absence | 1 | key performance indicator | percentage\n"
        "indicator: own-count | Visits | 2 | key performance indicator | count\n"
        "figure: indicator | basis | column | period | area | value | status\n"
        "figure: NI 87 | actual | financial 2008/09 | academic 2008/09 | kent | 7.1 | provisional\n"
        "figure: NI 87 | target | financial 2009/10 | academic 2008/09 | kent | 6 | final\n"
        "figure: own-count | target | financial 2009/10 | financial 2009/10 | kent | | to follow\n"
        "figure: own-count | target | financial 2009/10 | financial 2009/10 | town | 1234.5 | final\n"
    )
    found = table(document_of(text), "Performance and targets")
    assert [column.heading for column in found.columns][2:4] == ["Actual 2008/09", "Target 2009/10"]
    first, second, third = (row.full_cells() for row in found.rows)
    assert plain(first[0].words) == "NI 87 Persistent absence"
    assert [(plain(cell.words), cell.value) for cell in first[2:4]] == [("7.1%", Decimal("7.1")), ("6.0%", Decimal(6))]
    assert [cell.blocks for cell in first[2:4]] == [(Paragraph("provisional"),), (Paragraph("of 2008/09"),)]
    assert [plain(cell.words) for cell in first[4:]] == ["academic", "lower"]
    assert plain(second[0].words) == "Visits", "a code made of a name is not shown"
    assert [plain(cell.words) for cell in second[1:4]] == ["count", "\N{EN DASH}", "to follow"]
    assert [plain(cell.words) for cell in third[:4]] == ["Visits: The town", "count", "\N{EN DASH}", "1,234.5"]


def test_wholes_stand_after_their_parts_and_a_band_that_overlaps_is_marked() -> None:
    text = (
        "area: code | name | parent\narea: county | County |\narea: b | B | county\narea: a | A | county\n"
        "age_band: code | least_age | greatest_age | role\n"
        "age_band: teens | 10 | 17 | overlapping\nage_band: all | 0 | 19 | total\n"
        "population: area | band | number | share\n"
        "population: county | all | 3000 |\npopulation: a | all | 1000 |\npopulation: b | all | 2000 |\n"
        "population: a | teens | 400 | 40\n"
    )
    found = table(document_of(text), "Children and young people by area and age")
    assert [row[:2] for row in texts(found)] == [["B", "2,000"], ["A", "1,000"], ["County", "3,000"]]
    assert found.rows[-1].kind is RowKind.TOTAL
    assert {column.group for column in found.columns} == {"", "Ages 10 to 17 (overlapping)"}
    assert "must not be added" in plain(found.notes[0].words)


def test_areas_that_are_parts_of_each_other_are_each_shown_once() -> None:
    text = (
        "area: code | name | parent\narea: a | A | b\narea: b | B | a\n"
        "population: area | band | number\npopulation: a | all | 1\npopulation: b | all | 2\n"
    )
    found = table(document_of(text), "Children and young people by area and age")
    assert sorted(row[0] for row in texts(found)) == ["A", "B"]


@pytest.mark.parametrize(
    ("kind", "due", "words"),
    [
        (DateKind.DAY, date(2009, 7, 1), "1 July 2009"),
        (DateKind.MONTH, date(2009, 7, 31), "July 2009"),
        (DateKind.YEAR, date(2010, 3, 31), "by 31 March 2010"),
        (DateKind.THEN_ONGOING, date(2009, 9, 30), "end of September 2009, then ongoing"),
        (DateKind.THEN_ONGOING, date(2009, 9, 29), "29 September 2009, then ongoing"),
        (DateKind.ONGOING, None, "ongoing"),
        (DateKind.MISSING, None, "no date stated"),
    ],
)
def test_a_target_date_is_as_exact_as_it_was_planned(kind: DateKind, due: date | None, words: str) -> None:
    plan = example_plan("deliverable: title\ndeliverable: Visits made")
    deliverable = plan.all(Deliverable)[0].model_copy(update={"date_kind": kind, "due": due})
    assert due_words(deliverable) == words


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "scale", "words"),
    [
        ("50785000", AmountUnit.POUNDS, 3, 1_000_000, "£50.785m"),
        ("-1500000", AmountUnit.POUNDS, 2, 1_000_000, "−£1.50m"),
        ("870100", AmountUnit.POUNDS, 0, 1, "£870,100"),
        ("870100", AmountUnit.POUNDS, 1, 1000, "£870.1 thousand"),
        ("776.9", AmountUnit.FTE, 1, 1, "776.9 FTE"),
    ],
)
def test_a_stated_amount_reads_as_printed(value: str, unit: AmountUnit, decimals: int, scale: int, words: str) -> None:
    facts = {"value": Decimal(value), "unit": unit, "decimals": decimals, "scale": scale}
    (stated,) = example_plan("stated_amount: code\nstated_amount: a").all(StatedAmount)
    assert stated_words(stated.model_copy(update=facts)) == words


def test_prose_is_paragraphs_and_lists() -> None:
    text = "One\nline.\n\nThese:\n- a\n- b\nAnd so.\n  \n-5 is a number"
    assert read_prose(text) == [
        Paragraph("One line."),
        Paragraph("These:"),
        List(("a", "b")),
        Paragraph("And so."),
        Paragraph("-5 is a number"),
    ]


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**17), max_value=10**17))
def test_a_number_in_words_is_exact(number: Decimal) -> None:
    assert Decimal(number_words(number, 2).replace(",", "").replace("−", "-")) == number


def test_notes_are_lettered_and_the_same_words_share_a_letter() -> None:
    notes = Notes()
    letters = [notes.marker(str(number)) for number in range(28)]
    assert letters[:2] + letters[25:] == ["a", "b", "z", "aa", "ab"]
    assert notes.marker("1") == "b"
    assert notes.marker("", "") == ""
