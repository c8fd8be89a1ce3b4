"""Every operation, asked by every role in every kind of plan, answers as the table of permissions says."""

from typing import Any

import pytest
from django.test import Client
from tests.api.conftest import Program
from tests.people_and_plans import KENT, OTHER_LOCALITY, OWN_LOCALITY, local_code
from tests.web.test_every_address import permitted

from lcsp.api.description import describe
from lcsp.api.limits import counter
from lcsp.store.tokens import TokenUse
from lcsp.vocabulary.actors import Action, Role, change_action

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (method.upper(), path, said) for path, methods in describe()["paths"].items() for method, said in methods.items()
]
# What each needs, written from what it does and not copied from its door.
ROOM, EACH = "a room", "each room"
NEEDS: dict[str, Action | str] = {
    "read_me": Action.SIGN_IN,
    "list_kinds": Action.READ,
    "list_plans": Action.READ,
    "read_plan": Action.READ,
    "export_plan": Action.DOWNLOAD,
    "list_revisions": Action.READ,
    "read_revision": Action.READ,
    "save_changes": EACH,
    "list_plan_findings": Action.READ,
    "accept": Action.ACCEPT_FINDING,
    "withdraw": Action.ACCEPT_FINDING,
    "list_plan_steps": Action.READ,
    "send_for_review": Action.SEND_FOR_REVIEW,
    "take_back": Action.SEND_FOR_REVIEW,
    "send_back": Action.APPROVE,
    "approve": Action.APPROVE,
    "list_comments": Action.READ,
    "add_comment": Action.COMMENT,
    "list_plan_editions": Action.READ,
    "publish": Action.MAKE_EDITION,
    "read_edition": Action.READ,
    "export_edition": Action.DOWNLOAD,
    "follow_thread": Action.READ,
    "list_localities": Action.READ,
    "roll_up": Action.READ,
    "upload_plan": Action.UPLOAD,
    "download_records": Action.DOWNLOAD,
    "list_records": Action.READ,
    "read_record": Action.READ,
    "read_history": Action.READ,
    "add_record": ROOM,
    "change_record_to": ROOM,
    "remove_record": ROOM,
}
PLANS = {"county": None, "own": OWN_LOCALITY, "other": OTHER_LOCALITY}
KIND = "key_actions"


def asked(client: Client, method: str, path: str, plan: str) -> Any:
    """What an operation answers to a request without what it needs."""
    parts = {"plan": plan, "kind": KIND, "key": "4", "number": 1, "name": "First", "fingerprint": "0" * 12}
    counter.forget()
    return client.generic(method, path.format(**parts), "{}", content_type="application/json")


def test_every_operation_is_listed() -> None:
    assert {said["operationId"] for _, _, said in OPERATIONS} == set(NEEDS)


@pytest.mark.parametrize("kind", PLANS)
@pytest.mark.parametrize("role", list(Role))
def test_every_role_at_every_operation(kent_site: str, program: Program, role: Role, kind: str) -> None:
    locality = PLANS[kind]
    plan = local_code(locality) if locality else KENT
    client, wrong = program(role.value), []
    for method, path, said in OPERATIONS:
        needed = NEEDS[said["operationId"]]
        action = change_action("plan") if needed == ROOM else Action.READ if needed == EACH else Action(needed)
        writes = method != "GET"
        may = permitted(role, action, locality if "{plan}" in path else None)
        may = may and (not writes or any(permitted(role, one, OWN_LOCALITY) and one.writes for one in Action))
        got = asked(client, method, path, plan).status_code
        if (got == 403) is may or got >= 500:
            wrong.append(f"{method} {path}: {got}, needs {needed}")
    assert not wrong


def test_a_token_that_reads_writes_nothing(kent_site: str, program: Program) -> None:
    client = program("county planner", TokenUse.READ)
    for method, path, _ in OPERATIONS:
        status = asked(client, method, path, KENT).status_code
        assert (status == 403) is (method != "GET"), f"{method} {path}: {status}"


def test_nobody_gets_in_without_a_token_that_is_good(
    kent_site: str, program: Program, people: Any, signed_in: Any
) -> None:
    calendar = program("county planner", TokenUse.CALENDAR)
    closed = program("analyst")
    people["analyst"].is_active = False
    people["analyst"].save()
    for client in (
        Client(),
        signed_in("county planner"),
        Client(headers={"Authorization": "Bearer lcsp_x"}),
        calendar,
        closed,
    ):
        for method, path, _ in OPERATIONS:
            answer = asked(client, method, path, KENT)
            assert answer.status_code == 401, f"{method} {path}"
            assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="lcsp"')
            assert answer.headers["Content-Type"] == "application/problem+json"
