"""The server is killed again and again while people write: nothing is half there, nothing that was saved is gone."""

import json
import random
import threading
import time
from http.client import HTTPException
from pathlib import Path

import pytest
from tests.faults.serving import KENT, Served, entered, new_site
from tests.people_and_plans import LOCALITIES_FOLDER, ROOT

from lcsp.files import read_plan
from lcsp.files.forms import Form, plan_file
from lcsp.partnership.governance import Risk

WRITES, WRITERS, KILLS = 200, 4, 6
LOCAL_FOLDER = ROOT / LOCALITIES_FOLDER / "ashford-rural"
SHARED = f"/workspace/plans/{KENT}/governance/risk/shared/edit/"

# What the database holds: every revision with its reason, how many versions it has and how many its entry tells of.
_LOOK = """
import json
from lcsp import checks
from lcsp.partnership.governance import Risk
from lcsp.store.models import AuditEntry, Revision, StoredPlan, Version, WaitingUpload
from lcsp.store.plans import load_plans
revisions = []
for revision in Revision.objects.select_related("plan").order_by("plan", "number"):
    entries = AuditEntry.objects.filter(action="revise", content=revision.sha256)
    told = [json.loads(entry.facts)["records"] for entry in entries]
    written = Version.objects.filter(plan=revision.plan, since=revision.number).count()
    revisions.append((revision.plan.code, revision.number, revision.why, written, told))
risks = {}
for state in load_plans():
    checks.run(state.plan)
    risks |= {risk.code: risk.title for risk in state.plan.all(Risk)}
heads = dict(StoredPlan.objects.values_list("code", "head"))
waiting = list(WaitingUpload.objects.values_list("why", flat=True))
print(json.dumps([revisions, risks, heads]))
"""


class Writers:
    """Some people who write one thing after another; what each was told is kept in `told`, by the thing's name."""

    def __init__(self, served: Served) -> None:
        self.served, self.planner = served, served.planner()
        self.local = read_plan(LOCAL_FOLDER).plan
        self.told: dict[str, str] = {}
        self.left = iter(range(WRITES))
        self.chance = random.Random(20091001)
        self.lock = threading.Lock()
        self.up = threading.Event()

    def write_on(self) -> None:
        """Write until there is nothing left to write; wait while the server is down."""
        while True:
            self.up.wait()
            with self.lock:
                number = next(self.left, None)
                way = self.chance.choices((self.add, self.change, self.upload), (6, 3, 3))[0]
            if number is None:
                return
            name = f"{way.__name__}-{number}"
            try:
                self.told[name] = way(name)
            except (OSError, HTTPException):
                self.told[name] = "no answer"

    def add(self, name: str) -> str:
        answer = self.planner.save(f"/workspace/plans/{KENT}/governance/risks/add/", _risk(name, name), name, 1)
        return "saved" if answer.status == 302 else f"{answer.status} {answer.page}"

    def change(self, name: str) -> str:
        """Add a word to a record that all change; where another was first, look again."""
        while True:
            form = self.planner.get(SHARED)
            title = entered("title", form.page)
            base = int(entered("revision-base", form.page) or 0)
            answer = self.planner.save(SHARED, _risk("shared", f"{title.strip()} {name}"), name, base)
            if answer.status == 302:
                return "saved"
            if "Somebody else changed this record meanwhile" not in answer.page:
                return f"{answer.status} {answer.page}"

    def upload(self, name: str) -> str:
        """Upload the local plan as it was at first with one more record: what others added since stays."""
        risks = [*self.local.all(Risk), Risk(code=name, title=name)]
        content = plan_file(self.local.replace({Risk: risks}), Form.JSON)
        start = f"/workspace/plans/{self.local.header.code}/upload/"
        sent = self.planner.post(start, {"revision": "1"}, {"plan.json": content})
        while sent.status == 302:
            page = self.planner.get(sent.location)
            if page.status == 404 and "not waiting any more" in page.page:
                return "let go"  # five of one person wait at most, and others of this person came after it
            apply = {"do": "apply", "seen": entered("seen", page.page), "why": name}
            answer = self.planner.post(sent.location, apply)
            if answer.status == 302:
                return "saved"
            if "changed since you looked" not in answer.page:
                return f"{answer.status} {answer.page}"
        return f"{sent.status} {sent.page}"


def _risk(code: str, title: str) -> dict[str, str]:
    return {"code": code, "title": title}


def look(served: Served, told: dict[str, str]) -> None:
    """Check that the database holds every write once and whole, or not at all, and all that somebody saw saved."""
    revisions, risks, heads = json.loads(served.ask(_LOOK))
    for code, head in heads.items():
        assert [number for plan, number, *_ in revisions if plan == code] == list(range(1, head + 1))
    for plan, number, why, written, entries in revisions:
        assert entries == [written], f"revision {number} of {plan} ({why})"
    reasons = [why for _, _, why, _, _ in revisions]
    shared = risks.get("shared", "").split()
    for name, said in told.items():
        there = reasons.count(name)
        assert there == 1 or (there == 0 and said != "saved"), f"{name}, of which was said: {said}"
        in_plan = shared.count(name) if name.startswith("change") else int(risks.get(name) == name)
        assert in_plan == there, name
    verified = served.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr


@pytest.mark.slow
def test_what_was_saved_is_there_once_and_whole_however_often_the_server_is_killed(tmp_path: Path) -> None:
    with new_site(tmp_path / "site") as served:
        served.start()
        people = Writers(served)
        first = people.planner.save(f"/workspace/plans/{KENT}/governance/risks/add/", _risk("shared", "x"), "begin", 1)
        assert first.status == 302
        people.up.set()
        threads = [threading.Thread(target=people.write_on, daemon=True) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        for kill in range(1, KILLS + 1):
            # Each time in the middle of its share of the writes.
            while len(people.told) < kill * WRITES // (KILLS + 1):
                time.sleep(0.01)
            time.sleep(people.chance.random() / 10)
            people.up.clear()
            served.kill()
            look(served, dict(people.told))
            served.start()
            people.up.set()
        for thread in threads:
            thread.join(120)
        assert len(people.told) == WRITES
        look(served, people.told)
    counts: dict[str, int] = {}
    for said in people.told.values():
        counts[said[:40]] = counts.get(said[:40], 0) + 1
    assert set(counts) <= {"saved", "no answer", "let go"}, counts
    assert counts["saved"] > WRITES * 3 // 4
    assert counts.get("no answer", 0) >= KILLS - 1, "the server was not killed while it was writing"
