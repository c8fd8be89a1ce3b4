"""Gaps: whether the distance between two groups differs between two areas, or between two periods."""

from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from lcsp.arithmetic.changes import Change
from lcsp.arithmetic.differences import Compared, Share
from lcsp.arithmetic.distributions import tail_beyond
from lcsp.arithmetic.intervals import Interval

TEST = "z test of two gaps"
# Four shares are compared: each is given 2/4 of a child who reached it and 2/4 of one who did not.
_ADDED = 0.5


class Gap(NamedTuple):
    """The shares of two groups; the gap is that of the first less that of the second."""

    higher: Share
    lower: Share

    @property
    def value(self) -> float:
        """The gap, -1 to 1."""
        return _share(self.higher) - _share(self.lower)

    def less(self, part: "Gap") -> "Gap":
        """Return the gap of those who are left when `part` is taken out."""
        return Gap(
            *(Share(a.numerator - b.numerator, a.denominator - b.denominator) for a, b in zip(self, part, strict=True))
        )


def change_of_gap(now: Gap, before: Gap, confidence: float = 0.95) -> Change:
    """Return how much a gap differs from another, with the interval and the test of Price and Bonett.

    Source: Price, R. M. and Bonett, D. G. (2004), An improved confidence interval for a linear function of binomial
    proportions, Computational Statistics and Data Analysis 45, 449-456. Raise ValueError where one is no share.
    """
    shares = (*now, *before)
    for share in shares:
        if not 0 <= share.numerator <= share.denominator or share.denominator == 0:
            raise ValueError(f"{share.numerator} out of {share.denominator} is not a share.")
    sizes = [one.denominator + 2 * _ADDED for one in shares]
    moved = [(one.numerator + _ADDED) / size for one, size in zip(shares, sizes, strict=True)]
    middle = moved[0] - moved[1] - moved[2] + moved[3]
    error = sqrt(sum(share * (1 - share) / size for share, size in zip(moved, sizes, strict=True)))
    reach = NormalDist().inv_cdf(1 - tail_beyond(confidence)) * error
    difference = now.value - before.value
    held = Interval(min(middle - reach, difference), max(middle + reach, difference))
    return Change(difference, held, 2 * NormalDist().cdf(-abs(middle / error)), TEST)


def compare_gap_with_rest(part: Gap, whole: Gap) -> Compared:
    """Test whether a part's gap differs from that of the rest of the whole; ValueError where there is no rest."""
    change = change_of_gap(part, whole.less(part))
    return Compared(change.p, change.test)


def _share(share: Share) -> float:
    return share.numerator / share.denominator
