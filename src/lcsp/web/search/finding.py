"""Finds records by words, puts the best first, and marks the words in what is shown."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from lcsp.web.search.entries import Entry, fold

_AROUND = 60  # characters of text that are shown on either side of the first word found
_MOST_WORDS = 8


class Sought(NamedTuple):
    """What is looked for: the whole of it, folded, and its words."""

    whole: str
    words: tuple[str, ...]


class Found(NamedTuple):
    """An entry with its rank (0 best): its code is asked for, its code begins so, its name has the words, its text."""

    rank: int
    entry: Entry


def read_sought(text: str) -> Sought:
    """Return what `text` looks for; words past the eighth are left out."""
    folded = fold(text)
    return Sought(folded, tuple(dict.fromkeys(folded.split()))[:_MOST_WORDS])


def find(entries: Iterable[Entry], sought: Sought) -> list[Found]:
    """Return the entries that hold every word (or have the code), the best first, in the plan's order among equals."""
    if not sought.words:
        return []
    found = [Found(rank, entry) for entry in entries if (rank := _rank(entry, sought)) is not None]
    return sorted(found, key=lambda one: one.rank)


def _rank(entry: Entry, sought: Sought) -> int | None:
    if entry.folded_key == sought.whole:
        return 0
    words = sought.words
    if not all(word in entry.folded for word in words):
        return 1 if entry.folded_key.startswith(sought.whole) else None
    if entry.folded_key.startswith(sought.whole):
        return 1
    if entry.folded_name.startswith(sought.whole):
        return 2
    return 3 if all(word in entry.folded_name for word in words) else 4


def mark(text: str, sought: Sought) -> Markup:
    """Return `text` with the words that were looked for marked."""
    parts: list[Markup] = []
    at = 0
    for found in _pattern(sought.words).finditer(_same_length(text)):
        start, end = found.span()
        parts += (escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end]))
        at = end
    return Markup().join((*parts, escape(text[at:])))


def extract(text: str, sought: Sought) -> Markup:
    """Return the stretch of `text` around the first word that was looked for, with the words marked."""
    first = _pattern(sought.words).search(_same_length(text))
    start = max(0, first.start() - _AROUND) if first else 0
    end = min(len(text), (first.end() if first else 0) + 2 * _AROUND)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = text.find(" ", end) if " " in text[end:] else len(text)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    return Markup("{}{}{}").format(before, mark(text[start:end], sought), after)


def _same_length(text: str) -> str:
    """Return `text` folded letter by letter, so that places in it are places in `text`."""
    return "".join((fold(character) or " ")[:1] for character in text)


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
