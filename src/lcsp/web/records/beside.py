"""Findings as pages of records show them: of one record by field, counted, and those that a change would raise."""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from lcsp.actions.records import preview
from lcsp.checks.listing import outcome_of
from lcsp.reports.plan_document.wording import counted
from lcsp.vocabulary.findings import Finding, Level
from lcsp.vocabulary.noun import Noun
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.showing import Beside
from lcsp.whole_plan import WholePlan

Place = tuple[str, str]
MOST_ELSEWHERE = 6


def findings_by_record(plan: WholePlan) -> Mapping[Place, tuple[Finding, ...]]:
    """Return the findings that count, by noun and key, the most serious first."""

    def sort_out() -> Mapping[Place, tuple[Finding, ...]]:
        found: dict[Place, list[Finding]] = {}
        for finding in outcome_of(plan).findings:
            found.setdefault((finding.noun, finding.key), []).append(finding)
        return {place: tuple(several) for place, several in found.items()}

    return plan.once("findings by record", sort_out)


def accepted_of(plan: WholePlan, noun: str, key: str) -> list[tuple[Beside, str]]:
    """Return the accepted findings of one record, each with the reason for which it may stand."""
    found = (pair for pair in outcome_of(plan).accepted if (pair[0].noun, pair[0].key) == (noun, key))
    return [(beside(finding), acceptance.reason) for finding, acceptance in found]


def findings_of_nouns(plan: WholePlan) -> Mapping[str, tuple[Finding, ...]]:
    """Return the findings that count, by noun."""

    def sort_out() -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, list[Finding]] = {}
        for finding in outcome_of(plan).findings:
            found.setdefault(finding.noun, []).append(finding)
        return {noun: tuple(several) for noun, several in found.items()}

    return plan.once("findings by noun", sort_out)


def counts_words(findings: Iterable[Finding]) -> str:
    """Return "1 error, 2 warnings"; blank where there are none."""
    counts = Counter(finding.level for finding in findings)
    return ", ".join(counted(counts[level], level.value) for level in Level if counts[level])


def worst(findings: Iterable[Finding]) -> str:
    """Return the most serious level among `findings`; blank where there are none."""
    levels = {finding.level for finding in findings}
    return next((level.value for level in Level if level in levels), "")


def beside(finding: Finding) -> Beside:
    """Return a finding as it stands beside a field."""
    address = page_address("workspace:rule", {"code": finding.code})
    return Beside(finding.level, finding.message, finding.hint, finding.code, address)


def by_field(findings: Iterable[Finding], fields: Iterable[str]) -> dict[str, tuple[Beside, ...]]:
    """Return findings by the field they stand beside; those of no field, or of one not shown, stand under ""."""
    known = set(fields)
    found: dict[str, tuple[Beside, ...]] = {}
    for finding in findings:
        name = finding.field if finding.field in known else ""
        found[name] = (*found.get(name, ()), beside(finding))
    return found


class Effect(NamedTuple):
    """What the rules would say after a change: of the record itself, what is new, and how many findings it mends."""

    own: tuple[Finding, ...]
    new: tuple[Finding, ...]
    elsewhere: tuple[Finding, ...]
    mended: int

    @property
    def asks(self) -> tuple[Finding, ...]:
        """The new findings for which saving asks once more: errors and warnings, here or elsewhere."""
        return tuple(finding for finding in self.new if finding.level is not Level.NOTE)

    @property
    def mark(self) -> str:
        """A short text that differs where other findings would be asked about."""
        return sha256("\n".join(sorted("|".join(f) for f in self.asks)).encode()).hexdigest()[:16] if self.asks else ""


def effect_of(plan: WholePlan, noun: type[Noun], key: str, record: Noun | None) -> Effect:
    """Return what the rules would say of `plan` with one record changed (blank `key`: added; no `record`: removed)."""
    after = outcome_of(preview(plan, noun, key, record)).findings
    before = outcome_of(plan).findings
    new_key = record.key if record is not None else key
    # A finding that goes with its record to a new key is no new one.
    known = {f._replace(key=new_key) if (f.noun, f.key) == (noun.noun, key) else f for f in before}
    new = tuple(finding for finding in after if finding not in known)
    own = tuple(finding for finding in after if (finding.noun, finding.key) == (noun.noun, new_key))
    elsewhere = tuple(finding for finding in new if (finding.noun, finding.key) != (noun.noun, new_key))
    return Effect(own, new, elsewhere, len(known - set(after)))
