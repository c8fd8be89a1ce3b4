"""What must hold among areas, age bands and population."""

from lcsp.partnership.places.checks import areas, bands, casting

__all__ = ["areas", "bands", "casting"]
