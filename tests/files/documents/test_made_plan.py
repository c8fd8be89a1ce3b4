"""Reads a made-up council's plan, of other names, orders and words, from Markdown, HTML and Word alike."""

import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.files.documents import made_plan

from lcsp.files import Refused, Unwritable, read_plan
from lcsp.files.documents import NOT_UNDERSTOOD, REPORT, Draft, read_document, write_draft
from lcsp.partnership.finance import BudgetLine, Pressure, Variation, VariationKind
from lcsp.partnership.governance import Post
from lcsp.partnership.participation import Consultation, ConsultationReturn, WhenKind
from lcsp.partnership.performance import Figure, FigureStatus, Indicator
from lcsp.partnership.places import AgeBand, Area, BandRole, Population
from lcsp.partnership.plan import (
    Accountability,
    Activity,
    DateKind,
    Deliverable,
    KeyAction,
    Link,
    Objective,
    Plan,
    Section,
    Service,
    StatedAmount,
)
from lcsp.partnership.workforce import Establishment
from lcsp.whole_plan import NOUNS, WholePlan

WRITERS = (made_plan.write_markdown, made_plan.write_html, made_plan.write_docx)


@pytest.fixture(scope="module", params=WRITERS, ids=lambda writer: writer.__name__)
def draft(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Draft:
    """Return what is read of the plan in one of the three forms."""
    write: Callable[[Path], Path] = request.param
    return read_document(write(tmp_path_factory.mktemp("made")))


@pytest.fixture(scope="module")
def plan(draft: Draft) -> WholePlan:
    """Return that as a plan."""
    return draft.plan()


def test_the_plan_itself(plan: WholePlan) -> None:
    header = plan.header
    assert (header.title, header.year.label) == ("Young People's Services plan 2011/12", "2011/12")
    assert (header.organisation, header.area) == ("Northmere Borough Council", "northmere")
    assert header.directorate == "Directorate of Children and Learning"


def test_the_budget_with_headings_in_two_rows_and_income_printed_positive(plan: WholePlan) -> None:
    clubs, rangers, subtotal, office, total = plan.all(BudgetLine)
    assert (clubs.gross, clubs.employee, clubs.running, clubs.external_income, clubs.controllable) == (
        *(Decimal(900000), Decimal(700000), Decimal(200000)),
        *(Decimal(-150000), Decimal(750000)),
    )
    assert (clubs.prior_controllable, clubs.prior_fte, clubs.fte) == (Decimal(800000), Decimal(14), None)
    assert [line.part_of for line in (clubs, rangers, subtotal, office)] == ["sub-total", "sub-total", "total", "total"]
    assert (clubs.service, rangers.service, office.service) == ("youth-clubs", "play-rangers", None)
    assert total.controllable == 1340000


def test_amounts_of_the_summary_restate_the_services_own_sum(plan: WholePlan) -> None:
    assert [(one.value, one.measure.value, one.restates) for one in plan.all(StatedAmount)] == [
        (Decimal(1250000), "controllable", "sub-total"),
        (Decimal("21.5"), "fte", "sub-total"),
    ]


def test_movements_and_growth(plan: WholePlan) -> None:
    assert [(one.amount, one.kind) for one in plan.all(Variation)] == [
        (Decimal(1280000), VariationKind.OPENING),
        (Decimal(12000), VariationKind.PRICES),
        (Decimal(-42000), VariationKind.SAVING),
        (Decimal(1250000), VariationKind.CLOSING),
    ]
    assert [(one.name, one.amount) for one in plan.all(Pressure)] == [
        ("Two vans", Decimal(30000)),
        ("Fewer leaflets", Decimal(-5000)),
    ]


def test_population(plan: WholePlan) -> None:
    assert [(area.code, area.parent) for area in plan.all(Area)] == [
        ("northmere", None),
        ("harbour", "northmere"),
        ("eastfield-lea", "northmere"),
        ("area-march-1", "northmere"),
    ]
    assert {band.code: band.role for band in plan.all(AgeBand)} == {
        "ages-0-4": BandRole.PART,
        "ages-5-11": BandRole.PART,
        "ages-0-11": BandRole.TOTAL,
    }
    counts = {(one.area, one.band): (one.number, one.share) for one in plan.all(Population)}
    assert len(counts) == 12
    assert counts["area-march-1", "ages-5-11"] == (1250, Decimal(50))
    assert counts["northmere", "ages-0-11"] == (4500, None)


def test_indicators_in_another_order_of_columns(plan: WholePlan) -> None:
    assert [(one.code, one.title) for one in plan.all(Indicator)] == [
        ("BV 46", "Half days missed"),
        ("evenings-open", "Evenings open"),
    ]
    figures = {(one.indicator, one.basis.value): one for one in plan.all(Figure)}
    assert figures["BV 46", "target"].value == 5
    assert figures["BV 46", "actual"].column.label == "2009/10"
    assert figures["BV 46", "estimate"].status is FigureStatus.TO_FOLLOW
    assert figures["evenings-open", "estimate"].value == 190


def test_services_under_priced_headings(plan: WholePlan) -> None:
    clubs, rangers = plan.all(Service)
    assert (clubs.name, clubs.price, clubs.manager) == ("Youth Clubs", Decimal(750000), "youth-service-manager")
    assert (rangers.name, rangers.price, rangers.purpose) == ("Play Rangers", Decimal(500000), "Play in parks.")
    assert [one.title for one in plan.all(Activity)] == ["Opens four evenings a week", "Trains volunteers"]


def test_priorities_and_outcomes_in_lists(plan: WholePlan) -> None:
    assert [(one.code, one.parent, one.laa) for one in plan.all(Objective)] == [
        ("P1", None, False),
        ("1.1", "P1", True),
        ("1.2", "P1", False),
        ("P2", None, False),
        ("2.1", "P2", False),
    ]


def test_actions_in_another_order_of_columns(plan: WholePlan) -> None:
    assert [(one.code, one.title, one.description) for one in plan.all(KeyAction)] == [
        ("1", "Open a third club", "It stands in Lea."),
        ("2", "Train rangers", ""),
        ("3", "Listen to parents", ""),
    ]
    links = [(one.action, one.objective, one.catch_all) for one in plan.all(Link)]
    assert links == [
        ("1", "1.1", False),
        ("2", "1.2", False),
        ("2", "2.1", False),
        ("2", "P2", False),
        ("3", "P1", True),
        ("3", "P2", True),
    ]
    due = [(one.code, one.date_kind, one.due) for one in plan.all(Deliverable)]
    assert due == [
        ("D1.1", DateKind.DAY, date(2011, 6, 30)),
        ("D2.1", DateKind.ONGOING, None),
        ("D2.2", DateKind.ONGOING, None),
        ("D3.1", DateKind.MONTH, date(2012, 3, 31)),
    ]


def test_people_are_left_out_and_posts_kept(draft: Draft, plan: WholePlan) -> None:
    assert [one.name for one in plan.all(Post)] == ["Youth Service Manager", "Play Team", "Park Wardens' team"]
    assert [one.action for one in plan.all(Accountability)] == ["1", "2", "2"]
    (survey,) = plan.all(Consultation)
    assert survey.contact is None
    assert sum(tally.names_left_out for tally in draft.tallies) == 2
    everything = repr([plan.all(noun) for noun in NOUNS])
    assert not [name for name in ("Archer", "Quill") if name in everything]


def test_the_register_with_start_and_end_apart(plan: WholePlan) -> None:
    (survey,) = plan.all(Consultation)
    assert (survey.when, survey.starts, survey.ends) == (WhenKind.DATED, date(2011, 5, 1), date(2011, 5, 31))
    assert (survey.feedback_due, survey.sample_size, survey.area) == (date(2011, 7, 31), 400, "harbour")
    assert survey.target_group == "Members"


def test_staffing_of_two_years(plan: WholePlan) -> None:
    assert [(one.kind.value, one.prior_fte, one.fte) for one in plan.all(Establishment)] == [
        ("grade band", Decimal(12), Decimal("11.5")),
        ("grade band", Decimal(10), Decimal(10)),
        ("total", Decimal(22), Decimal("21.5")),
    ]


def test_what_is_no_record_is_kept_as_text_or_word_for_word(draft: Draft, plan: WholePlan, tmp_path: Path) -> None:
    summary = next(one for one in plan.all(Section) if one.title == "Summary")
    assert "They employ 21.5 FTE." in summary.text
    write_draft(draft, "plan", tmp_path / "draft")
    kept = (tmp_path / "draft" / NOT_UNDERSTOOD).read_text("utf-8")
    assert "      AB1 | petrol | gas\n" in kept
    assert "      AB2 | none <yet>\n" in kept
    report = (tmp_path / "draft" / REPORT).read_text("utf-8")
    assert "Vehicles | not recognised | low |" in report
    assert "income is printed as positive" in report


def test_the_folder_reads_back_as_it_was(draft: Draft, plan: WholePlan, tmp_path: Path) -> None:
    write_draft(draft, "plan", tmp_path / "draft")
    reading = read_plan(tmp_path / "draft")
    assert reading.remarks == ()
    assert reading.plan == plan


def test_the_three_forms_say_the_same(tmp_path: Path) -> None:
    plans = [read_document(write(tmp_path)).plan() for write in WRITERS]
    for noun in NOUNS:
        if noun is not Plan:  # it names the file
            assert plans[0].all(noun) == plans[1].all(noun) == plans[2].all(noun), noun


def test_a_row_that_is_not_understood_is_kept_and_lowers_confidence(tmp_path: Path) -> None:
    path = made_plan.write_markdown(tmp_path)
    text = path.read_text("utf-8").replace("| Play Rangers | 520.0 |", "| Play Rangers | five hundred |")
    path.write_text(text, "utf-8")
    draft = read_document(path)
    (tally,) = [tally for tally in draft.tallies if tally.taken_for == "budget"]
    assert [puzzle.words for puzzle in tally.puzzles] == ["five hundred"]
    assert tally.confidence == "medium"
    assert draft.plan().all(BudgetLine)[1].gross is None


def test_a_line_of_a_budget_that_has_no_service_is_named_in_the_report(tmp_path: Path) -> None:
    path = made_plan.write_markdown(tmp_path)
    path.write_text(path.read_text("utf-8").replace("| Play Rangers | 520.0", "| Road Safety | 520.0"), "utf-8")
    assert "budget line 'Road Safety' has no service of that name" in read_document(path).remarks


def test_a_document_without_a_year_is_refused_unless_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plan.md"
    path.write_text("# A plan\n\nWords.\n", "utf-8")
    with pytest.raises(Refused, match="--year"):
        read_document(path)
    header = read_document(path, year=2010, organisation="Lea Council").plan().header
    assert (header.year.label, header.organisation) == ("2010/11", "Lea Council")


def test_a_folder_in_use_is_left_as_it_was(tmp_path: Path) -> None:
    draft = read_document(made_plan.write_markdown(tmp_path))
    (tmp_path / "draft").mkdir()
    (tmp_path / "draft" / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(Unwritable):
        write_draft(draft, "plan", tmp_path / "draft")
    assert [path.name for path in (tmp_path / "draft").iterdir()] == ["mine.txt"]
    kept = write_draft(draft, "plan", tmp_path / "draft", replace=True)
    assert kept is not None
    shutil.rmtree(kept)


def read_rows(rows: list[list[str]], tmp_path: Path) -> Draft:
    """Return what is read of a document with one table."""
    lines = ["# Plan 2011/12", "", *("\t".join(row) for row in rows)]
    (tmp_path / "rows.md").write_text("\n".join(lines), "utf-8")
    return read_document(tmp_path / "rows.md")


def test_rows_for_the_parts_of_one_action_make_one_action(tmp_path: Path) -> None:
    rows = [["Action", "Lead", "Outcome", "Due"], ["4.1 Paint", "Play Team", "Red", "May 2011"]]
    plan = read_rows([*rows, ["4.2 Plant", "Park Team", "Green", "June 2011"]], tmp_path).plan()
    assert [one.code for one in plan.all(KeyAction)] == ["4"]
    assert [(one.action, one.sub_action) for one in plan.all(Accountability)] == [("4", "4.1"), ("4", "4.2")]
    assert [(one.code, one.title) for one in plan.all(Deliverable)] == [("D4.1", "Red"), ("D4.2", "Green")]


def test_an_action_merged_over_several_rows_has_all_their_deliverables(tmp_path: Path) -> None:
    head = "<tr><th>Action<th>Lead<th>Result<th>By when"
    rows = "<tr><td rowspan=2>1. Paint<td rowspan=2>Play Team<td>Red<td>May 2011<tr><td>Blue<td>June 2011"
    path = tmp_path / "rows.html"
    path.write_text(f"<h1>Plan 2011/12</h1><table>{head}{rows}</table>", "utf-8")
    plan = read_document(path).plan()
    assert [one.code for one in plan.all(KeyAction)] == ["1"]
    assert [(one.title, one.as_printed) for one in plan.all(Deliverable)] == [
        ("Red", "May 2011"),
        ("Blue", "June 2011"),
    ]


def test_actions_without_numbers_are_numbered_and_doubted(tmp_path: Path) -> None:
    draft = read_rows(
        [["Action", "Lead", "By when"], ["Paint", "Play Team", "May 2011"], ["14-19 forum", "", "soon"]], tmp_path
    )
    assert [(one.code, one.title) for one in draft.plan().all(KeyAction)] == [("1", "Paint"), ("2", "14-19 forum")]
    (tally,) = [tally for tally in draft.tallies if tally.taken_for == "key actions"]
    assert "numbered in their order" in tally.doubts[0]


def test_a_nil_return_of_consultations_is_one(tmp_path: Path) -> None:
    header = ["Name", "Dates", "Feedback", "Target group", "Area", "Statutory"]
    plan = read_rows([header, ["Nil return", "", "", "", "", ""]], tmp_path).plan()
    assert [one.nil_return for one in plan.all(ConsultationReturn)] == [True]
    assert plan.all(Consultation) == ()


def test_two_net_columns_without_years_are_doubted(tmp_path: Path) -> None:
    header = ["Net £000", "Service", "Staff costs", "Gross", "Net £000"]
    draft = read_rows([header, ["5", "Play", "4", "6", "6"], ["5", "Total", "4", "6", "6"]], tmp_path)
    line = draft.plan().all(BudgetLine)[0]
    assert (line.prior_controllable, line.controllable) == (Decimal(5000), Decimal(6000))
    (tally,) = [tally for tally in draft.tallies if tally.taken_for == "budget"]
    assert tally.confidence == "medium"


def test_a_pressure_of_which_others_are_parts_holds_those_that_add_up(tmp_path: Path) -> None:
    header = ["Amount £k", "Pressure", "Reason"]
    rows = [["7", "Play, of which", "x"], ["4", "Vans for 2 posts", "y"], ["3", "Fuel", "z"], ["9", "Roads", ""]]
    plan = read_rows([header, *rows], tmp_path).plan()
    first, second, third, fourth = plan.all(Pressure)
    assert (second.part_of, third.part_of, fourth.part_of) == (first.code, first.code, None)
    assert (second.quantity, second.quantity_unit) == (Decimal(2), "posts")


@pytest.mark.parametrize("cut", range(200, 4200, 190))
def test_a_document_cut_short_anywhere_still_makes_a_folder_that_reads(cut: int, tmp_path: Path) -> None:
    path = made_plan.write_html(tmp_path)
    path.write_text(path.read_text("utf-8")[:cut], "utf-8")
    draft = read_document(path, year=2011)
    write_draft(draft, "plan", tmp_path / "draft")
    assert read_plan(tmp_path / "draft").plan == draft.plan()
