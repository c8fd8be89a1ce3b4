"""When an enrolment counts as persistently absent: the rules that the definition of NI 87 holds, for each span."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from lcsp.children.pupils.year import SPANS
from lcsp.partnership.performance.definition import Parameter
from lcsp.reference import read_definition


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


_DEFINITION = "NI 87"
# The span over which each of its fixed counts of sessions holds.
_SPAN_OF = {
    "threshold_sessions_one_term": "autumn",
    "threshold_sessions_two_terms": "autumn and spring",
    "threshold_sessions": "five half terms",
    "threshold_sessions_six_half_terms": "six half terms",
}


def _parameters(name: str) -> list[Parameter]:
    """Return the definition's numbers of one name, earliest first."""
    definition = read_definition(_DEFINITION)
    held = definition.parameters if definition else ()
    return sorted((number for number in held if number.name == name), key=_since)


def _since(number: Parameter) -> date:
    return number.valid_from or date.min


def _rules_of(share: Parameter) -> list[Rule]:
    """Return the rules of one threshold: by the counts of sessions that stand for it, or of each pupil's own."""
    fixed = [
        Rule(f"{share.value}% of a full year's sessions", span, sessions=int(number.value))
        for name, span in _SPAN_OF.items()
        for number in _parameters(name)
        if number.valid_from == share.valid_from
    ]
    own = f"{share.value}% of the pupil's own sessions"
    return fixed or [Rule(own, span, percentage=int(share.value)) for span in SPANS]


def _every_rule() -> Iterator[Rule]:
    for share in (*_parameters("threshold_percentage"), *_parameters("severe_percentage")):
        yield from _rules_of(share)


# Every version is counted in every year, so that a series can show both sides of a change of definition.
RULES: tuple[Rule, ...] = tuple(_every_rule())
FIXED_20, FIXED_15, OWN_10, SEVERE = dict.fromkeys(rule.version for rule in RULES)


def version_in_force(year: int) -> str:
    """Return the version that official statistics used for the academic year `year`, the first one before there was."""
    first, *later = _parameters("threshold_percentage")
    in_force = [share for share in later if _since(share) <= date(year, 9, 1)]
    return _rules_of(in_force[-1] if in_force else first)[0].version
