"""Plan: priorities to deliverables, core services, and the plan as a document.

Source: the council's service level business plan and the county's children and young people's plan.
"""

from lcsp.partnership.plan.model.actions import (
    Accountability,
    DateKind,
    Deliverable,
    KeyAction,
    Link,
    Mandate,
    ProgressReport,
    ProgressStatus,
    SubAction,
)
from lcsp.partnership.plan.model.document import (
    AmountUnit,
    ContentsEntry,
    Measure,
    PageReference,
    Section,
    StatedAmount,
)
from lcsp.partnership.plan.model.objectives import Objective, ObjectiveKind, Plan, PlanLevel
from lcsp.partnership.plan.model.services import (
    Activity,
    Delegation,
    Frequency,
    Initiative,
    ReportingDuty,
    Service,
)
from lcsp.partnership.plan.model.upkeep import Acceptance, Correction, CorrectionKind

__all__ = [
    "Acceptance",
    "Accountability",
    "Activity",
    "AmountUnit",
    "ContentsEntry",
    "Correction",
    "CorrectionKind",
    "DateKind",
    "Delegation",
    "Deliverable",
    "Frequency",
    "Initiative",
    "KeyAction",
    "Link",
    "Mandate",
    "Measure",
    "Objective",
    "ObjectiveKind",
    "PageReference",
    "Plan",
    "PlanLevel",
    "ProgressReport",
    "ProgressStatus",
    "ReportingDuty",
    "Section",
    "Service",
    "StatedAmount",
    "SubAction",
]
