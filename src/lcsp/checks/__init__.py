"""Checks: the rule book, the engine that runs it, the rules that need two rooms, and acceptances."""

from lcsp.checks.engine import Outcome, fingerprint, run
from lcsp.checks.rule_book import RULES, rule_of

__all__ = ["RULES", "Outcome", "fingerprint", "rule_of", "run"]
