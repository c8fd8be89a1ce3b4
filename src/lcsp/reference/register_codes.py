"""The register codes of attendance, dated: what a mark meant on the day on which it was made."""

import tomllib
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

NO_MARK = "-"  # stands where no mark was made; it is not a code


class MarkClass(StrEnum):
    """How a session counts in absence statistics."""

    PRESENT = "present"
    APPROVED_ACTIVITY = "approved activity"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    NOT_REQUIRED = "not required"


class RegisterCode(NamedTuple):
    """One code between two days. `sign` is the one character that stands for it in a row of marks."""

    code: str
    sign: str
    meaning: str
    mark_class: MarkClass
    valid_from: date
    valid_to: date | None

    @property
    def possible(self) -> bool:
        """Whether the session counts as one that the pupil could have attended."""
        return self.mark_class is not MarkClass.NOT_REQUIRED

    @property
    def absent(self) -> bool:
        """Whether it counts as missed, with or without leave."""
        return self.mark_class in (MarkClass.AUTHORISED, MarkClass.UNAUTHORISED)

    @property
    def attending(self) -> bool:
        """Whether it counts as attended, at school or in an approved activity elsewhere."""
        return self.possible and not self.absent

    @property
    def authorised(self) -> bool:
        """Whether it counts as missed with leave."""
        return self.mark_class is MarkClass.AUTHORISED

    def in_force(self, day: date) -> bool:
        """Say whether the code could be used on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def all_codes() -> tuple[RegisterCode, ...]:
    """Return every code that ever was, in the order of the file."""
    held = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))["code"]
    return tuple(
        RegisterCode(
            item["code"],
            item.get("sign", item["code"]),
            item["meaning"],
            MarkClass(item["class"]),
            item["valid_from"],
            item.get("valid_to"),
        )
        for item in held
    )


@cache
def changes() -> tuple[date, ...]:
    """Return the days on which the table of codes changed, oldest first."""
    return tuple(sorted({code.valid_from for code in all_codes()}))


def codes_on(day: date) -> Mapping[str, RegisterCode]:
    """Return the codes that could be used on `day`, by sign; empty before the first table."""
    return _codes_since(max((start for start in changes() if start <= day), default=date.min))


@cache
def _codes_since(start: date) -> Mapping[str, RegisterCode]:
    return MappingProxyType({code.sign: code for code in all_codes() if code.in_force(start)})


def explain_unknown(code: str, day: date) -> str:
    """Return the sentence that refuses `code` on `day`: when it was in force, or that it never was.

    `code` may be written as a code or as a sign.
    """
    known = [held for held in all_codes() if code in (held.code, held.sign)]
    if not known:
        return f"{code!r} is not a register code. On {day} these were: {_list(day)}."
    times = " and ".join(
        f"from {held.valid_from} to {held.valid_to}" if held.valid_to else f"from {held.valid_from}" for held in known
    )
    return f"Register code {known[0].code!r} ({known[0].meaning}) was in force {times}, not on {day}."


def _list(day: date) -> str:
    return " ".join(held.code for held in codes_on(day).values()) or "none"
