"""Conditions: what holds in Python holds in SQL, and what is no condition is refused with a sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.vocabulary.conditions import Condition, NoCondition

NAMES = ("english", "maths", "fsm", "sen")


@pytest.mark.parametrize(
    ("text", "values", "held"),
    [
        ("english >= 4 and maths >= 4", {"english": 4, "maths": 5}, True),
        ("english >= 4 and maths >= 4", {"english": 4}, False),
        ("not fsm", {"fsm": True}, False),
        ("not fsm", {}, True),
        ("sen in ('A', 'P')", {"sen": "P"}, True),
        ("sen != 'N'", {}, False),
        ("english - maths >= 2", {"english": 4, "maths": 2}, True),
        ("english - maths >= 2", {"english": 4, "maths": None}, False),
    ],
)
def test_conditions(text: str, values: dict[str, Any], held: bool) -> None:
    assert Condition(text, NAMES).holds(values) is held


@pytest.mark.parametrize(
    "text",
    [
        "",
        "english >",
        "english",  # a level is no truth, but a name may be one: see below
        "4",
        "'x'",
        "__import__('os')",
        "english.real",
        "english > 4 > 3",
        "english ** 2 > 4",
        "english is None",
        "lambda: 1",
        "english in ()",
        "english in maths",
        "sciences > 3",
        "english > 1j",
        "x" * 100_000 + ")",
        "english; DROP TABLE pupils",
    ],
)
def test_what_is_no_condition_is_refused(text: str) -> None:
    if text == "english":
        assert Condition(text, NAMES).as_sql() == 'coalesce("english", false)'
        return
    with pytest.raises(NoCondition):
        Condition(text, NAMES)


def test_the_sentence_of_an_unknown_name() -> None:
    with pytest.raises(NoCondition, match=r"speaks of 'sciences', which is not known here. Known: english, fsm"):
        Condition("sciences > 3", NAMES)


numbers = st.sampled_from(["english", "maths", "3", "4.5", "english - maths", "maths + 1"])
texts = st.sampled_from(["sen", "'N'", "'O''Brien'".replace("''", "\\'"), '"; --"'])
atoms = st.one_of(
    st.tuples(numbers, st.sampled_from([">=", "<", "==", "!="]), numbers).map(" ".join),
    st.tuples(texts, st.sampled_from(["==", "!="]), texts).map(" ".join),
    st.sampled_from(["fsm", "not fsm", "sen in ('N', 'A')", "english in (3, 4)"]),
)
conditions = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map(lambda parts: f"({''.join(parts)})"),
        inner.map(lambda text: f"not ({text})"),
    ),
    max_leaves=6,
)
rows = st.fixed_dictionaries(
    {
        "english": st.none() | st.integers(2, 6).map(float),
        "maths": st.none() | st.integers(2, 6).map(float),
        "fsm": st.none() | st.booleans(),
        "sen": st.none() | st.sampled_from(["N", "A", "P", "S", "O'Brien"]),
    }
)


@given(conditions, st.lists(rows, min_size=1, max_size=5))
def test_sql_and_python_agree(text: str, held: list[dict[str, Any]]) -> None:
    import duckdb
    import pyarrow as pa

    condition = Condition(text, NAMES)
    schema = pa.schema([("english", pa.float64()), ("maths", pa.float64()), ("fsm", pa.bool_()), ("sen", pa.string())])
    with duckdb.connect() as database:
        database.register("held", pa.Table.from_pylist(held, schema=schema))
        found = database.execute(f"SELECT {condition.as_sql()} FROM held").fetchall()
    assert [row[0] for row in found] == [condition.holds(row) for row in held]
