"""The pages for a disk or a database that cannot: what was not saved, and what to do, without asking either of them."""

import sqlite3
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from tests.people_and_plans import KENT

from lcsp.store.failures import Failure
from lcsp.web import refusals

ADDRESS = f"/workspace/plans/{KENT}/governance/risks/add/"
GIVEN = {"code": "R1", "title": "t", "revision-why": "because", "revision-base": "1", "revision-do": "save"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "status", "said", "again"),
    [
        ("SQLITE_FULL", 507, "the disk of the server is full", ""),
        ("SQLITE_IOERR_WRITE", 503, "the server cannot write to its disk", "30"),
        ("SQLITE_BUSY", 503, "the site is busy", "30"),
        ("SQLITE_ERROR", 500, "Something went wrong", ""),
    ],
)
def test_a_page_says_that_nothing_was_saved_and_what_to_do(
    kent_site: str, signed_in: Any, monkeypatch: pytest.MonkeyPatch, name: str, status: int, said: str, again: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        cause = sqlite3.OperationalError("as the driver says it")
        cause.sqlite_errorname = name
        raise OperationalError("as Django says it") from cause

    client: Client = signed_in("county planner")
    client.raise_request_exception = False
    monkeypatch.setattr("lcsp.web.records.editing.save", fail)
    answer = client.post(ADDRESS, GIVEN)
    if b"revision-seen" in answer.content:
        seen = answer.content.decode().split('name="revision-seen" value="')[1].split('"')[0]
        answer = client.post(ADDRESS, {**GIVEN, "revision-do": "anyway", "revision-seen": seen})
    assert answer.status_code == status
    page = answer.content.decode()
    assert said in page
    assert "as the driver says it" not in page
    assert answer.headers.get("Retry-After", "") == again
    assert ("Nothing was saved" in page) is (status != 500)


def test_every_failure_has_its_page() -> None:
    assert set(refusals._FAILURES) == set(Failure)
