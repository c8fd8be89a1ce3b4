"""Backups: the whole store as it is at one moment in one file, and an empty store filled from one.

A backup is a zip: `manifest.json`, and for each table a member of JSON lines. It is the same on SQLite and PostgreSQL,
so a site moves from one to the other by it. It holds everything that is kept, the hashes of passwords included.
"""

from lcsp.store.snapshot.manifest import Manifest
from lcsp.store.snapshot.reading import NotABackup
from lcsp.store.snapshot.restoring import NotRestored, restore_backup
from lcsp.store.snapshot.writing import NotWritten, Written, write_backup

__all__ = ["Manifest", "NotABackup", "NotRestored", "NotWritten", "Written", "restore_backup", "write_backup"]
