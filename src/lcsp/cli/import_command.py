"""Read a workbook, data package, JSON file or plan folder, and write it as a plan folder or workbook.

Nothing is written unless all of it can be read; otherwise every reason is said. Exit status: 0 written, 2 refused or
not writable.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp.cli.saying import read_or_refuse, say_remarks, say_unwritable, say_written
from lcsp.files import Unwritable
from lcsp.files.forms import form_for, write_plan


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("source", type=Path, help="workbook, data package, JSON file or plan folder")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FOLDER", help="folder to write, or a name that ends in .xlsx or .json"
    )
    parser.add_argument("--replace", action="store_true", help="replace FOLDER; the old one is kept aside")


def run(options: Namespace) -> int:
    """Write what was read, say where, and return the exit status."""
    reading = read_or_refuse(options.source)
    if reading is None:
        return 2
    say_remarks(reading.remarks)
    to = options.output or Path(options.source.resolve().stem)
    try:
        say_written(to, write_plan(reading.plan, form_for(to), to, replace=options.replace))
    except Unwritable as error:
        return say_unwritable("import", error)
    print(f"next: lcsp check {to}")
    return 0
