"""Show the manual page of a rule: what it asks, why, what would mend a breach, and two examples."""

import sys
from argparse import ArgumentParser, Namespace

from lcsp.checks import rule_of
from lcsp.checks.manual import manual_of
from lcsp.vocabulary.rulebook import Check


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("code", help="code of the rule, such as FIN-01")


def run(options: Namespace) -> int:
    """Print the manual page, or say that there is no such rule."""
    rule = rule_of(options.code)
    if rule is None:
        print(f"lcsp explain: there is no rule {options.code!r}; lcsp rules lists them", file=sys.stderr)
        return 2
    print(manual_text(rule))
    return 0


def manual_text(rule: Check) -> str:
    """Return the manual page of `rule` as plain text."""
    page = manual_of(rule)
    parts = [f"{rule.code} ({rule.level.value}, {rule.family})", page.rule]
    if page.reason:
        parts.append(page.reason)
    parts += [f"To mend it: {page.mend}", "A plan that fails:", _indented(page.fails)]
    parts += ["A plan that passes:", _indented(page.passes)]
    return "\n\n".join(parts)


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.splitlines())
