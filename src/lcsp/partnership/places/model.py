"""The nouns of places: areas, memberships between them, age bands and population."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Phrases, Text
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Share, Whole
from lcsp.vocabulary.refs import To

AreaRef = Annotated[str, To("area")]
AgeBandRef = Annotated[str, To("age_band")]


class AreaKind(StrEnum):
    """Kinds of area that a plan speaks of."""

    COUNTRY = "country"
    COUNTY = "county"
    DISTRICT = "district"
    LOCALITY = "locality"
    WARD = "ward"
    GROUP = "group of areas"


class BandRole(StrEnum):
    """How an age band stands to the others of its table."""

    TOTAL = "total"
    PART = "part"
    OVERLAPPING = "overlapping"


class Area(Noun):
    """A county, district, locality or other area, with the names by which people call it."""

    room, noun, plural = "places", "area", "areas"

    code: Code = Field(description="Short code of the area, used by every other sheet")
    name: Text = Field(description="Name of the area as the plan prints it")
    kind: Annotated[AreaKind, ChoiceKind(AreaKind)] = Field(description="What kind of area it is")
    parent: AreaRef | None = Field(None, description="Code of the area of which it is a part")
    aliases: Phrases = Field((), description="Other names in use for the same area, parted by semicolons")
    official_code: Code | None = Field(None, description="Code of the Office for National Statistics, if it has one")
    established: Day | None = Field(None, description="First day on which the area existed")
    tile_column: Whole | None = Field(None, description="Column of its tile on the map of localities, from the west")
    tile_row: Whole | None = Field(None, description="Row of its tile on the map of localities, from the north")
    note: Text = Field("", description="What a reader should know of the area")


class Membership(Noun):
    """An area that belonged to a group, district or county between two days."""

    room, noun, plural = "places", "membership", "memberships"
    key_fields = ("area", "whole", "starts")

    area: AreaRef = Field(description="Code of the area that belongs")
    whole: AreaRef = Field(description="Code of the area to which it belongs")
    starts: Day | None = Field(None, description="First day of belonging")
    ends: Day | None = Field(None, description="Last day of belonging; blank while it lasts")
    note: Text = Field("", description="Where the fact comes from, if not the plan")


class AgeBand(Noun):
    """A column of the population table: the ages it covers and whether it may be added to others."""

    room, noun, plural = "places", "age_band", "age_bands"

    code: Code = Field(description="Code of the band, such as 0-7")
    least_age: Whole = Field(description="Youngest age in years, included")
    greatest_age: Whole = Field(description="Oldest age in years, included")
    role: Annotated[BandRole, ChoiceKind(BandRole)] = Field(
        description="total = all ages of the table; part = adds up with the others; overlapping = must not be added"
    )
    note: Text = Field("", description="What the band is used for")


class Population(Noun):
    """How many children and young people of an age band live in an area."""

    room, noun, plural = "places", "population", "populations"
    key_fields = ("area", "band")

    area: AreaRef = Field(description="Code of the area")
    band: AgeBandRef = Field(description="Code of the age band")
    number: Whole = Field(description="Children and young people, counted")
    share: Share | None = Field(None, description="Percentage of the area's total as printed, to the nearest 1 %")
    as_at: Day | None = Field(None, description="Day of the count, if the plan says it")
