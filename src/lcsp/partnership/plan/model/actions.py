"""What will be done: key actions, their parts, who answers, what they serve, what they deliver by when, progress."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, ListKind, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Whole
from lcsp.vocabulary.refs import To, to_several

ActionRef = Annotated[str, To("key_action")]
SubActionRef = Annotated[str, To("sub_action")]


class Mandate(StrEnum):
    """Why an action must be taken, beside the objectives it serves."""

    CABINET = "Cabinet decision"
    MEMBERS = "member policy"
    NATIONAL = "Nationally required"
    STATUTORY = "statutory duty"


class DateKind(StrEnum):
    """How exact a target date is."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    THEN_ONGOING = "date, then ongoing"
    ONGOING = "ongoing"
    MISSING = "missing"


class ProgressStatus(StrEnum):
    """How a deliverable stands on a day."""

    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    LATE = "late"
    DONE = "done"


class KeyAction(Noun):
    """A key action, project or development of the plan."""

    room, noun, plural = "plan", "key_action", "key_actions"

    code: Code = Field(description="Number of the action, such as 4")
    title: Text = Field(description="What will be done, in a phrase")
    description: Text = Field("", description="How, in a sentence or two")
    mandates: Annotated[tuple[Mandate, ...], ListKind(ChoiceKind(Mandate))] = Field(
        (), description="Decisions or duties that require it, parted by semicolons"
    )
    capital: YesNo = Field(False, description="yes = a capital project, which needs a gateway review first")
    serves: Annotated[tuple[str, ...], to_several("key_action")] = Field(
        (), description="In a local plan: actions of the county plan that it serves, parted by semicolons"
    )


class SubAction(Noun):
    """A numbered part of a key action."""

    room, noun, plural = "plan", "sub_action", "sub_actions"

    code: Code = Field(description="Number of the part, such as 4.1")
    action: ActionRef = Field(description="Number of the key action")
    title: Text = Field(description="What will be done, in a phrase")
    description: Text = Field("", description="How, in a sentence or two")


class Accountability(Noun):
    """A post that answers for a key action (or one part of it), and for which organisation."""

    room, noun, plural = "plan", "accountability", "accountabilities"
    key_fields = ("action", "post", "sub_action")

    action: ActionRef = Field(description="Number of the key action")
    sub_action: SubActionRef | None = Field(None, description="Number of the part, if only for that")
    post: Annotated[str, To("post")] = Field(description="Code of the accountable post or team")
    organisation: Text = Field("", description="Organisation, where it is not the post's own")


class Link(Noun):
    """What a key action serves: an objective, an indicator or a service (fill in one of the three)."""

    room, noun, plural = "plan", "link", "links"
    key_fields = ("action", "objective", "indicator", "service", "sub_action")

    action: ActionRef = Field(description="Number of the key action")
    sub_action: SubActionRef | None = Field(None, description="Number of the part, if only for that")
    objective: Annotated[str, To("objective")] | None = Field(None, description="Objective that the action serves")
    indicator: Annotated[str, To("indicator")] | None = Field(None, description="Indicator that shows its effect")
    service: Annotated[str, To("service")] | None = Field(None, description="Service that carries it out")
    catch_all: YesNo = Field(False, description="yes = the plan says 'all', so that nothing in particular is meant")
    as_printed: Text = Field("", description="The link as the plan prints it, where that differs")


class Deliverable(Noun):
    """What a key action delivers, and by when: a day, a month, a date and then ongoing, or ongoing."""

    room, noun, plural = "plan", "deliverable", "deliverables"

    code: Code = Field(description="Code of the deliverable, such as 4-2")
    action: ActionRef = Field(description="Number of the key action")
    sub_action: SubActionRef | None = Field(None, description="Number of the part, if only for that")
    order: Whole = Field(description="Place in the action's list")
    title: Text = Field(description="What will be delivered")
    date_kind: Annotated[DateKind, ChoiceKind(DateKind)] = Field(description="How exact the target date is")
    due: Day | None = Field(
        None, description="Last day for delivery; the month's or year's last day if no day is given"
    )
    reporting: Text = Field("", description="How progress will be reported, if the plan says it")
    as_printed: Text = Field("", description="The target date as the plan prints it")


class ProgressReport(Noun):
    """How a deliverable stood on a day: not started, on track, at risk, late or done."""

    room, noun, plural = "plan", "progress_report", "progress_reports"
    key_fields = ("deliverable", "on")

    deliverable: Annotated[str, To("deliverable")] = Field(description="Code of the deliverable")
    on: Day = Field(description="Day on which it stood so")
    status: Annotated[ProgressStatus, ChoiceKind(ProgressStatus)] = Field(
        description="not started, on track, at risk, late or done"
    )
    note: Text = Field("", description="What has been done, or what stands in the way")
    post: Annotated[str, To("post")] | None = Field(None, description="Code of the post that reports it")
