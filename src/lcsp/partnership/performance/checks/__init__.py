"""What must hold among indicators, their definitions and their figures."""

from lcsp.partnership.performance.checks import definitions, missing, periods, targets, values

__all__ = ["definitions", "missing", "periods", "targets", "values"]
