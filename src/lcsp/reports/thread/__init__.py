"""The thread of any record: what stands above it and what hangs on it, with the money and the staff along it."""

from lcsp.reports.thread.following import Money, Node, Thread, follow, money_of
from lcsp.reports.thread.locality import LocalityThread, Reached, follow_locality, money_behind
from lcsp.reports.thread.starts import Start, starts
from lcsp.reports.thread.ties import ON_THE_THREAD, Spot, Ties, ties_of

__all__ = [
    "ON_THE_THREAD",
    "LocalityThread",
    "Money",
    "Node",
    "Reached",
    "Spot",
    "Start",
    "Thread",
    "Ties",
    "follow",
    "follow_locality",
    "money_behind",
    "money_of",
    "starts",
    "ties_of",
]
