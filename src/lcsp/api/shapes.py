"""The shapes of what the API takes and gives, from which the OpenAPI document is made."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from lcsp.vocabulary.actors import Role
from lcsp.vocabulary.findings import Level
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.numbers import Fte, Pounds

Words = Annotated[str, AfterValidator(clean), Field(max_length=10_000)]
Record = dict[str, Any]


class Sent(BaseModel):
    """What is sent: of the very types that are stated, and nothing that is not known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class PlanShown(BaseModel):
    """A plan: its own record, where it stands, and how many records of each kind it has."""

    code: str
    title: str
    level: str
    locality: str | None = Field(description="The area of a local plan")
    county_plan: str | None = Field(description="The plan on which a local plan builds")
    revision: int
    county_revision: int | None = Field(description="The revision of the county plan that a local plan is read with")
    stage: str = Field(description="How far it has come: draft, in review, approved or published")
    records: dict[str, int] = Field(description="How many records of each kind it has itself")
    errors: int | None = Field(description="Errors that the rules find and nobody accepted; only for one plan alone")
    record: Record = Field(description="The plan's own record")


class PlanList(BaseModel):
    """Every plan."""

    items: list[PlanShown]


class RecordItem(BaseModel):
    """A record in a list."""

    key: str
    record: Record


class RecordPage(BaseModel):
    """A part of the records of one kind, in the order of the plan."""

    items: list[RecordItem]
    total: int = Field(description="How many there are on all pages")
    revision: int = Field(description="The revision at which they stand so")
    next: str | None = Field(description="The address of the next page, of the same revision")


class RecordShown(BaseModel):
    """One record, and the revision that brought it to what it says."""

    kind: str
    key: str
    revision: int
    record: Record


class RecordSent(Sent):
    """A record to be saved."""

    record: Record = Field(description="Every field that is not to be blank")
    why: Words = Field(description="The reason, for those who come later", examples=["Agreed by the partnership board"])
    leave_dangling: bool = Field(False, description="Save it even where references would lead nowhere")


class Saved(BaseModel):
    """What was saved: a revision, or nothing where all was so already."""

    changed: bool
    revision: int = Field(description="The newest revision of the plan")
    key: str | None = Field(None, description="The key of the record now; None for one that was removed")


class ChangeSent(Sent):
    """What is to become of one record."""

    kind: Words = Field(description="Such as key_actions")
    key: Words = Field("", description="The key of the record as it stands; blank for one that is new")
    record: Record | None = Field(None, description="The record as it is to be; null to remove it")


class ChangesSent(Sent):
    """Changes that are one thought, saved together or not at all."""

    changes: list[ChangeSent] = Field(min_length=1, max_length=5000)
    why: Words
    leave_dangling: bool = False


class WhySent(Sent):
    """A reason."""

    why: Words


class RevisionShown(BaseModel):
    """Who changed a plan, when and why."""

    number: int
    at: datetime
    by: str
    why: str
    sha256: str


class EventShown(BaseModel):
    """What became of a record: before is null for one that was new, after for one that was removed."""

    kind: str
    key: str
    before: Record | None
    after: Record | None


class RevisionWhole(RevisionShown):
    """A revision with what it changed."""

    changes: list[EventShown]


class RevisionPage(BaseModel):
    """Revisions, the newest first."""

    items: list[RevisionShown]
    next: str | None


class HistoryEvent(EventShown):
    """What became of a record, and by which revision."""

    revision: RevisionShown


class History(BaseModel):
    """All that became of one record, under the keys that it had before too; the newest first."""

    items: list[HistoryEvent]


class AcceptanceShown(BaseModel):
    """Why a finding may stand, in the name of which post, and until when."""

    reason: str
    accepted_by: str
    until: date


class FindingShown(BaseModel):
    """What a rule says of a record."""

    fingerprint: str = Field(description="What names the finding: another when its facts change")
    code: str
    level: Level
    room: str
    kind: str
    key: str
    field: str | None
    message: str
    hint: str
    acceptance: AcceptanceShown | None


class FindingPage(BaseModel):
    """A part of the findings, those that count first."""

    items: list[FindingShown]
    total: int
    revision: int
    next: str | None


class AcceptanceSent(Sent):
    """The acceptance of a finding."""

    reason: Words
    accepted_by: Words = Field(description="The key of a post")
    until: Annotated[date, Field(strict=False)] = Field(description="The last day on which it is accepted")


class EditionShown(BaseModel):
    """An edition: a named, frozen revision."""

    name: str
    revision: int
    at: datetime
    by: str
    why: str
    sha256: str = Field(description="Of its canonical export")
    county_edition: dict[str, str] | None


class EditionList(BaseModel):
    """The editions of a plan, the newest first."""

    items: list[EditionShown]


class EditionSent(Sent):
    """An edition to be published."""

    name: Words
    why: Words


class StepShown(BaseModel):
    """A step on the way to an edition."""

    number: int
    step: str
    revision: int
    edition: str | None
    at: datetime
    by: str
    why: str


class StepList(BaseModel):
    """Where a plan stands, and the steps that it took, the newest first."""

    stage: str
    items: list[StepShown]


class CommentShown(BaseModel):
    """What somebody said of a record, or of the plan as a whole (then kind and key are null)."""

    number: int
    kind: str | None
    key: str | None
    revision: int = Field(description="The one that they looked at")
    answers: int | None = Field(description="The comment that began the talk")
    settles: bool
    at: datetime
    by: str
    text: str


class TalkShown(BaseModel):
    """What was said of one thing, in its order."""

    settled: bool
    comments: list[CommentShown]


class TalkList(BaseModel):
    """Talks about a plan, the newest first."""

    items: list[TalkShown]


class CommentSent(Sent):
    """Something to be said."""

    text: Words = ""
    kind: Words | None = Field(None, description="Of which kind the record is; null for the plan as a whole")
    key: Words | None = None
    answers: int | None = Field(None, ge=1, le=2_000_000_000, description="The comment that began the talk")
    settles: bool = Field(False, description="Whether this ends the talk")


class MoneyShown(BaseModel):
    """What distinct budget lines add up to; null where no line states the amount."""

    lines: int
    gross: Pounds | None
    controllable: Pounds | None
    fte: Fte | None = Field(description="Full-time equivalents")


class ProgressShown(BaseModel):
    """How many deliverables stand how."""

    done: int
    on_track: int
    at_risk: int
    late: int
    not_started: int
    not_reported: int


class NodeShown(BaseModel):
    """A record on the thread, with what hangs on it. `again`: its own are shown where it stands first."""

    kind: str
    key: str
    what: str
    name: str
    inherited: bool
    told: list[str]
    money: MoneyShown
    progress: ProgressShown
    missing: list[str]
    nodes: list["NodeShown"]
    again: bool


class ThreadShown(BaseModel):
    """The thread of a record: down to the money, and up to what it is for."""

    revision: int
    top: NodeShown
    above: list[NodeShown]
    missing_above: list[str]


class LocalActionShown(BaseModel):
    """An action of a local plan, and how it reaches what was asked about."""

    plan: str
    area: str
    key: str
    title: str
    way: str
    progress: ProgressShown
    late: list[str] = Field(description="The deliverables that are late")


class RolledUpShown(BaseModel):
    """The local actions that reach one record of the county plan."""

    on: date
    areas: list[str]
    progress: ProgressShown
    actions: list[LocalActionShown]


class LocalityShown(BaseModel):
    """How a locality stands; nothing is counted where it has no plan."""

    area: str
    name: str
    plan: str | None
    actions: int
    progress: ProgressShown
    late: list[str]
    last_report: date | None


class LocalityList(BaseModel):
    """How every locality stands on a day."""

    on: date
    items: list[LocalityShown]


class KindShown(BaseModel):
    """A kind of record, and the JSON Schema of one."""

    kind: str
    noun: str
    room: str
    key_fields: list[str]
    json_schema: dict[str, Any]


class KindList(BaseModel):
    """Every kind of record, in the order of files and sheets."""

    items: list[KindShown]


class Me(BaseModel):
    """For whom a token acts, and how long."""

    name: str
    roles: list[Role]
    localities: list[str]
    token: str
    use: str
    expires_at: datetime


class UploadShown(BaseModel):
    """What an upload would change, or has changed."""

    applied: bool
    changes: int = Field(description="How many records it changes, adds or removes")
    already: int = Field(description="How many are so already")
    revision: int = Field(description="The newest revision of the plan")
    remarks: list[str] = Field(description="What the reader of the file remarked")
