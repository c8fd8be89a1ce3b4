"""The facts that the doctor judges, asked of the machine, the database and the servers that the site needs."""

import json
import os
import shutil
import socket
import stat
import sys
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from lcsp.config.doctor import site
from lcsp.config.doctor.judgement import Judgement, wrong

_PATIENCE = 5  # seconds
_LOOKED_AT = 100  # entries of the audit log, from its end


def examine() -> Iterator[Judgement]:
    """Judge everything but the environment; to be called when Django is set up."""
    yield from _folder()
    yield _looks()
    yield from _servers()
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        said = str(error).partition("\n")[0]
        yield wrong("database", f"does not answer: {said}", "start it, or correct DATABASE_URL")
        return
    yield site.judge_version(connection.vendor, _version())
    from lcsp.store.snapshot.moment import list_migrations

    missing = list_migrations()[1]
    yield site.judge_tables(missing)
    if not missing:
        yield from _kept()


def _folder() -> Iterator[Judgement]:
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor != "sqlite":
        return
    folder = Path(name).parent
    if not folder.is_dir():
        yield site.judge_folder(folder, mode=None, writable=False)
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    yield site.judge_folder(folder, mode=mode, writable=os.access(folder, os.W_OK), demo=settings.DEMO)
    yield site.judge_room(folder, shutil.disk_usage(folder).free)


def _looks() -> Judgement:
    from lcsp.web.checks import FETCHED

    return site.judge_looks([name for name in (*FETCHED, "lcsp/lcsp.css") if finders.find(name) is None])


def _servers() -> Iterator[Judgement]:
    if settings.SENDS_MAIL:
        address = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        yield site.judge_reach("LCSP_MAIL_HOST", address, _trouble(_greet_mail))
    if settings.SIGN_ON:
        server = settings.SIGN_ON.server
        yield site.judge_reach("LCSP_SIGN_ON_SERVER", server, _trouble(lambda: _ask_sign_on(server.rstrip("/"))))


def _trouble(ask: Callable[[], None]) -> str:
    """Return why `ask` failed, blank where it did not."""
    try:
        ask()
    except (OSError, ValueError) as error:
        return str(error) or type(error).__name__
    return ""


def _greet_mail() -> None:
    with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), _PATIENCE) as reached:
        if not reached.recv(3).startswith(b"220"):
            raise ValueError("what answers there is no mail server")


def _ask_sign_on(server: str) -> None:
    # As allauth does: an address that names the description itself is taken as it is.
    address = server if "/.well-known/" in server else f"{server}/.well-known/openid-configuration"
    with urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310 - the environment was read: https
        said = json.load(answer)
    if not isinstance(said, dict) or "authorization_endpoint" not in said:
        raise ValueError("what answers there is no OpenID Connect provider")


def _version() -> tuple[int, ...]:
    if connection.vendor == "sqlite":
        import sqlite3

        return sqlite3.sqlite_version_info
    number = int(_ask("SHOW server_version_num"))
    return number // 10000, number % 10000


def _ask(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return str(row[0])


def _kept() -> Iterator[Judgement]:
    """Judge what the database keeps."""
    from lcsp.store.audit import read_head
    from lcsp.store.models import AuditEntry

    yield site.judge_guards(_guarded(), _guards())
    yield site.judge_log(read_head().number, _faults_at_end())
    yield _administrators()
    newest = AuditEntry.objects.order_by("-number").values_list("at", flat=True).first()
    database = datetime.fromisoformat(_ask("SELECT clock_timestamp()")) if connection.vendor == "postgresql" else None
    yield site.judge_clock(datetime.now(UTC), newest, database)
    yield _tasks()


def _guarded() -> set[str]:
    """Return the tables that the store's migrations have guarded."""
    tables: set[str] = set()
    for (app, _), migration in MigrationLoader(None).disk_migrations.items():
        if app == "store":
            rows = getattr(sys.modules[migration.__module__], "GUARDED", ())
            tables |= {row if isinstance(row, str) else row[0] for row in rows}
    return tables


def _guards() -> set[str]:
    """Return the tables whose guards stand in the database and are switched on."""
    if connection.vendor == "postgresql":
        question = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        endings = {"_once"}
    else:
        question = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        endings = {"_change", "_removal"}
    with connection.cursor() as cursor:
        cursor.execute(question)
        found = {str(row[0]) for row in cursor.fetchall()}
    return {table for table in _guarded() if {f"{table}{ending}" for ending in endings} <= found}


def _faults_at_end() -> list[str]:
    """Return what is wrong with the last entries of the audit log and its head."""
    from lcsp.store.audit import BEGINNING, hash_entry, read_head
    from lcsp.store.models import AuditEntry

    entries = list(AuditEntry.objects.order_by("-number")[:_LOOKED_AT])
    head, last = read_head(), entries[0] if entries else None
    found = (
        [] if (head.number, head.sha256) == ((last.number, last.sha256) if last else (0, BEGINNING)) else ["its end"]
    )
    for later, earlier in zip(entries, [*entries[1:], None], strict=True):
        follows = earlier is None or (later.number, later.previous) == (earlier.number + 1, earlier.sha256)
        if not follows or hash_entry(later) != later.sha256:
            found.append(f"entry {later.number}")
    return [f"{one} is not as it was written" for one in found]


def _administrators() -> Judgement:
    from allauth.mfa.models import Authenticator

    from lcsp.store.models import Account
    from lcsp.vocabulary.actors import Role

    found = Account.objects.filter(is_active=True, grants__role=Role.ADMINISTRATOR).distinct()
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    factored = Authenticator.objects.filter(user__in=found, type__in=kinds).values("user").distinct()
    return site.judge_administrators(found.count(), factored.count(), sign_on=settings.SIGN_ON is not None)


def _tasks() -> Judgement:
    from django_tasks_db.models import DBTaskResult

    now = datetime.now(UTC)
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=7))
    return site.judge_tasks(waiting.count(), now - oldest if oldest else None, failed.count())
