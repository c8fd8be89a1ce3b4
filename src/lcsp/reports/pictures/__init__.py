"""Pictures where people would rather look than read: each a drawing with words and a table of its data."""

from lcsp.reports.pictures.bridge import build_bridge_picture
from lcsp.reports.pictures.budget import build_budget_picture
from lcsp.reports.pictures.indicators import build_indicators_picture
from lcsp.reports.pictures.population import build_population_picture
from lcsp.reports.pictures.staffing import build_staffing_picture
from lcsp.reports.pictures.thread import build_thread_picture

__all__ = [
    "build_bridge_picture",
    "build_budget_picture",
    "build_indicators_picture",
    "build_population_picture",
    "build_staffing_picture",
    "build_thread_picture",
]
