"""Write a backup of the whole site, as it is at this moment, while people go on working.

FILE is a new file; or a folder, where the backup is named for the moment (lcsp-20261124-041500.zip, UTC). The same file
can be restored on SQLite and on PostgreSQL. It holds everything that is kept, the hashes of passwords included: only
its owner may read it, and so should it stay. Exit status: 0 written, 2 not written, and nothing left behind.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import UTC, datetime
from pathlib import Path

from lcsp.config.commands.preparing import prepare_site

NAMED = "lcsp-%Y%m%d-%H%M%S.zip"
PATTERN = f"lcsp-{'[0-9]' * 8}-{'[0-9]' * 6}.zip"


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write, or a folder for it")
    parser.add_argument("--overwrite", action="store_true", help="put it in the place of a file that is there")
    parser.add_argument(
        "--keep",
        type=_count,
        metavar="NUMBER",
        help="afterwards, remove the oldest backups of the folder and keep this many",
    )


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r}: right would be how many to keep, 1 or more")
    return int(text)


def run(options: Namespace) -> int:
    """Write the backup, and return the exit status."""
    if options.keep and not options.file.is_dir():
        print(f"lcsp: --keep is for a folder of backups, and {options.file} is none", file=sys.stderr)
        return 2
    if not prepare_site():
        return 2
    from lcsp.store.snapshot import NotWritten, write_backup

    file = options.file / datetime.now(UTC).strftime(NAMED) if options.file.is_dir() else options.file
    try:
        done = write_backup(file, overwrite=options.overwrite)
    except NotWritten as error:
        print(f"lcsp: {error}.", file=sys.stderr)
        return 2
    print(f"Written: {done.file} ({done.manifest.rows:,} rows, {done.size / 1e6:,.1f} MB)")
    print(f"Fingerprint: {done.fingerprint}")
    if options.keep:
        _remove_older(options.file, options.keep)
    return 0


def _remove_older(folder: Path, keep: int) -> None:
    """Remove backups that were named by this command, all but the newest `keep`."""
    for old in sorted(folder.glob(PATTERN))[:-keep]:
        old.unlink()
        print(f"Removed: {old}")
