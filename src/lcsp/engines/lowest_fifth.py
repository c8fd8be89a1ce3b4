"""How far the lowest fifth of scores lies below the median, from how many children had each score."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lcsp.arithmetic.intervals import Interval

DRAWS = 999
_SEED = 2009  # the same draws each time, so that the same counts have the same interval
_Numbers = NDArray[np.float64]


def lowest_fifth(children: Mapping[int, int]) -> tuple[float | None, Interval | None]:
    """Return (median - mean of the lowest fifth) / median as a share, and its 95% interval; None without a median.

    `children` holds how many had each score. The lowest fifth is the smallest whole number of children that is a fifth
    or more. The interval is that of the percentiles of 999 samples drawn again with replacement. Source: NI 92,
    Handbook of Definitions, Annex 2 (DCSF/DCLG, 2008); Efron, B. and Tibshirani, R. (1993), An introduction to the
    bootstrap.
    """
    scores = np.array(sorted(children), np.int64)
    counts = np.array([children[score] for score in sorted(children)], np.int64)
    whole = int(counts.sum())
    if not whole:
        return None, None
    value = float(_gaps(scores, counts[np.newaxis])[0])
    if not np.isfinite(value):
        return None, None
    drawn = _gaps(scores, np.random.default_rng(_SEED).multinomial(whole, counts / whole, DRAWS))
    low, high = np.percentile(drawn[np.isfinite(drawn)], (2.5, 97.5))
    return value, Interval(min(float(low), value), max(float(high), value))


def _gaps(scores: NDArray[np.int64], counts: NDArray[np.int64]) -> _Numbers:
    """Return the gap of each row of `counts`, shape (samples, scores); not a number where the median is 0."""
    upto = counts.cumsum(axis=1)
    whole = upto[:, -1:]
    middle = [scores[(upto >= place).argmax(axis=1)] for place in ((whole + 1) // 2, whole // 2 + 1)]
    median = (middle[0] + middle[1]) / 2
    fifth = -(-whole // 5)
    lowest = np.diff(np.minimum(upto, fifth), axis=1, prepend=0) @ scores / fifth[:, 0]
    gaps: _Numbers = np.full(len(counts), np.nan)
    np.divide(median - lowest, median, out=gaps, where=median > 0)
    return gaps
