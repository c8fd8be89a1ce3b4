"""Participation: the register of consultations, surveys and reviews.

Source: the consultation return of the service level business plan.
"""

from lcsp.partnership.participation.model import Consultation, ConsultationReturn, WhenKind

__all__ = ["Consultation", "ConsultationReturn", "WhenKind"]
