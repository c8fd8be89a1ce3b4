"""Makes the same made-up year of attendance as Parquet in four layouts, in chunks, from a seed."""

from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lcsp.children.pupils.year import SESSIONS_A_WEEK, SchoolYear, places_of
from lcsp.engines.attendance.compact import compact
from lcsp.engines.tables import ATTENDANCE, PLAIN

YEAR = 2007
WEEKS = range(2, 40)  # 38 weeks, 380 sessions
A_PUPIL = len(WEEKS) * SESSIONS_A_WEEK
AT_A_TIME = 20_000
A_SCHOOL = 400
LIMIT = places_of(YEAR)["summer 1"].stop  # half days before this place count: five half terms
LAYOUTS = ("sessions", "weeks", "years", "compact")

LEAVES = pa.schema(
    [
        ("leaf", pa.int32()),
        ("school", pa.int32()),
        ("locality", pa.int32()),
        ("sex", pa.string()),
        ("fsm", pa.bool_()),
        ("sen", pa.string()),
    ]
)
_SESSIONS = pa.schema([("pupil", pa.int32()), ("leaf", pa.int32()), ("session", pa.int16()), ("code", pa.string())])
_WEEKS = pa.schema(
    [("pupil", pa.int64()), ("school", pa.int64()), ("leaf", pa.int32()), ("week", pa.date32()), ("marks", pa.string())]
)
_YEARS = pa.schema([("leaf", pa.int32()), ("marks", pa.binary())])


class Chunk(NamedTuple):
    """Some pupils: their leaves, and the marks of their year as bytes, shape (pupils, A_PUPIL)."""

    first: int
    leaf: NDArray[np.int32]
    signs: NDArray[np.uint8]


def make_layouts(folder: Path, pupils: int, wanted: tuple[str, ...] = LAYOUTS) -> None:
    """Write each wanted layout of a year of `pupils` below `folder`, and the table of leaves."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(leaves_of(pupils), folder / "leaves.parquet")
    schemas = {"sessions": _SESSIONS, "weeks": _WEEKS, "years": _YEARS, "compact": ATTENDANCE}
    makers = {"sessions": _sessions, "weeks": _weeks, "years": _years, "compact": _compact}
    for number, first in enumerate(range(0, pupils, AT_A_TIME)):
        chunk = _chunk(first, min(AT_A_TIME, pupils - first))
        for name in wanted:
            to = folder / name / f"part-{number:04}.parquet"
            to.parent.mkdir(exist_ok=True)
            options = PLAIN if name == "compact" else {"compression": "zstd"}
            pq.write_table(makers[name](chunk).cast(schemas[name]), to, **options)


def leaves_of(pupils: int) -> pa.Table:
    """Return the table of leaves: 24 groups in each school of about 400 pupils, 26 schools a locality."""
    leaf = np.arange(-(-pupils // A_SCHOOL) * 24, dtype=np.int32)
    group = leaf % 24
    return pa.table(
        {
            "leaf": leaf,
            "school": leaf // 24,
            "locality": leaf // 24 // 26,
            "sex": np.where(group % 2, "F", "M"),
            "fsm": (group // 2) % 3 == 0,
            "sen": np.array(["N", "A", "P", "S"])[group // 6],
        },
        schema=LEAVES,
    )


def _chunk(first: int, pupils: int) -> Chunk:
    chance = np.random.Generator(np.random.PCG64([1, first]))
    school = (first + np.arange(pupils)) // A_SCHOOL
    leaf = np.sort(school * 24 + chance.integers(0, 24, pupils)).astype(np.int32)
    # A pupil is missing for a share of sessions of its own; what is drawn above it is present.
    share = np.minimum(np.exp(chance.normal(2.3, 1.0, pupils)), 230).astype(np.uint8)
    drawn = chance.integers(0, 256, (pupils, A_PUPIL), dtype=np.uint8)
    signs = np.where(np.arange(A_PUPIL) % 2, np.uint8(ord("\\")), np.uint8(ord("/"))) + np.zeros_like(drawn)
    missing = drawn < share[:, None]
    signs[missing] = np.frombuffer(b"IIIIMHOO", np.uint8)[drawn[missing] % 8]
    signs[drawn == 255] = ord("#")
    return Chunk(first, leaf, signs)


def _numbers(chunk: Chunk) -> NDArray[np.int64]:
    return np.arange(chunk.first, chunk.first + len(chunk.leaf))


def _text(signs: NDArray[np.uint8], width: int, kind: pa.DataType) -> pa.Array:
    """Return `signs` as texts of `width` bytes each, one after the other."""
    rows = signs.size // width
    offsets = np.arange(0, signs.size + 1, width, dtype=np.int32)
    return pa.Array.from_buffers(
        kind, rows, [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(signs).reshape(-1))]
    )


def _sessions(chunk: Chunk) -> pa.Table:
    place = np.array([week * SESSIONS_A_WEEK + session for week in WEEKS for session in range(SESSIONS_A_WEEK)])
    return pa.table(
        {
            "pupil": np.repeat(_numbers(chunk), A_PUPIL),
            "leaf": np.repeat(chunk.leaf, A_PUPIL),
            "session": np.tile(place, len(chunk.leaf)),
            "code": _text(chunk.signs, 1, pa.string()),
        }
    )


def _weeks(chunk: Chunk) -> pa.Table:
    start = SchoolYear(YEAR).first_monday
    mondays = np.array([start + timedelta(7 * week) for week in WEEKS], "datetime64[D]")
    number = np.repeat(_numbers(chunk), len(WEEKS))
    return pa.table(
        {
            "pupil": number,
            "school": number // A_SCHOOL,
            "leaf": np.repeat(chunk.leaf, len(WEEKS)),
            "week": np.tile(mondays, len(chunk.leaf)),
            "marks": _text(chunk.signs, SESSIONS_A_WEEK, pa.string()),
        }
    )


def _years(chunk: Chunk) -> pa.Table:
    return pa.table({"leaf": chunk.leaf, "marks": _text(chunk.signs, A_PUPIL, pa.binary())})


def _compact(chunk: Chunk) -> pa.Table:
    made = compact(_weeks(chunk).select(["pupil", "school", "week", "marks"]).cast(_marks_schema()), YEAR)
    return pa.table([pa.array(chunk.leaf), *made.arrays()], schema=ATTENDANCE)


def _marks_schema() -> pa.Schema:
    return pa.schema([_WEEKS.field(name) for name in ("pupil", "school", "week", "marks")])
