"""How two wordings of a name are compared: capitals, punctuation, plurals and possessives do not matter."""

import re
from collections.abc import Sized
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


def none_of(things: Sized, one: str, several: str = "") -> str:
    """Return "none of the 8 priorities", or "no priority" where there is only one to speak of."""
    return f"none of the {len(things)} {several or one + 's'}" if len(things) > 1 else f"no {one}"


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


def one_slip_apart(one: str, other: str) -> bool:
    """Say whether two texts differ by one slip of a letter: one lost, added or changed, or two that changed places."""
    longer = max(len(one), len(other))
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    before = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), longer - 1)
    ends = zip(reversed(one[before:]), reversed(other[before:]), strict=False)
    after = next((at for at, (a, b) in enumerate(ends) if a != b), min(len(one), len(other)) - before)
    left = longer - before - after
    if left <= 1:
        return True
    swapped = one[before : before + 2] == other[before : before + 2][::-1]
    return left == 2 and len(one) == len(other) and swapped
