"""An acceptance is held against what its rule finds today."""

import pytest

from lcsp.checks import fingerprint, rule_of, run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

SLIP = "budget_line: code | employee | gross\nbudget_line: a | 100 | {gross}\n"
ACCEPTANCE = (
    "acceptance: check | of | record | field | fingerprint\nacceptance: FIN-01 | budget_line | a | gross | {mark}"
)


def mark_of(gross: int) -> str:
    """Return the fingerprint of the finding that a gross amount of `gross` makes."""
    rule = rule_of("FIN-01")
    assert rule is not None
    (finding,) = run(example_plan(SLIP.format(gross=gross)), (rule,)).findings
    return fingerprint(finding)


@pytest.mark.parametrize(("gross", "says"), [(120, ""), (130, "found as"), (100, "finds nothing there any more")])
def test_facts_are_those_that_were_accepted(gross: int, says: str) -> None:
    plan = example_plan(SLIP.format(gross=gross) + ACCEPTANCE.format(mark=mark_of(120)))
    messages = [finding.message for finding in run(plan, chosen(("JOIN-35",), ())).findings]
    assert len(messages) == bool(says)
    assert all(says in message for message in messages)
