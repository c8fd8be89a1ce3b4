"""Uploads that are broken or mean harm are refused with a reason, in little time and with little memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.faults import hostile
from tests.people_and_plans import ROOT

SECONDS, MEGABYTES = 10, 900  # for one upload, of the processor's time; and for the process that reads them all


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, float, int]]:
    """What was said of each upload, for how long it was read, and how many megabytes were taken until then."""
    folder = tmp_path_factory.mktemp("hostile")
    hostile.save_all(folder)
    command = [sys.executable, str(Path(__file__).with_name("bounded.py")), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    return dict(zip(hostile.CASES, (tuple(answers[number]) for number in sorted(answers)), strict=True))


@pytest.mark.parametrize("name", hostile.CASES)
def test_a_hostile_upload_is_refused_with_its_reason(said: dict[str, tuple[str, float, int]], name: str) -> None:
    answer, seconds, megabytes = said[name]
    assert hostile.CASES[name][1] in answer
    assert len(answer) < 300_000, "the reason itself must be no flood"
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
