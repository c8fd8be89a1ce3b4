"""The noun of workforce: the establishment by grade band and funding."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.kinds import ChoiceKind, Code, Text
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Fte, Whole


class EstablishmentKind(StrEnum):
    """What a row of the staffing table is."""

    BAND = "grade band"
    TOTAL = "total"
    OF_WHICH = "of which"


class StaffingStatus(StrEnum):
    """Whether a number of staff is stated, and if not, why."""

    STATED = "stated"
    BLANK = "left blank"
    TO_FOLLOW = "to follow"


class Establishment(Noun):
    """A row of the staffing table: a grade band, the total, or a part of the total such as externally funded posts."""

    room, noun, plural = "workforce", "establishment", "establishments"

    code: Code = Field(description="Short code of the row")
    name: Text = Field(description="Label of the row")
    kind: Annotated[EstablishmentKind, ChoiceKind(EstablishmentKind)] = Field(description="What the row is")
    order: Whole = Field(description="Place in the table")
    prior_fte: Fte | None = Field(None, description="Full-time equivalents of the year before")
    prior_status: Annotated[StaffingStatus, ChoiceKind(StaffingStatus)] = Field(
        description="stated, or why the year before has no number"
    )
    fte: Fte | None = Field(None, description="Full-time equivalents")
    status: Annotated[StaffingStatus, ChoiceKind(StaffingStatus)] = Field(
        description="stated, or why there is no number"
    )
    funding: Text = Field("", description="Who pays, where the row is about that")
    note: Text = Field("", description="What a reader should know")
