"""Copy a plan into the next year, and say what was carried over, moved, left out and is asked for.

The plan may be a plan folder, a workbook, a data package or a JSON file; what is written is a plan folder, or a
workbook or JSON file by its name. This year's budget and staff become those of the year before. Budgets, targets and
dates of the next year are left blank: `lcsp check` asks for each of them. Exit status: 0 written, 2 refused (the plan
cannot be read or rolled forward) or not writable.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp.cli.saying import read_or_refuse, say_remarks, say_unwritable, say_written
from lcsp.files import Unwritable
from lcsp.files.forms import form_for, write_plan


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", type=Path, help="the plan of the year that ends")
    parser.add_argument(
        "--to",
        required=True,
        type=Path,
        metavar="PATH",
        help="folder to write, or a name that ends in .xlsx or .json; it must not exist yet",
    )
    parser.add_argument(
        "--code", default="", metavar="CODE", help="code of the new plan (this one's, with the year moved on)"
    )
    parser.add_argument(
        "--county-plan",
        default="",
        metavar="CODE",
        help="code of the county plan that a local plan builds on next year (this year's, with the year moved on)",
    )


def run(options: Namespace) -> int:
    """Roll the plan forward, write it, say what became of its records, and return the exit status."""
    reading = read_or_refuse(options.plan)
    if reading is None:
        return 2
    say_remarks(reading.remarks)
    from lcsp.reports.roll_forward import roll_forward, tell_rolled

    try:
        rolled = roll_forward(reading.plan, code=_code(options.code), county_plan=_code(options.county_plan))
    except ValueError as error:
        print(f"lcsp roll-forward: {error}", file=sys.stderr)
        return 2
    to: Path = options.to
    try:
        kept = write_plan(rolled.plan, form_for(to), to)
    except Unwritable as error:
        return say_unwritable("roll-forward", error)
    print(tell_rolled(rolled, reading.plan))
    print()
    say_written(to, kept)
    print(f"next: lcsp check {to} --last-year {options.plan}")
    return 0


def _code(text: str) -> str:
    """Return `text` as a plan's code; raises ValueError where it cannot be one."""
    from lcsp.vocabulary.kinds import CodeKind, clean

    return CodeKind().read(clean(text)) if text else ""
