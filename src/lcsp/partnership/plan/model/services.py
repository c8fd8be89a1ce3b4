"""What the partnership runs: core services and their activity, initiatives, and who may decide and must report."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Phrases, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Number, Pounds, Whole
from lcsp.vocabulary.refs import To, to_several


class Frequency(StrEnum):
    """How often a duty recurs."""

    ONCE = "once"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    SIX_MONTHLY = "six-monthly"
    YEARLY = "yearly"
    BEFORE_START = "before each start"


class Service(Noun):
    """A core service with the price printed in its heading."""

    room, noun, plural = "plan", "service", "services"

    code: Code = Field(description="Short code of the service")
    name: Text = Field(description="Name in the service's heading")
    order: Whole = Field(description="Place in the plan")
    price: Pounds | None = Field(None, description="Amount in the heading, in pounds; blank where none is printed")
    manager: Annotated[str, To("post")] | None = Field(None, description="Code of the accountable post")
    aliases: Phrases = Field((), description="Other names for the same service, parted by semicolons")
    purpose: Text = Field("", description="What the service is for, in a sentence or two")
    note: Text = Field("", description="Conditions on the money, hosting, transfer")


class Activity(Noun):
    """One thing that a core service does, with its forecast volume where the plan gives one."""

    room, noun, plural = "plan", "activity", "activities"

    code: Code = Field(description="Code of the activity, such as early-years-1")
    service: Annotated[str, To("service")] = Field(description="Code of the service")
    title: Text = Field(description="What is done")
    volume: Number | None = Field(None, description="How much is forecast for the year")
    volume_unit: Text = Field("", description="What is counted: visits, places, pupils …")


class Initiative(Noun):
    """A development that the plan announces, some named as a significant change, and the actions that carry it."""

    room, noun, plural = "plan", "initiative", "initiatives"

    code: Code = Field(description="Short code of the initiative")
    title: Text = Field(description="What is to be introduced or developed")
    significant_change: YesNo = Field(False, description="yes = named as significant change or in the medium term plan")
    actions: Annotated[tuple[str, ...], to_several("key_action")] = Field(
        (), description="Key actions that carry it, parted by semicolons"
    )
    note: Text = Field("", description="What a reader should know")


class Delegation(Noun):
    """A power to decide that the plan hands to a post, within limits."""

    room, noun, plural = "plan", "delegation", "delegations"

    code: Code = Field(description="Short code of the delegation")
    post: Annotated[str, To("post")] = Field(description="Code of the post that may decide")
    power: Text = Field(description="What the post may do")
    limits: Text = Field("", description="Within which limits, and whom to consult first")


class ReportingDuty(Noun):
    """A report or review that somebody owes, to whom and how often."""

    room, noun, plural = "plan", "reporting_duty", "reporting_duties"

    code: Code = Field(description="Short code of the duty")
    title: Text = Field(description="The report or review")
    owed_by: Annotated[str, To("post")] | None = Field(None, description="Code of the post that owes it")
    owed_to: Annotated[str, To("board")] | None = Field(None, description="Code of the board or committee that gets it")
    frequency: Annotated[Frequency, ChoiceKind(Frequency)] = Field(description="How often it is due")
    first_due: Day | None = Field(None, description="Day on which the first is due, if the plan says it")
    applies_to: Text = Field("", description="What the duty covers")
