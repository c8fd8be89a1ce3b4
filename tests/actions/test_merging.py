"""A copy's changes put on a plan that others have changed: nothing of either is lost, and every clash is chosen."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.made import HEADER, make
from tests.reports.test_differences import edited_plans

from lcsp.actions.merging import MINE, THEIRS, interleave, merge
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import KeyAction, Plan, SubAction
from lcsp.store.changes import newly_dangling
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan


def plan_of(*found: Noun) -> WholePlan:
    """Return a plan with these records and a header."""
    by_noun: dict[type[Noun], list[Noun]] = {Plan: [HEADER]}
    for record in found:
        by_noun.setdefault(type(record), []).append(record)
    return WholePlan(by_noun)


def action(code: str, **values: Any) -> KeyAction:
    """Return a key action."""
    return make(KeyAction, code=code, **{"title": f"Action {code}", **values})


def codes(plan: WholePlan) -> list[str]:
    """Return the codes of the key actions, in order."""
    return [record.code for record in plan.all(KeyAction)]


@given(edited_plans())
@settings(max_examples=60)
def test_where_nobody_else_changed_anything_the_copy_comes_about(pair: tuple[WholePlan, WholePlan]) -> None:
    stood, copy = pair
    found = merge(stood, copy, stood)
    assert found.after == copy
    assert found.clashes == ()


@given(edited_plans())
@settings(max_examples=40)
def test_what_is_in_the_plan_already_changes_nothing(pair: tuple[WholePlan, WholePlan]) -> None:
    stood, copy = pair
    found = merge(stood, copy, copy)
    assert found.after == copy
    assert found.clashes == ()
    assert merge(stood, stood, copy).after == copy


@given(edited_plans(), st.data())
@settings(max_examples=60)
def test_every_record_is_mine_or_theirs_as_was_chosen(pair: tuple[WholePlan, WholePlan], data: st.DataObject) -> None:
    """The copy and the plan as others made it go apart from the same beginning."""
    stood, copy = pair
    _, theirs = data.draw(edited_plans())
    now = stood.replace({noun: theirs.all(noun) for noun in data.draw(st.sets(st.sampled_from(NOUNS[1:]), max_size=6))})
    clashes = merge(stood, copy, now).clashes
    choices = {clash.name: data.draw(st.sampled_from((MINE, THEIRS))) for clash in clashes}
    found = merge(stood, copy, now, choices)
    assert found.undecided == ()
    for clash in found.clashes:
        wanted = clash.mine if choices[clash.name] == MINE else clash.theirs
        assert found.after.find_own(NOUN_BY_NAME[clash.noun], wanted.key if wanted else clash.key) == wanted
    for kind in NOUNS:
        keys = [record.key for record in found.after.all(kind)]
        assert len(keys) == len(set(keys))


def test_both_changes_stand_where_they_are_of_different_records() -> None:
    stood = plan_of(action("1"), action("2"), action("3"))
    copy = plan_of(action("1", title="Mine"), action("2"), action("3"), action("4"))
    now = plan_of(action("1"), action("2", title="Theirs"), action("5"))
    found = merge(stood, copy, now)
    assert found.clashes == ()
    assert [record.title for record in found.after.all(KeyAction)] == ["Mine", "Theirs", "Action 4", "Action 5"]


def test_a_record_that_both_changed_is_chosen() -> None:
    stood, copy = plan_of(action("1")), plan_of(action("1", title="Mine"))
    now = plan_of(action("1", title="Theirs"))
    found = merge(stood, copy, now)
    assert [clash.name for clash in found.undecided] == ["key_action 1"]
    assert found.after == now
    assert merge(stood, copy, now, {"key_action 1": MINE}).after == copy
    assert merge(stood, copy, now, {"key_action 1": THEIRS}).after == now


def test_removing_what_somebody_changed_is_a_clash_and_removing_what_is_gone_is_done() -> None:
    stood, copy = plan_of(action("1"), action("2")), plan_of(action("1"))
    assert [c.name for c in merge(stood, copy, plan_of(action("1"), action("2", title="New"))).clashes] == [
        "key_action 2"
    ]
    gone = merge(stood, copy, plan_of(action("1")))
    assert (gone.clashes, gone.done, gone.changes) == ((), 1, ())


def test_what_others_wrote_meanwhile_follows_a_new_key() -> None:
    stood = plan_of(action("1", title="One"))
    copy = plan_of(action("9", title="One"))
    now = plan_of(action("1", title="One"), make(SubAction, code="1.1", action="1"))
    found = merge(stood, copy, now)
    assert codes(found.after) == ["9"]
    assert newly_dangling(now, found.after) == []


def test_a_new_key_that_others_have_used_is_a_clash() -> None:
    stood = plan_of(make(BudgetLine, code="a", gross=Decimal(7)))
    copy = plan_of(make(BudgetLine, code="b", gross=Decimal(7)))
    now = plan_of(make(BudgetLine, code="a", gross=Decimal(7)), make(BudgetLine, code="b", gross=Decimal(8)))
    found = merge(stood, copy, now)
    assert [clash.name for clash in found.clashes] == ["budget_line b"]
    assert merge(stood, copy, now, {"budget_line b": MINE}).after == copy
    assert merge(stood, copy, now, {"budget_line b": THEIRS}).after == now


KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(KEYS, KEYS, KEYS)
def test_an_order_has_every_key_once_and_that_of_the_copy_where_nobody_moved_any(
    was: list[str], mine: list[str], theirs: list[str]
) -> None:
    found = interleave(was, mine, theirs)
    assert sorted(found) == sorted(set(mine) | set(theirs))
    alone = interleave(was, mine, was)
    assert [key for key in alone if key in set(mine)] == mine
