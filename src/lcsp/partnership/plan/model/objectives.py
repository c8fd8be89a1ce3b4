"""What the plan is for: the plan itself, and its priorities, outcomes, targets and enablers."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Phrases, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.periods import PeriodField
from lcsp.vocabulary.refs import To, to_several


class PlanLevel(StrEnum):
    """Tiers of planning."""

    COUNTY = "county"
    LOCAL = "local"


class ObjectiveKind(StrEnum):
    """What sort of aim an objective is."""

    PRIORITY = "priority"
    OUTCOME = "outcome"
    TARGET = "target"
    ENABLER = "enabler"


class Plan(Noun):
    """The plan itself: one organisation, one year, one level. There is exactly one in a folder or workbook."""

    room, noun, plural = "plan", "plan", "plans"

    code: Code = Field(description="Short code of the plan")
    title: Text = Field(description="Title as on the cover")
    organisation: Text = Field(description="The council or partnership whose plan it is")
    directorate: Text = Field("", description="Directorate or department")
    service: Text = Field("", description="The service or unit planned for")
    year: PeriodField = Field(description="The year planned for")
    level: Annotated[PlanLevel, ChoiceKind(PlanLevel)] = Field(description="county or local")
    county_plan: Annotated[str, To("plan")] | None = Field(
        None, description="Code of the county plan that a local plan builds on; blank for a county plan"
    )
    area: Annotated[str, To("area")] | None = Field(None, description="Code of the area planned for")
    starts_service: Day | None = Field(None, description="Day on which the service or partnership began to exist")
    summary: Text = Field("", description="One or two sentences for the summary box")
    source: Text = Field("", description="The document from which the facts were taken")
    left_out: Text = Field("", description="What of the source is left out on purpose")
    illustrative: YesNo = Field(False, description="yes = made-up data for demonstration, labelled as such everywhere")


class Objective(Noun):
    """A priority, outcome, target or enabler that the plan serves, with the plan it comes from and its owners."""

    room, noun, plural = "plan", "objective", "objectives"

    code: Code = Field(description="Code as people quote it, such as 7B")
    kind: Annotated[ObjectiveKind, ChoiceKind(ObjectiveKind)] = Field(
        description="priority, outcome, target or enabler"
    )
    title: Text = Field(description="Name in full")
    parent: Annotated[str, To("objective")] | None = Field(None, description="Code of the priority it belongs to")
    source_plan: Text = Field("", description="The plan or agreement that sets it")
    owners: Annotated[tuple[str, ...], to_several("post")] = Field(
        (), description="Codes of the lead posts or teams, parted by semicolons"
    )
    laa: YesNo = Field(False, description="yes = part of the Local Area Agreement")
    indicator: Annotated[str, To("indicator")] | None = Field(None, description="Indicator by which it is measured")
    aliases: Phrases = Field((), description="Other codes or names in use")
    code_printed: YesNo = Field(True, description="no = the print lists it without a code")
    note: Text = Field("", description="What a reader should know, such as aims the priority is to include")
