"""What the doctor says of one thing."""

from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How well a thing is; what is wrong must be mended, a note may stay as it is."""

    WELL = "well"
    NOTE = "note"
    WRONG = "WRONG"


class Judgement(NamedTuple):
    """Place, what was found there, and how to mend it (blank where nothing is to be done, or `says` tells it)."""

    level: Level
    place: str
    says: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f". To mend: {self.mend}" if self.mend else ""
        return f"{self.level:<6} {self.place:<24} {self.says}{mend}"


def well(place: str, says: str) -> Judgement:
    """Return that a thing is well."""
    return Judgement(Level.WELL, place, says)


def note(place: str, says: str, mend: str) -> Judgement:
    """Return what is worth knowing of a thing, and what would change it."""
    return Judgement(Level.NOTE, place, says, mend)


def wrong(place: str, says: str, mend: str = "") -> Judgement:
    """Return that a thing is wrong, and how to mend it."""
    return Judgement(Level.WRONG, place, says, mend)
