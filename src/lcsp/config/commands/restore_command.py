"""Fill an empty site from a backup, and verify all of it before it counts.

The database must have its tables (lcsp migrate) and nothing in them. The backup is looked through before anything is
written; then rows, references, the audit log, every revision and every edition are verified, and only if all is whole
is it kept. Exit status: 0 restored, 2 refused, and the database is as it was.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from lcsp.config.commands.preparing import prepare_site


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a file that `lcsp backup` wrote")
    parser.add_argument(
        "--fingerprint",
        type=_sha256,
        metavar="SHA256",
        help="what `lcsp backup` said of it: a file that was written anew since is refused",
    )


def _sha256(text: str) -> str:
    if len(text) != 64 or set(text.lower()) - set("0123456789abcdef"):
        raise ArgumentTypeError(f"{text!r} is not a fingerprint such as `lcsp backup` says")
    return text.lower()


def run(options: Namespace) -> int:
    """Restore the backup, and return the exit status."""
    if not prepare_site():
        return 2
    from django.db import DatabaseError

    from lcsp.store.snapshot import NotABackup, NotRestored, restore_backup

    try:
        done = restore_backup(options.file, fingerprint=options.fingerprint or "")
    except (NotABackup, NotRestored) as error:
        print(f"lcsp: {error}.", file=sys.stderr)
        return 2
    except DatabaseError as error:
        said = f"the database refused: {error}. Nothing was restored; `lcsp doctor` says what is wrong with it"
        print(f"lcsp: {said}.", file=sys.stderr)
        return 2
    manifest = done.manifest
    moment = f"{manifest.made_at:%d %B %Y %H:%M} UTC"
    print(f"Restored: {manifest.rows:,} rows of {len(manifest.tables)} tables, as of {moment}.")
    print(f"Verified: the audit log ({manifest.audit_head.number} entries), every revision and every edition.")
    return 0
