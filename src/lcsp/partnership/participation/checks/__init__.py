"""What must hold in the register of consultations and in its yearly return."""

from lcsp.partnership.participation.checks import dates, register

__all__ = ["dates", "register"]
