"""Every finding of a plan in one list, those that count first, and each found again by its fingerprint."""

from collections.abc import Iterator
from typing import NamedTuple

from lcsp.checks.engine import Outcome, fingerprint, run
from lcsp.partnership.plan import Acceptance
from lcsp.vocabulary.findings import Finding
from lcsp.whole_plan import WholePlan


class Listed(NamedTuple):
    """A finding and the acceptance that stands for it, if one does."""

    finding: Finding
    acceptance: Acceptance | None

    @property
    def fingerprint(self) -> str:
        """What names this finding in addresses: it changes with the facts."""
        return fingerprint(self.finding)


def outcome_of(plan: WholePlan) -> Outcome:
    """Return what the rules say of `plan`; they are asked once for each state of it."""
    return plan.once("outcome", lambda: run(plan))


def list_findings(plan: WholePlan) -> tuple[Listed, ...]:
    """Return every finding of `plan`, those that count first, the most serious of them at the top."""
    return plan.once("listed findings", lambda: tuple(_list(plan)))


def _list(plan: WholePlan) -> Iterator[Listed]:
    outcome = outcome_of(plan)
    yield from (Listed(finding, None) for finding in outcome.findings)
    yield from (Listed(finding, acceptance) for finding, acceptance in outcome.accepted)


def find_listed(plan: WholePlan, wanted: str) -> Listed | None:
    """Return the finding of this fingerprint, or None where the plan has none such (any more)."""
    known = plan.once("findings by fingerprint", lambda: {one.fingerprint: one for one in list_findings(plan)})
    return known.get(wanted)
