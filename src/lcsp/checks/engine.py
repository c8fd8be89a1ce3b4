"""Runs the rules over a plan and sets apart what has been accepted."""

from collections.abc import Iterator
from typing import NamedTuple

from lcsp.checks.rule_book import RULES
from lcsp.partnership.plan import Acceptance
from lcsp.vocabulary.findings import Finding, Level
from lcsp.vocabulary.rulebook import Check
from lcsp.whole_plan import WholePlan

_RANK = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


class Outcome(NamedTuple):
    """What the rules say of a plan: findings that count, most serious first, and those that were accepted."""

    findings: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, Acceptance], ...]

    def count(self, level: Level) -> int:
        """Return how many findings of `level` count."""
        return sum(finding.level is level for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        """Whether a finding that counts is an error, which blocks publication."""
        return any(finding.level is Level.ERROR for finding in self.findings)


def run(plan: WholePlan, rules: tuple[Check, ...] = RULES) -> Outcome:
    """Return what `rules` (those in force in the plan's year) say of `plan`."""
    raised = [finding for rule in rules for finding in findings_of(plan, rule)]
    raised.sort(key=lambda finding: _RANK[finding.level])
    acceptances = {(a.check, a.of, a.record, a.field or ""): a for a in plan.all(Acceptance)}
    counted: list[Finding] = []
    accepted: list[tuple[Finding, Acceptance]] = []
    for finding in raised:
        acceptance = acceptances.get((finding.code, finding.noun, finding.key, finding.field))
        if acceptance and acceptance.until >= plan.today and acceptance.fingerprint == fingerprint(finding):
            accepted.append((finding, acceptance))
        else:
            counted.append(finding)
    return Outcome(tuple(counted), tuple(accepted))


def findings_of(plan: WholePlan, rule: Check) -> tuple[Finding, ...]:
    """Return what `rule` finds in `plan`, found once: the rule about acceptances asks what the others found."""
    return plan.once(rule, lambda: tuple(_find(plan, rule)))


def _find(plan: WholePlan, rule: Check) -> Iterator[Finding]:
    for f in rule.rule(plan) if rule.applies_on(plan.year.first_day) else ():
        yield Finding(rule.code, rule.level, f.record.room, f.record.noun, f.record.key, f.field, f.facts, f.mend)


def fingerprint(finding: Finding) -> str:
    """Return twelve letters and digits that change when the facts of `finding` change."""
    from hashlib import sha256  # costs 2 ms, and few plans have acceptances

    facts = f"{finding.code}\n{finding.noun}\n{finding.key}\n{finding.field}\n{finding.message}"
    return sha256(facts.encode()).hexdigest()[:12]
