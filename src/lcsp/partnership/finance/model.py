"""The nouns of finance: budget lines, grants, pressures and savings, and variations between two years."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from lcsp.vocabulary.days import Day
from lcsp.vocabulary.kinds import ChoiceKind, Code, Text, YesNo
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.numbers import Fte, Number, Pounds, Whole
from lcsp.vocabulary.periods import PeriodField
from lcsp.vocabulary.refs import To


class LineKind(StrEnum):
    """What a row of the budget table is."""

    LINE = "line"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    MEMORANDUM = "memorandum"


class VariationKind(StrEnum):
    """Why the budget moves from one year to the next."""

    OPENING = "opening"
    BASE = "base adjustment"
    TRANSFER = "transfer"
    PAY = "pay"
    PRICES = "prices"
    DEMAND = "demand"
    LEGISLATION = "government legislation"
    SAVING = "saving"
    SUBTOTAL = "subtotal"
    CLOSING = "closing"


class PressureKind(StrEnum):
    """What a row of the medium term plan is."""

    PRESSURE = "pressure"
    SAVING = "saving"
    SUBTOTAL = "subtotal"


class BudgetLine(Noun):
    """A row of the revenue budget: money in exact pounds, income negative, people in full-time equivalents."""

    room, noun, plural = "finance", "budget_line", "budget_lines"

    code: Code = Field(description="Short code of the line")
    name: Text = Field(description="Label of the row")
    kind: Annotated[LineKind, ChoiceKind(LineKind)] = Field(description="line, subtotal, total or memorandum")
    order: Whole = Field(description="Place in the table")
    part_of: Annotated[str, To("budget_line")] | None = Field(None, description="Total or subtotal it is added into")
    service: Annotated[str, To("service")] | None = Field(None, description="Service that the money is for")
    prior_controllable: Pounds | None = Field(None, description="Controllable expenditure of the year before, £")
    prior_fte: Fte | None = Field(None, description="Full-time equivalents of the year before")
    fte: Fte | None = Field(None, description="Full-time equivalents")
    employee: Pounds | None = Field(None, description="Employee costs, £")
    running: Pounds | None = Field(None, description="Running costs, £")
    contracts: Pounds | None = Field(None, description="Contracts and projects, £")
    gross: Pounds | None = Field(None, description="Gross expenditure, £")
    external_income: Pounds | None = Field(None, description="External income, £, negative")
    internal_income: Pounds | None = Field(None, description="Internal income, £, negative")
    controllable: Pounds | None = Field(None, description="Controllable expenditure (gross and income together), £")
    cabinet_portfolio: Text = Field("", description="Cabinet portfolio that answers for the line")
    ring_fenced: YesNo = Field(False, description="yes = may be spent on one purpose only")
    budget_holder: Annotated[str, To("post")] | None = Field(
        None, description="Post that holds the budget, where that is not the service's manager"
    )
    held_until: Day | None = Field(None, description="Day until which that post holds it")
    hosted_by: Annotated[str, To("area")] | None = Field(None, description="Locality that hosts the line for others")
    note: Text = Field("", description="What a reader should know of the line")


class Grant(Noun):
    """Money given for a purpose, with its conditions and its own year."""

    room, noun, plural = "finance", "grant", "grants"

    code: Code = Field(description="Short code of the grant")
    name: Text = Field(description="Name of the grant")
    funder: Text = Field("", description="Who gives it")
    year: PeriodField = Field(description="The grant's own year")
    line: Annotated[str, To("budget_line")] | None = Field(None, description="Budget line that it pays for")
    amount: Pounds | None = Field(None, description="Amount, £; blank where the plan does not say how much of the line")
    ring_fenced: YesNo = Field(False, description="yes = may be spent on its purpose only")
    conditions: Text = Field("", description="What it may be spent on")


class Pressure(Noun):
    """A row of the medium term plan: a pressure (positive), a saving (negative) or a subtotal of other rows."""

    room, noun, plural = "finance", "pressure", "pressures"

    code: Code = Field(description="Short code of the row")
    name: Text = Field(description="Explanation of the pressure or saving")
    kind: Annotated[PressureKind, ChoiceKind(PressureKind)] = Field(description="pressure, saving or subtotal")
    order: Whole = Field(description="Place in the table")
    amount: Pounds = Field(description="Amount, £; savings negative")
    part_of: Annotated[str, To("pressure")] | None = Field(None, description="Subtotal that already contains it")
    justification: Text = Field("", description="Why it is needed")
    quantity: Number | None = Field(None, description="How many posts, FTE or places the amount pays for")
    quantity_unit: Text = Field("", description="What the quantity counts")
    unit_rate: Pounds | None = Field(None, description="Price of one, £, where stated")
    service: Annotated[str, To("service")] | None = Field(None, description="Service that it concerns")
    variation: Annotated[str, To("variation")] | None = Field(
        None, description="Row of the variation statement that tells the same amount"
    )
    risk: Annotated[str, To("risk")] | None = Field(None, description="Risk that justifies it")


class Variation(Noun):
    """A row of the statement that leads from last year's budget to this year's."""

    room, noun, plural = "finance", "variation", "variations"

    code: Code = Field(description="Short code of the row")
    name: Text = Field(description="Label of the row")
    kind: Annotated[VariationKind, ChoiceKind(VariationKind)] = Field(description="Why the budget moves")
    order: Whole = Field(description="Place in the statement")
    amount: Pounds = Field(description="Amount, £; reductions negative")
    heading: Text = Field("", description="Heading under which it stands")
    counterparty: Text = Field("", description="Unit from which money comes or to which it goes, for a transfer")
    service: Annotated[str, To("service")] | None = Field(None, description="Service that it concerns")
    restates: Annotated[str, To("budget_line")] | None = Field(
        None, description="Budget line whose controllable amount an opening or closing row repeats"
    )
