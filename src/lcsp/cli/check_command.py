"""Check a plan against the rule book.

Exit status: 0 no errors, 1 errors found, 2 refused (the plan cannot be read) or misused.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lcsp import checks
from lcsp.checks.as_printed import as_printed
from lcsp.checks.rule_book import RULES, chosen
from lcsp.cli.findings_text import accepted_report, github_report, json_report, place, text_report
from lcsp.cli.saying import COUNTY_HELP, read_or_refuse, read_with_county_or_refuse, say_remarks

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def add_arguments(parser: "ArgumentParser") -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", help="plan folder or workbook")
    parser.add_argument("--county", type=Path, metavar="PATH", help=COUNTY_HELP)
    parser.add_argument(
        "--last-year", type=Path, metavar="PATH", help="plan of the year before: compare the two years too (rules YEAR)"
    )
    parser.add_argument("--as-printed", action="store_true", help="put the print back first (plan/corrections.csv)")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="form of the findings")
    parser.add_argument("--accepted", action="store_true", help="list what has been accepted too, with its reasons")
    parser.add_argument("--select", default="", metavar="CODES", help="only these rules, such as FIN,JOIN-04")
    parser.add_argument("--ignore", default="", metavar="CODES", help="not these rules")


def run(options: "Namespace") -> int:
    """Check the plan, say what was found and return the exit status."""
    if options.accepted and options.format != "text":
        print("lcsp check: --accepted goes with --format text only", file=sys.stderr)
        return 2
    return check_plan(
        options.plan,
        printed=options.as_printed,
        form=options.format,
        select=options.select,
        ignore=options.ignore,
        accepted=options.accepted,
        county=options.county,
        last_year=options.last_year,
    )


def check_plan(
    plan: str,
    *,
    printed: bool = False,
    form: str = "text",
    select: str = "",
    ignore: str = "",
    accepted: bool = False,
    county: Path | None = None,
    last_year: Path | None = None,
) -> int:
    """Check the plan in the folder or workbook `plan`, say what was found and return the exit status."""
    wanted, unwanted = _codes(select), _codes(ignore)
    for code in wanted + unwanted:
        if not any(rule.code.startswith(code) for rule in RULES):
            print(f"lcsp check: there is no rule {code!r}; lcsp rules lists them", file=sys.stderr)
            return 2
    path = Path(plan)
    reading = read_with_county_or_refuse(path, county)
    if reading is None:
        return 2
    say_remarks(reading.remarks)
    if last_year is not None:
        before = read_or_refuse(last_year)
        if before is None:
            return 2
        reading = reading._replace(plan=reading.plan.following(before.plan))
    outcome = checks.run(as_printed(reading.plan) if printed else reading.plan, chosen(wanted, unwanted))
    placed = [place(reading, finding) for finding in outcome.findings]
    if form == "json":
        print(json_report(placed))
    elif form == "github":
        print(github_report(path, placed))
    else:
        if accepted:
            print(accepted_report(reading, outcome))
        print(text_report(path, placed, outcome))
    return 1 if outcome.has_errors else 0


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())
