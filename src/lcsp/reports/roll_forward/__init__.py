"""Next year's plan from this year's: what is carried over, what moves to the year before, and what is asked for."""

from lcsp.reports.roll_forward.rolling import Rolled, Step, roll_forward
from lcsp.reports.roll_forward.telling import tell_rolled

__all__ = ["Rolled", "Step", "roll_forward", "tell_rolled"]
