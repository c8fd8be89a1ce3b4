"""The nouns of participation: the yearly consultation return and its consultations."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Whole
from lcsp.vocabulary.periods import PeriodField
from lcsp.vocabulary.refs import To


class WhenKind(StrEnum):
    """How exactly the plan says when something happens."""

    DATED = "dated"
    ONGOING = "ongoing"
    MISSING = "missing"


class ConsultationReturn(Noun):
    """The yearly return of planned consultations; it may be a nil return, and then says so."""

    room, noun, plural = "participation", "consultation_return", "consultation_returns"
    key_fields = ("year",)

    year: PeriodField = Field(description="Year of the return")
    nil_return: YesNo = Field(description="yes = nothing is planned, and that is the answer")
    note: Text = Field("", description="What a reader should know")


class Consultation(Noun):
    """A planned consultation, survey or review, with every column of the register."""

    room, noun, plural = "participation", "consultation", "consultations"

    code: Code = Field(description="Short code of the consultation")
    name: Text = Field(description="Name")
    order: Whole = Field(description="Place in the register")
    when: Annotated[WhenKind, ChoiceKind(WhenKind)] = Field(description="Whether start and end are dated")
    starts: Day | None = Field(None, description="First day")
    ends: Day | None = Field(None, description="Last day")
    feedback: Annotated[WhenKind, ChoiceKind(WhenKind)] = Field(description="Whether feedback to participants is dated")
    feedback_due: Day | None = Field(None, description="Last day for feedback to participants")
    feedback_printed: Text = Field("", description="Feedback date as printed")
    feedback_given: Day | None = Field(None, description="Day on which participants got it; blank until then")
    target_group: Text = Field("", description="Who is asked")
    sample_size: Whole | None = Field(None, description="How many are asked, about")
    target_area: Text = Field("", description="Area as printed")
    area: Annotated[str, To("area")] | None = Field(None, description="Code of that area")
    contractor: Text = Field("", description="External contractor, or how it is delivered")
    purpose: Text = Field("", description="What is to be found out and how it will be used")
    statutory: YesNo | None = Field(None, description="Whether the law requires it")
    contact: Annotated[str, To("post")] | None = Field(None, description="Code of the post or team to ask")
