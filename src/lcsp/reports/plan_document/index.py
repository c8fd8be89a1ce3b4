"""The document's index: what each record is called, where it stands, and links that always lead somewhere."""

import re
from collections.abc import Iterator
from typing import TypeVar, cast

from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Risk
from lcsp.partnership.performance import Indicator
from lcsp.partnership.plan import KeyAction, Link, Objective, ObjectiveKind, Service
from lcsp.partnership.plan.rules import latest_reports
from lcsp.reports.plan_document.wording import capital, joined, value_words
from lcsp.reports.words import InternalLink, Words
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

N = TypeVar("N", bound=Noun)

# Nouns whose codes people quote, so that a code stands before the name.
_QUOTED = ("objective", "indicator", "sub_action")
_LONGEST_SLUG = 60


class Index:
    """Names, anchors and links of one plan's records.

    Anchors are made of codes: the same plan gives the same anchors, and only codes that look the same once they are
    made plain ("A 1", "a-1") get a number behind them.
    """

    def __init__(self, plan: WholePlan) -> None:
        self.plan = plan
        self._anchors: dict[tuple[str, str], str] = {}
        self._used: set[str] = set()
        self._places = {(record.noun, record.key): self.anchor(*place) for record, place in _places(plan)}
        self._serving = _serving(plan)
        self._groups: dict[tuple[type[Noun], str], dict[str | None, list[Noun]]] = {}
        self.latest_reports = latest_reports(plan, plan.today)

    def anchor(self, kind: str, key: str = "") -> str:
        """Return the anchor of the thing of `kind` (section, table, service …) with this key, the same every time."""
        known = self._anchors.get((kind, key))
        if known is None:
            known = self._anchors[kind, key] = self._free(f"{kind}-{slug(key)}".strip("-"))
        return known

    def _free(self, wanted: str) -> str:
        anchor, number = wanted, 1
        while anchor in self._used:
            number += 1
            anchor = f"{wanted}-{number}"
        self._used.add(anchor)
        return anchor

    def name(self, noun: str, key: str | None) -> str:
        """Return what people call a record: its name or title, after its code where people quote that."""
        record = self.plan.find_named(noun, key) if key else None
        if record is None:
            return key or ""
        title = getattr(record, "name", None) or getattr(record, "title", None)
        if not title:
            return self._composed(record)
        return f"{key} {title}" if noun in _QUOTED and is_spoken(record.key) else str(title)

    def is_inherited(self, noun: str, key: str | None) -> bool:
        """Say whether a local plan has this record from its county plan."""
        kind = NOUN_BY_NAME.get(noun)
        inherited = self.plan.inherits is not None and kind is not None and bool(key)
        return inherited and self.plan.find_own(cast(type[Noun], kind), key or "") is None

    def _composed(self, record: Noun) -> str:
        """Return the name of a record that has none of its own: the names of what makes its key."""
        fields = columns(type(record))
        values = ((fields[field], getattr(record, field)) for field in record.key_fields)
        words = (
            self.name(target, value) if (target := referred_noun(column.kind)) else value_words(column, value)
            for column, value in values
            if value
        )
        return ", ".join(words)

    def kind_and_name(self, noun: str, key: str) -> str:
        """Return what sort of record it is and its name, such as "Budget line: Early Years"."""
        return f"{capital(noun.replace('_', ' '))}: {self.name(noun, key)}"

    def link(self, noun: str, key: str | None, text: str = "") -> Words:
        """Return the name of a record (or `text`), as a link where the record has a place in the document."""
        words = text or self.name(noun, key)
        place = self._places.get((noun, key or ""))
        return InternalLink(words, place) if place and words else words

    def links(self, noun: str, keys: tuple[str, ...]) -> tuple[Words, ...]:
        """Return `link` of each of `keys`."""
        return tuple(self.link(noun, key) for key in keys)

    def of(self, noun: type[N], field: str, key: str) -> tuple[N, ...]:
        """Return the records of `noun` whose `field` refers to `key`, in the plan's order."""
        groups = self._groups.get((noun, field))
        if groups is None:
            groups = self._groups[noun, field] = {}
            for record in self.plan.all(noun):
                groups.setdefault(getattr(record, field), []).append(record)
        return cast(tuple[N, ...], tuple(groups.get(key, ())))

    def serving(self, objective: str) -> tuple[str, ...]:
        """Return the codes of the key actions that serve an objective by name (not by a catch-all)."""
        return self._serving.get(objective, ())

    def action_numbers(self, actions: tuple[str, ...]) -> Words:
        """Return the numbers of key actions, each as a link."""
        return joined(self.link("key_action", action, action) for action in actions)

    @property
    def has_thread(self) -> bool:
        """Whether any key action names an objective that it serves."""
        return bool(self._serving)


def is_spoken(code: str) -> bool:
    """Say whether people say a code ("7B", "NI 87"), which they do not of one made of a name ("half-days-missed")."""
    return code != code.lower() or not any(character.isalpha() for character in code)


def slug(text: str) -> str:
    """Return `text` in lower-case letters, digits and hyphens; blank if it has none of them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:_LONGEST_SLUG].strip("-")


def objectives_table(objective: Objective) -> tuple[str, str]:
    """Return (kind, key) of the table in which an objective stands."""
    if objective.kind is ObjectiveKind.TARGET:
        return "table", f"targets {objective.source_plan}"
    return "table", "enablers" if objective.kind is ObjectiveKind.ENABLER else "priorities"


def indicators_table(indicator: Indicator) -> tuple[str, str]:
    """Return (kind, key) of the table in which an indicator stands."""
    return "table", f"indicators {indicator.role.value}"


def _places(plan: WholePlan) -> Iterator[tuple[Noun, tuple[str, str]]]:
    """Yield the records to which links lead, each with the (kind, key) of its place."""
    for action in plan.all(KeyAction):
        yield action, ("key-action", action.code)
    for service in plan.all(Service):
        yield service, ("service", service.code)
    for objective in plan.all(Objective):
        yield objective, objectives_table(objective)
    for indicator in plan.all(Indicator):
        yield indicator, indicators_table(indicator)
    for line in plan.all(BudgetLine):
        yield line, ("table", "revenue-budget")
    for risk in plan.all(Risk):
        yield risk, ("table", "risks")


def _serving(plan: WholePlan) -> dict[str, tuple[str, ...]]:
    """Return for each objective that an action names the codes of those actions, in the plan's order."""
    found: dict[str, dict[str, None]] = {}
    for link in plan.all(Link):
        if link.objective and not link.catch_all:
            found.setdefault(link.objective, {})[link.action] = None
    return {objective: tuple(actions) for objective, actions in found.items()}
