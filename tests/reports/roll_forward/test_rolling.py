"""Rolling forward: every record is accounted for, this year becomes the year before, and the next year is asked for."""

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.files.making import and_back
from tests.files.strategies import plans
from tests.made import make

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen
from lcsp.files import read_plan
from lcsp.files.forms import Form
from lcsp.partnership.finance import BudgetLine, Variation
from lcsp.partnership.participation import Consultation
from lcsp.partnership.performance import Basis, Figure, FigureStatus
from lcsp.partnership.plan import Acceptance, Deliverable, Plan, Service
from lcsp.partnership.workforce import Establishment
from lcsp.reports.roll_forward import Rolled, roll_forward, tell_rolled
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import FteKind, NumberKind, PoundsKind
from lcsp.vocabulary.periods import PeriodKind, read_period
from lcsp.whole_plan import NOUNS, WholePlan

YEAR = "financial 2009/10"
# Rules that say of two years that what both give is not the same. The others ask what a reader would: is it new?
BRIDGE = ("YEAR-01", "YEAR-02", "YEAR-03", "YEAR-04", "YEAR-05", "YEAR-07", "YEAR-08", "YEAR-09")
CARRIED = ("YEAR-11", "YEAR-12", "YEAR-13", "YEAR-15")


@pytest.fixture(scope="module")
def kent(root: Path) -> WholePlan:
    return read_plan(root / "examples" / "kent-2009-10").plan


@pytest.fixture(scope="module")
def rolled(kent: WholePlan) -> Rolled:
    return roll_forward(kent)


def rolled_example(text: str) -> WholePlan:
    return roll_forward(example_plan(text)).plan


@settings(max_examples=60)
@given(plan=plans())
def test_any_plan_is_rolled_and_every_record_accounted_for(plan: WholePlan) -> None:
    rolled = roll_forward(plan)
    assert rolled.plan.year == plan.year.shift(1)
    for noun in NOUNS:
        steps = [step for step in rolled.steps if isinstance(step.before or step.after, noun)]
        assert Counter(step.before for step in steps if step.before) == Counter(plan.all(noun))
        assert tuple(step.after for step in steps if step.after) == rolled.plan.all(noun)
        assert all(step.why for step in steps if step.after is None)
        assert len({record.key for record in rolled.plan.all(noun)}) == len(rolled.plan.all(noun))


@settings(max_examples=40)
@given(plan=plans())
def test_what_is_rolled_can_be_read(plan: WholePlan) -> None:
    rolled = roll_forward(plan).plan
    assert and_back(rolled, Form.JSON) == rolled


@settings(max_examples=60)
@given(plan=plans())
def test_the_bridge_of_an_untouched_roll_holds(plan: WholePlan) -> None:
    found = run(roll_forward(plan).plan.following(plan), chosen((*BRIDGE, *CARRIED), ())).findings
    assert found == ()


@settings(max_examples=60)
@given(plan=plans())
def test_the_year_before_is_the_year_that_ends(plan: WholePlan) -> None:
    after = roll_forward(plan).plan
    assert [(row.prior_controllable, row.prior_fte) for row in after.all(BudgetLine)] == [
        (row.controllable, row.fte) for row in plan.all(BudgetLine)
    ]
    assert [(row.prior_fte, row.prior_status) for row in after.all(Establishment)] == [
        (row.fte, row.status) for row in plan.all(Establishment)
    ]
    held = set(plan.all(Figure))
    assert all(figure in held or figure.value is None for figure in after.all(Figure))


@settings(max_examples=40)
@given(plan=plans())
def test_the_telling_counts_what_is_left_out(plan: WholePlan) -> None:
    rolled = roll_forward(plan)
    left = Counter(step.why for step in rolled.steps if step.after is None)
    said = " ".join(tell_rolled(rolled, plan).partition("Left out:")[2].split())
    assert all(" ".join(why.split()) in said for why in left)


def test_kent_is_carried_over(kent: WholePlan, rolled: Rolled) -> None:
    after = rolled.plan
    assert (after.header.code, after.header.title) == ("kent-lcsp-2010-11", "Service level business plan 2010/11")
    assert after.header.year == read_period("financial 2010/11")
    assert [service.price for service in after.all(Service)] == [None] * len(kent.all(Service))
    assert not after.all(Acceptance)
    (opening,) = after.all(Variation)
    assert (opening.code, opening.amount, opening.restates) == (
        "budget-2009-10",
        Decimal("50222600"),
        "controllable-total",
    )
    assert not list(after.dangling())


def test_kent_asks_for_what_is_missing(kent: WholePlan, rolled: Rolled) -> None:
    found = run(rolled.plan.following(kent)).findings
    asked = Counter(finding.code for finding in found)
    money = [line for line in kent.all(BudgetLine) if line.controllable or line.fte]
    assert asked["FIN-34"] == len(money)
    targets = [figure for figure in kent.all(Figure) if figure.basis is Basis.TARGET]
    assert sum(f.code == "PERF-26" and "target for financial 2010/11" in f.message for f in found) == len(targets)
    dated = [row for row in kent.all(Deliverable) if row.due]
    assert asked["PLAN-23"] == len(dated)
    assert asked["WORK-07"] == asked["FIN-23"] == asked["PLAN-50"] == 1
    assert not {finding.code for finding in found} & {*BRIDGE, *CARRIED, "YEAR-06"}


def test_the_localities_roll_onto_next_years_county_plan(root: Path, kent: WholePlan, rolled: Rolled) -> None:
    for folder in sorted((root / "examples" / "kent-2009-10-localities").glob("*/plan.toml")):
        plan = read_plan(folder.parent, county=kent).plan
        after = roll_forward(plan).plan.inheriting(rolled.plan)
        assert after.header.county_plan == "kent-lcsp-2010-11"
        found = run(after.following(plan), chosen((*BRIDGE, *CARRIED, "JOIN-01", "JOIN-49", "JOIN-51"), ())).findings
        assert found == (), folder


def test_two_rolls_keep_the_target_beside_its_result_for_a_year() -> None:
    text = "figure: indicator | basis | column | value\nfigure: NI 73 | target | financial 2009/10 | 79\n"
    text += "figure: NI 73 | estimate | financial 2008/09 | 77\nfigure: NI 73 | actual | financial 2008/09 | 76"
    after = rolled_example(text)
    figures = after.all(Figure)
    assert {(row.basis, row.column.label, row.value) for row in figures if row.value is not None} == {
        (Basis.TARGET, "2009/10", Decimal(79)),
        (Basis.ACTUAL, "2008/09", Decimal(76)),
    }
    assert {(row.basis, row.column.label) for row in figures if row.status is FigureStatus.AWAITED} == {
        (Basis.TARGET, "2010/11"),
        (Basis.ESTIMATE, "2009/10"),
        (Basis.ACTUAL, "2009/10"),
    }
    targets = {row.column.label for row in roll_forward(after).plan.all(Figure) if row.basis is Basis.TARGET}
    assert targets == {"2010/11", "2011/12"}


def test_what_is_done_stays_and_what_is_late_is_asked_for() -> None:
    text = (
        "deliverable: code | date_kind | due\ndeliverable: D1 | day | 2009-07-31\ndeliverable: D2 | day | 2009-07-31\n"
    )
    text += "deliverable: D3 | day | 2010-07-31\ndeliverable: D4 | ongoing |\n"
    text += "progress_report: deliverable | on | status\nprogress_report: D1 | 2009-07-01 | done\n"
    text += "progress_report: D2 | 2009-09-01 | late"
    after = {row.code: (row.date_kind.value, row.due) for row in rolled_example(text).all(Deliverable)}
    assert after == {"D2": ("missing", None), "D3": ("day", date(2010, 7, 31)), "D4": ("ongoing", None)}


def test_a_register_from_which_rows_are_left_out_is_numbered_again() -> None:
    text = "consultation: code | name | order | when | starts | ends | feedback | feedback_due\n"
    text += "consultation: a | A | 1 | dated | 2009-05-01 | 2009-06-30 | dated | 2009-09-30\n"
    text += "consultation: b | B | 2 | dated | 2010-01-01 | 2010-06-30 | dated | 2010-09-30\n"
    text += "consultation: c | C | 3 | dated | 2010-01-01 | 2010-02-28 | dated | 2010-04-30"
    assert [(row.code, row.order) for row in rolled_example(text).all(Consultation)] == [("b", 1), ("c", 2)]


@pytest.mark.parametrize(
    ("code", "year", "next_code"),
    [
        ("kent-lcsp-2009-10", YEAR, "kent-lcsp-2010-11"),
        ("kent", YEAR, "kent-2010-11"),
        ("kent 2009/2010", YEAR, "kent 2010/2011"),
        ("kent-2009", "calendar 2009", "kent-2010"),
        ("kent-1999-00", "financial 1999/00", "kent-2000-01"),
    ],
)
def test_the_code_names_the_next_year(code: str, year: str, next_code: str) -> None:
    assert rolled_example(f"plan: code | year\nplan: {code} | {year}").header.code == next_code


def test_a_code_may_be_chosen_but_not_this_plans_own() -> None:
    plan = example_plan("plan: code | county_plan | level\nplan: dover | kent | local")
    header = roll_forward(plan, code="dover-2", county_plan="kent-2").plan.header
    assert (header.code, header.county_plan) == ("dover-2", "kent-2")
    with pytest.raises(ValueError, match="'dover' is the code of the plan itself"):
        roll_forward(plan, code="dover")
    with pytest.raises(ValueError, match="the year after 2999/00 cannot be planned for"):
        roll_forward(example_plan("plan: code | year\nplan: kent | financial 2999/00"))


# Amounts, days and years that go into the next year as they are: facts that do not end with a year.
KEPT = {
    *(("area", "established"), ("membership", "starts"), ("membership", "ends"), ("board", "established")),
    *(("plan", "starts_service"), ("population", "as_at"), ("population", "share")),
    *(("figure", "value"), ("figure", "column"), ("figure", "period")),
    # A heading that names a year is asked for by PLAN-03, and kept until somebody has written the text anew.
    ("section", "period"),
}


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.noun)
def test_every_amount_day_and_year_of_a_noun_was_decided_upon(noun: type[Noun]) -> None:
    """A field added to a noun is carried over unless somebody says what becomes of it: so it is asked here."""
    header = make(Plan, year=read_period(YEAR), level="county")
    filled = {name: column.kind.read(column.kind.example) for name, column in columns(noun).items()}
    filled |= {name: columns(noun)[name].default for name in filled if name.startswith("prior_")}
    record = noun.model_construct(**filled)
    plan = WholePlan({Plan: [header]} | {noun: [record]})
    after = next(step.after for step in roll_forward(plan).steps if isinstance(step.before, noun))
    for name, column in columns(noun).items() if after is not None else ():
        if isinstance(column.kind, (DayKind, PeriodKind, PoundsKind, FteKind, NumberKind)):
            changed = getattr(after, name) != getattr(record, name)
            assert changed is not ((noun.noun, name) in KEPT), name
