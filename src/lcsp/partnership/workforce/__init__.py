"""Workforce: the establishment by grade band and funding.

Source: the staffing table of the service level business plan.
"""

from lcsp.partnership.workforce.model import Establishment, EstablishmentKind, StaffingStatus

__all__ = ["Establishment", "EstablishmentKind", "StaffingStatus"]
