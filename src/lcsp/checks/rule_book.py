"""The rule book: every room's checks and the joined-up ones, by code."""

from lcsp.checks import joined_up
from lcsp.partnership.finance import checks as finance
from lcsp.partnership.performance import checks as performance
from lcsp.partnership.places import checks as places
from lcsp.partnership.workforce import checks as workforce
from lcsp.vocabulary.rulebook import Check, checks_in

RULES: tuple[Check, ...] = checks_in((joined_up, finance, performance, places, workforce))


def rule_of(code: str) -> Check | None:
    """Return the rule with this code (capitals do not matter), or None."""
    return next((rule for rule in RULES if rule.code == code.upper()), None)


def chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Check, ...]:
    """Return the rules whose code starts with one of `select` (all, if empty) and with none of `ignore`."""
    return tuple(
        rule
        for rule in RULES
        if (not select or rule.code.startswith(select)) and not (ignore and rule.code.startswith(ignore))
    )
