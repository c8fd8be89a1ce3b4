"""Public statistics computed again by our own share and rounding: as printed, or as the printed counts allow.

The counts are printed to the nearest 5 or 10, the rates were worked out before that. So a rate that our share of the
printed counts does not reproduce must lie between the shares of the least and the most that the counts can stand for.
"""

import csv
import gzip
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

import pytest

from lcsp.arithmetic.sums import round_half_up, share_of


class Printed(NamedTuple):
    """One printed rate and its counts."""

    numerator: Decimal
    denominator: Decimal
    rate: Decimal


class Series(NamedTuple):
    """Where a rate stands: file, columns of counts and rate, its last decimal, and to what its counts are rounded."""

    file: str
    numerator: str
    denominator: str
    rate: str
    step: str
    counts_to: int
    at_least: float  # share of the rows that come out as printed from the printed counts themselves


SERIES = [
    Series("exclusion-statistics/nat_summary.csv", "perm_excl", "headcount", "perm_excl_rate", "0.01", 5, 1.0),
    Series("exclusion-statistics/nat_summary.csv", "fixed_excl", "headcount", "fixed_excl_rate", "0.01", 5, 0.97),
    Series("exclusion-statistics/clean_la_data.csv", "perm_excl", "headcount", "perm_excl_rate", "0.01", 5, 0.98),
    Series("exclusion-statistics/clean_la_data.csv", "fixed_excl", "headcount", "fixed_excl_rate", "0.01", 5, 0.98),
    Series("csc_outcomes/absence_la.csv.gz", "t_sess_overall", "t_sess_possible", "pt_overall", "0.1", 10, 0.99),
    Series(
        "csc_outcomes/absence_la.csv.gz", "t_sess_authorised", "t_sess_possible", "pt_sess_authorised", "0.1", 10, 0.99
    ),
    Series(
        "csc_outcomes/absence_la.csv.gz", "t_pupils_pa_10_exact", "t_pupils", "pt_pupils_pa_10_exact", "0.1", 10, 0.9
    ),
    Series(
        "csc_outcomes/absence_la.csv.gz", "t_pupils_pa_50_exact", "t_pupils", "pt_pupils_pa_50_exact", "0.1", 10, 0.88
    ),
]


def as_printed(row: Printed, step: Decimal) -> bool:
    """Say whether the share of the printed counts is the printed rate."""
    share = share_of(row.numerator, row.denominator)
    return share is not None and round_half_up(share, step) == row.rate


def as_allowed(row: Printed, step: Decimal, counts_to: int) -> bool:
    """Say whether the rate lies between the shares of the least and most that the printed counts can stand for."""
    slack = Decimal(counts_to) / 2
    least = share_of(max(row.numerator - slack, Decimal(0)), row.denominator + slack)
    most = share_of(row.numerator + slack, max(row.denominator - slack, slack))
    return least is not None and most is not None and least - step / 2 <= row.rate <= most + step / 2


def read(path: Path, series: Series) -> Iterator[Printed]:
    """Yield the rows that have both counts and a rate; what is suppressed or missing is no number."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            try:
                held = Printed(*(Decimal(row[name]) for name in (series.numerator, series.denominator, series.rate)))
            except InvalidOperation:
                continue
            if held.denominator > 0:
                yield held


@pytest.mark.parametrize("series", SERIES, ids=lambda series: f"{Path(series.file).name} {series.rate}")
def test_published_rates_come_out_again(shared: Path, series: Series) -> None:
    path = shared / "data" / "dfe_statistics" / series.file
    rows, step = list(read(path, series)), Decimal(series.step)
    assert len(rows) > 40
    exact = sum(as_printed(row, step) for row in rows)
    unexplained = [row for row in rows if not as_printed(row, step) and not as_allowed(row, step, series.counts_to)]
    assert exact / len(rows) >= series.at_least
    assert len(unexplained) <= len(rows) // 200, unexplained[:5]


@pytest.mark.parametrize(
    ("row", "step", "exact", "allowed"),
    [
        (("7720", "8025075", "0.10"), "0.01", True, True),
        (("5", "7260", "0.06"), "0.01", False, True),
        (("5", "7260", "0.20"), "0.01", False, False),
        (("140", "160", "92.3"), "0.1", False, True),
        (("1190", "20000", "5.95"), "0.01", True, True),
    ],
)
def test_the_two_ways_on_made_rows(row: tuple[str, str, str], step: str, exact: bool, allowed: bool) -> None:
    held = Printed(*map(Decimal, row))
    assert as_printed(held, Decimal(step)) is exact
    assert as_allowed(held, Decimal(step), 10 if step == "0.1" else 5) is allowed
