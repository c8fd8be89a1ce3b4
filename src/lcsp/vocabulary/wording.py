"""How two wordings of a name are compared: capitals, punctuation, plurals and possessives do not matter."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z0-9%+*]+")
_LINKING = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "or", "the", "to", "with"))


@lru_cache(4096)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of `name`, folded, without linking words: "Children's Centres & A" is (children, centre)."""
    plain = name.lower().replace("’", "'").replace("'", "")
    return tuple(_singular(word) for word in _WORD.findall(plain) if word not in _LINKING)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def same_name(one: str, other: str) -> bool:
    """Say whether two names have the same words in the same order."""
    return words_of(one) == words_of(other)


def likeness(one: str, other: str) -> float:
    """Return the share of the shorter name's words that the other has too: 0 nothing in common, 1 contained."""
    first, second = set(words_of(one)), set(words_of(other))
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def holds_name(label: str, name: str) -> bool:
    """Say whether the words of `name` stand in `label`, one after the other."""
    words, wanted = words_of(label), words_of(name)
    size = len(wanted)
    return bool(size) and any(words[at : at + size] == wanted for at in range(len(words) - size + 1))
