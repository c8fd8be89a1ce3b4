"""The nouns of the pupils room. Each is a table of the pupil store: a field here is a column there.

A year is named by the calendar year in which it begins: 2008 is the academic year 2008/09.
"""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

GROUPS = ("year_group", "sex", "fsm", "sen", "ethnicity", "looked_after")


class PupilRecord(BaseModel):
    """A row of the pupil store."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    plural: ClassVar[str]
    key_fields: ClassVar[tuple[str, ...]]


class School(PupilRecord):
    """A school as it stood in one year."""

    plural, key_fields = "schools", ("school",)

    school: int = Field(ge=1, le=9_999_999, description="Number of the authority and establishment, such as 8864001")
    name: str = Field(description="Name of the school")
    phase: str = Field(pattern="^(primary|secondary|special)$", description="primary, secondary or special")
    locality: str = Field(description="Code of the locality where it stands")
    maintained: bool = Field(True, description="Whether the local authority maintains it")


class Pupil(PupilRecord):
    """One enrolment: a pupil at a school in one year, with the groups that figures are broken down by."""

    plural, key_fields = "pupils", ("pupil", "school")

    pupil: int = Field(ge=1, description="Number that the store gave; it says nothing of the child")
    school: int = Field(ge=1, le=9_999_999, description="Number of the authority and establishment")
    year_group: int = Field(ge=-2, le=14, description="National Curriculum year; 0 is Reception, below 0 nursery")
    age: int = Field(ge=2, le=19, description="Age in whole years at the start of the year (31 August)")
    sex: str = Field(pattern="^[FM]$", description="F or M")
    fsm: bool = Field(description="Eligible for free school meals")
    sen: str = Field(
        pattern="^[NAPS]$", description="N none, A school action, P school action plus, S statement or plan"
    )
    ethnicity: str = Field(pattern="^[A-Z]{4}$", description="Main code of the census, such as WBRI; NOBT not known")
    looked_after: bool = Field(description="Looked after by a local authority")
    home: str = Field(description="Code of the locality of the home; blank outside the county or not known")
    boarder: bool = Field(False, description="Boards at the school")
    enrolment: str = Field("C", pattern="^[CMSG]$", description="C current, M main of two, S subsidiary, G guest")
    starts: date = Field(description="First day on roll, not before 1 August of the year")
    ends: date | None = Field(None, description="Last day on roll, where the pupil has left")


class Marks(PupilRecord):
    """The register of one pupil in one week: ten marks, Monday morning to Friday afternoon."""

    plural, key_fields = "marks", ("pupil", "school", "week")

    pupil: int = Field(ge=1, description="Number that the store gave")
    school: int = Field(ge=1, le=9_999_999, description="Number of the authority and establishment")
    week: date = Field(description="The Monday of the week")
    marks: str = Field(min_length=10, max_length=10, description="Ten register codes; codes of two signs stand as one")


class Exclusion(PupilRecord):
    """One exclusion."""

    plural, key_fields = "exclusions", ("pupil", "school", "starts")

    pupil: int = Field(ge=1, description="Number that the store gave")
    school: int = Field(ge=1, le=9_999_999, description="Number of the authority and establishment")
    starts: date = Field(description="First day of the exclusion")
    category: str = Field(pattern="^(PERM|FIXD|LNCH)$", description="PERM permanent, FIXD fixed period, LNCH lunchtime")
    sessions: int = Field(ge=0, le=90, description="Half days; 0 for a permanent exclusion")
    reason: str = Field("", pattern="^([A-Z]{2})?$", description="Reason code of the census, such as PP")


class Result(PupilRecord):
    """One result of one pupil: a level, a point score, or 1 and 0 for reached and not.

    Measures by stage: EYFS `points` (0-117 over 13 scales), `least` (lowest of the seven scales of personal, social
    and emotional development and communication, language and literacy); KS1, KS2 and KS3 `english`, `maths` (level);
    KS4 `five_good_passes_with_english_and_maths` (1 or 0); AGE19 `level_2`, `level_3`, `higher_education` and, as the
    national match of records supplies it, `free_meals_at_15` (1 or 0).
    """

    plural, key_fields = "results", ("pupil", "stage", "measure")

    pupil: int = Field(ge=1, description="Number that the store gave")
    stage: str = Field(pattern="^(EYFS|KS1|KS2|KS3|KS4|AGE19)$", description="Stage at whose end the result was taken")
    measure: str = Field(pattern="^[a-z][a-z0-9_]*$", description="What was measured, such as maths")
    value: float = Field(ge=0, le=200, description="Level, points, or 1 and 0")


class Destination(PupilRecord):
    """What one young person aged 16 to 18 did at the end of one month, as the careers service knew it."""

    plural, key_fields = "destinations", ("pupil", "month")

    pupil: int = Field(ge=1, description="Number that the store gave")
    month: date = Field(description="First day of the month")
    age: int = Field(ge=16, le=19, description="Age at 31 August")
    sex: str = Field(pattern="^[FM]$", description="F or M")
    home: str = Field(description="Code of the locality of the home; blank where not known")
    status: str = Field(
        pattern="^(EET|NEET|UNKNOWN|CUSTODY|ASYLUM)$",
        description="EET education, employment or training; NEET; UNKNOWN; CUSTODY; ASYLUM awaiting a decision",
    )


TABLES: tuple[type[PupilRecord], ...] = (School, Pupil, Marks, Exclusion, Result, Destination)
