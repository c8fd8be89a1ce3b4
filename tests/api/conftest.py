"""Programs that hold a token: of each role, for reading and for writing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lcsp.actions.tokens import make_token
from lcsp.api.limits import counter
from lcsp.store.models import Account
from lcsp.store.plans import kept
from lcsp.store.tokens import TokenUse

Program = Callable[..., Client]


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    """Revisions of a test that was rolled back are not known to the next, nor how often somebody asked."""
    kept.forget()
    counter.forget()


@pytest.fixture
def token_of(people: dict[str, Account]) -> Callable[..., str]:
    """`token_of("county planner")` is the text of a token; one that writes where the role can."""

    def make(role: str, use: TokenUse | None = None) -> str:
        actor = people[role].actor
        wanted = use or (TokenUse.WRITE if actor.needs_second_factor else TokenUse.READ)
        return make_token(by=actor, name="A program", use=wanted, days=1)[1]

    return make


@pytest.fixture
def program(token_of: Callable[..., str]) -> Program:
    """`program("county planner")` is a client that sends that person's token."""

    def client(role: str, use: Any = None) -> Client:
        return Client(headers={"Authorization": f"Bearer {token_of(role, use)}"})

    return client
