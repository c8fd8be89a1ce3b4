"""Acceptances hold as long as what was accepted is still found, with the same facts."""

from lcsp.partnership.plan import Acceptance
from lcsp.vocabulary.findings import Fault, Faults, Finding, Level
from lcsp.vocabulary.rulebook import Check, check
from lcsp.whole_plan import WholePlan

_TWO_YEARS = "YEAR-"


@check("JOIN-35", Level.WARNING, "agreement")
def accepted_facts_have_not_changed(plan: WholePlan) -> Faults:
    """What was accepted is still found, with the same facts.

    Mend: look at the finding as it is now, and accept it anew with its fingerprint; or remove the acceptance.

    Fails:
        budget_line: code | employee | gross
        budget_line: a | 100 | 120
        acceptance: check | of | record | field | fingerprint
        acceptance: FIN-01 | budget_line | a | gross | 000000000000
    Passes:
        budget_line: code | employee | gross
        budget_line: a | 100 | 120
        acceptance: check | of | record | field | fingerprint
        acceptance: FIN-01 | budget_line | a | gross | e76a454873b9
    """
    from lcsp.checks.engine import findings_of, fingerprint  # the engine imports the rules

    rules = {acceptance.check: _rule(acceptance) for acceptance in plan.all(Acceptance)}
    # What the comparison with last year's plan found is not found while that plan is not at hand.
    silent = () if plan.last_year else (_TWO_YEARS,)
    asked = [
        rule
        for rule in rules.values()
        if rule and rule.rule is not accepted_facts_have_not_changed and not rule.code.startswith(silent)
    ]
    raised: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in (finding for rule in asked for finding in findings_of(plan, rule)):
        raised.setdefault((finding.code, finding.noun, finding.key, finding.field), []).append(finding)
    for acceptance in plan.all(Acceptance):
        if rules[acceptance.check] not in asked:
            continue
        found = raised.get((acceptance.check.upper(), acceptance.of, acceptance.record, acceptance.field or ""))
        if not found:
            facts = f"{acceptance.check} finds nothing there any more"
            yield Fault(acceptance, "record", facts, "remove the acceptance")
        elif all(fingerprint(finding) != acceptance.fingerprint for finding in found):
            facts = f"accepted as {acceptance.fingerprint}, found as {fingerprint(found[0])}: {found[0].message}"
            yield Fault(acceptance, "fingerprint", facts, "look at the finding as it is now, and decide anew")


def _rule(acceptance: Acceptance) -> Check | None:
    from lcsp.checks.rule_book import rule_of  # the rule book imports the rules

    return rule_of(acceptance.check)
