"""Verify the audit log, and with it every revision and edition; or show its head, to be noted elsewhere.

A head that was noted before (on paper, in a backup) is verified too, with --head: then nobody can have cut off the log
or written it anew since. Exit status: 0 whole, 1 something is wrong (each thing on a line), 2 not configured.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace

from lcsp.config.commands.preparing import prepare_site


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("what", choices=("verify", "head"), help="verify: check all of it; head: show its last entry")
    parser.add_argument(
        "--head", action="append", default=[], type=_head, metavar="NUMBER:SHA256", help="a head that was noted before"
    )


def _head(text: str) -> tuple[int, str]:
    number, _, digest = text.partition(":")
    if not number.isdigit() or len(digest) != 64:
        raise ArgumentTypeError(f"{text!r} is not a head such as `lcsp audit head` shows")
    return int(number), digest


def run(options: Namespace) -> int:
    """Verify the log or show its head, and return the exit status."""
    if not prepare_site():
        return 2
    from lcsp.store.audit import Head, read_head, verify

    if options.what == "head":
        print(read_head())
        return 0
    wrong = verify(*(Head(*head) for head in options.head))
    for said in wrong:
        print(said)
    if wrong:
        print(f"The audit log is not whole: {len(wrong)} to look at.", file=sys.stderr)
        return 1
    print(f"The audit log is whole: {read_head().number} entries, and every revision and edition as it was written.")
    return 0
