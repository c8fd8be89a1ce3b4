"""List the rules with their level and family."""

from argparse import ArgumentParser, Namespace

from lcsp.checks import RULES
from lcsp.checks.manual import manual_of


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--family", help="only the rules of this family, such as casting")


def run(options: Namespace) -> int:
    """Print a line a rule, and how many there are."""
    rules = [rule for rule in RULES if options.family in (None, rule.family)]
    for rule in rules:
        print(f"{rule.code:<9} {rule.level.value:<8} {rule.family:<13} {manual_of(rule).rule}")
    print(f"\n{len(rules)} rules; lcsp explain CODE shows one.")
    return 0
