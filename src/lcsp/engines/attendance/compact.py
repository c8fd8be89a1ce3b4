"""Weekly marks made compact: ten marks a week become three planes of bits, one row an enrolment and year."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from lcsp.children.pupils.year import SESSIONS_A_WEEK, WEEKS, WORDS, SchoolYear
from lcsp.engines.tables import PLANE
from lcsp.reference.register_codes import NO_MARK, RegisterCode, changes, codes_on

Weeks = NDArray[np.uint32]


class UnknownMark(ValueError):
    """A row of marks holds a sign that was not a register code in that week. Loading refuses such rows by name."""


class Compact(NamedTuple):
    """Compact rows: `pupil` and `school` of each, and its planes, words of shape (rows, WORDS)."""

    pupil: NDArray[np.int64]
    school: NDArray[np.int64]
    planes: tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]

    def arrays(self) -> tuple[pa.Array, ...]:
        """Return the planes (possible, absent, unauthorised) as fixed-size binary of Arrow, without copying."""
        return tuple(
            pa.Array.from_buffers(PLANE, len(words), [None, pa.py_buffer(np.ascontiguousarray(words))])
            for words in self.planes
        )


def compact(marks: pa.Table, year: int) -> Compact:
    """Return the compact rows of `marks`, in which the rows of one enrolment stand together.

    Raise UnknownMark for a sign that was no code, ValueError for a week outside the year or that stands twice.
    """
    marks = marks.combine_chunks()
    pupil, school = (marks.column(name).to_numpy() for name in ("pupil", "school"))
    week = _week_numbers(marks.column("week"), year)
    bits = _week_bits(_signs(marks.column("marks")), week, year)
    first = np.ones(len(pupil), np.bool_)
    first[1:] = (pupil[1:] != pupil[:-1]) | (school[1:] != school[:-1])
    row = np.cumsum(first) - 1
    rows = int(first.sum())
    _refuse_twice(row, week)
    weeks = _by_week(bits, row, week, rows)
    return Compact(pupil[first], school[first], (_plane(weeks, 0), _plane(weeks, 1), _plane(weeks, 2)))


def _week_numbers(mondays: pa.ChunkedArray, year: int) -> NDArray[np.int64]:
    """Return the number (0-50) of each week."""
    first = SchoolYear(year).first_monday
    since = mondays.cast(pa.int32()).to_numpy() - np.int32((first - date(1970, 1, 1)).days)
    numbers = np.full(7 * WEEKS, -1, np.int64)  # by days since the first Monday; looked up, which dividing is not
    numbers[::7] = np.arange(WEEKS)
    inside = (since >= 0) & (since < len(numbers))
    week = numbers[np.where(inside, since, 1)]
    wrong = np.flatnonzero(week < 0)
    if len(wrong):
        day = first + timedelta(int(since[wrong[0]]))
        raise ValueError(f"{day} is not the Monday of one of the {WEEKS} school weeks of {SchoolYear(year).label}")
    return week


def _signs(marks: pa.ChunkedArray) -> NDArray[np.uint8]:
    """Return the marks as bytes: shape (rows, 10)."""
    (held,) = marks.chunks or [pa.array([], pa.string())]
    offsets = np.frombuffer(held.buffers()[1], np.int32)[held.offset : held.offset + len(held) + 1]
    if len(held) and np.any(np.diff(offsets) != SESSIONS_A_WEEK):
        raise UnknownMark("A row of marks does not hold ten signs of one byte each.")
    if not len(held):
        return np.empty((0, SESSIONS_A_WEEK), np.uint8)
    return np.frombuffer(held.buffers()[2], np.uint8)[offsets[0] : offsets[-1]].reshape(-1, SESSIONS_A_WEEK)


def _week_bits(signs: NDArray[np.uint8], week: NDArray[np.int64], year: int) -> NDArray[np.uint32]:
    """Return the bits of each week: those of plane p from bit 10 p, Monday morning lowest."""
    bits = np.empty(len(signs), np.uint32)
    start = SchoolYear(year).first_monday
    # A table of codes holds from a Monday on in every case so far; a change in mid-week would need a table a day.
    cuts = sorted({(max(change, start) - start).days // 7 for change in changes()} | {0, WEEKS})
    for low, high in pairwise(cuts):
        here = (week >= low) & (week < high)
        if here.all():
            return _look_up(signs, start + timedelta(7 * low))
        if here.any():
            bits[here] = _look_up(signs[here], start + timedelta(7 * low))
    return bits


def _look_up(signs: NDArray[np.uint8], day: date) -> NDArray[np.uint32]:
    table = _pair_table(codes_on(day))
    pairs = np.ascontiguousarray(signs).view("<u2")
    bits = np.zeros(len(signs), np.uint32)
    for weekday in range(5):
        held = table[pairs[:, weekday]]
        if (held >> 31).any():
            wrong = signs[np.flatnonzero(held >> 31)[0]]
            raise UnknownMark(f"{bytes(wrong).decode('latin-1')!r} holds a sign that was no register code on {day}.")
        bits |= held << np.uint32(2 * weekday)
    return bits


def _pair_table(codes: Mapping[str, RegisterCode]) -> NDArray[np.uint32]:
    """Return what each pair of signs (morning in the low byte) adds to a week's bits; bit 31 where one is no code."""
    one = np.full(256, 1 << 31, np.uint32)
    one[ord(NO_MARK)] = 0
    for sign, code in codes.items():
        flags = (code.possible, code.absent, code.absent and not code.authorised)
        one[ord(sign)] = sum(int(flag) << (10 * plane) for plane, flag in enumerate(flags))
    morning, afternoon = one[None, :], one[:, None]
    table: NDArray[np.uint32] = morning | afternoon << np.uint32(1) | afternoon & np.uint32(1 << 31)
    return table.reshape(-1)


def _refuse_twice(row: NDArray[np.int64], week: NDArray[np.int64]) -> None:
    places = row * WEEKS + week
    in_order = np.all(places[1:] > places[:-1])  # the usual case, and quick to see
    if not in_order and len(np.unique(places)) < len(places):
        raise ValueError("A week of a pupil at a school stands twice among the marks.")


def _by_week(bits: NDArray[np.uint32], row: NDArray[np.int64], week: NDArray[np.int64], rows: int) -> Weeks:
    """Return the bits of every week of every row, 0 where there is none: shape (WEEKS, rows)."""
    held = np.zeros((WEEKS, rows), np.uint32)
    held[week, row] = bits
    return held


def _plane(weeks: Weeks, plane: int) -> NDArray[np.uint64]:
    """Return the words of one plane: the ten bits of week w from bit 10 w of its row."""
    words = np.zeros((WORDS, weeks.shape[1]), np.uint64)
    for number, bits in enumerate(weeks):
        ten = ((bits >> np.uint32(SESSIONS_A_WEEK * plane)) & np.uint32(1023)).astype(np.uint64)
        word, shift = divmod(number * SESSIONS_A_WEEK, 64)
        words[word] |= ten << np.uint64(shift)
        if shift > 64 - SESSIONS_A_WEEK:
            words[word + 1] |= ten >> np.uint64(64 - shift)
    return np.ascontiguousarray(words.T)
