"""Finds the printed source plan beside the checkout, and offers a reader for each of its tables."""

from pathlib import Path

from tests.source.action_tables import read_consultations, read_key_actions
from tests.source.finance_tables import (
    read_budget_table,
    read_core_services,
    read_pressures,
    read_staffing,
    read_variation_statement,
)
from tests.source.front_tables import (
    read_contents,
    read_page_references,
    read_population_table,
    read_summary,
)
from tests.source.performance_tables import read_key_indicators, read_supported_indicators
from tests.source.plan_tables import read_county_targets, read_enablers, read_laa_targets, read_priorities

__all__ = [
    "ABSENT",
    "find_source",
    "read_budget_table",
    "read_consultations",
    "read_contents",
    "read_core_services",
    "read_county_targets",
    "read_enablers",
    "read_key_actions",
    "read_key_indicators",
    "read_laa_targets",
    "read_page_references",
    "read_population_table",
    "read_pressures",
    "read_priorities",
    "read_staffing",
    "read_summary",
    "read_supported_indicators",
    "read_variation_statement",
]

CHECKOUT = Path(__file__).resolve().parents[2]
ABSENT = "the source plan is not here: these tests read ../shared/seeds/*.txt beside the checkout"


def find_source(checkout: Path = CHECKOUT) -> Path | None:
    """Return the text of the source plan that lies beside the checkout, or None where there is none."""
    found = sorted((checkout.parent / "shared" / "seeds").glob("*.txt"))
    return found[0] if found else None
