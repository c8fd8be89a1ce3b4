"""Rolling up agrees with adding up row by row, whatever the sets, the values that are not known and the order."""

from collections import defaultdict

import pytest

pytest.importorskip("numpy")
pytest.importorskip("pyarrow")

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lcsp.engines.rolling_up import roll_up

_SCHEMA = pa.schema([("school", pa.int64()), ("sex", pa.string()), ("fsm", pa.bool_())])
_SETS = (("school", "sex"), ("school",), ("fsm", "sex"), ())
_ROWS = st.lists(
    st.tuples(
        st.integers(1, 9_999_999) | st.integers(1, 3),
        st.sampled_from(["F", "M", None]),
        st.booleans() | st.none(),
        st.integers(-(2**40), 2**40),
        st.integers(0, 9),
    ),
    max_size=40,
)


@given(_ROWS)
def test_sums_are_those_of_a_plain_loop(rows: list[tuple[int, str | None, bool | None, int, int]]) -> None:
    leaves = pa.Table.from_pylist([dict(zip(_SCHEMA.names, row[:3], strict=True)) for row in rows], schema=_SCHEMA)
    counts = np.array([row[3:] for row in rows], np.int64).reshape(-1, 2)
    for rolled in roll_up(leaves, counts, _SETS):
        expected: dict[tuple[object, ...], list[int]] = defaultdict(lambda: [0, 0])
        if not rolled.by:
            expected[()] = [0, 0]
        for row in rows:
            named = dict(zip(_SCHEMA.names, row[:3], strict=True))
            held = expected[tuple(named[name] for name in rolled.by)]
            held[0] += row[3]
            held[1] += row[4]
        assert len(rolled.keys) == len(set(rolled.keys))
        assert dict(zip(rolled.keys, rolled.sums.tolist(), strict=True)) == expected
