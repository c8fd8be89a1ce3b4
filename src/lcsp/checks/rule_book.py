"""The rule book: every room's checks and the joined-up ones, by code."""

from lcsp.checks import joined_up, like_rows, made_of, record_keeping, two_years
from lcsp.partnership.finance import checks as finance
from lcsp.partnership.governance import checks as governance
from lcsp.partnership.participation import checks as participation
from lcsp.partnership.performance import checks as performance
from lcsp.partnership.places import checks as places
from lcsp.partnership.plan import checks as plan
from lcsp.partnership.workforce import checks as workforce
from lcsp.vocabulary.rulebook import Check, checks_in

RULES: tuple[Check, ...] = checks_in(
    (
        joined_up.references,
        joined_up.agreement,
        joined_up.names,
        joined_up.amounts,
        joined_up.thread,
        joined_up.thread_of_money,
        joined_up.acceptances,
        joined_up.tiers,
        finance.casting,
        finance.agreement,
        finance.sources,
        finance.staffing,
        finance.plausibility,
        performance.targets,
        performance.values,
        performance.definitions,
        performance.periods,
        performance.missing,
        places.casting,
        places.bands,
        places.areas,
        plan.objectives,
        plan.actions,
        plan.dates,
        plan.progress,
        plan.tiers,
        plan.services,
        plan.document,
        plan.naming,
        workforce,
        participation.register,
        participation.dates,
        governance,
        record_keeping,
        like_rows,
        made_of,
        two_years.money,
        two_years.staff_and_results,
        two_years.coming_and_going,
        two_years.dates,
    )
)
_BY_CODE = {rule.code: rule for rule in RULES}


def rule_of(code: str) -> Check | None:
    """Return the rule with this code (capitals do not matter), or None."""
    return _BY_CODE.get(code.upper())


def chosen(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Check, ...]:
    """Return the rules whose code starts with one of `select` (all, if empty) and with none of `ignore`."""
    return tuple(
        rule
        for rule in RULES
        if (not select or rule.code.startswith(select)) and not (ignore and rule.code.startswith(ignore))
    )
