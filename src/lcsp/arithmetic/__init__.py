"""Sums that rooms share: totals with absent values, shares, and rounding as printed."""
