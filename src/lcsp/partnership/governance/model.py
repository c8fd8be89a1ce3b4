"""The nouns of governance: posts, boards and their members, and risks."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Phrases, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Whole
from lcsp.vocabulary.refs import To


class PostKind(StrEnum):
    """Whether a name stands for one post, many like it, or a team."""

    POST = "post"
    POSTS = "posts of one kind"
    TEAM = "team"


class BoardKind(StrEnum):
    """Kinds of body in a children's trust."""

    CABINET = "cabinet"
    TRUST = "children's trust"
    PARTNERSHIP = "partnership"
    LOCAL_BOARD = "local board"
    SAFEGUARDING = "safeguarding board"
    COMMITTEE = "committee"
    GROUP = "group"


class Post(Noun):
    """A post or team that leads or answers for something; never a person's name."""

    room, noun, plural = "governance", "post", "posts"

    code: Code = Field(description="Short code of the post or team")
    name: Text = Field(description="Title of the post or team")
    kind: Annotated[PostKind, ChoiceKind(PostKind)] = Field(description="post, posts of one kind, or team")
    organisation: Text = Field("", description="Organisation that employs it")
    directorate: Text = Field("", description="Directorate or division")
    aliases: Phrases = Field((), description="Other titles in use, parted by semicolons")


class Board(Noun):
    """A board, trust, partnership or committee and its place in the arrangements."""

    room, noun, plural = "governance", "board", "boards"

    code: Code = Field(description="Short code of the body")
    name: Text = Field(description="Name of the body")
    kind: Annotated[BoardKind, ChoiceKind(BoardKind)] = Field(description="What sort of body it is")
    answers_to: Annotated[str, To("board")] | None = Field(None, description="Body to which it answers")
    established: Day | None = Field(None, description="First day on which it existed (the month's first if only that)")
    number: Whole = Field(1, description="How many such bodies there are")
    role: Text = Field("", description="What it does in the plan")


class Partner(Noun):
    """An organisation or group that takes part in a board."""

    room, noun, plural = "governance", "partner", "partners"
    key_fields = ("board", "organisation")

    board: Annotated[str, To("board")] = Field(description="Code of the board")
    organisation: Text = Field(description="Organisation, or group of organisations")
    statutory: YesNo = Field(description="yes = has a duty in law to co-operate")
    note: Text = Field("", description="What a reader should know")


class Risk(Noun):
    """A risk that the plan names; likelihood and impact run from 1 to 5 where they are given."""

    room, noun, plural = "governance", "risk", "risks"

    code: Code = Field(description="Short code of the risk")
    title: Text = Field(description="What may go wrong")
    risk_register: Text = Field("", description="Risk register in which it stands")
    likelihood: Whole | None = Field(None, description="1 very unlikely to 5 very likely")
    impact: Whole | None = Field(None, description="1 minor to 5 major")
    owner: Annotated[str, To("post")] | None = Field(None, description="Code of the post that owns it")
    response: Text = Field("", description="What is done about it")
