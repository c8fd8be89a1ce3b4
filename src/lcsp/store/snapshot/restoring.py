"""An empty site is filled from a backup, in one transaction that ends only when everything has been verified."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection
from django.db.transaction import atomic

from lcsp import __version__
from lcsp.store.audit import Head, append, verify
from lcsp.store.models import AuditHead
from lcsp.store.snapshot.manifest import Manifest
from lcsp.store.snapshot.moment import list_migrations
from lcsp.store.snapshot.reading import Backup, open_backup
from lcsp.store.snapshot.tables import Table, fields_of, list_tables, name_of, read_row

_ROWS_AT_ONCE = 500
_BYTES_AT_ONCE = 4 * 1024 * 1024


class NotRestored(Exception):
    """The backup was not restored, and the database is as it was; the message says why and how to mend it."""


class Restored(NamedTuple):
    """What was restored, and the entry of the audit log that says so."""

    manifest: Manifest
    entry: int


def restore_backup(file: Path, *, fingerprint: str = "") -> Restored:
    """Fill the database, which must have its tables and nothing in them, from a backup; verify all of it.

    Raises NotABackup where the file is not whole, and NotRestored where it does not fit, or where what was restored
    is not whole: then nothing is kept.
    """
    with open_backup(file, fingerprint) as backup:
        _check_same_tables(backup)
        with atomic():
            _check_empty()
            AuditHead.objects.all().delete()
            for said in backup.manifest.tables:
                _fill(list_tables()[said.name], backup, said.name)
            _set_sequences()
            _verify(backup)
            entry = append(
                by=None,
                action="restore backup",
                subject=f"backup of {backup.manifest.made_at:%Y-%m-%d %H:%M} UTC",
                facts={"lcsp": backup.manifest.lcsp, "rows": backup.manifest.rows},
                content=backup.fingerprint,
            )
        return Restored(backup.manifest, entry.number)


def _check_same_tables(backup: Backup) -> None:
    """Raise NotRestored unless the tables of the backup and those of the database are of the same making."""
    manifest = backup.manifest
    taken, missing = list_migrations()
    if not taken:
        raise NotRestored(f"the database {_database()} has no tables: run `lcsp migrate`, then restore")
    if missing:
        raise NotRestored(f"the tables of {_database()} are not up to date: run `lcsp migrate`, then restore")
    differing = sorted(set(manifest.migrations) ^ set(taken))
    if differing or {said.name for said in manifest.tables} != set(list_tables()):
        raise NotRestored(
            f"the backup was made by lcsp {manifest.lcsp}, whose tables differ from those of lcsp {__version__}"
            f" ({', '.join(differing[:3]) or 'other tables'}): restore it with lcsp {manifest.lcsp} into a new"
            f" database, then run `lcsp migrate` with lcsp {__version__}"
        )


def _check_empty() -> None:
    for name, table in list_tables().items():
        rows = table._base_manager.all()  # noqa: SLF001 - without anybody's filter
        if name == name_of(AuditHead):
            rows = rows.exclude(number=0)
        if rows.exists():
            raise NotRestored(
                f"the database {_database()} is not empty: {name} has {rows.count()} rows. A backup is restored into a"
                " new database: name one in DATABASE_URL (or another folder in LCSP_DATA) and run `lcsp migrate` first."
                " The old one stays as it is"
            )


def _database() -> str:
    settings = connection.settings_dict
    place = f" on {settings['HOST']}" if settings.get("HOST") else ""
    return f"{settings['NAME']}{place}"


def _fill(table: Table, backup: Backup, name: str) -> None:
    fields = fields_of(table)
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    # Names come from the models, never from the file; values are handed over apart.
    insert = f"INSERT INTO {quote(name)} ({columns}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608
    try:
        for rows in _batches(table, backup, name):
            with connection.cursor() as cursor:
                cursor.executemany(insert, rows)
    except (IntegrityError, DataError, ValueError, TypeError) as error:
        raise NotRestored(f"a row of {name} cannot be kept: {error}. Nothing was restored") from error


def _batches(table: Table, backup: Backup, name: str) -> Iterator[list[list[Any]]]:
    """Yield rows as the database takes them, some at a time: few where they are large."""
    fields = fields_of(table)
    rows: list[list[Any]] = []
    size = 0
    for line in backup.lines(next(said for said in backup.manifest.tables if said.name == name)):
        values = read_row(table, line)
        rows.append([field.get_db_prep_save(value, connection) for field, value in zip(fields, values, strict=True)])
        size += len(line)
        if len(rows) >= _ROWS_AT_ONCE or size >= _BYTES_AT_ONCE:
            yield rows
            rows, size = [], 0
    if rows:
        yield rows


def _set_sequences() -> None:
    """Have the database give new rows numbers after those that came from the backup."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(list_tables().values())):
            cursor.execute(statement)


def _verify(backup: Backup) -> None:
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise NotRestored(
            f"a row of the backup refers to one that is not there: {error}. Nothing was restored"
        ) from error
    head = backup.manifest.audit_head
    wrong = verify(Head(head.number, head.sha256))
    if wrong:
        said = "\n".join(f"  {one}" for one in wrong[:20])
        raise NotRestored(
            f"the backup holds what its audit log does not vouch for, so nothing was restored:\n{said}\n"
            "Take an earlier backup. To see the same on the site that it comes from, run `lcsp audit verify` there"
        )
