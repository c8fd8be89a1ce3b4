"""Write a plan in an editable form that keeps all of it: CSV, Excel, data package or JSON.

The plan may be a plan folder, a workbook, a data package or a JSON file. JSON goes to standard output unless -o names
a file. Exit status: 0 written, 2 refused (the plan cannot be read) or not writable.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp.cli.saying import read_or_refuse, say_remarks, say_unwritable, say_written
from lcsp.files import Unwritable
from lcsp.files.forms import Form, plan_file, write_plan

_ENDINGS = {Form.CSV: "-csv", Form.XLSX: ".xlsx", Form.DATAPACKAGE: "-datapackage", Form.JSON: ".json"}


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", type=Path, help="plan folder, workbook, data package or JSON file")
    parser.add_argument("--to", required=True, type=Form, choices=tuple(Form), metavar="|".join(Form), help="form")
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help="file or folder to write")
    parser.add_argument("--replace", action="store_true", help="replace PATH; an old folder is kept aside")


def run(options: Namespace) -> int:
    """Write the plan in the form asked for, say where, and return the exit status."""
    reading = read_or_refuse(options.plan)
    if reading is None:
        return 2
    say_remarks(reading.remarks)
    try:
        if options.to is Form.JSON and options.output is None:
            sys.stdout.buffer.write(plan_file(reading.plan, Form.JSON))
            sys.stdout.buffer.flush()
            return 0
        to = options.output or Path(options.plan.resolve().stem + _ENDINGS[options.to])
        say_written(to, write_plan(reading.plan, options.to, to, replace=options.replace))
    except Unwritable as error:
        return say_unwritable("export", error)
    return 0
