"""Fifty people edit one plan at once over HTTP: every change that was accepted is there once, nobody meets an error.

What is refused is refused with both versions side by side, or with the advice to try again.
"""

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.serving import KENT, Served, Visitor, entered, new_site

PEOPLE, OWN, TABLES = 50, 3, 10
RISKS = f"/workspace/plans/{KENT}/governance/risks/add/"
CLASH = "Somebody else changed this record meanwhile"

_SESSIONS = """
import time
from importlib import import_module
from types import SimpleNamespace
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from lcsp.store.models import Account, Grant
from lcsp.vocabulary.actors import Role
from lcsp.web.sign_in.middleware import begin_session
from lcsp.web.sign_in.second_factor import mark_second_factor
for number in range(int(sys.argv[1])):
    account = Account.objects.create(email=f"planner.{number}@demo.example", name=f"Planner {number}")
    Grant.objects.create(account=account, role=Role.COUNTY_PLANNER, locality="")
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
    begin_session(SimpleNamespace(session=session))
    mark_second_factor(session, account)
    session.save()
    print(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
"""
_RISKS = """
import json
from lcsp.partnership.governance import Risk
from lcsp.store.models import Revision
from lcsp.store.plans import load_plan
state = load_plan(sys.argv[1])
reasons = list(Revision.objects.filter(plan__code=sys.argv[1]).values_list("why", flat=True))
print(json.dumps([state.number, {risk.code: risk.title for risk in state.plan.all(Risk)}, reasons]))
"""


class Person(threading.Thread):
    """Somebody who adds records of their own, and has a word put into one that several people change."""

    def __init__(self, visitor: Visitor, number: int, start: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.visitor, self.number, self.begin = visitor, number, start
        self.shared = f"table-{number % TABLES}"
        self.saved: list[str] = []
        self.clashes = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        self.begin.wait(60)
        try:
            for each in range(OWN):
                code = f"own-{self.number}-{each}"
                self._told(code, self.visitor.save(RISKS, {"code": code, "title": code}, code, 1).status)
            self._put_in(f"word-{self.number}")
        except Exception as error:  # noqa: BLE001 - shown where the threads are gathered
            self.wrong.append(repr(error))

    def _told(self, what: str, status: int) -> None:
        (self.saved if status == 302 else self.wrong).append(what)

    def _put_in(self, word: str) -> None:
        """Add a word to the shared record; where somebody was first, choose on the page that shows both versions."""
        address = f"/workspace/plans/{KENT}/governance/risk/{self.shared}/edit/"
        while True:
            form = self.visitor.get(address)
            was = entered("title", form.page)
            fields = {"code": self.shared, "title": f"{was} {word}"}
            answer = self.visitor.save(address, fields, word, int(entered("revision-base", form.page)))
            if CLASH not in answer.page:
                self._told(word, answer.status)
                return
            self.clashes += 1
            if was not in answer.page or f"{was} {word}" not in answer.page:
                self.wrong.append(f"{word}: both versions are not shown: {answer.page}")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A running site."""
    with new_site(tmp_path / "site") as made:
        made.start()
        yield made


def test_what_fifty_people_have_saved_at_once_is_all_there_once(served: Served) -> None:
    planner = served.planner()
    for number in range(TABLES):
        fields = {"code": f"table-{number}", "title": "begun"}
        assert planner.save(RISKS, fields, "begin", 1).status == 302
    begun = json.loads(served.ask(_RISKS, KENT))[0]
    cookies = served.ask(_SESSIONS, str(PEOPLE)).split()
    together = threading.Barrier(PEOPLE)
    people = [Person(Visitor(served.port, cookie), number, together) for number, cookie in enumerate(cookies)]
    for person in people:
        person.start()
    for person in people:
        person.join(150)
    assert [wrong for person in people for wrong in person.wrong] == []
    saved = [what for person in people for what in person.saved]
    assert len(saved) == len(set(saved)) == PEOPLE * (OWN + 1)
    number, risks, reasons = json.loads(served.ask(_RISKS, KENT))
    assert number == begun + len(saved)
    words = [word for table in range(TABLES) for word in risks[f"table-{table}"].split()]
    assert sorted(words) == sorted(["begun"] * TABLES + [f"word-{n}" for n in range(PEOPLE)])
    for what in saved:
        assert reasons.count(what) == 1
        assert what in words or risks[what] == what
    # Had nobody been in the way of another, nothing was tried.
    assert sum(person.clashes for person in people) > PEOPLE // 2
    verified = served.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
