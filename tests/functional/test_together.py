"""Several people at once, each in a process of their own: nothing is lost, nothing counts twice."""

import json
import subprocess
import sys

from tests.functional.kent import KentSite
from tests.people_and_plans import KENT, ROOT

WRITERS, CHANGES = 4, 12
# Each adds risks of its own, and changes one that all of them change: where another was first, it looks again.
_WRITER = """
import sys, django
django.setup()
from lcsp.actions.records import Unsaved, change_record
from lcsp.partnership.governance import Risk
from lcsp.store.changes import Change
from lcsp.store.models import Account
from lcsp.store.plans import load_plan
from lcsp.store.revisions import Conflict
plan, me, changes = sys.argv[1], sys.argv[2], int(sys.argv[3])
by = Account.objects.get(email="county.planner@demo.example").actor
clashes = 0
for number in range(changes):
    own = Change("risk", "", Risk(code=f"own-{me}-{number}", title=f"{me} {number}"))
    change_record(by=by, plan=plan, change=own, base=load_plan(plan).number, why=me)
    while True:
        state = load_plan(plan)
        shared = state.plan.find(Risk, "shared")
        said = (shared.title if shared else "") + f" {me}{number}"
        change = Change("risk", "shared" if shared else "", Risk(code="shared", title=said.strip()))
        try:
            change_record(by=by, plan=plan, change=change, base=state.number, why=me)
            break
        except (Conflict, Unsaved):
            clashes += 1
print(clashes)
"""
_READER = """
import sys, json, django
django.setup()
from lcsp.partnership.governance import Risk
from lcsp.store.plans import load_plan
state = load_plan(sys.argv[1])
print(json.dumps([state.number, {risk.code: risk.title for risk in state.plan.all(Risk)}]))
"""


def test_what_several_people_do_at_once_is_all_there_once(site: KentSite) -> None:
    given = {**site.environment, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
    command = [sys.executable, "-c", _WRITER, KENT]
    writers = [
        subprocess.Popen([*command, f"w{number}", str(CHANGES)], env=given, cwd=ROOT, stdout=-1, stderr=-1, text=True)
        for number in range(WRITERS)
    ]
    ended = [(*writer.communicate(timeout=120), writer.returncode) for writer in writers]
    assert [(error, status) for _, error, status in ended] == [("", 0)] * WRITERS
    read = subprocess.run(
        [sys.executable, "-c", _READER, KENT], env=given, cwd=ROOT, capture_output=True, text=True, check=True
    )
    number, risks = json.loads(read.stdout)
    assert number == 1 + 2 * WRITERS * CHANGES
    for writer in range(WRITERS):
        assert all(f"own-w{writer}-{change}" in risks for change in range(CHANGES))
    expected = sorted(f"w{writer}{change}" for writer in range(WRITERS) for change in range(CHANGES))
    assert sorted(risks["shared"].split()) == expected
    verified = site.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout
