"""The auditor's page: who did what to what, narrowed and in pages, and whether the log is whole."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from lcsp.store import audit
from lcsp.store.models import Account, AuditEntry, AuditHead

PAGE = "/workspace/audit/"


@pytest.fixture
def client(kent_site: str, signed_in: Callable[[str], Client]) -> Client:
    """An auditor's."""
    return signed_in("auditor")


def add(by: int | None, action: str, subject: str, **facts: str) -> None:
    """Add an entry."""
    with transaction.atomic():
        audit.append(by=by, action=action, subject=subject, facts=facts)


def text_of(client: Client, **asked: str) -> str:
    """The page's text."""
    return client.get(PAGE, asked).content.decode()


def test_an_entry_names_who_and_what(client: Client, people: dict[str, Account]) -> None:
    reader, administrator = people["reader"], people["administrator"]
    add(administrator.pk, "grant role", f"account {reader.pk}", role="auditor")
    page = text_of(client, action="grant role")
    assert "The administrator" in page
    assert f"account {reader.pk} (The reader)" in page
    assert "role: auditor" in page


def test_it_is_narrowed_by_person_action_plan_and_day(client: Client, people: dict[str, Account]) -> None:
    reader = people["reader"]
    add(None, "sign-in failed", f"account {reader.pk}")
    add(reader.pk, "sign in", f"account {reader.pk}")
    add(None, "revise", "kent-other revision 1")
    assert "2 entries of" in text_of(client, person=str(reader.pk))
    assert "1 entries of" in text_of(client, person=str(reader.pk), action="sign in")
    kent = AuditEntry.objects.filter(subject__startswith="kent-lcsp-2009-10 ").count()
    assert f"{kent} entries of" in text_of(client, plan="kent-lcsp-2009-10"), "and no plan whose code begins so"
    assert "There is no such entry" in text_of(client, to="2001-01-01")
    assert "entries." in text_of(client, **{"from": "2001-01-01"})


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "9999-12-31"])
def test_a_day_that_is_none_is_said(client: Client, day: str) -> None:
    assert client.get(PAGE, {"to": day}).status_code == 200
    assert "right would be 2026-04-01" in text_of(client, to=day)


def test_a_long_log_comes_in_pages(client: Client) -> None:
    for number in range(60):
        add(None, "sign-in failed", f"attempt {number}")
    first, second = text_of(client, action="sign-in failed"), text_of(client, action="sign-in failed", page="2")
    assert "attempt 59" in first
    assert "attempt 9<" not in first
    assert "attempt 9<" in second
    assert "action=sign-in+failed&amp;page=2" in first


def test_it_says_whether_the_log_is_whole(client: Client) -> None:
    assert "The log is whole" in client.post(PAGE).content.decode()
    AuditHead.objects.update(sha256="1" * 64)
    answer = client.post(PAGE).content.decode()
    assert "The log is not whole" in answer
