"""Every operation of the API, tried with right and wrong data: it answers as its document says, and never fails."""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.people_and_plans import KENT

from lcsp.api.description import describe
from lcsp.api.limits import counter
from lcsp.config.wsgi import application
from lcsp.store.plans import kept

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MOST = 60 if os.environ.get("LCSP_REQUIRE") == "all" else 8
# Something that is there, so that what is tried is not always a plan or a record that nobody has.
KNOWN = {"plan": KENT, "kind": "key_actions", "key": "4", "name": "First", "number": 1}
SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(describe())))
SCHEMA.app = application
OPERATIONS = [f"{method.upper()} {path}" for path, said in describe()["paths"].items() for method in said]
QUIET = settings(
    max_examples=MOST,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the end of a request does not close the connection of the test."""
    for sent in (request_started, request_finished):
        sent.disconnect(close_old_connections)
    yield
    for sent in (request_started, request_finished):
        sent.connect(close_old_connections)


@pytest.fixture(params=["county planner", "reader"])
def headers(kent_site: str, request: pytest.FixtureRequest, token_of: Callable[..., str]) -> dict[str, str]:
    """The token of somebody who writes, and of somebody who reads."""
    return {"Authorization": f"Bearer {token_of(request.param)}"}


def try_with(name: str, mode: GenerationMode, headers: dict[str, str], checks: list[Any]) -> None:
    """Try an operation with data of one mode, and undo what it wrote."""
    method, path = name.split(" ")
    strategy = SCHEMA[path][method].as_strategy(generation_mode=mode)

    @QUIET
    @given(case=strategy, known=st.booleans())
    def tried(case: Any, known: bool) -> None:
        if known and mode is GenerationMode.POSITIVE:
            case.path_parameters.update({part: KNOWN[part] for part in case.path_parameters if part in KNOWN})
            case.headers["If-Match"] = "*"
        counter.forget()
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        kept.forget()
        case.validate_response(response, checks=checks)

    tried()


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_answers_as_it_says(name: str, headers: dict[str, str]) -> None:
    try_with(name, GenerationMode.POSITIVE, headers, CHECKS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_refuses_what_is_not_right(name: str, headers: dict[str, str]) -> None:
    if SCHEMA[name.split(" ")[1]][name.split(" ", maxsplit=1)[0]].label.startswith("GET /api/v1/me"):
        return
    try_with(name, GenerationMode.NEGATIVE, headers, [*CHECKS, negative_data_rejection])
