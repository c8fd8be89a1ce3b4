"""The difference between two plans: record by record and field by field, in words and as data, with sums."""

from lcsp.reports.differences.comparing import Change, Differences, Sequence, apply, compare
from lcsp.reports.differences.effects import Effect, sum_effects
from lcsp.reports.differences.exchange import as_data
from lcsp.reports.differences.telling import Telling, ToldRecord, tell, tell_parts

__all__ = [
    "Change",
    "Differences",
    "Effect",
    "Sequence",
    "Telling",
    "ToldRecord",
    "apply",
    "as_data",
    "compare",
    "sum_effects",
    "tell",
    "tell_parts",
]
