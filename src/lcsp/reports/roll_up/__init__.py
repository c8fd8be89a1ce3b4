"""The roll-up: what the local plans do for the county plan, how far along it is, and how each locality stands."""

from lcsp.reports.roll_up.results import Late, LocalAction, LocalityState, RolledUp, Way
from lcsp.reports.roll_up.rolling import RollUp

__all__ = ["Late", "LocalAction", "LocalityState", "RollUp", "RolledUp", "Way"]
