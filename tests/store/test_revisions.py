"""Revisions: what is saved, what clashes, and the history of a record."""

from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people_and_plans import KENT

from lcsp.actions.records import change_record, revise
from lcsp.partnership.governance import Risk
from lcsp.partnership.plan import KeyAction
from lcsp.store.bodies import cells_of, read_body, upgrade, write_body
from lcsp.store.changes import Change, apply_changes
from lcsp.store.models import Account, AuditEntry, Revision, StoredPlan, Version
from lcsp.store.plans import load_plan, load_plan_at
from lcsp.store.revisions import Conflict, find_changes, find_history, list_revisions
from lcsp.whole_plan import NOUNS

pytestmark = pytest.mark.django_db


def action_of(plan: str, key: str, **update: object) -> KeyAction:
    found = load_plan(plan).plan.find_own(KeyAction, key)
    assert found is not None
    return found.model_copy(update=update)


def change(
    by: Account, key: str, record: KeyAction | None, base: int | None = None, *, sure: bool = False
) -> Revision | None:
    base = load_plan(KENT).number if base is None else base
    step = Change("key_action", key, record)
    return change_record(by=by.actor, plan=KENT, change=step, base=base, why="because", leave_dangling=sure)


@pytest.fixture
def planner(people: dict[str, Account]) -> Account:
    return people["county planner"]


def test_every_record_of_every_noun_is_kept_without_loss(kent_site: str) -> None:
    plan = load_plan(kent_site).plan
    records = [record for noun in NOUNS for record in plan.all(noun)]
    assert records == [read_body(record.noun, write_body(record)) for record in records]
    assert all(all(cells_of(record).values()) for record in records)


def test_a_body_of_a_newer_format_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="newer lcsp"):
        upgrade("risk", {}, 99)
    with pytest.raises(ValueError, match="format 0 of risk is not known"):
        upgrade("risk", {}, 0)


def test_a_revision_says_who_when_why_and_on_what(kent_site: str, planner: Account) -> None:
    revision = change(planner, "4", action_of(kent_site, "4", title="New"))
    assert revision is not None
    assert (revision.number, revision.base, revision.by, revision.why) == (2, 1, planner, "because")
    assert [r.number for r in list_revisions(kent_site)] == [2, 1]


def test_a_change_that_changes_nothing_makes_no_revision(kent_site: str, planner: Account) -> None:
    entries = AuditEntry.objects.count()
    assert change(planner, "4", action_of(kent_site, "4")) is None
    assert (load_plan(kent_site).number, AuditEntry.objects.count()) == (1, entries)


def test_every_revision_has_one_audit_entry(kent_site: str, planner: Account) -> None:
    change(planner, "4", action_of(kent_site, "4", title="New"))
    entries = AuditEntry.objects.filter(subject=f"{kent_site} revision 2")
    assert [(entry.action, entry.by) for entry in entries] == [("revise", planner.pk)]


def test_two_people_who_change_different_records_both_succeed(kent_site: str, planner: Account) -> None:
    change(planner, "4", action_of(kent_site, "4", title="Mine"), base=1)
    change(planner, "5", action_of(kent_site, "5", title="Yours"), base=1)
    titles = {a.code: a.title for a in load_plan(kent_site).plan.all(KeyAction)}
    assert (titles["4"], titles["5"]) == ("Mine", "Yours")


def test_the_second_to_change_the_same_record_sees_both_versions(kent_site: str, planner: Account) -> None:
    mine, yours = action_of(kent_site, "4", title="Mine"), action_of(kent_site, "4", title="Yours")
    change(planner, "4", mine, base=1)
    with pytest.raises(Conflict) as refused:
        change(planner, "4", yours, base=1)
    (clash,) = refused.value.clashes
    assert (clash.theirs, clash.yours, clash.revision.by) == (mine, yours, planner)
    assert load_plan(kent_site).number == 2
    assert change(planner, "4", yours, base=2) is not None


def test_two_people_who_do_the_same_do_not_clash(kent_site: str, planner: Account) -> None:
    same = action_of(kent_site, "4", title="Same")
    change(planner, "4", same, base=1)
    assert change(planner, "4", same, base=1) is None


def test_a_record_removed_meanwhile_clashes(kent_site: str, planner: Account) -> None:
    risk = load_plan(kent_site).plan.all(Risk)[0]
    by = planner.actor
    change_record(by=by, plan=kent_site, change=Change("risk", risk.key, None), base=1, why="gone", leave_dangling=True)
    mine = Change("risk", risk.key, risk.model_copy(update={"title": "Mine"}))
    with pytest.raises(Conflict) as refused:
        change_record(by=by, plan=kent_site, change=mine, base=1, why="mine")
    assert refused.value.clashes[0].theirs is None


def test_a_record_with_a_new_key_keeps_its_place_its_links_and_its_history(kent_site: str, planner: Account) -> None:
    before = load_plan(kent_site).plan
    change(planner, "4", action_of(kent_site, "4", title="Second"))
    change(planner, "4", action_of(kent_site, "4", code="4x"), sure=True)
    after = load_plan(kent_site).plan
    assert [a.code.removesuffix("x") for a in after.all(KeyAction)] == [a.code for a in before.all(KeyAction)]
    assert not list(after.dangling())
    history = find_history(kent_site, "key_action", "4x")
    assert [(e.revision.number, e.before and e.before.key, e.after and e.after.key) for e in history] == [
        (3, "4", "4x"),
        (2, "4", "4"),
        (1, None, "4"),
    ]
    renamed = [event for event in find_changes(kent_site, 3) if event.after and event.after.noun == "key_action"]
    assert [(e.before and e.before.key, e.after and e.after.key) for e in renamed] == [("4", "4x")]
    assert all(event.before is not None and event.after is not None for event in find_changes(kent_site, 3))


def test_a_record_put_back_has_all_of_its_history(kent_site: str, planner: Account) -> None:
    risk = load_plan(kent_site).plan.all(Risk)[0]
    by = planner.actor
    change_record(by=by, plan=kent_site, change=Change("risk", risk.key, None), base=1, why="gone", leave_dangling=True)
    change_record(by=by, plan=kent_site, change=Change("risk", "", risk), base=2, why="back")
    steps = [(e.before is None, e.after is None) for e in find_history(kent_site, "risk", risk.key)]
    assert steps == [(True, False), (False, True), (True, False)]
    assert load_plan(kent_site).plan.all(Risk)[-1] == risk


@pytest.mark.parametrize(("table", "field"), [(Revision, "why"), (AuditEntry, "action"), (Version, "body")])
def test_the_database_refuses_to_rewrite_what_was_written(
    kent_site: str, table: type[Revision | AuditEntry | Version], field: str
) -> None:
    rows: Any = table.objects.all()
    for attempt in (partial(rows.update, **{field: "forged"}), partial(rows._raw_delete, "default")):
        with pytest.raises((DatabaseError, IntegrityError), match="written once"), transaction.atomic():
            attempt()


WISHES = st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from(["", "one", "two"]))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wishes=st.lists(WISHES, max_size=8))
def test_saved_changes_are_those_made_in_memory(
    kent_site: str, planner: Account, wishes: list[tuple[str, str, str]]
) -> None:
    with transaction.atomic():
        first = load_plan(kent_site)
        plan, expected = first.plan, {first.number: first.plan}
        for key, new, title in wishes:
            there = plan.find_own(Risk, key) is not None
            if (not there and not title) or (new != key and plan.find_own(Risk, new) is not None):
                continue
            record = Risk(code=new if there else key, title=title) if title else None
            step = Change("risk", key if there else "", record)
            revise(by=planner.actor, plan=kent_site, changes=[step], base=load_plan(kent_site).number, why="wish")
            plan = apply_changes(plan, [step])
            expected[load_plan(kent_site).number] = plan
        assert load_plan(kent_site).plan == plan
        for number, then in expected.items():
            assert load_plan_at(kent_site, number).plan == then
        transaction.set_rollback(True)


def test_heads_and_numbers_agree(kent_site: str) -> None:
    assert all(plan.head == plan.revisions.count() for plan in StoredPlan.objects.all())


def test_an_order_brings_nothing_back_that_the_same_revision_removes(kent_site: str, planner: Account) -> None:
    risks = [risk.key for risk in load_plan(kent_site).plan.all(Risk)]
    revise(
        by=planner.actor,
        plan=kent_site,
        changes=[Change("risk", risks[0], None)],
        order={"risk": risks[::-1]},
        base=1,
        why="turned round",
        leave_dangling=True,
    )
    assert [risk.key for risk in load_plan(kent_site).plan.all(Risk)] == risks[:0:-1]
