"""What must hold within the plan: its aims, actions, dates, services, names and printed pages."""

from lcsp.partnership.plan.checks import actions, dates, document, naming, objectives, progress, services, tiers

__all__ = ["actions", "dates", "document", "naming", "objectives", "progress", "services", "tiers"]
