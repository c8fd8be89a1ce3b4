"""Which findings a page shows: those of a plan, narrowed by room, level and whether they were accepted."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lcsp.checks import fingerprint
from lcsp.partnership.plan import Acceptance
from lcsp.vocabulary.findings import Finding, Level
from lcsp.web.plan_asked import outcome_of
from lcsp.whole_plan import NOUNS, WholePlan

ROOMS = tuple(dict.fromkeys(noun.room for noun in NOUNS))
OPEN, ACCEPTED = "open", "accepted"


class Listed(NamedTuple):
    """A finding and the acceptance that stands for it, if one does."""

    finding: Finding
    acceptance: Acceptance | None

    @property
    def fingerprint(self) -> str:
        """What names this finding in addresses: it changes with the facts."""
        return fingerprint(self.finding)


class Asked(NamedTuple):
    """What is asked for; blank for all."""

    room: str = ""
    level: str = ""
    state: str = ""
    code: str = ""

    def fits(self, listed: Listed) -> bool:
        """Say whether a finding is asked for."""
        state = ACCEPTED if listed.acceptance else OPEN
        finding = listed.finding
        pairs = ((self.room, finding.room), (self.level, finding.level.value), (self.state, state))
        return all(wanted in ("", found) for wanted, found in (*pairs, (self.code, finding.code)))


def read_asked(query: Mapping[str, str]) -> Asked:
    """Return what a query asks for; a word that is none of the choices is passed over."""
    choices = {"room": ROOMS, "level": tuple(level.value for level in Level), "state": (OPEN, ACCEPTED)}
    found = {name: query.get(name, "") for name in choices}
    return Asked(
        **{name: word for name, word in found.items() if word in choices[name]},
        code=query.get("code", "").strip().upper(),
    )


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


def count_by_room(listed: tuple[Listed, ...]) -> list[tuple[str, dict[str, int]]]:
    """Return for each room with findings how many there are of each level, and how many were accepted."""
    counts: dict[str, dict[str, int]] = {}
    for one in listed:
        room = counts.setdefault(one.finding.room, {**dict.fromkeys((level.value for level in Level), 0), ACCEPTED: 0})
        room[ACCEPTED if one.acceptance else one.finding.level.value] += 1
    return [(room, counts[room]) for room in ROOMS if room in counts]
