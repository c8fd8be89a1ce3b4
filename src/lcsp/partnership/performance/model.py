"""The nouns of performance: indicators as the plan prints them, and their figures."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.kinds import ChoiceKind, Code, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Number, Whole
from lcsp.vocabulary.periods import PeriodField
from lcsp.vocabulary.refs import To


class Unit(StrEnum):
    """What an indicator's value is counted in."""

    PERCENTAGE = "percentage"
    POINTS = "percentage points"
    RATE = "rate"
    SCORE = "score"
    COUNT = "count"
    INDEX_CHANGE = "index change"


class IndicatorRole(StrEnum):
    """What the plan does with an indicator."""

    KEY = "key performance indicator"
    SUPPORTED = "supported"
    PARTNERS = "owned by partners"


class Basis(StrEnum):
    """What a figure is: measured, expected, or aimed at."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"


class FigureStatus(StrEnum):
    """How firm a figure is, or why there is none."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    ESTIMATE = "estimate"
    AWAITED = "awaited"
    TO_FOLLOW = "to follow"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not applicable"
    DISCONTINUED = "discontinued"


class Indicator(Noun):
    """An indicator as the plan prints it; its official definition ships with the package."""

    room, noun, plural = "performance", "indicator", "indicators"

    code: Code = Field(description="Code of the indicator, such as NI 87")
    title: Text = Field(description="Title as printed")
    order: Whole = Field(description="Place in the plan's tables")
    role: Annotated[IndicatorRole, ChoiceKind(IndicatorRole)] = Field(description="What the plan does with it")
    laa: YesNo = Field(False, description="yes = marked as a Local Area Agreement indicator in the print")
    unit: Annotated[Unit, ChoiceKind(Unit)] | None = Field(
        None, description="Unit as printed; blank if none is printed"
    )
    base: Whole | None = Field(None, description="Base as printed: 1000 for 'per 1,000 pupils'")
    definition: Code | None = Field(None, description="Code of the shipped definition, if it is not this code")
    note: Text = Field("", description="Definition or explanation given in the print, in short")


class Figure(Noun):
    """One value of an indicator: which column it stands in, which period it is of, and how firm it is."""

    room, noun, plural = "performance", "figure", "figures"
    key_fields = ("indicator", "basis", "column", "area", "part")

    indicator: Annotated[str, To("indicator")] = Field(description="Code of the indicator")
    basis: Annotated[Basis, ChoiceKind(Basis)] = Field(description="actual, estimate or target")
    column: PeriodField = Field(description="The period that heads the column")
    period: PeriodField = Field(description="The period that the figure itself is of")
    area: Annotated[str, To("area")] = Field(description="Code of the area")
    part: Code | None = Field(None, description="Part of an indicator that has several, as its definition names it")
    value: Number | None = Field(
        None, description="The value, in the indicator's unit; blank with a status that says why"
    )
    status: Annotated[FigureStatus, ChoiceKind(FigureStatus)] = Field(
        description="How firm it is, or why there is none"
    )
    note: Text = Field("", description="What the print adds")
