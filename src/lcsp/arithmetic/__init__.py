"""Sums that rooms share: totals, shares, rounding as printed, intervals, tests, funnels, control charts, forecasts."""
