"""Which findings a page shows: those of a plan, narrowed by room, level and whether they were accepted."""

from collections.abc import Mapping
from typing import NamedTuple

from lcsp.checks.listing import Listed
from lcsp.vocabulary.findings import Level
from lcsp.whole_plan import NOUNS

ROOMS = tuple(dict.fromkeys(noun.room for noun in NOUNS))
OPEN, ACCEPTED = "open", "accepted"


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


def count_by_room(listed: tuple[Listed, ...]) -> list[tuple[str, dict[str, int]]]:
    """Return for each room with findings how many there are of each level, and how many were accepted."""
    counts: dict[str, dict[str, int]] = {}
    for one in listed:
        room = counts.setdefault(one.finding.room, {**dict.fromkeys((level.value for level in Level), 0), ACCEPTED: 0})
        room[ACCEPTED if one.acceptance else one.finding.level.value] += 1
    return [(room, counts[room]) for room in ROOMS if room in counts]
