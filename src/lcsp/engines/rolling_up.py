"""Additive counts rolled up to many levels and groups at once, by adding up leaves."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

# Up to so many times the leaves, sums are kept in a table of every combination; above, combinations are sorted first.
_ROOM = 4


class RolledUp(NamedTuple):
    """The sums of one set of dimensions: `keys` names each combination that occurs, `sums` has a row for each."""

    by: tuple[str, ...]
    keys: list[tuple[object, ...]]
    sums: NDArray[np.int64]


class _Codes(NamedTuple):
    codes: NDArray[np.int64]
    values: list[object]


def roll_up(leaves: pa.Table, counts: NDArray[np.int64], sets: Sequence[Sequence[str]]) -> Iterator[RolledUp]:
    """Yield the sums of `counts`, shape (leaves, columns), for each of `sets`, which name columns of `leaves`.

    Sums are exact below 2^53. The empty set is everybody, also where there are no leaves.
    """
    held = {name: _encode(leaves.column(name)) for name in {name for by in sets for name in by}}
    for by in sets:
        codes, rooms = np.zeros(leaves.num_rows, np.int64), 1
        for name in by:
            codes = codes * max(len(held[name].values), 1) + held[name].codes
            rooms *= max(len(held[name].values), 1)
        if by:
            occurring, sums = _add_up(codes, rooms, counts)
        else:
            occurring, sums = np.zeros(1, np.int64), counts.sum(axis=0, keepdims=True)
        yield RolledUp(tuple(by), _names(occurring, [held[name].values for name in by]), sums)


def _encode(column: pa.ChunkedArray) -> _Codes:
    coded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    return _Codes(coded.indices.to_numpy().astype(np.int64), coded.dictionary.to_pylist())


def _add_up(
    codes: NDArray[np.int64], rooms: int, counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the codes that occur, ascending, and the sum of each column of `counts` by code."""
    if rooms > _ROOM * len(codes):
        occurring, codes = np.unique(codes, return_inverse=True)
        rooms = len(occurring)
        present = np.arange(rooms)
    else:
        present = np.flatnonzero(np.bincount(codes, minlength=rooms))
        occurring = present
    sums = np.empty((len(present), counts.shape[1]), np.int64)
    for column, values in enumerate(counts.T):
        sums[:, column] = np.bincount(codes, values, rooms)[present]
    return occurring, sums


def _names(codes: NDArray[np.int64], values: Sequence[Sequence[object]]) -> list[tuple[object, ...]]:
    """Return what each code stands for: one value a dimension, the last dimension lowest."""
    named: list[list[object]] = []
    for held in reversed(values):
        codes, place = np.divmod(codes, max(len(held), 1))
        named.append([held[number] for number in place.tolist()])
    return list(zip(*reversed(named), strict=True)) if named else [()]
