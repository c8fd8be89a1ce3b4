"""The leaf step: planes of bits in, additive counts by leaf out, by population counts of 64 sessions at a time."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lcsp.children.pupils.year import SPANS, TERMS, WORDS
from lcsp.engines.attendance.rules import Rule

MOST_IN_A_TERM = 255
PLANES = ("possible", "absent", "unauthorised")
Counts = NDArray[np.int64]
# Half days of a term fit into a byte (a term has at most 200), those of a year and their hundredfold into two.
InTerm = NDArray[np.uint8]
InSpan = NDArray[np.uint16]
Tally = InTerm | InSpan | NDArray[np.bool_]  # one number an enrolment


def columns(rules: Sequence[Rule]) -> tuple[str, ...]:
    """Return the names of the counts, in order: sessions by term and plane, enrolments by span, one for each rule."""
    sessions = tuple(f"{term}: {plane}" for term in TERMS for plane in PLANES)
    return sessions + tuple(f"{span}: enrolments" for span in SPANS) + tuple(rule.column for rule in rules)


def count_leaves(
    batches: Iterable[pa.RecordBatch], leaves: int, places: Mapping[str, range], rules: Sequence[Rule]
) -> Counts:
    """Return the counts of every leaf: shape (leaves, len(columns(rules))).

    `batches` hold the columns of `engines.tables.ATTENDANCE`, in any order and cut anywhere; `places` are those of
    each of TERMS (0-509), at most MOST_IN_A_TERM in each. An enrolment counts in a span in which it has a possible
    session.
    """
    masks = {term: _mask(places[term]) for term in TERMS}
    if any(len(places[term]) > MOST_IN_A_TERM for term in TERMS):
        raise ValueError(f"A term has more than {MOST_IN_A_TERM} half days: {places}")
    counts = np.zeros((leaves, len(columns(rules))), np.int64)
    for batch in batches:
        if batch.num_rows:
            rows, sums = _sums_of(batch, masks, rules)
            counts[rows] += sums
    return counts


def _sums_of(
    batch: pa.RecordBatch, masks: Mapping[str, NDArray[np.uint64]], rules: Sequence[Rule]
) -> tuple[NDArray[np.int32], Counts]:
    """Return the leaves of a batch, each once, and their counts."""
    held = [words_of(batch.column(plane)) for plane in PLANES]
    by_term = {term: [_count(words, mask) for words in held] for term, mask in masks.items()}
    tallies: list[Tally] = [tally for term in TERMS for tally in by_term[term]]
    spans = {
        span: (_total(by_term[term][0] for term in terms), _total(by_term[term][1] for term in terms))
        for span, terms in SPANS.items()
    }
    tallies += [np.greater(possible, 0) for possible, _ in spans.values()]
    tallies += [_persistent(*spans[rule.span], rule) for rule in rules]
    return _by_leaf(batch.column("leaf").to_numpy(), tallies)


def words_of(plane: pa.Array) -> NDArray[np.uint64]:
    """Return a plane of fixed-size binary as words: shape (rows, WORDS), the first session in the lowest bit."""
    width = WORDS * 8
    start = plane.offset * width
    held = np.frombuffer(plane.buffers()[1], np.uint8)[start : start + len(plane) * width]
    return held.view("<u8").reshape(-1, WORDS)


def _mask(places: range) -> NDArray[np.uint64]:
    bits = np.zeros(WORDS * 64, np.uint8)
    bits[places.start : places.stop] = 1
    mask: NDArray[np.uint64] = np.packbits(bits, bitorder="little").view("<u8")
    return mask


def _count(words: NDArray[np.uint64], mask: NDArray[np.uint64]) -> InTerm:
    """Return how many bits each row has within `mask`, which has fewer than 256."""
    total = np.zeros(len(words), np.uint8)
    for column in np.flatnonzero(mask):
        held = words[:, column]
        total += np.bitwise_count(held if mask[column] == ~np.uint64(0) else held & mask[column])
    return total


def _total(parts: Iterable[InTerm]) -> InSpan:
    first, *others = parts
    total = first.astype(np.uint16)
    for other in others:
        total += other
    return total


def _persistent(possible: InSpan, absent: InSpan, rule: Rule) -> NDArray[np.bool_]:
    """Say for each enrolment whether `rule` counts it: at least so many sessions, or that share of its own."""
    if rule.sessions is not None:
        return absent >= rule.sessions
    return (possible > 0) & (absent * np.uint16(100) >= possible * np.uint16(rule.percentage or 0))


def _by_leaf(leaf: NDArray[np.int32], tallies: Sequence[Tally]) -> tuple[NDArray[np.int32], Counts]:
    """Return each leaf once, and the sum of its tallies: shape (leaves, tallies)."""
    if np.any(leaf[1:] < leaf[:-1]):
        order = np.argsort(leaf, kind="stable")
        leaf, tallies = leaf[order], [tally[order] for tally in tallies]
    starts = np.concatenate(([0], np.flatnonzero(leaf[1:] != leaf[:-1]) + 1))
    sums = np.empty((len(starts), len(tallies)), np.int64)
    for column, tally in enumerate(tallies):
        sums[:, column] = np.add.reduceat(tally, starts, dtype=np.int64)
    return leaf[starts], sums
