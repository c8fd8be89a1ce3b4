"""The plan's document: what a plan's records say, in the order in which planners and councillors read them."""

from lcsp.reports.plan_document.assembly import build_document

__all__ = ["build_document"]
