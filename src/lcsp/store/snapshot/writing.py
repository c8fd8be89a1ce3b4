"""A backup is written: every table as it is at one moment, into one file that is there whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import DatabaseError, connections

from lcsp import __version__
from lcsp.store.audit import BEGINNING
from lcsp.store.models import AuditHead
from lcsp.store.snapshot.manifest import MEMBER, AuditSaid, Manifest, TableSaid
from lcsp.store.snapshot.moment import list_migrations, one_moment
from lcsp.store.snapshot.tables import LEFT_OUT, list_tables, write_rows


class NotWritten(Exception):
    """The backup could not be written, and nothing was left behind; the message says why and how to mend it."""


class Written(NamedTuple):
    """A backup that was written: where, what it says of itself, the sha256 of that, and its size in bytes."""

    file: Path
    manifest: Manifest
    fingerprint: str
    size: int


def write_backup(file: Path, *, overwrite: bool = False) -> Written:
    """Write everything that the store keeps to `file`, as it is now, while others may write. Raises NotWritten.

    Only its owner may read the file. It leaves no entry in the audit log: a backup writes nothing to the database.
    """
    _refuse_taken(file, overwrite)
    try:
        with _whole_or_not(file) as stream, one_moment() as alias:
            manifest = _write(stream, alias)
            stream.flush()
            os.fsync(stream.fileno())
            size = stream.tell()
            _refuse_taken(file, overwrite)  # somebody may have put one there meanwhile
    except OSError as error:
        raise NotWritten(
            f"{file} could not be written: {error.strerror or error}. Nothing was left behind. "
            "Make room, or name a place that can be written to"
        ) from error
    except DatabaseError as error:
        raise NotWritten(
            f"the database could not be read: {error}. `lcsp doctor` says what is wrong with it"
        ) from error
    return Written(file, manifest, sha256(manifest.write()).hexdigest(), size)


def _refuse_taken(file: Path, overwrite: bool) -> None:
    if file.exists() and not overwrite:
        raise NotWritten(f"{file} is there already: name another file, or say --overwrite")


@contextmanager
def _whole_or_not(file: Path) -> Iterator[BinaryIO]:
    """Yield a new file beside `file` that takes its name at the end; where anything fails, it is removed."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as stream:
            yield stream
        beside.replace(file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # the name too is there after a power cut
    finally:
        os.close(folder)


def _write(stream: BinaryIO, alias: str) -> Manifest:
    taken, missing = list_migrations(alias)
    if missing:
        raise NotWritten(
            f"the tables are not those of lcsp {__version__} ({missing[0]} is missing): run `lcsp migrate`, "
            "or make the backup with the lcsp that ran before"
        )
    with ZipFile(stream, "w", ZIP_DEFLATED) as zipped:
        head = AuditHead.objects.using(alias).filter(pk=1).first() or AuditHead(sha256=BEGINNING)
        manifest = Manifest(
            lcsp=__version__,
            database=connections[alias].vendor,
            made_at=datetime.now(UTC),
            migrations=taken,
            audit_head=AuditSaid(number=head.number, sha256=head.sha256),
            tables=tuple(_write_table(zipped, name, alias) for name in list_tables()),
            left_out=dict(LEFT_OUT),
        )
        zipped.writestr(MEMBER, manifest.write())
    return manifest


def _write_table(zipped: ZipFile, name: str, alias: str) -> TableSaid:
    digest, rows = sha256(), 0
    with zipped.open(TableSaid(name=name, rows=0, sha256="").member, "w", force_zip64=True) as member:
        for line in write_rows(list_tables()[name], alias):
            member.write(line)
            digest.update(line)
            rows += 1
    return TableSaid(name=name, rows=rows, sha256=digest.hexdigest())
