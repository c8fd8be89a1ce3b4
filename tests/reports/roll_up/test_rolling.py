"""The roll-up: who acts on what by which way, each deliverable counted once, whatever the local plans are."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.made import make

from lcsp.checks.manual import example_plan
from lcsp.partnership.plan import Deliverable, KeyAction, Link, Objective, Plan
from lcsp.reports.roll_up import RollUp, Way
from lcsp.whole_plan import WholePlan

COUNTY = """\
County:
plan: code | area
plan: kent | kent
area: code | kind | parent
area: kent | county |
area: dover | locality | kent
area: deal | locality | kent
indicator: code
indicator: NI 73
indicator: NI 87
service: code
service: nurses
objective: code | kind | parent | indicator
objective: P7 | priority | |
objective: 7B | outcome | P7 | NI 73
key_action: code
key_action: 1
key_action: 2
link: action | objective | service | catch_all
link: 1 | 7B | | no
link: 1 | | nurses | no
link: 2 | P7 | | yes
"""
DOVER = f"""{COUNTY}Local:
plan: code | area
plan: dover-plan | dover
objective: code | kind | parent
objective: D-P1 | priority | 7B
key_action: code | serves
key_action: D-1 | 1
key_action: D-2 |
key_action: D-3 | 2
link: action | objective | indicator
link: D-2 | D-P1 |
link: D-3 | | NI 87
deliverable: code | action | order | date_kind | due
deliverable: D-1.1 | D-1 | 1 | month | 2009-06-30
deliverable: D-1.2 | D-1 | 2 | month | 2009-09-30
deliverable: D-3.1 | D-3 | 1 | month | 2009-06-30
progress_report: deliverable | on | status
progress_report: D-1.1 | 2009-06-15 | done
progress_report: D-1.2 | 2009-08-01 | at risk
progress_report: D-3.1 | 2009-07-31 | late
"""
DAY = date(2009, 8, 31)


def rolled(today: date = DAY) -> RollUp:
    """Return the roll-up of one local plan."""
    local = example_plan(DOVER)
    assert local.inherits is not None
    return RollUp(local.inherits, [local], today)


def ways(roll_up: RollUp, noun: str, key: str) -> dict[str, Way]:
    """Return how each action reaches a record."""
    return {each.action.code: each.way for each in roll_up.on(noun, key).actions}


def test_actions_reach_an_objective_by_a_local_aim_and_by_a_county_action() -> None:
    found = ways(rolled(), "objective", "7B")
    assert found == {"D-1": Way.BY_COUNTY_ACTION, "D-2": Way.BY_OBJECTIVE}
    assert ways(rolled(), "objective", "P7") == found
    assert rolled().on_objective("7B") == rolled().on("objective", "7B")


def test_actions_reach_actions_indicators_and_services() -> None:
    assert ways(rolled(), "key_action", "1") == {"D-1": Way.SERVES}
    assert ways(rolled(), "indicator", "NI 87") == {"D-3": Way.LINKED}
    assert ways(rolled(), "indicator", "NI 73") == {"D-1": Way.BY_COUNTY_ACTION, "D-2": Way.BY_OBJECTIVE}
    assert ways(rolled(), "service", "nurses") == {"D-1": Way.BY_COUNTY_ACTION}
    assert rolled().on_action("1").actions == rolled().on("key_action", "1").actions
    assert rolled().on_indicator("NI 87").areas == ("dover",)
    assert rolled().on_service("nurses").areas == ("dover",)


def test_what_serves_all_reaches_nothing_in_particular() -> None:
    assert "D-3" not in ways(rolled(), "objective", "P7")


def test_progress_and_what_is_late_are_told() -> None:
    found = rolled().on_action("1")
    assert (found.progress.done, found.progress.at_risk, found.progress.deliverables) == (1, 1, 2)
    assert found.late == ()
    ((action, late),) = rolled().on_action("2").late
    assert (action.action.code, late.deliverable.code, late.report and late.report.status.value) == (
        "D-3",
        "D-3.1",
        "late",
    )


def test_later_reports_are_left_out() -> None:
    assert rolled(date(2009, 5, 1)).on_action("1").progress.not_reported == 2


def test_a_year_that_is_over_is_looked_at_on_its_last_day() -> None:
    assert rolled(date(2026, 1, 1)).today == date(2010, 3, 31)
    assert len(rolled(date(2026, 1, 1)).on_action("1").late) == 1


def test_every_locality_has_a_state_also_without_a_plan() -> None:
    dover, deal = rolled().localities()
    assert (dover.area.code, dover.actions, dover.progress.deliverables, len(dover.late)) == ("dover", 3, 3, 1)
    assert dover.last_report == date(2009, 8, 1)
    assert dover.plan is not None
    assert (deal.area.code, deal.plan, deal.actions, deal.progress.deliverables) == ("deal", None, 0, 0)


def test_a_plan_read_alone_is_taken_as_building_on_the_county() -> None:
    local = example_plan(DOVER)
    assert local.inherits is not None
    alone = RollUp(local.inherits, [local.inheriting(None)], DAY)
    assert alone.on_objective("7B").areas == ("dover",)


OBJECTIVES = ("P1", "1A", "1B", "P2", "2A")
SETS = st.sets(st.sampled_from(OBJECTIVES))


@given(st.lists(st.lists(st.tuples(SETS, st.integers(0, 3)), max_size=4), max_size=4))
def test_each_action_is_told_once_and_nothing_is_counted_twice(plans: list[list[tuple[set[str], int]]]) -> None:
    county = _county()
    roll_up = RollUp(county, [_local(county, number, actions) for number, actions in enumerate(plans)], DAY)
    for code in OBJECTIVES:
        found = roll_up.on_objective(code)
        told = [(each.plan.header.code, each.action.code) for each in found.actions]
        assert len(told) == len(set(told))
        below = {code} | {other for other in OBJECTIVES if code.startswith("P") and other[0] == code[1]}
        acting = [
            (number, at) for number, plan in enumerate(plans) for at, (aims, _) in enumerate(plan) if aims & below
        ]
        assert told == [(f"local-{number}", f"{number}-{at}") for number, at in acting]
        assert found.progress.deliverables == sum(plans[number][at][1] for number, at in acting)
        assert found.progress.not_reported == found.progress.deliverables


def _county() -> WholePlan:
    objectives = [make(Objective, code=code, parent=None if code[0] == "P" else f"P{code[0]}") for code in OBJECTIVES]
    return example_plan("").replace({Objective: objectives})


def _local(county: WholePlan, number: int, actions: list[tuple[set[str], int]]) -> WholePlan:
    """Return a local plan whose actions serve these objectives and have so many deliverables."""
    codes = [f"{number}-{at}" for at in range(len(actions))]
    return WholePlan(
        {
            Plan: [make(Plan, code=f"local-{number}", year=county.year)],
            KeyAction: [make(KeyAction, code=code) for code in codes],
            Link: [
                make(Link, action=code, objective=aim)
                for code, (aims, _) in zip(codes, actions, strict=True)
                for aim in aims
            ],
            Deliverable: [
                make(Deliverable, code=f"{code}.{order}", action=code, order=order)
                for code, (_, count) in zip(codes, actions, strict=True)
                for order in range(count)
            ],
        },
        inherits=county,
    )
