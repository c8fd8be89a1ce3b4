"""Who uses lcsp and what each role may do: one table of role and action, to which rooms only add conditions."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Role(StrEnum):
    """What a person is in the partnership; one person may have several roles."""

    READER = "reader"
    LOCALITY_MANAGER = "locality manager"
    COUNTY_PLANNER = "county planner"
    FINANCE = "finance"
    ANALYST = "analyst"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What can be done. A page or an operation names the one that it needs."""

    SIGN_IN = "use one's own account"
    READ = "read plans, findings and history"
    DOWNLOAD = "download lists and plans"
    CHANGE_PLACES = "change places"
    CHANGE_PLAN = "change priorities, actions and progress"
    CHANGE_PERFORMANCE = "change performance"
    CHANGE_FINANCE = "change finance"
    CHANGE_WORKFORCE = "change workforce"
    CHANGE_PARTICIPATION = "change participation"
    CHANGE_GOVERNANCE = "change governance"
    ACCEPT_FINDING = "accept a finding"
    UPLOAD = "upload a whole plan"
    COMMENT = "comment on records"
    SEND_FOR_REVIEW = "send a plan for review"
    APPROVE = "approve a plan"
    MAKE_EDITION = "publish an edition"
    MEASURE = "see figures computed from single pupils' records"
    READ_AUDIT = "read the audit log"
    MANAGE_ACCOUNTS = "manage accounts and roles"

    @property
    def writes(self) -> bool:
        """Whether it changes what others see; a role that may do so needs a second factor to sign in."""
        return self not in (Action.SIGN_IN, Action.READ, Action.DOWNLOAD, Action.MEASURE, Action.READ_AUDIT)


class Scope(StrEnum):
    """Where a role may do an action."""

    EVERYWHERE = "everywhere"
    OWN_LOCALITIES = "own localities"


_READING = (Action.SIGN_IN, Action.READ, Action.DOWNLOAD)
_ROOMS = (
    Action.CHANGE_PLACES,
    Action.CHANGE_PLAN,
    Action.CHANGE_PERFORMANCE,
    Action.CHANGE_FINANCE,
    Action.CHANGE_WORKFORCE,
    Action.CHANGE_PARTICIPATION,
    Action.CHANGE_GOVERNANCE,
)


def _allow(*actions: Action, own: Iterable[Action] = ()) -> Mapping[Action, Scope]:
    everywhere = dict.fromkeys((*_READING, *actions), Scope.EVERYWHERE)
    return MappingProxyType({**everywhere, **dict.fromkeys(own, Scope.OWN_LOCALITIES)})


# The one table. A locality manager's rights hold in the local plans of the localities that are named with the role.
PERMITTED: Mapping[Role, Mapping[Action, Scope]] = MappingProxyType(
    {
        Role.READER: _allow(),
        Role.LOCALITY_MANAGER: _allow(
            Action.COMMENT,
            own=(
                Action.CHANGE_PLAN,
                Action.CHANGE_PERFORMANCE,
                Action.CHANGE_PARTICIPATION,
                Action.CHANGE_GOVERNANCE,
                Action.ACCEPT_FINDING,
                Action.UPLOAD,
                Action.SEND_FOR_REVIEW,
            ),
        ),
        Role.COUNTY_PLANNER: _allow(
            *_ROOMS, Action.ACCEPT_FINDING, Action.UPLOAD, Action.COMMENT, Action.SEND_FOR_REVIEW
        ),
        Role.FINANCE: _allow(Action.CHANGE_FINANCE, Action.CHANGE_WORKFORCE, Action.ACCEPT_FINDING, Action.COMMENT),
        Role.ANALYST: _allow(
            Action.CHANGE_PERFORMANCE, Action.CHANGE_PLACES, Action.ACCEPT_FINDING, Action.COMMENT, Action.MEASURE
        ),
        Role.APPROVER: _allow(Action.ACCEPT_FINDING, Action.COMMENT, Action.APPROVE, Action.MAKE_EDITION),
        Role.AUDITOR: _allow(Action.READ_AUDIT),
        Role.ADMINISTRATOR: _allow(Action.MANAGE_ACCOUNTS, Action.READ_AUDIT),
    }
)


class Actor(NamedTuple):
    """A person as rules see them: an account, its roles, and the localities of which they are manager.

    `account` is the number of the account; `localities` are codes of areas.
    """

    account: int
    name: str
    roles: frozenset[Role]
    localities: frozenset[str] = frozenset()

    def may(self, action: Action, locality: str | None = None) -> bool:
        """Say whether one of the roles allows `action`; `locality` is the area of the local plan it is done to."""
        for role in self.roles:
            scope = PERMITTED[role].get(action)
            if scope is Scope.EVERYWHERE or (scope is Scope.OWN_LOCALITIES and locality in self.localities):
                return True
        return False

    def may_anywhere(self, action: Action) -> bool:
        """Say whether there is any plan to which this person may do `action`."""
        return self.may(action) or any(self.may(action, locality) for locality in self.localities)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a role may write, so that a password alone is not enough."""
        return any(needs_second_factor(role) for role in self.roles)


class Forbidden(Exception):
    """A person may not do this; the message says what, and which roles may."""


def check_may(actor: Actor, action: Action, locality: str | None = None) -> None:
    """Raise Forbidden where `actor` may not do `action` (to the local plan of `locality`)."""
    if not actor.may(action, locality):
        raise Forbidden(f"To {action.value}, one of these roles is needed: {roles_text(action, own=bool(locality))}.")


def roles_text(action: Action, *, own: bool = True) -> str:
    """Return the roles that may do `action`, such as "locality manager (own localities), county planner".

    Without `own`, those are left out that may do it to plans of their own localities only.
    """
    found = ((role, PERMITTED[role].get(action)) for role in Role)
    return ", ".join(
        role.value if scope is Scope.EVERYWHERE else f"{role.value} (own localities)"
        for role, scope in found
        if scope is Scope.EVERYWHERE or (scope and own)
    )


def needs_second_factor(role: Role) -> bool:
    """Say whether `role` may write anything, or see figures that have not passed disclosure control."""
    return any(action.writes or action is Action.MEASURE for action in PERMITTED[role])


def change_action(room: str) -> Action:
    """Return the action of changing records of `room`; ValueError for a room that has none."""
    return Action[f"CHANGE_{room.upper()}"] if f"CHANGE_{room.upper()}" in Action.__members__ else _no_room(room)


def _no_room(room: str) -> Action:
    raise ValueError(f"{room!r} is not a room whose records people change")
