"""The bridge between two years: silent without last year's plan, and every slip in it found once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.files.strategies import plans

from lcsp.checks import fingerprint, run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import RULES, chosen
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import Acceptance, Plan
from lcsp.vocabulary.findings import Finding
from lcsp.whole_plan import WholePlan

LINES = """\
budget_line: code | name | service | {prior}controllable | {prior}fte
budget_line: welfare | Education welfare | | {money} | {staff}
budget_line: nurses | Nurses | | 165000 | 0
"""


def two_years(last: str, this: str) -> WholePlan:
    return example_plan(f"Last year:\n{last.strip()}\nThis year:\n{this.strip()}")


def found(plan: WholePlan) -> list[Finding]:
    return list(run(plan, chosen(("YEAR",), ())).findings)


@given(plan=plans())
def test_without_last_years_plan_nothing_is_compared(plan: WholePlan) -> None:
    assert found(plan) == []


def test_with_a_plan_of_another_year_nothing_else_is_compared() -> None:
    lines = LINES.format(prior="", money=1, staff=1)
    plan = two_years(f"plan: code | year\nplan: last | financial 2007/08\n{lines}", "area: code\narea: dover")
    assert [finding.code for finding in found(plan)] == ["YEAR-01"]


SLIPS = [("1528301", "54.7"), ("1528300", "54.8"), ("", "54.7"), ("1528300", "")]


@pytest.mark.parametrize(("money", "staff"), SLIPS)
def test_a_slip_in_the_year_before_is_found_once(money: str, staff: str) -> None:
    last = LINES.format(prior="", money="1528300", staff="54.7")
    plan = two_years(last, LINES.format(prior="prior_", money=money, staff=staff))
    (finding,) = found(plan)
    assert (finding.code, finding.key) == ("YEAR-02", "welfare")
    assert finding.message.endswith(("£1,528,300 in last year's plan", "54.7 FTE in last year's plan"))


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_statement_opens_where_last_year_closed_to_the_thousand(closing: int, opening: int) -> None:
    plan = two_years(
        f"variation: code | kind | amount\nvariation: close | closing | {closing}",
        f"variation: code | kind | amount\nvariation: open | opening | {opening}",
    )
    assert bool(found(plan)) is (abs(closing - opening) >= 1000)


def test_what_vanished_is_told_at_last_years_record() -> None:
    plan = two_years("post: code | name\npost: nurse | Nurse", "post: code | name\npost: welfare | Officer")
    assert {(f.code, f.noun, f.key) for f in found(plan)} == {
        ("YEAR-11", "post", "nurse"),
        ("YEAR-12", "post", "welfare"),
    }


def test_a_finding_between_two_years_may_be_accepted_and_is_not_missed_without_the_other_plan() -> None:
    last = LINES.format(prior="", money="1528300", staff="54.7")
    plan = two_years(last, LINES.format(prior="prior_", money="1500000", staff="54.7"))
    (finding,) = found(plan)
    mark = fingerprint(finding)
    head = "acceptance: check | of | record | field | fingerprint | until"
    row = f"acceptance: YEAR-02 | budget_line | welfare | prior_controllable | {mark} | 2040-03-31"
    accepted = plan.replace({Acceptance: example_plan(f"{head}\n{row}").all(Acceptance)})
    assert found(accepted) == []
    stale = chosen(("JOIN-35",), ())
    assert run(accepted, stale).findings == ()
    assert run(accepted.following(None), stale).findings == ()
    mended = accepted.replace({BudgetLine: ()})
    assert [f.code for f in run(mended, stale).findings] == ["JOIN-35"]


def test_last_years_plan_stays_at_hand() -> None:
    last, plan = example_plan("area: code\narea: dover"), example_plan("area: code\narea: dover")
    following = plan.following(last)
    assert plan.last_year is None
    assert following.last_year is last
    assert following.inheriting(last).last_year is last
    assert following.replace({Plan: plan.all(Plan)}).last_year is last
    assert following == plan


def test_the_rules_of_two_years_stand_last_and_together() -> None:
    codes = [rule.code for rule in RULES]
    ours = [code for code in codes if code.startswith("YEAR-")]
    assert codes[-len(ours) :] == ours
    assert sorted(ours) == [f"YEAR-{number:02}" for number in range(1, len(ours) + 1)]
