"""Backups are taken while people write: each of them is of one moment, and can be restored whole."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.functional.kent import Environment
from tests.people_and_plans import ROOT
from tests.store.snapshot.sites import ask, must, new_site

WRITERS, CHANGES = 4, 25
_WRITER = """
import sys, time, django
django.setup()
from lcsp.actions.records import change_record
from lcsp.partnership.governance import Risk
from lcsp.store.changes import Change
from lcsp.store.models import Account
from lcsp.store.plans import load_plan
from tests.people_and_plans import KENT
by = Account.objects.filter(grants__role="county planner")[0].actor
for number in range(int(sys.argv[2])):
    change = Change("risk", "", Risk(code=f"{sys.argv[1]} {number}", title="Something may go wrong"))
    change_record(by=by, plan=KENT, change=change, base=load_plan(KENT).number, why="seen")
    time.sleep(0.02)
"""
_COUNT = """
from lcsp.store.plans import load_plan
from lcsp.partnership.governance import Risk
from tests.people_and_plans import KENT
print(load_plan(KENT).number, sum(" " in risk.code for risk in load_plan(KENT).plan.all(Risk)))
"""


@pytest.mark.slow
def test_every_backup_under_load_is_whole(tmp_path: Path, backup: Path) -> None:
    """Revisions and records of one moment agree in each, and later ones hold more."""
    with new_site(tmp_path / "busy") as busy:
        must(busy, "restore", str(backup))
        first = int(ask(busy, _COUNT).split()[0])
        files = _back_up_while_writing(busy, tmp_path)
        assert ask(busy, _COUNT).split() == [str(first + WRITERS * CHANGES), str(WRITERS * CHANGES)], (
            "nobody was held up"
        )
    held = []
    for file in files:
        with new_site(tmp_path / f"again-{file.stem}") as again:
            must(again, "restore", str(file))
            number, risks = map(int, ask(again, _COUNT).split())
            assert number - first == risks, "a revision in the backup is there with all that it changed"
            held.append(risks)
    assert held == sorted(held)
    assert len({count for count in held if 0 < count < WRITERS * CHANGES}) >= 2, f"taken too late or too early: {held}"


def _back_up_while_writing(busy: Environment, folder: Path) -> list[Path]:
    given = {**busy, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
    command = [sys.executable, "-c", _WRITER]
    writers = [
        subprocess.Popen([*command, f"writer{number}", str(CHANGES)], env=given, cwd=ROOT) for number in range(WRITERS)
    ]
    files: list[Path] = []
    try:
        while any(writer.poll() is None for writer in writers) and len(files) < 8:
            files.append(folder / f"{len(files)}.zip")
            must(busy, "backup", str(files[-1]))
            time.sleep(0.1)
        assert [writer.wait(120) for writer in writers] == [0] * WRITERS
    finally:
        for writer in writers:
            writer.kill()
    return files
