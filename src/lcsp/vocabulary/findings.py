"""What a check says of a plan: level, record and field, the facts that break the rule, and what would mend it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from lcsp.vocabulary.noun import Noun


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Fault(NamedTuple):
    """One breach as a check reports it: which record and field, the facts, and what would mend it."""

    record: Noun
    field: str
    facts: str
    mend: str


class Finding(NamedTuple):
    """A fault with the code and level of its check; the doors add file, row and column."""

    code: str
    level: Level
    room: str
    noun: str
    key: str
    field: str
    message: str
    hint: str


Faults = Iterator[Fault]
