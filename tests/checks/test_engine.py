"""The engine: which rules run, in which order findings come, and what an acceptance does."""

from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.made import make

from lcsp.checks import fingerprint, rule_of, run
from lcsp.checks.manual import example_plan
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.places import Area
from lcsp.partnership.plan import Acceptance, Plan
from lcsp.vocabulary.findings import Fault, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import Check, checks_in
from lcsp.whole_plan import WholePlan

SLIP = """\
budget_line: code | gross | employee
budget_line: behaviour | 870100 | 882100
"""
UNTIL = date(2009, 12, 31)


def complain(plan: Records) -> Iterator[Fault]:
    """Find fault with every area."""
    for area in plan.all(Area):
        yield Fault(area, "name", "the name is not to my liking", "choose another")


def accepted_plan(until: date = UNTIL, mark: str = "", today: date = date(2009, 6, 1)) -> WholePlan:
    """Return a plan with one wrong gross amount, and its finding accepted."""
    plan = example_plan(SLIP)
    (finding,) = run(plan, only_casting()).findings
    acceptance = make(
        Acceptance,
        check=finding.code,
        of=finding.noun,
        record=finding.key,
        field=finding.field,
        fingerprint=mark or fingerprint(finding),
        reason="the budget book has the same slip",
        until=until,
    )
    return WholePlan({Plan: [plan.header], BudgetLine: plan.all(BudgetLine), Acceptance: [acceptance]}, today=today)


def only_casting() -> tuple[Check, ...]:
    """Return the rule under test."""
    rule = rule_of("FIN-01")
    assert rule is not None
    return (rule,)


def test_findings_come_most_serious_first() -> None:
    levels = [Level.NOTE, Level.ERROR, Level.WARNING]
    rules = tuple(Check(f"X-0{n}", level, "tests", complain, None, None) for n, level in enumerate(levels))
    found = run(example_plan("area: code\narea: dover"), rules).findings
    assert [finding.level for finding in found] == [Level.ERROR, Level.WARNING, Level.NOTE]


def test_a_rule_runs_only_while_it_is_in_force() -> None:
    plan = example_plan("area: code\narea: dover")  # a plan of 2009/10
    later = Check("X-01", Level.ERROR, "tests", complain, date(2011, 4, 1), None)
    ended = Check("X-02", Level.ERROR, "tests", complain, None, date(2009, 3, 31))
    in_force = Check("X-03", Level.ERROR, "tests", complain, date(2009, 4, 1), date(2010, 3, 31))
    assert {finding.code for finding in run(plan, (later, ended, in_force)).findings} == {"X-03"}


def test_an_accepted_finding_is_set_apart() -> None:
    plan = accepted_plan()
    outcome = run(plan, only_casting())
    assert outcome.findings == ()
    assert not outcome.has_errors
    ((finding, acceptance),) = outcome.accepted
    assert finding.code == "FIN-01"
    assert acceptance.reason == "the budget book has the same slip"


def test_an_acceptance_ends_with_its_last_day() -> None:
    on_the_day = accepted_plan(today=UNTIL)
    assert run(on_the_day, only_casting()).findings == ()
    day_after = accepted_plan(today=date(2010, 1, 1))
    assert run(day_after, only_casting()).has_errors


def test_an_acceptance_falls_when_the_facts_change() -> None:
    plan = accepted_plan(mark="000000000000")
    outcome = run(plan, only_casting())
    assert outcome.has_errors
    assert outcome.accepted == ()


@given(st.text(min_size=1), st.text(min_size=1))
def test_other_facts_have_another_fingerprint(one: str, other: str) -> None:
    (finding,) = run(example_plan(SLIP), only_casting()).findings
    same = fingerprint(finding._replace(message=one)) == fingerprint(finding._replace(message=other))
    assert same == (one == other)


def test_a_count_is_by_level() -> None:
    outcome = run(example_plan(SLIP), only_casting())
    assert outcome.count(Level.ERROR) == len(outcome.findings) == 1
    assert outcome.count(Level.NOTE) == 0


def test_checks_are_found_only_where_they_are_written() -> None:
    from lcsp.checks import rule_book
    from lcsp.partnership.finance.checks import casting

    assert {check.code[:3] for check in checks_in((casting,))} == {"FIN"}
    assert checks_in((rule_book,)) == ()
