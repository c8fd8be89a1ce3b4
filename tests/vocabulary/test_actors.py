"""The table of role and action: what it allows, to whom, where, and who needs a second factor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.vocabulary.actors import (
    PERMITTED,
    Action,
    Actor,
    Forbidden,
    Role,
    Scope,
    change_action,
    check_may,
    needs_second_factor,
    roles_text,
)  # fmt: skip
from lcsp.whole_plan import NOUNS

LOCALITIES = ("ashford", "thanet", "swale")
actors = st.builds(
    Actor, st.integers(1), st.text(), st.frozensets(st.sampled_from(Role)), st.frozensets(st.sampled_from(LOCALITIES))
)
places = st.sampled_from((None, *LOCALITIES, "elsewhere"))


def test_every_role_stands_in_the_table_and_reads() -> None:
    assert set(PERMITTED) == set(Role)
    for allowed in PERMITTED.values():
        assert {Action.SIGN_IN, Action.READ, Action.DOWNLOAD} <= {act for act, scope in allowed.items() if scope}


def test_every_action_is_somebodys() -> None:
    assert {action for allowed in PERMITTED.values() for action in allowed} == set(Action)


def test_who_manages_accounts_changes_no_plan_and_who_audits_changes_nothing() -> None:
    assert {action for action in PERMITTED[Role.ADMINISTRATOR] if action.writes} == {Action.MANAGE_ACCOUNTS}
    assert not any(action.writes for action in PERMITTED[Role.AUDITOR])
    assert not any(action.writes for action in PERMITTED[Role.READER])


def test_only_a_locality_manager_is_bound_to_localities() -> None:
    bound = {role for role, allowed in PERMITTED.items() if Scope.OWN_LOCALITIES in allowed.values()}
    assert bound == {Role.LOCALITY_MANAGER}


@given(actors, st.sampled_from(Action), places)
def test_a_right_is_that_of_one_role(actor: Actor, action: Action, place: str | None) -> None:
    alone = [actor._replace(roles=frozenset({role})) for role in actor.roles]
    assert actor.may(action, place) == any(one.may(action, place) for one in alone)


@given(actors, st.sampled_from(Action), places)
def test_a_manager_does_nothing_but_comment_elsewhere(actor: Actor, action: Action, place: str | None) -> None:
    manager = actor._replace(roles=frozenset({Role.LOCALITY_MANAGER}))
    if action.writes and action is not Action.COMMENT and manager.may(action, place):
        assert place in manager.localities


@given(actors, st.sampled_from(Action), places)
def test_check_may_raises_exactly_where_may_is_false(actor: Actor, action: Action, place: str | None) -> None:
    if actor.may(action, place):
        check_may(actor, action, place)
    else:
        with pytest.raises(Forbidden, match=f"To {action.value}, one of these roles is needed"):
            check_may(actor, action, place)


@given(actors)
def test_who_may_write_anywhere_needs_a_second_factor(actor: Actor) -> None:
    writes = any(actor.may_anywhere(action) for action in Action if action.writes)
    assert not writes or actor.needs_second_factor
    assert actor.needs_second_factor == any(needs_second_factor(role) for role in actor.roles)


def test_nobody_without_a_role_may_anything() -> None:
    nobody = Actor(1, "X", frozenset(), frozenset(LOCALITIES))
    assert not any(nobody.may_anywhere(action) for action in Action)


def test_the_roles_of_an_action_are_said() -> None:
    assert roles_text(Action.UPLOAD) == "locality manager (own localities), county planner"
    assert roles_text(Action.UPLOAD, own=False) == "county planner"


def test_a_refusal_names_only_roles_that_would_do() -> None:
    """A locality's manager is not told that managers may change the county's plan."""
    reader = Actor(1, "X", frozenset({Role.READER}))
    with pytest.raises(Forbidden, match=r"needed: county planner\.$"):
        check_may(reader, Action.CHANGE_PLAN)
    with pytest.raises(Forbidden, match=r"locality manager \(own localities\), county planner\.$"):
        check_may(reader, Action.CHANGE_PLAN, "dover")


@pytest.mark.parametrize("room", sorted({noun.room for noun in NOUNS}))
def test_every_room_has_its_action(room: str) -> None:
    assert change_action(room).writes


def test_what_is_no_room_is_refused() -> None:
    with pytest.raises(ValueError, match="'kitchen' is not a room"):
        change_action("kitchen")
