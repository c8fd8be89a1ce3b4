"""When an enrolment counts as persistently absent: the rules of each year, for each span that is published."""

from typing import NamedTuple

from lcsp.children.pupils.year import SPANS


class Rule(NamedTuple):
    """One version of persistent absence for one span: a fixed count of sessions, or a share of the pupil's own."""

    version: str
    span: str
    sessions: int | None = None
    percentage: int | None = None

    @property
    def column(self) -> str:
        """The name of its count."""
        return f"{self.span}: {self.version}"


FIXED_20 = "20% of a full year's sessions"
FIXED_15 = "15% of a full year's sessions"
OWN_10 = "10% of the pupil's own sessions"
SEVERE = "50% of the pupil's own sessions"

# Source: Guide to absence statistics (Department for Education); NI 87 dataset. No count for six half terms was
# published under the 20% rule.
_FIXED = {
    FIXED_20: {"autumn": 28, "autumn and spring": 52, "five half terms": 64},
    FIXED_15: {"autumn": 22, "autumn and spring": 38, "five half terms": 46, "six half terms": 56},
}
_OWN = {OWN_10: 10, SEVERE: 50}

# Every version is counted in every year, so that a series can show both sides of a change of definition.
RULES: tuple[Rule, ...] = tuple(
    Rule(version, span, sessions=counts[span]) for version, counts in _FIXED.items() for span in SPANS if span in counts
) + tuple(Rule(version, span, percentage=share) for version, share in _OWN.items() for span in SPANS)


def version_in_force(year: int) -> str:
    """Return the version that official statistics used for the academic year `year`."""
    if year <= 2009:
        return FIXED_20
    return FIXED_15 if year <= 2014 else OWN_10
