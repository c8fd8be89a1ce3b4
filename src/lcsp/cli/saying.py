"""What every command says in the same words: refusals and remarks, and reading a plan or leaving."""

import sys
from collections.abc import Iterable
from pathlib import Path

from lcsp.files import Reading, Refused, Remark, Unwritable, read_plan

COUNTY_HELP = "county plan that a local plan builds on (found by its code, if it lies near)"


def read_or_refuse(path: Path) -> Reading | None:
    """Return the plan in `path`, or None after saying every reason for refusal on standard error."""
    try:
        return read_plan(path)
    except Refused as refusal:
        say_refusal(path, refusal)
        return None


def read_with_county_or_refuse(path: Path, county: Path | None = None) -> Reading | None:
    """Return the plan in `path`, a local one built on its county plan: that of `county`, or one found near `path`.

    None after saying every reason for refusal on standard error.
    """
    reading = read_or_refuse(path)
    if reading is None or (county is None and not reading.plan.awaits_county):
        return reading
    from lcsp.files.county import read_county_of  # a county plan is read without it

    try:
        return read_county_of(reading, path, county)
    except Refused as refusal:
        say_refusal(path, refusal)
        return None


def say_refusal(path: Path, refusal: Refused) -> None:
    """Say every reason for which `path` was refused."""
    for problem in refusal.problems:
        print(f"refused: {problem}", file=sys.stderr)
    count = len(refusal.problems)
    print(
        f"\n{path}: {count} reason{'s' if count != 1 else ''} for refusal; nothing of it was used.",
        file=sys.stderr,
    )


def say_remarks(remarks: Iterable[Remark]) -> None:
    """Say what the reader of the files remarked."""
    for remark in remarks:
        print(f"remark: {remark}", file=sys.stderr)


def say_written(to: Path, kept: Path | None) -> None:
    """Say what was written, and where the folder that stood there is kept."""
    print(f"written: {to}")
    if kept is not None:
        print(f"kept: what stood there is now {kept}")


def say_unwritable(command: str, error: Unwritable) -> int:
    """Say why nothing was written; return the exit status."""
    print(f"lcsp {command}: {error}", file=sys.stderr)
    return 2
