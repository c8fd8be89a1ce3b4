"""Records by the API: read in pages, written through the same checks, nobody's change overwritten unseen."""

import csv
import errno
import io
import json
from typing import Any

import pytest
from django.test import Client
from tests.api.conftest import Program
from tests.people_and_plans import KENT, publish

from lcsp.partnership.plan import KeyAction, Objective
from lcsp.store.audit import verify
from lcsp.store.plans import load_plan

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
ACTIONS = f"{V1}/plans/{KENT}/key_actions/"
ONE = f"{ACTIONS}4/"


def send(client: Client, method: str, address: str, value: Any, **headers: str) -> Any:
    """An answer to JSON that is sent."""
    return client.generic(method, address, json.dumps(value), content_type="application/json", headers=headers)


@pytest.fixture
def planner(kent_site: str, program: Program) -> Client:
    """A program of the county planner."""
    return program("county planner")


def test_a_list_is_read_page_by_page_and_as_a_file(planner: Client) -> None:
    address, keys = f"{ACTIONS}?limit=5", []
    while address:
        answer = planner.get(address)
        page = answer.json()
        keys += [item["key"] for item in page["items"]]
        assert page["total"] == 14
        assert ('rel="next"' in answer.headers.get("Link", "")) is bool(page["next"])
        address = page["next"]
    assert keys == [action.key for action in load_plan(KENT).plan.all(KeyAction)]
    lines = list(csv.DictReader(io.StringIO(planner.get(f"{ACTIONS[:-1]}.csv").content.decode())))
    assert [line["code"] for line in lines] == keys
    chosen = planner.get(f"{ACTIONS}?code=4").json()["items"]
    assert [item["key"] for item in chosen] == ["4"]


def test_what_somebody_has_already_is_not_sent_again(planner: Client) -> None:
    for address in (f"{V1}/plans/", f"{V1}/plans/{KENT}/", ACTIONS, ONE, f"{V1}/kinds/"):
        first = planner.get(address)
        again = planner.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_record_is_changed_by_who_read_it_and_not_unseen(planner: Client) -> None:
    read = planner.get(ONE)
    sent: dict[str, Any] = {
        "record": {**read.json()["record"], "title": "Changed by a program"},
        "why": "Agreed by the board",
    }
    assert send(planner, "PUT", ONE, sent).json()["code"] == "no-version"
    saved = send(planner, "PUT", ONE, sent, **{"If-Match": read.headers["ETag"]})
    assert (saved.status_code, saved.json()["record"]["title"]) == (200, "Changed by a program")
    late = send(
        planner,
        "PUT",
        ONE,
        {**sent, "record": {**sent["record"], "title": "Late"}},
        **{"If-Match": read.headers["ETag"]},
    )
    problem = late.json()
    assert (late.status_code, problem["code"]) == (412, "changed-meanwhile")
    assert problem["clashes"][0]["theirs"]["title"] == "Changed by a program"
    assert problem["clashes"][0]["yours"]["title"] == "Late"
    assert planner.get(ONE).json()["record"]["title"] == "Changed by a program"
    assert planner.get(f"{ONE}?at=1").json()["record"] == read.json()["record"]
    history = planner.get(f"{ONE}history/").json()["items"]
    assert history[0]["revision"]["why"] == "Agreed by the board"
    assert verify() == []


def test_a_record_is_added_and_removed(planner: Client) -> None:
    risks = f"{V1}/plans/{KENT}/risks/"
    added = send(planner, "POST", risks, {"record": {"code": "flood", "title": "The quay floods"}, "why": "New"})
    assert (added.status_code, added.headers["Location"]) == (201, f"{risks}flood/")
    again = send(planner, "POST", risks, {"record": {"code": "flood", "title": "Twice"}, "why": "New"})
    assert again.status_code in (412, 422)
    removed = planner.delete(f"{risks}flood/?why=Gone", headers={"If-Match": added.headers["ETag"]})
    assert removed.json()["changed"] is True
    assert planner.get(f"{risks}flood/").status_code == 404
    aim = load_plan(KENT).plan.all(Objective)[0].key
    dangling = planner.delete(f"{V1}/plans/{KENT}/objectives/{aim}/?why=Gone", headers={"If-Match": "*"})
    assert (dangling.status_code, bool(dangling.json().get("dangling"))) == (409, True), dangling.json()


def test_what_is_wrong_is_said_field_by_field(planner: Client) -> None:
    risks = f"{V1}/plans/{KENT}/risks/"
    problem = send(planner, "POST", risks, {"record": {"code": "x", "title": 7, "colour": "red"}, "why": "New"}).json()
    assert problem["code"] == "not-valid"
    assert {error["field"] for error in problem["errors"]} == {"record.title", "record.colour"}
    broken = planner.generic("POST", risks, "{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "not-understood")
    assert planner.generic("POST", risks, "x", content_type="text/plain").status_code == 415
    assert planner.get(f"{ACTIONS}?colour=red").json()["code"] == "not-valid"
    for address in (f"{V1}/nothing/", f"{V1}/plans/none/", f"{V1}/plans/{KENT}/colours/"):
        answer = planner.get(address)
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert planner.patch(ONE).json()["code"] == "not-taken"


def test_several_changes_are_saved_together_or_not_at_all(planner: Client) -> None:
    changes = f"{V1}/plans/{KENT}/revisions/"
    good = {"kind": "risks", "record": {"code": "a", "title": "A"}}
    bad = {"kind": "risks", "record": {"code": "b"}}
    tag = planner.get(f"{V1}/plans/{KENT}/").headers["ETag"]
    refused = send(planner, "POST", changes, {"changes": [good, bad], "why": "x"}, **{"If-Match": tag})
    assert refused.json()["errors"][0]["field"] == "changes.1.record.title"
    good_too = {"kind": "risks", "record": {"code": "b", "title": "B"}}
    saved = send(planner, "POST", changes, {"changes": [good, good_too], "why": "x"}, **{"If-Match": tag})
    assert saved.json() == {"changed": True, "revision": 2, "key": None}
    assert len(planner.get(f"{changes}2/").json()["changes"]) == 2


def test_a_whole_plan_is_uploaded_as_it_was_read(planner: Client) -> None:
    exported = planner.get(f"{V1}/plans/{KENT}/export.json").json()
    exported["governance"]["risks"][0]["title"] = "Renamed in a file"
    upload = f"{V1}/plans/{KENT}/upload/?why=Worked+on"
    only = send(planner, "PUT", f"{upload}&only_look=true", exported, **{"If-Match": "*"}).json()
    assert (only["applied"], only["changes"], only["revision"]) == (False, 1, 1)
    done = send(planner, "PUT", upload, exported, **{"If-Match": "*"}).json()
    assert (done["applied"], done["revision"]) == (True, 2)


def test_a_plan_is_reviewed_and_published_by_programs(planner: Client, program: Program) -> None:
    approver, plan = program("approver"), f"{V1}/plans/{KENT}"
    tag = {"If-Match": str(planner.get(f"{plan}/").headers["ETag"])}
    send(planner, "POST", f"{plan}/steps/send/", {"why": "All of it"}, **tag)
    said = send(approver, "POST", f"{plan}/comments/", {"kind": "boards", "key": "cabinet", "text": "Its name?"}).json()
    held = send(approver, "POST", f"{plan}/steps/approve/", {"why": "Cabinet"}, **tag)
    assert (held.status_code, "not settled" in held.json()["detail"]) == (422, True)
    send(planner, "POST", f"{plan}/comments/", {"answers": said["number"], "settles": True})
    assert send(approver, "POST", f"{plan}/steps/approve/", {"why": "Cabinet"}, **tag).status_code == 200
    made = send(approver, "POST", f"{plan}/editions/", {"name": "First", "why": "Agreed"}, **tag)
    assert made.status_code == 201
    assert planner.get(f"{plan}/").json()["stage"] == "published"
    assert planner.get(f"{plan}/editions/First/export.json").status_code == 200
    assert planner.get(f"{plan}/steps/").json()["items"][0]["step"] == "published"


def test_the_thread_brings_its_money(planner: Client) -> None:
    publish(KENT, "First")
    thread = planner.get(f"{V1}/plans/{KENT}/thread/key_actions/4/").json()
    assert thread["top"]["key"] == "4"
    localities = planner.get(f"{V1}/plans/{KENT}/roll-up/").json()["items"]
    assert len(localities) == 23


def test_too_many_requests_are_told_to_wait(planner: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lcsp.api.limits.MOST_REQUESTS", 2)
    answers = [planner.get(f"{V1}/me/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) <= 61


@pytest.mark.parametrize(("number", "status"), [(errno.ENOSPC, 507), (errno.EIO, 507), (0, 500)])
def test_a_full_disk_is_said_to_be_one(
    planner: Client, monkeypatch: pytest.MonkeyPatch, number: int, status: int
) -> None:
    def fail(**_: object) -> None:
        raise OSError(number, "made for a test")

    monkeypatch.setattr("lcsp.api.records.change_record", fail)
    risk = {"record": {"code": "flood", "title": "The quay floods"}, "why": "New"}
    answer = send(planner, "POST", f"{V1}/plans/{KENT}/risks/", risk)
    assert answer.status_code == status
    assert "Nothing was changed" in answer.json()["detail"]
