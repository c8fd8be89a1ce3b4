"""The plan as a document: narrative sections, contents and page references as printed, amounts quoted in prose."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.kinds import ChoiceKind, Code, Text
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Number, Whole
from lcsp.vocabulary.periods import PeriodField
from lcsp.vocabulary.refs import To


class Measure(StrEnum):
    """Columns of the budget table that a stated amount may restate."""

    GROSS = "gross"
    CONTROLLABLE = "controllable"
    FTE = "fte"
    PRIOR_CONTROLLABLE = "prior controllable"
    PRIOR_FTE = "prior fte"


class AmountUnit(StrEnum):
    """What a stated amount is counted in."""

    POUNDS = "pounds"
    FTE = "fte"


class Section(Noun):
    """A narrative section: a heading and its text; the text may hold paragraphs and lists (lines that open with -)."""

    room, noun, plural = "plan", "section", "sections"

    code: Code = Field(description="Short code of the section")
    order: Whole = Field(description="Place in the plan")
    part: Text = Field(
        description="Part of the plan in which it stands: introduction, section 1, section 2 or staffing"
    )
    title: Text = Field(description="Heading")
    text: Text = Field("", description="Paragraphs parted by blank lines; a line that opens with - is a list item")
    period: PeriodField | None = Field(None, description="The year that the heading or text names, if it names one")
    note: Text = Field("", description="What a reader of the print should know")


class StatedAmount(Noun):
    """An amount quoted outside its table, with what it claims to restate."""

    room, noun, plural = "plan", "stated_amount", "stated_amounts"

    code: Code = Field(description="Short code of the statement")
    value: Number = Field(description="The amount, in full pounds or FTE")
    unit: Annotated[AmountUnit, ChoiceKind(AmountUnit)] = Field(description="pounds or fte")
    measure: Annotated[Measure, ChoiceKind(Measure)] = Field(
        description="gross, controllable, FTE …: what it claims to be"
    )
    decimals: Whole = Field(description="Decimals printed, of the scale printed (£50.785m: 3)")
    scale: Whole = Field(1, description="1 = pounds or FTE, 1000 = printed in thousands, 1000000 = in millions")
    quoted_in: Text = Field(description="Where it is quoted")
    restates: Annotated[str, To("budget_line")] | None = Field(None, description="Budget line whose amount it restates")


class ContentsEntry(Noun):
    """A line of the printed table of contents."""

    room, noun, plural = "plan", "contents_entry", "contents_entries"

    code: Code = Field(description="Short code of the entry")
    order: Whole = Field(description="Place in the contents")
    title: Text = Field(description="Heading as listed")
    level: Whole = Field(description="1 for a part, 2 for a section, 3 for a table")
    page: Whole | None = Field(None, description="Page as printed")


class PageReference(Noun):
    """A place where the plan sends its reader to other pages."""

    room, noun, plural = "plan", "page_reference", "page_references"

    code: Code = Field(description="Short code of the reference")
    quoted_in: Text = Field(description="Where the reader is sent from")
    subject: Text = Field(description="What is to be found there")
    first_page: Whole = Field(description="First page named")
    last_page: Whole = Field(description="Last page named")
    entry: Annotated[str, To("contents_entry")] | None = Field(None, description="Contents entry of that subject")
