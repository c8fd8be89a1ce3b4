"""Acceptances hold as long as what was accepted is still found, with the same facts."""

from collections.abc import Iterator

from lcsp.partnership.plan import Acceptance
from lcsp.vocabulary.findings import Fault, Faults, Finding, Level
from lcsp.vocabulary.rulebook import Check, check
from lcsp.whole_plan import WholePlan


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
    from lcsp.checks.engine import fingerprint  # the engine imports the rules

    for acceptance in plan.all(Acceptance):
        rule = _rule(acceptance)
        if rule is None or rule.rule is accepted_facts_have_not_changed:
            continue
        found = [finding for finding in _findings(plan, rule) if _place(finding) == _accepted_place(acceptance)]
        if not found:
            facts = f"{acceptance.check} finds nothing there any more"
            yield Fault(acceptance, "record", facts, "remove the acceptance")
        elif all(fingerprint(finding) != acceptance.fingerprint for finding in found):
            facts = f"accepted as {acceptance.fingerprint}, found as {fingerprint(found[0])}: {found[0].message}"
            yield Fault(acceptance, "fingerprint", facts, "look at the finding as it is now, and decide anew")


def _rule(acceptance: Acceptance) -> Check | None:
    from lcsp.checks.rule_book import rule_of  # the rule book imports the rules

    return rule_of(acceptance.check)


def _findings(plan: WholePlan, rule: Check) -> Iterator[Finding]:
    for f in rule.rule(plan) if rule.applies_on(plan.year.first_day) else ():
        yield Finding(rule.code, rule.level, f.record.room, f.record.noun, f.record.key, f.field, f.facts, f.mend)


def _place(finding: Finding) -> tuple[str, str, str]:
    return finding.noun, finding.key, finding.field


def _accepted_place(acceptance: Acceptance) -> tuple[str, str, str]:
    return acceptance.of, acceptance.record, acceptance.field or ""
