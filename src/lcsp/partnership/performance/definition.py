"""The definition of an indicator as it ships with the package, one dated file each."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from lcsp.partnership.performance.model import Unit
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.periods import YearKind


class Polarity(StrEnum):
    """Which direction of an indicator is good."""

    HIGH = "high"
    LOW = "low"
    NEAR = "near"


class Frozen(BaseModel):
    """A part of a definition: frozen, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Part(Frozen):
    """One of several figures that an indicator consists of."""

    code: str
    title: str
    unit: str | None = None


class Break(Frozen):
    """A day from which figures are not comparable with earlier ones."""

    date: date
    what: str
    source: str = ""


class Parameter(Frozen):
    """A number in the definition that law or the publisher has changed, with the days between which it held."""

    name: str
    value: str
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""


class Computing(Frozen):
    """How a figure is counted from pupil-level records: two counts that can be added up, and what is made of them.

    `counted` and `out_of` are conditions (`lcsp.vocabulary.conditions`) on results of `stage` and the pupil's groups;
    those of key stage 1 are `ks1_…` beside those of key stage 2. A gap is the share of pupils for whom `higher` holds
    minus that of those for whom `lower` holds. With `by`, there is a figure for each value of a group. `score` names
    the result whose lowest fifth is set beside the median.
    """

    kind: Literal["half days missed", "persistent absence", "share", "permanent exclusions", "months", "lowest fifth"]
    part: str = ""
    phases: tuple[str, ...] = ("primary", "secondary", "special")
    span: str = ""
    stage: str = ""
    score: str = ""
    counted: str = ""
    out_of: str = ""
    higher: str = ""
    lower: str = ""
    by: str = ""
    least_cohort: int = 0

    @property
    def is_share(self) -> bool:
        """Whether it is one share of children, so that areas can be compared; a gap between groups is none."""
        return not self.higher and self.kind != "lowest fifth"

    @property
    def by_home_alone(self) -> bool:
        """Whether those whom it counts have left school, so that only the locality of the home is known."""
        return self.kind == "months" or self.stage == "AGE19"


class Definition(Noun):
    """An indicator's official definition: what is counted, in which unit, which way is good, and since when.

    `least` and `most` bound any valid value; `typical_least` and `typical_most` bound what an English county would
    report, and are left out where nobody can say. `confidence` tells whether the facts were read in the citation.
    """

    room, noun, plural = "performance", "definition", "definitions"

    code: str = Field(description="Code of the indicator, such as NI 87")
    title: str = Field(description="Official short title")
    what: str = Field(description="What is measured")
    why: str = Field(description="Why it matters")
    numerator: str = Field(description="What is counted")
    denominator: str = Field("", description="Out of what")
    unit: Unit = Field(description="Unit of the value")
    base: int | None = Field(None, description="Per how many, for a rate")
    least: Decimal | None = Field(None, description="Lowest value that is possible")
    most: Decimal | None = Field(None, description="Highest value that is possible")
    typical_least: Decimal | None = Field(None, description="Low end of what a county would report")
    typical_most: Decimal | None = Field(None, description="High end of what a county would report")
    polarity: Polarity = Field(description="Which direction is good")
    period: YearKind = Field(description="Kind of year of its figures")
    periodicity: str = Field(description="How often it is published")
    source: str = Field(description="Collection or survey it comes from")
    publisher: str = Field(description="Who publishes it")
    introduced: date = Field(description="First day on which the definition was in force")
    ended: date | None = Field(None, description="Last day on which it was in force")
    ended_why: str = Field("", description="Why it ended")
    successor: str = Field("", description="What took its place")
    multi_valued: bool = Field(False, description="One figure for each of several groups")
    parts: tuple[Part, ...] = Field((), description="The figures it consists of")
    breaks: tuple[Break, ...] = Field((), description="Days from which figures are not comparable with earlier ones")
    parameters: tuple[Parameter, ...] = Field((), description="Dated numbers in the definition")
    computing: tuple[Computing, ...] = Field((), description="How its figures are counted from pupil-level records")
    author: str = Field(description="Who wrote the definition down")
    checker: str = Field("", description="Who else has checked it against its citation; blank: nobody yet")
    review_date: date = Field(description="Day by which it is to be looked at again")
    confidence: Literal["read", "general knowledge"] = Field(description="How the facts are known")
    citation: str = Field(description="Where the definition is published")
    aliases: tuple[str, ...] = Field((), description="Other titles in use")
    note: str = Field("", description="What a reader should know")
