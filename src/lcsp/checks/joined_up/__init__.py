"""What must hold between two rooms: references, amounts told twice, names, the thread, acceptances."""

from lcsp.checks.joined_up import acceptances, agreement, amounts, names, references, thread, thread_of_money, tiers

__all__ = ["acceptances", "agreement", "amounts", "names", "references", "thread", "thread_of_money", "tiers"]
