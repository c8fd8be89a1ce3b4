"""The documents of editions, made in the background: asked for with the edition, made one by one, each once."""

import os
import socket
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lcsp import checks
from lcsp.reports.plan_document import build_document
from lcsp.reports.rendering import FORMATS, render
from lcsp.store.editions import list_documents, list_published, save_document
from lcsp.store.models import Edition, EditionDocument
from lcsp.store.published import plan_of_edition
from lcsp.vocabulary.actors import Action, Actor, check_may

LONGEST_TASK = timedelta(minutes=10)
KEPT_FOR = timedelta(days=30)
_READY, _RUNNING, _FAILED = "READY", "RUNNING", "FAILED"


class Progress(NamedTuple):
    """How far one document of an edition is: made, or waiting, being made, or failed with the reason."""

    form: str
    state: str
    document: EditionDocument | None = None
    reason: str = ""


@task()
def make_document(edition: int, form: str) -> str:
    """Make one document of an edition from its frozen bytes, unless it is there; return its sha256."""
    found = Edition.objects.select_related("plan", "revision", "county_edition__plan").get(pk=edition)
    there = found.documents.filter(form=form).first()
    if there is not None:
        return there.sha256
    plan = plan_of_edition(found)
    document = build_document(plan, plan.once("outcome", lambda: checks.run(plan)), draft=False)
    content = render(document, (form,))[form]
    try:
        with transaction.atomic():
            return save_document(found, form, content).sha256
    except IntegrityError:  # another worker was quicker
        return found.documents.get(form=form).sha256


def ask_for_documents(edition: Edition, forms: Iterable[str] = FORMATS) -> None:
    """Put the documents of `edition` into the queue, in the transaction that this is called in."""
    for form in forms:
        make_document.enqueue(edition=edition.pk, form=form)


@transaction.atomic
def make_again(*, by: Actor, edition: Edition) -> int:
    """Ask once more for the documents of an edition that could not be made; return how many. Raises Forbidden."""
    check_may(by, Action.MAKE_EDITION)
    missing = [one.form for one in find_progress(edition) if one.state == "failed"]
    _tasks_of(edition).filter(status=_FAILED).delete()
    ask_for_documents(edition, missing)
    return len(missing)


def ask_for_missing() -> int:
    """Put into the queue what is missing and nobody is at work on; return how many documents.

    A worker does so when it begins: what another left when it was killed, and what a backup did not hold, is made.
    """
    with transaction.atomic():
        _give_back_abandoned()
        DBTaskResult.objects.finished().filter(finished_at__lt=datetime.now(UTC) - KEPT_FOR).delete()
        asked = 0
        for edition in list_published():
            missing = [one.form for one in find_progress(edition) if one.state in ("failed", "not asked for")]
            ask_for_documents(edition, missing)
            asked += len(missing)
    return asked


def find_progress(edition: Edition) -> list[Progress]:
    """Return how far each document of an edition is, in the order of `FORMATS`."""
    made = {document.form: document for document in list_documents(edition)}
    tasks = {row.args_kwargs["kwargs"]["form"]: row for row in _tasks_of(edition).order_by("enqueued_at")}
    return [_progress(form, made.get(form), tasks.get(form)) for form in FORMATS]


def _progress(form: str, document: EditionDocument | None, asked: "DBTaskResult[Any, Any] | None") -> Progress:
    if document is not None:
        return Progress(form, "made", document)
    if asked is None:
        return Progress(form, "not asked for")
    if asked.status == _FAILED:
        return Progress(form, "failed", reason=asked.traceback.strip().rpartition("\n")[2])
    return Progress(form, "being made" if asked.status == _RUNNING else "waiting")


def _tasks_of(edition: Edition) -> "QuerySet[DBTaskResult[Any, Any]]":
    return DBTaskResult.objects.filter(task_path=make_document.module_path, args_kwargs__kwargs__edition=edition.pk)


def worker_name() -> str:
    """Return the name of this process as a worker, by which another start of it knows whether it still runs."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def _give_back_abandoned() -> None:
    """Put tasks back into the queue whose worker is gone."""
    for row in DBTaskResult.objects.filter(status=_RUNNING):
        worker = row.worker_ids[-1] if row.worker_ids else ""
        if _is_gone(worker) or (row.started_at and datetime.now(UTC) - row.started_at > LONGEST_TASK):
            row.status = _READY
            row.save(update_fields=["status"])


def _is_gone(worker: str) -> bool:
    """Say whether a worker of this machine does not run any more; of another machine nobody can tell."""
    host, _, number = worker.rpartition(":")
    if host != socket.gethostname()[:40] or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return int(number) == os.getpid()
