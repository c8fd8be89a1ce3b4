"""Where records stand among those of their noun: a number each, so that one put in between moves no other."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise

# Closer than this, two numbers have no room between them that survives a database.
_LEAST_GAP = 1e-6


def place_in_order(known: Mapping[str, float], wanted: Sequence[str]) -> dict[str, float]:
    """Return the place of each key of `wanted`, rising in its order, with as few as possible other than in `known`.

    A key that keeps its place has the number it had. Only where numbers have come too close are all given anew.
    """
    staying = _longest_rising([key for key in wanted if key in known], known)
    places: dict[str, float] = {}
    waiting: list[str] = []
    before = None
    for key in (*wanted, None):
        if key is not None and key not in staying:
            waiting.append(key)
            continue
        after = known[key] if key is not None else None
        places.update(zip(waiting, _between(before, after, len(waiting)), strict=True))
        waiting = []
        if key is not None:
            places[key] = before = known[key]
    ordered = [places[key] for key in wanted]
    if any(later - earlier < _LEAST_GAP for earlier, later in pairwise(ordered)):
        return {key: float(number) for number, key in enumerate(wanted, 1)}
    return places


def _between(before: float | None, after: float | None, count: int) -> list[float]:
    """Return `count` rising numbers between two places; an end that is open goes on in whole steps."""
    if after is None:
        return [(before or 0.0) + step for step in range(1, count + 1)]
    if before is None:
        return [after - step for step in range(count, 0, -1)]
    gap = (after - before) / (count + 1)
    return [before + gap * step for step in range(1, count + 1)]


def _longest_rising(keys: Sequence[str], known: Mapping[str, float]) -> set[str]:
    """Return the largest set of `keys` whose numbers rise in that order (patience sorting)."""
    tops: list[float] = []
    ends: list[int] = []
    back: list[int | None] = []
    for index, key in enumerate(keys):
        pile = bisect_left(tops, known[key])
        back.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1] = [known[key]]
        ends[pile : pile + 1] = [index]
    chosen: set[str] = set()
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        chosen.add(keys[index_or_none])
        index_or_none = back[index_or_none]
    return chosen
