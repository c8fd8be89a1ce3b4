"""Tries every reader of the printed tables on small texts made up here, which need no source plan."""

from decimal import Decimal
from pathlib import Path

import pytest
from tests.source import markup, printed
from tests.source.action_tables import Links, expand_codes, read_links
from tests.source.finance_tables import StaffingRow, Variation
from tests.source.front_tables import AgeBand, PageReference
from tests.source.plan_tables import LaaTarget, Outcome

TARGETS_HEADER = "Key Corporate/Directorate Targets\t\t\nPlan\tName of Target in Full\tLead Officer\n"
PRIORITIES_HEADER = "Key Corporate/Directorate Targets\t\nPlan\tName of Target in Full\n"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("", None), ("1,234.5", "1234.5"), ("-40", "-40"), ("<u>£7</u>", "7"), ("0.0", "0.0")],
)
def test_amount_is_exact(cell: str, expected: str | None) -> None:
    assert markup.amount(cell) == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize("cell", ["to follow", "1.2.3", "12 (est)"])
def test_amount_refuses_words(cell: str) -> None:
    with pytest.raises(ValueError, match="expected a figure"):
        markup.amount(cell)


def test_whole_number_refuses_a_fraction_and_a_blank() -> None:
    assert markup.whole("31%") == 31
    with pytest.raises(ValueError, match="whole number"):
        markup.whole("31.5%")
    with pytest.raises(ValueError, match="blank"):
        markup.whole("")


def test_cell_lines_break_at_tags_and_wide_gaps() -> None:
    cell = "<p>Plant &amp; water <b>trees</b></p> <ul> <li>• oak</li> </ul>  Prune them"
    assert markup.cell_lines(cell) == ("Plant & water trees", "oak", "Prune them")


def test_missing_table_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no table is headed Hedges"):
        markup.find_tables("Trees\tNumber\nOak\t3\n", "Hedges")


def test_row_wider_than_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="3 cells"):
        markup.padded(("Oak", "3", "4"), 2)


def test_source_is_found_beside_the_checkout_only(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    assert printed.find_source(checkout) is None
    seeds = tmp_path / "shared" / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "plan.txt").write_text("a plan", encoding="utf-8")
    assert printed.find_source(checkout) == seeds / "plan.txt"


def test_population_pairs_numbers_with_shares() -> None:
    table = printed.read_population_table(
        "LCSP\tAll Children\tTotal Ages 0-7\n\tNumber\tNumber\t%\n"
        "Hill\t1,000\t400\t40%\t350\t35%\t250\t25%\t450\t45%\n"
        "<b>Total</b>\t<b>1,000</b>\t400\t40%\t350\t35%\t250\t25%\t450\t45%\n"
    )
    assert [row.name for row in table.localities] == ["Hill"]
    assert table.total.ages_0_to_19 == 1000
    assert table.localities[0].ages_10_to_17 == AgeBand(450, 45)


def test_population_without_a_total_row_is_refused() -> None:
    with pytest.raises(ValueError, match="not with 'Hill'"):
        printed.read_population_table("LCSP\tAll Children\n\tNumber\nHill\t10\t4\t40%\t3\t30%\t3\t30%\t5\t50%\n")


BUDGET = (
    "\n2008-09\t\t2009-10\nSpend £000's\tFTE\tActivity\tFTE\n"
    "1,200.5\t2.0\tParks\t3.5\t90.0\t10.0\t\t100.0\t-20.0\t0.0\t80.0\tAB\n"
    "1,200.5\t2.0\tAll Totals\t3.5\t90.0\t10.0\t0.0\t100.0\t-20.0\t0.0\t80.0\t\n"
    "\t\tMemorandum Items\t\n9.0\t\tOverheads\t\t\t\t\t\t\t\t4.0\t\n\n"
    "1,209.5\t2.0\tTotal Cost\t3.5\t90.0\t10.0\t0.0\t100.0\t-20.0\t0.0\t84.0\n-----\t---\n"
)


def test_budget_parts_lines_totals_memorandum_and_cost() -> None:
    table = printed.read_budget_table(BUDGET)
    assert [row.label for row in table.lines] == ["Parks"]
    assert table.lines[0].contracts is None
    assert table.lines[0].cabinet_member == "AB"
    assert table.totals.contracts == 0
    (overheads,) = table.memorandum
    assert (overheads.label, overheads.gross) == ("Overheads", None)
    assert overheads.controllable == 4
    assert table.total_cost.prior_controllable == Decimal("1209.5")


def test_budget_without_its_last_row_is_refused() -> None:
    with pytest.raises(ValueError, match="total cost row"):
        printed.read_budget_table(BUDGET.replace("Total Cost", "Cost"))


def test_pressures_and_savings_keep_their_signs() -> None:
    rows = printed.read_pressures("Amount\tExplanation\tJustification\n-1,250\tFewer vans\t\n80\tFuel\tPrices\n")
    assert [(row.amount, row.justification) for row in rows] == [(-1250, ""), (80, "Prices")]


def test_variations_stand_under_their_headings() -> None:
    text = "\t£,000\nOpening\t100\n<u>Moves</u>\t\nVans\t-5\nFuel\t7\nClosing\t<u><u>102</u></u>\n"
    statement = printed.read_variation_statement(text)
    assert statement.opening == Variation("Opening", 100, "")
    assert statement.changes == (Variation("Vans", -5, "Moves"), Variation("Fuel", 7, "Moves"))
    assert statement.closing == Variation("Closing", 102, "")


def test_core_service_heading_may_have_no_price() -> None:
    start = "Activity as per budget line\t"
    parks = f"{start}<b>Parks</b> (all) <b>£1,200</b>\nManager\tPark Keeper\n"
    text = f"{parks}\n{start}<b>Ponds</b>\nManager\tWarden\n"
    services = printed.read_core_services(text)
    assert [(one.name, one.price, one.manager) for one in services] == [
        ("Parks (all)", Decimal(1200), "Park Keeper"),
        ("Ponds", None, "Warden"),
    ]


def test_staffing_keeps_blank_rows() -> None:
    rows = printed.read_staffing("\t2008/09\t2009/10\nSenior\t\t\nTOTAL\t2.0\t3.5\n")
    assert rows == (StaffingRow("Senior", None, None), StaffingRow("TOTAL", Decimal("2.0"), Decimal("3.5")))


def test_summary_reads_figures_services_and_pages() -> None:
    summary = printed.read_summary(
        "**EXECUTIVE SUMMARY**\nGross:\n**£1.25m** (see Page 9)\n(see Page 4-6)\n\n- Parks\n  - Ponds\n\n"
        "(see Page 7)\n\n**3.5 FTE**\n\n# CONTENTS\n- Not a service\n"
    )
    assert (summary.gross_millions, summary.fte) == (Decimal("1.25"), Decimal("3.5"))
    assert summary.services == ("Parks", "Ponds")
    assert summary.services_pages == PageReference(4, 6)
    assert (summary.gross_pages.first, summary.fte_pages.last) == (9, 7)


def test_contents_entries_tell_chief_headings() -> None:
    text = "# CONTENTS\n\n<b>Parks</b>\tPage 3\n• Ponds\t<b>4</b>\n\nOther\ttable\n"
    entries = printed.read_contents(text)
    assert [(entry.title, entry.page, entry.bold) for entry in entries] == [
        ("Parks", 3, True),
        ("Ponds", 4, False),
    ]


KEY_INDICATORS = (
    "<b>Indicator</b> <i>e.g.</i>\tActual\tEstimate\t<b>Target 2009/10</b>\n"
    "<b>NI 1</b> – Ducks <i>per pond</i>\t5%\tAwaiting a count\t\n"
    "<b>NI 2 (LAA)</b> Swans\t1\t2\t3 <i>by spring</i>\n"
    "Geese that\t4\t5\t6\n\n"
    "<b>Indicator</b>\tActual\tEstimate\t<b>Target 2009/10</b>\n"
    "stay\t\t\t\n% of frogs\t7%\t8%\t9%\n"
)


def test_key_indicators_join_page_breaks_and_spread_merged_cells() -> None:
    ducks, swans, geese, frogs = printed.read_key_indicators(KEY_INDICATORS)
    assert (ducks.code, ducks.title, ducks.note, ducks.laa) == ("NI 1", "Ducks", "per pond", False)
    assert (ducks.estimate, ducks.target, ducks.merged) == ("Awaiting a count", "Awaiting a count", True)
    assert (swans.code, swans.title, swans.laa, swans.target) == ("NI 2", "Swans", True, "3 by spring")
    assert (geese.code, geese.title, geese.merged) == ("", "Geese that stay", False)
    assert frogs.title == "% of frogs"


def test_supported_indicators_end_at_the_next_heading() -> None:
    text = (
        "<b>Support to following National Indicators</b>\n<b>NI 3 (LAA)</b> Newts.\n\n<b>NI 4</b> Toads.\n"
        "### Next\n<b>NI 5</b> Bats.\n"
    )
    found = printed.read_supported_indicators(text)
    assert [(one.code, one.title, one.laa) for one in found] == [
        ("NI 3", "Newts.", True),
        ("NI 4", "Toads.", False),
    ]


TARGETS = (
    f"{TARGETS_HEADER}<b>These targets are shared.</b>\t\t\n"
    "NI 3\tMore newts\tAnn Other Ponds\n\n"
    f"{TARGETS_HEADER}\t\tDirectorate\nNI 4\tMore toads\tBen Other Parks &amp; Paths (Cy Other)\n"
    "2010\t<b>TARGET 8:</b> Dig ponds.\tParks Joint with Highways\n\n"
    f"{PRIORITIES_HEADER}\t<p>The key enablers:</p> <ul> <li>• <b>Spades</b></li> <li>Rain</li> </ul>\n"
    "Plan 5 Priority\t\n"
    "KCYPP 5 Priority\t<p>To be wetter.</p> <p>Outcome 5A: Deeper ponds (LAA)</p>\n\n"
    f"{PRIORITIES_HEADER}\t<p>Outcome 5B: Longer streams.</p>\n"
)


def test_targets_keep_teams_and_drop_individuals() -> None:
    assert printed.read_laa_targets(TARGETS) == (
        LaaTarget("NI 3", "More newts", "Ponds Directorate"),
        LaaTarget("NI 4", "More toads", "Parks & Paths"),
    )
    (county,) = printed.read_county_targets(TARGETS)
    assert (county.number, county.text) == (8, "Dig ponds.")
    assert (county.lead_team, county.joint_with) == ("Parks", "Highways")


def test_priorities_join_page_breaks() -> None:
    (priority,) = printed.read_priorities(TARGETS)
    assert (priority.number, priority.text) == (5, "To be wetter.")
    assert priority.outcomes == (Outcome("5A", "Deeper ponds", True), Outcome("5B", "Longer streams.", False))
    assert printed.read_enablers(TARGETS) == ("Spades", "Rain")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("CYPP Outcomes 7B and C 5A, 5B", Links((), ("7B", "7C", "5A", "5B"), (), False)),
        ("CYPP outcome 5A and B", Links((), ("5A", "5B"), (), False)),
        ("<p>CYPP Outcomes 1A</p> <p>1C and 1D</p>", Links((), ("1A", "1C", "1D"), (), False)),
        ("<p>Law</p> <p>CYPP key enablers A, B and C</p>", Links(("Law",), (), ("A", "B", "C"), False)),
        ("Cabinet vote  CYPP Outcomes 2A", Links(("Cabinet vote",), ("2A",), (), False)),
        ("CYPP all priorities and outcomes", Links((), (), (), True)),
    ],
)
def test_links_are_expanded(cell: str, expected: Links) -> None:
    assert read_links(cell) == expected


def test_code_list_that_starts_with_a_bare_letter_is_refused() -> None:
    with pytest.raises(ValueError, match="first code has no number"):
        expand_codes("B and 5C")


ACTIONS_HEADER = "Key actions/ Project\ta/c manager\tLinks\tDeliverables\tTarget dates\n"


def test_key_actions_keep_parts_and_lines() -> None:
    text = (
        f"{ACTIONS_HEADER}1. Dig <b>ponds</b>.\tWarden\tCYPP Outcomes 1A\tA pond  A stream\tMay  Ongoing\n\n"
        f"{ACTIONS_HEADER}<p><b>2. 1 Plant</b> reeds</p> <p>2.2. Plant 14 oaks</p>"
        "\t<p>Keeper</p> <p>Warden</p>\tCYPP Outcomes 2B\tReeds\tOngoing\n"
    )
    first, second = printed.read_key_actions(text)
    assert [(part.number, part.text) for part in first.parts] == [("1", "Dig ponds.")]
    assert (first.deliverables, first.dates) == (("A pond", "A stream"), ("May", "Ongoing"))
    assert (second.number, second.posts) == (2, ("Keeper", "Warden"))
    assert [(part.number, part.text) for part in second.parts] == [
        ("2.1", "Plant reeds"),
        ("2.2", "Plant 14 oaks"),
    ]


def test_key_action_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="has no number: 'Dig'"):
        printed.read_key_actions(f"{ACTIONS_HEADER}Dig\tWarden\tCYPP Outcomes 1A\tA pond\tMay\n")


@pytest.mark.parametrize(("contact", "expected"), [("Pond Manager", "Pond Manager"), ("Ann Other", "")])
def test_consultation_contact_is_a_post_or_nothing(contact: str, expected: str) -> None:
    text = (
        "Name\tDates\tFeedback Date\tGroup\tArea\tContractor\tWhy\tStatutory\tContact\n"
        f"Pond survey\tMay – June\tJuly\tWalkers\tTown\tNone\tWhat they like\tNo\t{contact}\n"
    )
    (row,) = printed.read_consultations(text)
    assert (row.name, row.dates, row.feedback_date, row.statutory) == (
        "Pond survey",
        "May – June",
        "July",
        "No",
    )
    assert row.contact_post == expected
