"""Finance: budget lines with people beside money, grants, pressures and savings, and the variation statement.

Source: the council's budget book and medium term plan, in the field's own columns.
"""

from lcsp.partnership.finance.model import (
    BudgetLine,
    Grant,
    LineKind,
    Pressure,
    PressureKind,
    Variation,
    VariationKind,
)

__all__ = ["BudgetLine", "Grant", "LineKind", "Pressure", "PressureKind", "Variation", "VariationKind"]
