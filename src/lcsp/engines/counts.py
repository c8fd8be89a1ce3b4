"""Additive counts by leaf: what every engine returns, and what every figure is rolled up from."""

import pyarrow as pa

# The groups and places that a leaf is told apart by. `locality` is that of the school, `home` that of the pupil.
DIMENSIONS = ("school", "locality", "home", "year_group", "sex", "fsm", "sen", "ethnicity", "looked_after")

COUNTS = pa.schema(
    [
        ("indicator", pa.string()),  # code, such as NI 87
        ("part", pa.string()),  # blank where the indicator has no parts
        ("version", pa.string()),  # which definition, such as "20% of a full year's sessions"; blank where there is one
        ("year", pa.int32()),  # the calendar year in which the period begins
        ("span", pa.string()),  # part of the year, such as "five half terms" or 2007-11; blank for the whole
        ("score", pa.int16()),  # what each of the denominator scored, where the figure is made of a spread of scores
        ("school", pa.int64()),  # 0 where the record has none
        ("locality", pa.string()),
        ("home", pa.string()),
        ("year_group", pa.int8()),
        ("sex", pa.string()),
        ("fsm", pa.bool_()),
        ("sen", pa.string()),
        ("ethnicity", pa.string()),
        ("looked_after", pa.bool_()),
        ("numerator", pa.int64()),
        ("denominator", pa.int64()),
    ]
)
