"""The log of a walk through the site: a line for each request, a reference for each, and nothing of who walked."""

import io
import json
import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.people_and_plans import KENT

from lcsp.store.models import Account
from lcsp.web.log_lines import JsonLine
from lcsp.web.search import views

pytestmark = pytest.mark.django_db
SOUGHT = "Peppermint+Featherstone"
ADDRESS = "203.0.113.77"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict[str, Any]]]:
    """`log()` is what the site's own handlers have written so far, line by line."""
    written = io.StringIO()
    ours = [one for one in logging.getLogger().handlers if isinstance(one.formatter, JsonLine)]
    streams = [
        one for one in (*ours, *logging.getLogger("lcsp.requests").handlers) if type(one) is logging.StreamHandler
    ]
    assert len(streams) == 2, "one for what goes wrong, one for requests"
    for one in streams:
        monkeypatch.setattr(one, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


def _walk(client: Client, person: Account) -> list[Any]:
    """Look, search, go astray, and send a form, with things to type that would be recognised."""
    more: Any = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": "Featherstone"}
    return [
        client.get("/workspace/", **more),
        client.get(f"/workspace/plans/{KENT}/", **more),
        client.get(f"/workspace/plans/{KENT}/plan/key-actions/?sort=Featherstone", **more),
        client.get(f"/workspace/search/?q={SOUGHT}", **more),
        client.get(f"/account/password/link/{SOUGHT}-Peppermint/", **more),
        client.get(f"/feeds/deadlines/{SOUGHT}.ics", **more),
        client.get(f"/api/v1/{SOUGHT}", **more),
        client.get(f"/{person.email}/", **more),
        client.generic("PEPPERMINT", "/health/", **more),
        client.post("/account/sign-in/", {"login": person.email, "password": "Peppermint"}, **more),
        client.get("/static/lcsp/lcsp.css?q=Peppermint", **more),
        client.get("/workspace/", headers={"host": "featherstone.example"}, **more),
    ]


def test_nobody_s_name_address_or_words_stand_in_the_log(
    signed_in: Callable[[str], Client],
    people: dict[str, Account],
    log: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = people["county planner"]
    client = signed_in("county planner")
    client.raise_request_exception = False
    answers = _walk(client, person)
    for answer in answers:
        if answer.streaming:
            b"".join(answer.streaming_content)  # closes the file
    with monkeypatch.context() as patch:
        patch.setattr(views, "load_plans", _fail_for(person))
        answers.append(client.get(f"/workspace/search/?q={SOUGHT}"))
    lines = log()
    requests = [line for line in lines if line["logger"] == "lcsp.requests"]
    assert [line["status"] for line in requests] == [answer.status_code for answer in answers]
    assert [line["reference"] for line in requests] == [answer.headers["X-Request-ID"] for answer in answers]
    assert {200, 400, 404, 405, 500} <= {line["status"] for line in requests}, "the walk has met everything"
    assert requests[1]["route"] == "workspace/plans/<plan:plan>/"
    said = json.dumps(lines, ensure_ascii=False).casefold()
    for secret in ("peppermint", "featherstone", person.email, person.name, ADDRESS, KENT, "@"):
        assert secret.casefold() not in said, secret


def _fail_for(person: Account) -> Callable[[], None]:
    def fail() -> None:
        raise ValueError(f"{person.name} <{person.email}> looked for {SOUGHT}")

    return fail


def test_a_failure_has_a_reference_by_which_it_is_found(
    signed_in: Callable[[str], Client],
    log: Callable[[], list[dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
    people: dict[str, Account],
) -> None:
    client = signed_in("reader")
    client.raise_request_exception = False
    monkeypatch.setattr(views, "load_plans", _fail_for(people["reader"]))
    answer = client.get("/workspace/search/?q=a")
    found = re.search(r"Quote this reference.*<strong>(\w+)</strong>", answer.content.decode())
    assert found
    assert found[1] == answer.headers["X-Request-ID"]
    [fault] = [line for line in log() if "errors" in line]
    assert fault["reference"] == found[1]
    assert fault["errors"][0]["error"] == "builtins.ValueError"
    assert any("lcsp/web/search/views.py" in line for line in fault["errors"][0]["lines"])


def test_a_reference_that_a_browser_sends_is_not_taken(client: Client) -> None:
    answer = client.get("/health/", headers={"X-Request-ID": "Featherstone"})
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["X-Request-ID"])
    assert client.get("/health/").headers["X-Request-ID"] != answer.headers["X-Request-ID"]
