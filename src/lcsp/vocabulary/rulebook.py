"""How a rule announces itself: one function, one code, one docstring that is the rule and its manual page."""

from collections.abc import Callable, Iterable
from datetime import date
from types import ModuleType
from typing import Any, NamedTuple

from lcsp.vocabulary.findings import Faults, Level

# A room's rule asks `Records`; a joined-up rule may ask the whole plan, which is more.
Rule = Callable[[Any], Faults]


class Check(NamedTuple):
    """One rule of the rule book: its code, level, family, function and the days between which it is in force."""

    code: str
    level: Level
    family: str
    rule: Rule
    applies_from: date | None
    applies_until: date | None

    @property
    def manual(self) -> str:
        """The rule's docstring: first sentence the rule, then its reason, `Mend:`, and its two examples."""
        return self.rule.__doc__ or ""

    def applies_on(self, day: date) -> bool:
        """Say whether the rule was in force on `day` (for a plan: the first day of its year)."""
        return (self.applies_from is None or self.applies_from <= day) and (
            self.applies_until is None or day <= self.applies_until
        )


def check(
    code: str,
    level: Level,
    family: str,
    *,
    applies_from: date | None = None,
    applies_until: date | None = None,
) -> Callable[[Rule], Rule]:
    """Mark a function as the rule `code`. Its docstring is the manual page; see CONTRIBUTING.md for its parts."""

    def mark(rule: Rule) -> Rule:
        rule.check = Check(code, level, family, rule, applies_from, applies_until)  # type: ignore[attr-defined]
        return rule

    return mark


def checks_in(modules: Iterable[ModuleType]) -> tuple[Check, ...]:
    """Return the checks of `modules`, in the order in which they are written."""
    return tuple(
        thing.check
        for module in modules
        for thing in vars(module).values()
        if isinstance(getattr(thing, "check", None), Check) and thing.__module__ == module.__name__
    )
