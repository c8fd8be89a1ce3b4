"""How the plan is kept true: corrections of the print, and findings accepted with a reason."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Text
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.refs import KeyOf, To


class CorrectionKind(StrEnum):
    """What was done to the print."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    RELABELLED = "relabelled"


class Correction(Noun):
    """A place where the print is wrong and the record holds what is right, with the proof."""

    room, noun, plural = "plan", "correction", "corrections"
    key_fields = ("of", "record", "field")

    of: Code = Field(description="Noun of the record, such as budget_line")
    record: Annotated[str, KeyOf()] = Field(description="Key of the record")
    field: Code | None = Field(None, description="Field corrected; blank where the whole record was added or removed")
    kind: Annotated[CorrectionKind, ChoiceKind(CorrectionKind)] = Field(
        description="changed = a value; relabelled = a name; added = a record that the print lacks; "
        "removed = a record that only the print has"
    )
    as_printed: Text = Field("", description="The value as printed; for a removed record: field = value, one a line")
    why: Text = Field(description="Which other part of the source proves it")


class Acceptance(Noun):
    """A finding that a post has looked at and accepts until a day, as long as its facts stay the same."""

    room, noun, plural = "plan", "acceptance", "acceptances"
    key_fields = ("check", "of", "record", "field")

    check: Code = Field(description="Code of the check, such as FIN-01")
    of: Code = Field(description="Noun of the record")
    record: Annotated[str, KeyOf()] = Field(description="Key of the record")
    field: Code | None = Field(None, description="Field of the finding")
    fingerprint: Code = Field(description="Fingerprint of the facts accepted, as `lcsp check --format json` shows it")
    reason: Text = Field(description="Why the finding may stand")
    accepted_by: Annotated[str, To("post")] = Field(description="Code of the post that accepts it")
    until: Day = Field(description="Last day on which the acceptance holds")
