"""The words of a document: runs of plain, strong, emphasised or linking text, in paragraphs and lists."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple


class RecordName(NamedTuple):
    """The record of the plan that a part of the document tells: name of its noun, and key."""

    noun: str
    key: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that carry weight (shown bold)."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that are stressed or quoted (shown italic)."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of the document. Raises ValueError unless the address is http, https or mailto."""

    text: str
    address: str

    def __post_init__(self) -> None:
        if not re.match(r"(https?://|mailto:)\S+$", self.address):
            raise ValueError(f"link {self.address!r}: an address begins with http://, https:// or mailto:")


@dataclass(frozen=True, slots=True)
class InternalLink:
    """A link to an anchor of the same document; with `page` the paper edition adds "page N" after it."""

    text: str
    anchor: str
    page: bool = False


Inline = str | Strong | Emphasis | Link | InternalLink
Words = Inline | tuple[Inline, ...]


def runs(words: Words) -> tuple[Inline, ...]:
    """The words as a tuple of runs, however they were given; empty ones fall away."""
    return tuple(run for run in (words if isinstance(words, tuple) else (words,)) if run != "")


def plain(words: Words) -> str:
    """The words without any styling."""
    return "".join(run if isinstance(run, str) else run.text for run in runs(words))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    words: Words


@dataclass(frozen=True, slots=True)
class List:
    """A list, bulleted or numbered from 1. `records`, where it is given, names the record of each item."""

    items: tuple[Words, ...]
    numbered: bool = False
    records: tuple[RecordName, ...] = ()


def printable(text: str) -> str:
    """The text with every line break and tab a space, and what no page can show (control codes) a U+FFFD."""
    return "".join(_printable_character(character) for character in text)


def _printable_character(character: str) -> str:
    if character in "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return " "
    code = ord(character)
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return "\ufffd" if noncharacter or unicodedata.category(character) in ("Cc", "Cs") else character
