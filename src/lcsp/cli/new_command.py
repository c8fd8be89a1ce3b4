"""Make an empty plan that explains itself: a plan folder, or a workbook where the name ends in .xlsx.

Exit status: 0 made, 2 not writable.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp.cli.saying import say_unwritable, say_written
from lcsp.files import Unwritable
from lcsp.files.template import template_files, template_workbook
from lcsp.files.writing import write_file, write_tree


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("path", type=Path, metavar="FOLDER|FILE.xlsx", help="what to make; it must not exist yet")


def run(options: Namespace) -> int:
    """Make the template, say where and what to fill in first, and return the exit status."""
    to: Path = options.path
    is_workbook = to.suffix.lower() == ".xlsx"
    try:
        if is_workbook:
            write_file(template_workbook(), to)
        else:
            write_tree(template_files(), to)
    except Unwritable as error:
        return say_unwritable("new", error)
    say_written(to, None)
    first = "the sheet Plans, whose one row is the plan itself" if is_workbook else f"{to / 'plan.toml'}"
    print(f"fill in {first}; then: lcsp check {to}")
    return 0
