"""Say what differs between two plans, record by record and field by field, and what it comes to in money and staff.

Each may be a plan folder, a workbook, a data package or a JSON file. Exit status: 0 the same, 1 different, 2 refused
(a plan cannot be read) or misused.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp.cli.saying import COUNTY_HELP, read_with_county_or_refuse, say_remarks


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("before", type=Path, help="the plan as it was")
    parser.add_argument("after", type=Path, help="the plan as it is")
    parser.add_argument("--county", type=Path, metavar="PATH", help=COUNTY_HELP)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the differences")


def run(options: Namespace) -> int:
    """Compare the two plans, say what differs and return the exit status."""
    readings = [read_with_county_or_refuse(path, options.county) for path in (options.before, options.after)]
    before, after = readings
    if before is None or after is None:
        return 2
    for reading in (before, after):
        say_remarks(reading.remarks)
    from lcsp.reports.differences import as_data, compare, sum_effects, tell

    differences = compare(before.plan, after.plan)
    effects = sum_effects(before.plan, after.plan)
    if options.format == "json":
        import json

        print(json.dumps(as_data(differences, effects), ensure_ascii=False, indent=2))
    else:
        print(f"{options.before} → {options.after}\n")
        print(tell(differences, effects, before.plan, after.plan))
    return 1 if differences else 0
