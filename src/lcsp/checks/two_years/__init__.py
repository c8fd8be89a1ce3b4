"""What must hold between a plan and that of the year before, where that one is at hand (`lcsp check --last-year`)."""

from lcsp.checks.two_years import coming_and_going, dates, money, staff_and_results

__all__ = ["coming_and_going", "dates", "money", "staff_and_results"]
