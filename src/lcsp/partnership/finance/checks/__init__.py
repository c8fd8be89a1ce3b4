"""What must hold in the budget table, the medium term plan and the variation statement."""

from lcsp.partnership.finance.checks import agreement, casting, plausibility, sources, staffing

__all__ = ["agreement", "casting", "plausibility", "sources", "staffing"]
