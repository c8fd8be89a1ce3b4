"""The index of one plan: every record that says something, with the words that it is found by."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from lcsp.reports.plan_document.index import Index
from lcsp.vocabulary.kinds import ListKind, TextKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan

_SPACES = re.compile(r"\s+")


class Entry(NamedTuple):
    """A record: its name, its code, and all its text, each as people read it and folded for comparing."""

    noun: str
    key: str
    name: str
    text: str
    folded_key: str
    folded_name: str
    folded: str


def entries_of(plan: WholePlan) -> tuple[Entry, ...]:
    """Return the index of the plan's own records, made once for each state of it.

    A record that has neither a name nor words of its own (a link, a figure without a note) is found by what it joins.
    """
    return plan.once("search index", lambda: tuple(_entries(plan)))


def _entries(plan: WholePlan) -> Iterator[Entry]:
    index = Index(plan)
    for noun in NOUNS:
        fields = [column for column in columns(noun).values() if _is_text(column)]
        for record in plan.all(noun):
            told = [words for column in fields if (words := _words(record, column))]
            if not told:
                continue
            name = index.name(record.noun, record.key) or record.key
            text = " ".join(told)
            folded = fold(text)
            yield Entry(record.noun, record.key, name, text, fold(record.key), fold(name), f"{fold(name)} {folded}")


def _is_text(column: Column) -> bool:
    kind = column.kind.item if isinstance(column.kind, ListKind) else column.kind
    return isinstance(kind, TextKind)


def _words(record: Noun, column: Column) -> str:
    return _SPACES.sub(" ", column.show(getattr(record, column.name))).strip()


def fold(text: str) -> str:
    """Return `text` for comparing: small letters, no accents, one kind of apostrophe, single spaces.

    The letters stay as many as they were wherever they can, so that a place in one is the same place in the other.
    """
    plain = "".join(_plain(character) for character in text)
    return _SPACES.sub(" ", plain).strip()


def _plain(character: str) -> str:
    if character in "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}":
        return "'"
    return unicodedata.normalize("NFKD", character)[0].lower() if not character.isascii() else character.lower()
