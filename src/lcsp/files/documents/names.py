"""Names and the codes made from them: codes that survive spreadsheets, and names that mean the same thing."""

import re
from collections.abc import Callable, Container, Iterable
from typing import TypeVar

T = TypeVar("T")

_LONGEST = 48
_SMALL = {"a", "an", "and", "the", "of", "for", "to", "in", "on", "at", "by", "with", "or"}
# What a spreadsheet would turn into a number, a day or a truth value on opening.
_TURNED = re.compile(
    r"\d+(?:-\d+)*|\d+e\d+|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-?\d+|"
    r"\d+-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|true|false"
)
_COVERED = 0.75


def slug(name: str, prefix: str) -> str:
    """Return a code made from `name`: small letters, digits and hyphens; `prefix` opens it where it must be guarded.

    A code that a spreadsheet would take for a number, a day or a truth value gets the prefix: "May 1" is area-may-1.
    """
    bare = re.sub(r"\([^)]*\)", " ", name) if re.sub(r"\([^)]*\)", "", name).strip() else name
    words = re.findall(r"[a-z0-9]+", bare.lower().replace("'", "").replace("’", ""))
    kept: list[str] = []
    for word in [word for word in words if word not in _SMALL] or words:
        if kept and len("-".join([*kept, word])) > _LONGEST:
            break
        kept.append(word[:_LONGEST])
    code = "-".join(kept)
    return code if code and not _TURNED.fullmatch(code) else f"{prefix}-{code}".strip("-")


def free(code: str, taken: Container[str]) -> str:
    """Return `code`, with -2, -3 … added where it is taken."""
    if code not in taken:
        return code
    number = 2
    while f"{code}-{number}" in taken:
        number += 1
    return f"{code}-{number}"


def name_words(name: str) -> list[str]:
    """Return the words that tell a name from others, plurals folded; words in brackets are left out."""
    bare = re.sub(r"\([^)]*\)", " ", name).lower().replace("'", "").replace("’", "")
    return [_singular(word) for word in re.findall(r"[a-z0-9]+", bare) if word not in _SMALL]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def match_names(
    labels: Iterable[T], others: Iterable[T], name_of: Callable[[T], str]
) -> tuple[dict[int, T], list[tuple[T, T]]]:
    """Return which of `others` each of `labels` (by its position) names, and the pairs that are alike but not equal.

    Equal names come first. Then a label goes to the one of the rest whose words it (almost) holds, or that holds its
    own; where several would do, the one that it begins with.
    """
    left, matched, alike = list(others), dict[int, T](), list[tuple[T, T]]()
    numbered = list(enumerate(labels))
    for index, label in numbered:
        same = [other for other in left if name_words(name_of(other)) == name_words(name_of(label))]
        if len(same) == 1:
            matched[index] = same[0]
            left.remove(same[0])
    for index, label in numbered:
        if index in matched:
            continue
        found = _nearest(name_words(name_of(label)), left, name_of)
        if found is not None:
            matched[index] = found
            left.remove(found)
            alike.append((label, found))
    return matched, alike


def _nearest(words: list[str], others: list[T], name_of: Callable[[T], str]) -> T | None:
    """Return the one of `others` that shares most of the fewer words; None where none or several fit as well."""
    ranked = []
    for place, other in enumerate(others):
        theirs = name_words(name_of(other))
        shared = set(words) & set(theirs)
        fewer = min(len(set(words)), len(set(theirs)))
        if fewer > 1 and len(shared) / fewer >= _COVERED:
            first = min(words.index(word) for word in shared)
            ranked.append((first, len(set(words) ^ set(theirs)), place))
    ranked.sort()
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return None
    return others[ranked[0][2]]
