"""The documents of editions: asked for with the edition, made once each, taken up again after a worker was killed."""

import os
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from tests.functional import kent
from tests.functional.kent import KentSite
from tests.people_and_plans import KENT, ROOT, publish

from lcsp.actions import documents
from lcsp.actions.documents import ask_for_missing, find_progress, make_again, make_document
from lcsp.reports.rendering import FORMATS
from lcsp.store.audit import verify
from lcsp.store.models import EditionDocument
from lcsp.store.plans import kept
from lcsp.vocabulary.actors import Forbidden

made_site, site = kent.made_site, kent.site


@pytest.fixture(autouse=True)
def nothing_is_kept() -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


@pytest.mark.django_db
def test_documents_are_asked_for_with_the_edition_and_made_once(kent_site: str) -> None:
    edition = publish(KENT, "First")
    assert [(one.form, one.state) for one in find_progress(edition)] == [(form, "waiting") for form in FORMATS]
    digests = [make_document.call(edition=edition.pk, form="html") for _ in range(2)]
    made = EditionDocument.objects.get()
    assert digests == [made.sha256, made.sha256]
    assert sha256(bytes(made.content)).hexdigest() == made.sha256
    assert b"Service level business plan 2009/10" in bytes(made.content)
    assert [one.state for one in find_progress(edition)] == ["made", "waiting", "waiting", "waiting"]
    assert verify() == []


@pytest.mark.django_db
def test_an_edition_that_is_undone_leaves_nothing_to_make(kent_site: str) -> None:
    with transaction.atomic():
        publish(KENT, "First")
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_failure_is_told_and_asked_for_again(kent_site: str, people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = publish(KENT, "First")
    (row,) = [row for row in DBTaskResult.objects.all() if row.args_kwargs["kwargs"]["form"] == "pdf"]
    try:
        raise OSError(28, "No space left on device")
    except OSError as error:
        row.set_failed(error)
    failed = next(one for one in find_progress(edition) if one.form == "pdf")
    assert (failed.state, "No space left" in failed.reason) == ("failed", True)
    with pytest.raises(Forbidden):
        make_again(by=people["reader"].actor, edition=edition)
    assert make_again(by=people["approver"].actor, edition=edition) == 1
    assert next(one.state for one in find_progress(edition) if one.form == "pdf") == "waiting"
    assert make_again(by=people["approver"].actor, edition=edition) == 0


@pytest.mark.django_db
def test_what_is_missing_is_asked_for_when_a_worker_begins(kent_site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    edition = publish(KENT, "First")
    DBTaskResult.objects.all().delete()  # as after a backup was restored
    assert ask_for_missing() == len(FORMATS)
    assert ask_for_missing() == 0
    row = DBTaskResult.objects.all()[0]
    row.claim(f"{documents.worker_name().rpartition(':')[0]}:{_number_of_no_process()}")
    ask_for_missing()
    assert {one.state for one in find_progress(edition)} == {"waiting"}
    row = DBTaskResult.objects.all()[0]
    row.claim("elsewhere:1")
    ask_for_missing()
    assert "being made" in {one.state for one in find_progress(edition)}


def _number_of_no_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


_STATES = "import django; django.setup()\nfrom tests.actions.test_documents import told\nprint(told())"


def told() -> str:
    """What a site says of its documents (run in its environment)."""
    return f"{sorted(EditionDocument.objects.values_list('form', flat=True))} {verify()}"


@pytest.mark.slow
def test_a_killed_workers_documents_are_made_by_the_next(site: KentSite, tmp_path: Path) -> None:
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "lcsp.config.settings"}
    for patience in (0.4, 0.9, 1.4):
        worker = subprocess.Popen([sys.executable, "-m", "lcsp", "work"], env=environment, cwd=ROOT)
        time.sleep(patience)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
    done = site.run("work", "--once")
    assert done.returncode == 0, done.stderr
    assert _python(environment, _STATES).strip() == f"{sorted(FORMATS)} []"


@pytest.mark.slow
def test_a_worker_ends_when_it_is_told_to(site: KentSite) -> None:
    worker = subprocess.Popen([sys.executable, "-m", "lcsp", "work"], env=site.environment, cwd=ROOT)
    time.sleep(3)
    assert worker.poll() is None
    worker.terminate()
    assert worker.wait(20) == 0


def _python(environment: dict[str, str], program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
