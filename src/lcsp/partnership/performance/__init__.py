"""Performance: indicators as the plan prints them, their official definitions, and figures with their periods.

Source: the plan's performance tables; the Handbook of Definitions of the National Indicator Set (2008).
"""

from lcsp.partnership.performance.definition import Definition, Polarity
from lcsp.partnership.performance.model import Basis, Figure, FigureStatus, Indicator, IndicatorRole, Unit

__all__ = ["Basis", "Definition", "Figure", "FigureStatus", "Indicator", "IndicatorRole", "Polarity", "Unit"]
