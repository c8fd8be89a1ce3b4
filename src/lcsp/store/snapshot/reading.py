"""A backup is read: looked through from end to end before anything is done with it."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile

from lcsp.store.snapshot.manifest import MEMBER, Manifest, TableSaid, read_manifest

_LARGEST_MANIFEST = 16 * 1024 * 1024  # bytes
_DAMAGE = (BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, RuntimeError, OverflowError)


class NotABackup(Exception):
    """A file is no backup, not whole, altered, or of a newer lcsp; the message says which."""


class Backup(NamedTuple):
    """A backup that is open, and the sha256 of its manifest."""

    file: Path
    zipped: ZipFile
    manifest: Manifest
    fingerprint: str

    def lines(self, table: TableSaid) -> Iterator[bytes]:
        """Yield the rows of a table as they were written; raises NotABackup where they cannot be read."""
        with _damage_told(self.file), self.zipped.open(table.member) as member:
            yield from member


@contextmanager
def open_backup(file: Path, fingerprint: str = "") -> Iterator[Backup]:
    """Open a backup and look all of it through: every table must be there and be as the manifest says.

    `fingerprint` is the sha256 of the manifest as it was noted when the backup was made; without it, the backup
    vouches for itself alone. Raises NotABackup.
    """
    with _opened(file) as zipped:
        backup = _read_manifest(file, zipped)
        if fingerprint not in ("", backup.fingerprint):
            raise NotABackup(
                f"{file} has the fingerprint {backup.fingerprint}: it is not the backup whose fingerprint you gave"
            )
        expected = {MEMBER, *(table.member for table in backup.manifest.tables)}
        if sorted(zipped.namelist()) != sorted(expected):
            raise NotABackup(f"{file} does not hold the tables that its manifest names: it was altered")
        for table in backup.manifest.tables:
            _check_table(backup, table)
        yield backup


@contextmanager
def _opened(file: Path) -> Iterator[ZipFile]:
    with _damage_told(file, "is no backup, or its end is missing"):
        zipped = ZipFile(file)
    with zipped:
        yield zipped


@contextmanager
def _damage_told(file: Path, what: str = "was damaged or altered") -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotABackup(f"there is no file {file}") from None
    except PermissionError:
        raise NotABackup(f"{file} may not be read by you: only the owner of a backup may read it") from None
    except _DAMAGE as error:
        raise NotABackup(f"{file} {what} ({error}). Take another backup") from error


def _read_manifest(file: Path, zipped: ZipFile) -> Backup:
    if MEMBER not in zipped.namelist():
        raise NotABackup(f"{file} is no backup: it has no {MEMBER}")
    if zipped.getinfo(MEMBER).file_size > _LARGEST_MANIFEST:
        raise NotABackup(f"{file} is no backup: its {MEMBER} is larger than any")
    with _damage_told(file):
        content = zipped.read(MEMBER)
    try:
        return Backup(file, zipped, read_manifest(content), sha256(content).hexdigest())
    except ValueError as error:
        raise NotABackup(f"{file} cannot be read: {error}") from error


def _check_table(backup: Backup, table: TableSaid) -> None:
    digest, rows = sha256(), 0
    for line in backup.lines(table):
        digest.update(line)
        rows += 1
    if (digest.hexdigest(), rows) != (table.sha256, table.rows):
        raise NotABackup(f"{backup.file} was altered: {table.name} is not as its manifest says. Take another backup")
