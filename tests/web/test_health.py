"""The health of the site, as a proxy asks for it."""

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lcsp.web import health


@pytest.mark.django_db
def test_a_site_that_answers_is_well(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "well", "database": "answers"})
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


def test_a_database_that_does_not_answer_is_said_and_not_described(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse() -> None:
        raise OperationalError("connection to server at db.example failed")

    monkeypatch.setattr(health, "read_heads", refuse)
    answer = client.get("/health/")
    assert answer.status_code == 503
    assert answer.json()["status"] == "ill"
    assert "db.example" not in answer.content.decode()
    assert "db.example" in caplog.text, "who runs the site reads why"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_only_looks_are_answered(client: Client, method: str) -> None:
    answer = client.generic(method, "/health/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
