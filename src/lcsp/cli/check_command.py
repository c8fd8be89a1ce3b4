"""Check a plan against the rule book.

Exit status: 0 no errors, 1 errors found, 2 refused (the plan cannot be read) or misused.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp import checks
from lcsp.checks.as_printed import as_printed
from lcsp.checks.rule_book import RULES, chosen
from lcsp.cli.findings_text import github_line, json_report, place, text_report
from lcsp.cli.saying import read_or_refuse, say_remarks


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", type=Path, help="plan folder or workbook")
    parser.add_argument("--as-printed", action="store_true", help="put the print back first (plan/corrections.csv)")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="form of the findings")
    parser.add_argument("--select", default="", metavar="CODES", help="only these rules, such as FIN,JOIN-04")
    parser.add_argument("--ignore", default="", metavar="CODES", help="not these rules")


def run(options: Namespace) -> int:
    """Check the plan, say what was found and return the exit status."""
    select, ignore = _codes(options.select), _codes(options.ignore)
    for code in select + ignore:
        if not any(rule.code.startswith(code) for rule in RULES):
            print(f"lcsp check: there is no rule {code!r}; lcsp rules lists them", file=sys.stderr)
            return 2
    reading = read_or_refuse(options.plan)
    if reading is None:
        return 2
    say_remarks(reading.remarks)
    plan = as_printed(reading.plan) if options.as_printed else reading.plan
    outcome = checks.run(plan, chosen(select, ignore))
    placed = [place(reading, finding) for finding in outcome.findings]
    if options.format == "json":
        print(json_report(placed))
    elif options.format == "github":
        print("\n".join(github_line(options.plan, found) for found in placed))
    else:
        print(text_report(options.plan, placed, outcome))
    return 1 if outcome.has_errors else 0


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())
