"""Changing records: rights, reasons, links."""

import pytest
from tests.people_and_plans import OTHER_LOCALITY, OWN_LOCALITY, local_code

from lcsp.actions.records import LONGEST_KEY, MOST_SIGNS, Unsaved, WouldDangle, change_record, preview, revise
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Risk
from lcsp.partnership.places import Area
from lcsp.partnership.plan import KeyAction, Plan
from lcsp.store.changes import Change
from lcsp.store.models import Account, AuditEntry
from lcsp.store.plans import NoPlan, load_plan
from lcsp.vocabulary.actors import Forbidden

pytestmark = pytest.mark.django_db
RISK = Change("risk", "", Risk(code="new", title="Something may go wrong"))


def test_a_manager_changes_the_own_locality_and_no_other(kent_site: str, people: dict[str, Account]) -> None:
    manager = people["locality manager"].actor
    own, other = local_code(OWN_LOCALITY), local_code(OTHER_LOCALITY)
    assert change_record(by=manager, plan=own, change=RISK, base=1, why="seen") is not None
    for plan, who_may in ((other, "locality manager"), (kent_site, "county planner")):
        with pytest.raises(Forbidden, match=who_may):
            change_record(by=manager, plan=plan, change=RISK, base=1, why="seen")


@pytest.mark.parametrize("role", ["reader", "finance", "analyst", "approver", "auditor", "administrator"])
def test_who_may_not_change_governance_is_told_who_may(kent_site: str, people: dict[str, Account], role: str) -> None:
    entries = AuditEntry.objects.count()
    with pytest.raises(Forbidden, match="county planner"):
        change_record(by=people[role].actor, plan=kent_site, change=RISK, base=1, why="seen")
    assert (load_plan(kent_site).number, AuditEntry.objects.count()) == (1, entries)


def test_finance_changes_the_budget(kent_site: str, people: dict[str, Account]) -> None:
    line = load_plan(kent_site).plan.all(BudgetLine)[0]
    change = Change("budget_line", line.key, line.model_copy(update={"note": "Checked"}))
    assert change_record(by=people["finance"].actor, plan=kent_site, change=change, base=1, why="checked")


def test_a_key_that_other_rooms_refer_to_needs_the_right_to_change_those_too(
    kent_site: str, people: dict[str, Account]
) -> None:
    """A new key is a change of every record that refers to it."""
    area = load_plan(kent_site).plan.find_own(Area, OWN_LOCALITY)
    assert area is not None
    change = Change("area", area.key, area.model_copy(update={"code": "elsewhere"}))
    with pytest.raises(WouldDangle) as asked:
        change_record(by=people["county planner"].actor, plan=kent_site, change=change, base=1, why="renamed")
    assert {code for code, _ in asked.value.pointers} == {local_code(OWN_LOCALITY)}


def test_a_reason_is_asked_for(kent_site: str, people: dict[str, Account]) -> None:
    with pytest.raises(Unsaved, match="Say why"):
        change_record(by=people["county planner"].actor, plan=kent_site, change=RISK, base=1, why="  ")


def test_what_others_refer_to_is_not_removed_without_being_asked(kent_site: str, people: dict[str, Account]) -> None:
    planner = people["county planner"].actor
    removal = Change("key_action", "4", None)
    with pytest.raises(WouldDangle) as asked:
        change_record(by=planner, plan=kent_site, change=removal, base=1, why="gone")
    assert load_plan(kent_site).number == 1
    assert {pointer.key for _, pointer in asked.value.pointers} == {"4"}
    assert change_record(by=planner, plan=kent_site, change=removal, base=1, why="gone", leave_dangling=True)


def test_a_local_plan_that_refers_to_a_countys_record_is_asked_for_too(
    kent_site: str, people: dict[str, Account]
) -> None:
    served = next(a.serves[0] for a in load_plan(local_code(OWN_LOCALITY)).plan.all(KeyAction) if a.serves)
    removal = Change("key_action", served, None)
    with pytest.raises(WouldDangle) as asked:
        change_record(by=people["county planner"].actor, plan=kent_site, change=removal, base=1, why="gone")
    assert local_code(OWN_LOCALITY) in {code for code, _ in asked.value.pointers}


def test_a_key_that_stands_already_is_refused(kent_site: str, people: dict[str, Account]) -> None:
    action = load_plan(kent_site).plan.find_own(KeyAction, "4")
    assert action is not None
    change = Change("key_action", "4", action.model_copy(update={"code": "5"}))
    with pytest.raises(Unsaved, match="stands in the plan already"):
        change_record(by=people["county planner"].actor, plan=kent_site, change=change, base=1, why="mistake")


@pytest.mark.parametrize(
    ("key", "said"), [("x" * (LONGEST_KEY + 1), "bytes long"), ("x" * (MOST_SIGNS + 1), "1001 characters long")]
)
def test_a_key_longer_than_can_be_kept_is_refused(
    kent_site: str, people: dict[str, Account], key: str, said: str
) -> None:
    change = Change("risk", "", Risk(code=key, title="Long"))
    with pytest.raises(Unsaved, match=said):
        change_record(by=people["county planner"].actor, plan=kent_site, change=change, base=1, why="long")


def test_a_plan_keeps_its_own_record_its_code_and_its_tier(kent_site: str, people: dict[str, Account]) -> None:
    planner, header = people["county planner"].actor, load_plan(kent_site).plan.header
    for record in (None, header.model_copy(update={"code": "x"}), header.model_copy(update={"area": "dover"})):
        with pytest.raises(Unsaved):
            revise(by=planner, plan=kent_site, changes=[Change("plan", header.key, record)], base=1, why="no")
    retitled = header.model_copy(update={"title": "Another"})
    assert revise(by=planner, plan=kent_site, changes=[Change("plan", header.key, retitled)], base=1, why="better")
    assert load_plan(kent_site).plan.all(Plan) == (retitled,)


def test_a_plan_that_is_not_there_is_said(people: dict[str, Account]) -> None:
    with pytest.raises(NoPlan):
        change_record(by=people["county planner"].actor, plan="surrey", change=RISK, base=0, why="x")


def test_a_preview_saves_nothing(kent_site: str) -> None:
    plan = load_plan(kent_site).plan
    assert preview(plan, Risk, "", Risk(code="new", title="T")).find_own(Risk, "new") is not None
    assert load_plan(kent_site).plan.find_own(Risk, "new") is None
