"""Plans out of the store: as they are, as they stood, and what loading them costs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people_and_plans import OWN_LOCALITY, ROOT, local_code

from lcsp.actions.records import change_record
from lcsp.files import read_plan
from lcsp.partnership.plan import KeyAction, Objective
from lcsp.store.changes import Change
from lcsp.store.models import Account, Revision
from lcsp.store.plans import NoPlan, kept, load_plan, load_plan_at, load_plan_on, load_plans, locality_of

pytestmark = pytest.mark.django_db


def retitle(planner: Account, plan: str, key: str, title: str) -> None:
    """Give a key action another title."""
    state = load_plan(plan)
    action = state.plan.find_own(KeyAction, key)
    assert action is not None
    changed = action.model_copy(update={"title": title})
    change_record(by=planner.actor, plan=plan, change=Change("key_action", key, changed), base=state.number, why="test")


def title(plan: str, key: str, number: int | None = None) -> str:
    state = load_plan(plan) if number is None else load_plan_at(plan, number)
    action = state.plan.find(KeyAction, key)
    assert action is not None
    return action.title


def test_the_store_gives_back_what_it_was_given(kent_site: str) -> None:
    assert load_plan(kent_site).plan == read_plan(ROOT / "examples/kent-2009-10").plan


def test_loading_a_plan_that_did_not_change_costs_one_query(kent_site: str) -> None:
    load_plan(kent_site)
    with CaptureQueriesContext(connection) as queries:
        load_plan(kent_site)
    assert len(queries) == 1


def test_a_local_plan_reads_the_countys_current_plan(kent_site: str, people: dict[str, Account]) -> None:
    code = local_code(OWN_LOCALITY)
    assert title(code, "4") == title(kent_site, "4")
    retitle(people["county planner"], kent_site, "4", "Another title")
    assert title(code, "4") == "Another title"
    assert load_plan(code).plan.all(Objective) != load_plan(kent_site).plan.all(Objective)


def test_what_a_plan_was_stays_readable(kent_site: str, people: dict[str, Account]) -> None:
    before = title(kent_site, "4")
    retitle(people["county planner"], kent_site, "4", "Second")
    retitle(people["county planner"], kent_site, "4", "Third")
    assert [title(kent_site, "4", number) for number in (1, 2, 3)] == [before, "Second", "Third"]


def test_a_plan_as_it_stood_on_a_moment_has_its_county_of_that_moment(
    kent_site: str, people: dict[str, Account]
) -> None:
    code, before = local_code(OWN_LOCALITY), title(kent_site, "4")
    moment = datetime.now(UTC)
    retitle(people["county planner"], kent_site, "4", "Later")
    then = load_plan_on(code, moment).plan.find(KeyAction, "4")
    now = load_plan_on(code, datetime.now(UTC)).plan.find(KeyAction, "4")
    assert then is not None
    assert then.title == before
    assert now is not None
    assert now.title == "Later"


def test_a_plan_was_not_there_before_it_came(kent_site: str) -> None:
    came = Revision.objects.get(plan__code=kent_site, number=1).at
    with pytest.raises(NoPlan, match="was not there yet"):
        load_plan_on(kent_site, came - timedelta(seconds=1))


def test_what_is_not_there_is_said(kent_site: str) -> None:
    with pytest.raises(NoPlan, match="there is no plan 'surrey'"):
        load_plan("surrey")
    with pytest.raises(NoPlan, match="no revision 99"):
        load_plan_at(kent_site, 99)
    assert locality_of("surrey") is None


def test_a_plan_is_read_again_on_another_day(kent_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> "Tomorrow":
            return cls(2031, 1, 1)

    load_plan(kent_site)
    monkeypatch.setattr("lcsp.store.plans.date", Tomorrow)
    assert load_plan(kent_site).plan.today == date(2031, 1, 1)


def test_every_plan_is_there_and_builds_on_the_county(kent_site: str) -> None:
    kept.forget()
    states = load_plans()
    county = next(state.plan for state in states if state.code == kent_site)
    locals_ = [state for state in states if state.locality]
    assert len(locals_) == 23
    assert all(state.plan.inherits is county for state in locals_)
