"""The thread: what hangs on what, up and down, each line and deliverable once, and where it breaks."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.made import make

from lcsp.checks.manual import example_plan
from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.performance import Indicator
from lcsp.partnership.plan import DateKind, Deliverable, KeyAction, Link, Objective, ObjectiveKind, Plan, Service
from lcsp.reports.roll_up import RollUp
from lcsp.reports.thread import Money, Node, Spot, follow, follow_locality, money_behind, money_of, starts, ties_of
from lcsp.whole_plan import WholePlan

COUNTY = """\
County:
plan: code | area
plan: kent | kent
area: code | kind | parent
area: kent | county |
area: dover | locality | kent
indicator: code
indicator: NI 73
indicator: NI 87
service: code | price
service: nurses | 100
service: boards |
budget_line: code | kind | service | part_of | gross | controllable | fte
budget_line: nurses | line | nurses | all | 165000 | 165000 | 4.5
budget_line: nurses-grant | line | nurses | all | 35000 | 0 |
budget_line: loose | line | | all | | | 1
budget_line: all | total | | | 200000 | 165000 | 5.5
objective: code | kind | parent | indicator
objective: P7 | priority | |
objective: 7A | outcome | P7 |
objective: 7B | outcome | P7 | NI 73
objective: 7C | outcome | P7 |
key_action: code
key_action: 1
key_action: 2
key_action: 3
sub_action: code | action
sub_action: 1.1 | 1
link: action | objective | indicator | service | catch_all | sub_action
link: 1 | 7A | | | no |
link: 1 | 7B | | | no | 1.1
link: 1 | | | nurses | no |
link: 2 | 7B | | | no |
link: 2 | | | nurses | no |
link: 2 | | NI 73 | | no |
link: 3 | 7C | | | yes |
deliverable: code | action | order | date_kind | due | sub_action
deliverable: D1 | 1 | 1 | month | 2009-06-30 |
deliverable: D2 | 1 | 2 | month | 2009-06-30 | 1.1
progress_report: deliverable | on | status
progress_report: D1 | 2009-04-01 | done
"""
DOVER = f"""{COUNTY}Local:
plan: code | area
plan: dover-plan | dover
objective: code | kind | parent
objective: D-P1 | priority | 7B
key_action: code | serves
key_action: D-1 | 1
key_action: D-2 |
link: action | objective | service
link: D-1 | | nurses
link: D-2 | D-P1 |
deliverable: code | action | order | date_kind | due
deliverable: D-1.1 | D-1 | 1 | month | 2009-06-30
"""


def local_plan() -> WholePlan:
    """Return the plan of Dover, on its county's."""
    return example_plan(DOVER)


def county_plan() -> WholePlan:
    """Return the county's plan."""
    county = local_plan().inherits
    assert county is not None
    return county


def spot(noun: str, key: str) -> Spot:
    return Spot(noun, key)


def all_nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield nodes and what hangs on them."""
    for node in nodes:
        yield node
        yield from all_nodes(node.nodes)


def keys(nodes: Iterable[Node]) -> list[str]:
    """Return the keys of the nodes that are unfolded here."""
    return [node.spot.key for node in all_nodes(nodes) if not node.again]


def test_everything_that_hangs_on_a_priority_hangs_there_once() -> None:
    top = follow(county_plan(), spot("objective", "P7")).top
    found = keys([top])
    assert sorted(found) == sorted(
        ["P7", "7A", "7B", "7C", "NI 73", "1", "2", "1.1", "D1", "D2", "nurses", "nurses", "nurses-grant"]
    )  # the service and its line have the same code
    again = [node.spot.key for node in all_nodes([top]) if node.again]
    assert again, "two outcomes share an action"


def test_money_and_staff_are_those_of_distinct_lines() -> None:
    plan = county_plan()
    both = Money(2, Decimal(200000), Decimal(165000), Decimal("4.5"))
    assert follow(plan, spot("objective", "P7")).top.money == both
    assert follow(plan, spot("key_action", "1")).top.money == both
    assert follow(plan, spot("key_action", "3")).top.money == Money()
    assert follow(plan, spot("budget_line", "nurses-grant")).top.money == Money(1, Decimal(35000), Decimal(0), None)


def test_a_total_is_what_its_lines_add_up_to_and_is_not_added_itself() -> None:
    money = follow(county_plan(), spot("budget_line", "all")).top.money
    assert money == Money(3, Decimal(200000), Decimal(165000), Decimal("5.5"))


def test_progress_counts_each_deliverable_once() -> None:
    progress = follow(county_plan(), spot("objective", "P7")).top.progress
    assert (progress.done, progress.not_reported, progress.deliverables) == (1, 1, 2)


def test_the_way_up_from_a_line_leads_to_the_priority() -> None:
    thread = follow(county_plan(), spot("budget_line", "nurses"))
    assert set(keys(thread.above)) == {"nurses", "all", "1", "2", "7A", "7B", "NI 73", "P7"}
    assert dict(thread.above_count) == {
        "service": 1, "budget total": 1, "key action": 2, "outcome": 2, "indicator": 1, "priority": 1,
    }  # fmt: skip


def test_a_link_of_one_part_alone_says_so() -> None:
    top = follow(county_plan(), spot("objective", "7B")).top
    parts = {node.spot.key: node.parts for node in top.nodes}
    assert parts == {"NI 73": (), "1": ("1.1",), "2": ()}


@pytest.mark.parametrize(
    ("noun", "key", "says"),
    [
        ("objective", "7C", "No action serves this outcome in particular: action 3 serves all alike."),
        ("indicator", "NI 87", "No action is to move this indicator."),
        ("key_action", "3", "No service is named that carries it out, so no money can be followed from here."),
        ("key_action", "3", "No deliverable is stated."),
        ("service", "boards", "No line of the budget is for this service."),
        ("budget_line", "loose", "No amount is stated."),
        ("budget_line", "nurses-grant", "No staff are stated."),
    ],
)
def test_what_does_not_hang_on_a_record_is_said(noun: str, key: str, says: str) -> None:
    assert says in follow(county_plan(), spot(noun, key)).top.missing


@pytest.mark.parametrize(
    ("noun", "key", "says"),
    [
        ("indicator", "NI 87", "No objective is measured by it."),
        ("key_action", "3", "It serves no objective that it names."),
        ("service", "boards", "No action names this service, so its money serves no aim that the plan states."),
        ("budget_line", "loose", "No service is named that the money is for."),
    ],
)
def test_what_does_not_stand_above_a_record_is_said(noun: str, key: str, says: str) -> None:
    assert says in follow(county_plan(), spot(noun, key)).missing_above


def test_where_nothing_is_missing_nothing_is_said() -> None:
    thread = follow(county_plan(), spot("objective", "7B"))
    assert (thread.top.missing, thread.missing_above) == ((), ())


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(LookupError, match="there is no key action '9'"):
        follow(county_plan(), spot("key_action", "9"))


def test_a_local_action_leads_up_into_the_county_plan_and_down_to_its_money() -> None:
    thread = follow(local_plan(), spot("key_action", "D-1"))
    assert {"1", "7A", "7B", "P7"} <= set(keys(thread.above))
    assert all(node.inherited for node in all_nodes(thread.above))
    assert thread.top.money.gross == Decimal(200000)
    assert not thread.top.inherited


def test_the_thread_of_a_locality_says_what_its_plan_reaches() -> None:
    thread = follow_locality(local_plan())
    reached = {record.spot: {code for code, _ in record.actions} for record in thread.reached}
    assert reached[spot("objective", "7B")] == {"D-1", "D-2"}
    assert reached[spot("service", "nurses")] == {"D-1"}
    assert spot("objective", "D-P1") not in reached
    assert [node.spot.key for node in thread.actions] == ["D-1", "D-2"]
    assert thread.money.lines == 2


def test_money_behind_several_local_actions_counts_a_line_once() -> None:
    plan = local_plan()
    county = county_plan()
    rolled = RollUp(county, [plan, plan])
    actions = rolled.on("objective", "7A").actions
    assert len(actions) == 2
    assert money_behind(county, actions) == Money(2, Decimal(200000), Decimal(165000), Decimal("4.5"))


def test_a_thread_begins_at_the_countys_records_and_in_a_local_plan_at_those_it_has_to_do_with() -> None:
    county = {start.spot for start in starts(county_plan())}
    assert {spot("objective", "7C"), spot("budget_line", "loose"), spot("area", "dover")} <= county
    local = {start.spot for start in starts(local_plan())}
    assert {spot("objective", "D-P1"), spot("objective", "7B"), spot("key_action", "1"), spot("area", "dover")} <= local
    assert not {spot("objective", "7C"), spot("budget_line", "loose"), spot("area", "kent")} & local


# Whatever the plan

_AIMS, _ACTIONS, _SERVICES, _LINES, _MEASURES = "ABCD", "123", "xyz", "pqrs", "mn"


def one_of(keys: str) -> st.SearchStrategy[str | None]:
    """Return one of the letters of `keys`, or none."""
    return st.sampled_from([None, *keys])


def aims() -> st.SearchStrategy[list[Objective]]:
    """Four outcomes, their parents perhaps in circles."""
    above = st.tuples(one_of(_AIMS), one_of(_MEASURES))
    several = st.lists(above, min_size=len(_AIMS), max_size=len(_AIMS))
    return several.map(
        lambda found: [
            make(Objective, code=code, kind=ObjectiveKind.OUTCOME, title=code, parent=parent, indicator=measure)
            for code, (parent, measure) in zip(_AIMS, found, strict=True)
        ]
    )


def links() -> st.SearchStrategy[list[Link]]:
    """Links of any kind, each once; some name what is not there."""
    link = st.builds(
        lambda action, objective, indicator, service, catch_all: make(
            Link, action=action, objective=objective, indicator=indicator, service=service, catch_all=catch_all
        ),
        st.sampled_from(_ACTIONS + "9"),
        one_of(_AIMS),
        one_of(_MEASURES),
        one_of(_SERVICES),
        st.booleans(),
    )
    return st.lists(link, max_size=8, unique_by=lambda link: link.key)


def lines() -> st.SearchStrategy[list[BudgetLine]]:
    """Four rows of the budget, some totals, perhaps of each other."""
    row = st.tuples(
        st.sampled_from([LineKind.LINE, LineKind.LINE, LineKind.TOTAL]),
        one_of(_SERVICES),
        one_of(_LINES),
        st.none() | st.integers(0, 1000).map(Decimal),
    )
    return st.lists(row, min_size=len(_LINES), max_size=len(_LINES)).map(
        lambda found: [
            make(BudgetLine, code=code, name=code, order=1, kind=kind, service=service, part_of=whole, gross=gross)
            for code, (kind, service, whole, gross) in zip(_LINES, found, strict=True)
        ]
    )


@st.composite
def plans(draw: st.DrawFn) -> WholePlan:
    """Any plan of a few records."""
    rows = [
        make(Deliverable, code=f"D{action}", action=action, order=1, title="x", date_kind=DateKind.ONGOING)
        for action in _ACTIONS + "9"
    ]
    return WholePlan(
        {
            Plan: [make(Plan)],
            Objective: draw(aims()),
            Indicator: [make(Indicator, code=code) for code in _MEASURES[:1]],
            KeyAction: [make(KeyAction, code=code) for code in _ACTIONS],
            Service: [make(Service, code=code) for code in _SERVICES[:2]],
            Link: draw(links()),
            BudgetLine: draw(lines()),
            Deliverable: rows,
        }
    )


def spots_of(plan: WholePlan) -> list[Spot]:
    """Return every record on the thread of `plan`."""
    nouns = (Objective, Indicator, KeyAction, Service, BudgetLine, Deliverable)
    return [Spot(record.noun, record.key) for noun in nouns for record in plan.all(noun)]


@given(plans())
def test_up_is_down_seen_from_the_other_end(plan: WholePlan) -> None:
    ties = ties_of(plan)
    for one in spots_of(plan):
        for other in spots_of(plan):
            assert (other in ties.below(one)) == (one in ties.above(other))
            if one != other:
                assert (other in ties.all_below(one)) == (one in ties.all_above(other))


@given(plans())
def test_sums_are_those_of_the_distinct_lines_that_are_reached(plan: WholePlan) -> None:
    ties = ties_of(plan)
    for one in spots_of(plan):
        reached = {other.key for other in (one, *ties.all_below(one)) if other.noun == "budget_line"}
        counted = [line for line in plan.all(BudgetLine) if line.code in reached and line.kind is LineKind.LINE]
        stated = [line.gross for line in counted if line.gross is not None]
        money = follow(plan, one).top.money
        assert money.lines == len(counted)
        assert money.gross == (sum(stated) if stated else None)


@given(plans())
def test_a_thread_unfolds_what_is_reached_once_and_ends(plan: WholePlan) -> None:
    ties = ties_of(plan)
    for one in spots_of(plan):
        thread = follow(plan, one)
        below = [node.spot for node in all_nodes(thread.top.nodes) if not node.again]
        above = [node.spot for node in all_nodes(thread.above) if not node.again]
        assert sorted(below) == sorted(ties.all_below(one))
        assert sorted(above) == sorted(ties.all_above(one))
        assert sum(count for _, count in thread.below_count) == len(below)


@given(plans())
def test_naming_a_line_twice_does_not_count_it_twice(plan: WholePlan) -> None:
    spots = [Spot("budget_line", code) for code in _LINES]
    assert money_of(plan, spots + spots) == money_of(plan, spots)
