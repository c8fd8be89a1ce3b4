"""What a check may ask of a plan: all records of a noun, and one record by its key."""

from datetime import date
from typing import Protocol, TypeVar

from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.periods import Period

N = TypeVar("N", bound=Noun)


class Records(Protocol):
    """The records of one plan at one moment, as rules see them."""

    @property
    def today(self) -> date:
        """The day on which the rules are applied."""

    @property
    def year(self) -> Period:
        """The year planned for."""

    def all(self, noun: type[N]) -> tuple[N, ...]:
        """Return every record of `noun` that the plan holds itself, in its order."""

    def whole_of(self, noun: type[N]) -> tuple[N, ...]:
        """Return every record of `noun`, those that a local plan inherits from its county's first."""

    def find(self, noun: type[N], key: str) -> N | None:
        """Return the record of `noun` with this key, the plan's own or an inherited one, or None."""

    def find_own(self, noun: type[N], key: str) -> N | None:
        """Return the record of `noun` with this key that the plan holds itself, or None."""
