"""A made-up plan document with every kind of block, and the browser of the report tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from lcsp.reports.document import (
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyValues,
    Note,
    NoteKind,
    PageBreak,
    SummaryBox,
)
from lcsp.reports.tables import Align, Cell, CellValue, Column, Row, RowKind, Table, TableNote
from lcsp.reports.words import Emphasis, InternalLink, Link, List, Paragraph, Strong
from lcsp.vocabulary.money import show_fixed

SERVICES = (
    "Behaviour support", "Learning support", "Speech and language", "School attendance",
    "Special needs casework", "Early years advice", "Extended services",
    "Education out of school (with the pupil referral service)", "Administration",
    "Partnership boards", "Partnership nurses", "Buildings", "Extended services grant",
    "Ethnic minority achievement grant", "Classroom technology support", "Inclusion fund",
    "Sensory impairment", "Childcare development", "Family centres and local programmes",
    "Nursery and field centre", "Primary headteacher programme", "Capital charges",
)  # fmt: skip
LONG = (
    "Bring the schools, the health visitors and the voluntary groups of the area together to plan places "
    "for children who are taught away from school, within the law and within the sum that the county has set "
    "aside."
)


def number(value: Decimal | int, places: int = 1, note: str = "") -> Cell:
    return Cell(show_fixed(Decimal(value), places), value=value, note=note)


def budget() -> Table:
    """22 lines, totals and memorandum items under grouped headings: as wide as a budget table gets."""
    heads = ("Employee costs", "Running costs", "Contracts and projects", "Gross expenditure",
             "External income", "Internal income", "Controllable expenditure")  # fmt: skip
    columns = (
        Column("Activity", row_header=True),
        Column("Controllable expenditure", Align.RIGHT, "£000", group="2008-09"),
        Column("FTE", Align.RIGHT, group="2008-09"),
        Column("FTE", Align.RIGHT, group="2009-10"),
        *(Column(head, Align.RIGHT, "£000", group="2009-10") for head in heads),
    )
    figures = [[Decimal(n * k % 9973) / 10 for k in (811, 7, 9, 2871, 593, 0)] for n in range(1, 23)]
    rows = [budget_row(name, figure) for name, figure in zip(SERVICES, figures, strict=True)]
    total = [sum(column, Decimal()) for column in zip(*figures, strict=True)]
    rows += [
        budget_row("Controllable total", total, RowKind.SUBTOTAL),
        Row((Cell("Memorandum items"),), RowKind.HEADING),
        budget_row("Central overheads", [Decimal(n) for n in (1640, 0, 0, 0, 141, 0)], RowKind.MEMORANDUM),
        budget_row("Total cost of the unit", total, RowKind.TOTAL),
    ]
    notes = (TableNote("Held by the county until September.", "a"), TableNote("Figures are made up."))
    return Table("Revenue budget 2009-10", "budget", columns, tuple(rows), notes)


def budget_row(name: str, f: list[Decimal], kind: RowKind = RowKind.LINE) -> Row:
    before, fte_before, fte, staff, running, contracts = f
    gross = staff + running + contracts
    numbers = (
        before,
        fte_before,
        fte,
        staff,
        running,
        contracts,
        gross,
        -gross / 9,
        -gross / 7,
        gross * 47 / 63,
    )
    note = "a" if name == "Partnership nurses" else ""
    return Row((name, *(number(n) for n in numbers[:-1]), number(numbers[-1], note=note)), kind)


def population() -> Table:
    bands = ("0 to 7", "8 to 13", "14 to 19", "10 to 17")
    pairs = [
        column
        for band in bands
        for column in (
            Column("Number", Align.RIGHT, group=f"Ages {band}"),
            Column("Share of all", Align.RIGHT, "%", group=f"Ages {band}"),
        )
    ]
    columns = (Column("Locality", row_header=True), Column("All aged 0 to 19", Align.RIGHT), *pairs)
    rows = []
    for n in range(1, 24):
        share = [x for k in (37, 31, 32, 43) for x in (number(k * n * 71, 0), number(k, 0))]
        rows.append(Row((f"Locality of Market Town {n}", number(n * 7100, 0), *share)))
    rows.append(Row(("County total", *(number(n * 1000, 0) for n in range(1, 10))), RowKind.TOTAL))
    return Table("Children and young people aged 0 to 19 by locality", "population", columns, tuple(rows))


def key_actions() -> Table:
    columns = (
        Column("Action", row_header=True),
        Column("Accountable"),
        Column("Links to targets"),
        Column("Deliverables"),
        Column("Target dates"),
    )
    posts = Cell(blocks=(List(("Partnership manager", "Specialist teachers", "Locality health manager")),))
    results = Cell(blocks=(List((LONG, "Fewer exclusions", "Better attendance for every group of pupils")),))
    rows = tuple(
        Row((Cell((Strong(f"{n}. Develop provision for part {n}. "), LONG)), posts,
             Cell(blocks=(Paragraph("Cabinet decision"), Paragraph("Outcomes 5B, 7A and 7B"))), results,
             "September 2009 and ongoing"))
        for n in range(1, 15)
    )  # fmt: skip
    return Table("Key actions, projects and developments", "key-actions", columns, rows)


def indicators() -> Table:
    columns = (
        Column("Indicator", row_header=True),
        Column("Actual", Align.RIGHT, "2007-08"),
        Column("Estimate", Align.RIGHT, "2008-09"),
        Column("Target", Align.RIGHT, "2009-10"),
    )
    awaiting = Cell("Awaiting direction from the department", columns=2, align=Align.LEFT)
    rows = (
        Row(((Strong("NI 69"), " Children who have experienced bullying"), "46.7%", awaiting)),
        Row(((Strong("NI 87"), " Secondary school persistent absence rate"), "7.1%", "6.0%", "6.0%")),
        Row(((Strong("NI 107"), " Key Stage 2 attainment for minority ethnic groups"), *["To follow"] * 3)),
    )
    return Table("Key performance indicators", "indicators", columns, rows)


def variation() -> Table:
    columns = (Column("Change", row_header=True), Column("Amount", Align.RIGHT, "£000"))
    lines = (("Nurses", 96), ("Attendance and behaviour staff", -177), ("Publicity saving", -23))
    rows = [Row(("Budget 2008-09 without overheads", number(16790, 0)), RowKind.SUBTOTAL)]
    rows += [Row((name, number(value, 0))) for name, value in lines]
    rows.append(Row(("Provisional budget 2009-10", number(16686, 0)), RowKind.TOTAL))
    return Table("Variation statement", "variation", columns, tuple(rows))


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60" width="300" height="60">'
    '<rect x="0" y="5" width="294" height="20" fill="#0b4f63"/><rect x="0" y="35" width="112" height="20" '
    'fill="#47545e"/></svg>'
)


def staffing() -> Figure:
    columns = (Column("Year", row_header=True), Column("Staff", Align.RIGHT, "FTE"))
    rows = tuple(Row((year, number(Decimal(fte)))) for year, fte in (("2008-09", "294.9"), ("2009-10", "776.9")))
    table = Table("Staffing in figures", "staffing-data", columns, rows)
    return Figure("Staffing", "staffing-drawing", SVG, "Staff rise from 294.9 to 776.9 FTE.", table)


def sample_blocks() -> tuple[Any, ...]:
    value: CellValue = Decimal(50785000)
    figures = (
        KeyFigure(
            "£50.785m",
            "gross controllable expenditure",
            value,
            InternalLink("Revenue budget", "budget", True),
        ),
        KeyFigure("776.9 FTE", "staff", Decimal("776.9"), InternalLink("Staffing", "staffing", True)),
    )
    summary = SummaryBox(
        "Executive summary", "summary", figures, (Paragraph("The money pays for:"), List(SERVICES[:14]))
    )
    link = Link("the partnership agreement", "https://www.example.org/agreement")
    return (
        summary,
        Heading("Introduction to the service", "introduction", new_page=True),
        Heading("Core purpose", "purpose", 2),
        Paragraph((LONG + " See ", link, ", and ", InternalLink("the budget", "budget", True), ". ", Emphasis(LONG))),
        List((LONG, "A short second duty", (Strong("A strong"), " third duty")), numbered=True),
        population(),
        Heading("Section 1: core purpose and key responsibilities", "section-1", new_page=True),
        Note("How to read this section", (Paragraph(LONG),)),
        Note(
            "This plan has two errors",
            (List(("The budget does not add up", "A link is broken")),),
            NoteKind.WARNING,
        ),
        Heading("Key performance indicators", "kpi", 2),
        indicators(),
        Heading("Service comparisons", "comparisons", 2),
        Heading("Themes", "themes", 3),
        KeyValues((("Accountable manager", "Partnership manager"), ("Activity as per budget line", LONG))),
        Paragraph(LONG),
        Heading("Section 2: core business and priorities", "section-2"),
        Heading("Revenue budget", "revenue", 2),
        Paragraph(LONG),
        budget(),
        Heading("Variation statement", "variation-statement", 2),
        variation(),
        PageBreak(),
        Heading("Key actions", "actions", 2),
        key_actions(),
        Heading("Staffing", "staffing"),
        staffing(),
        Heading("Annex A: sources", "annex-a", annex=True),
        Paragraph("The end."),
    )


@pytest.fixture(scope="session")
def document() -> Document:
    return Document(
        title="Local children’s services partnerships: business plan 2009/10",
        subtitle="Children, Families and Education Directorate",
        organisation="Example County Council",
        status=("Edition 1, approved by the board",),
        keywords=("children", "business plan"),
        blocks=sample_blocks(),
    )


@pytest.fixture(scope="session")
def draft(document: Document) -> Document:
    return replace(document, draft=True)


@pytest.fixture(scope="session")
def everywhere() -> Callable[[str], Document]:
    """Makes a document that says one text in every place that takes a text."""
    return say_everywhere


def say_everywhere(text: str) -> Document:
    heads = (Column(text, row_header=True, group=text, unit=text), Column(text, group=text))
    cell = Cell(Strong(text), note=text, blocks=(List((text,)), Paragraph(text)))
    blocks = (
        SummaryBox(text, "s", blocks=(KeyValues(((text, text),)),)),
        Heading(text, "h"),
        Paragraph((text, Link(text, "https://example.org/?a=1&b=2"), InternalLink(text, "t", page=True))),
        Note(text, (Paragraph(text),)),
        Table(text, "t", heads, (Row((text, cell)),), (TableNote(text, text),)),
    )
    return Document(f"x{text}", blocks, text, text, status=(text,), keywords=(text,))
