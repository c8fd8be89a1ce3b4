"""A made-up council's plan as neutral blocks, written out as Markdown, as HTML and as a Word document."""

import io
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple


class Wide(NamedTuple):
    """A cell that covers several columns."""

    text: str
    across: int


Cell = str | Wide
Part = tuple[str, str] | list[list[Cell]]

# Headings are ("h1" … "h3", words), paragraphs ("p", words), list items ("li", words), tables lists of rows; a line
# feed in a cell parts its lines. Other names, orders and words than any real plan: nothing here is anybody's.
PLAN: list[Part] = [
    ("h1", "Young People's Services plan 2011/12"),
    ("p", "Northmere Borough Council, Directorate of Children and Learning"),
    ("h2", "Summary"),
    ("p", "The net budget of the services in this plan is £1.25m (see page 4)."),
    ("p", "They employ 21.5 FTE."),
    ("h2", "Where young people live"),
    [
        ["Neighbourhood", Wide("Aged 0 to 4", 2), Wide("Aged 5-11", 2), Wide("All ages 0-11", 1)],
        ["", "Children", "%", "Children", "%", "Children"],
        ["Harbour", "400", "40%", "600", "60%", "1,000"],
        ["Eastfield & Lea", "550", "55", "450", "45", "1,000"],
        ["March 1", "1,250", "50%", "1,250", "50%", "2,500"],
        ["Borough total", "2,200", "49%", "2,300", "51%", "4,500"],
    ],
    ("h2", "Priorities"),
    ("p", "Priority 1: Children enjoy good health"),
    ("li", "Outcome 1.1: Fewer children are ill (LAA)"),
    ("li", "Outcome 1.2: More children walk to school"),
    ("p", "Priority 2: Everyone finds work"),
    ("li", "Outcome 2.1: Young adults learn a trade"),
    ("h2", "Our services"),
    ("h3", "Youth Clubs £750,000"),
    ("p", "Accountable manager: Youth Service Manager"),
    ("p", "Clubs in every neighbourhood."),
    ("li", "Opens four evenings a week"),
    ("li", "Trains volunteers"),
    ("h3", "Play Rangers £500k"),
    ("p", "Play in parks."),
    ("h2", "Budget (£'000)"),
    [
        ["Service", Wide("2011/12", 5), Wide("2010/11", 2)],
        ["", "Gross expenditure", "Employees", "Non-pay", "Income", "Net", "Net", "FTE"],
        ["Youth Clubs", "900.0", "700.0", "200.0", "150.0", "750.0", "800.0", "14.0"],
        ["Play Rangers", "520.0", "400.0", "120.0", "20.0", "500.0", "480.0", "8.0"],
        ["Sub-total", "1,420.0", "1,100.0", "320.0", "170.0", "1,250.0", "1,280.0", "22.0"],
        ["Memorandum items", "", "", "", "", "", "", ""],
        ["Head office", "", "", "", "", "90.0", "85.0", ""],
        ["Total", "", "", "", "", "1,340.0", "1,365.0", ""],
    ],
    ("h2", "How the budget moves"),
    [
        ["Movement", "£000"],
        ["Opening budget 2010/11", "1,280"],
        ["Inflation", "12"],
        ["Efficiency savings", "(42)"],
        ["Closing budget 2011/12", "1,250"],
    ],
    ("h2", "Growth and savings"),
    [
        ["Proposal", "Reason", "Amount £"],
        ["Two vans", "The old ones fail their test", "30,000"],
        ["Fewer leaflets", "Savings programme", "-5,000"],
    ],
    ("h2", "How well we do"),
    [
        ["Measure", "Target 2011/12", "Outturn 2009/10", "Forecast 2010/11"],
        ["BV 46 Half days missed", "5.0%", "5.6%", "To follow"],
        ["Evenings open", "200", "180", "190"],
    ],
    ("h2", "What we will do"),
    [
        ["Ref", "By when", "Who", "Action", "Supports", "Success looks like"],
        ["1", "30 June 2011", "Youth Service Manager", "Open a third club. It stands in Lea.", "Outcome 1.1",
         "Club open"],
        ["2", "ongoing", "Play Team and Park Wardens' team", "Train rangers", "Outcomes 1.2 and 2.1\nPriority 2",
         "Ten rangers\nMore play"],
        ["3", "March 2012", "Joan Archer", "Listen to parents", "all outcomes", "Report"],
    ],
    ("h2", "Whom we ask"),
    [
        ["Survey", "Start", "End", "Feedback by", "Who we will ask", "Area", "Purpose", "Statutory?", "Contact"],
        ["Club survey", "1 May 2011", "31 May 2011", "July 2011", "Members (about 400)", "Harbour", "What they like",
         "No", "Mr Peter Quill, tel 01234 567890"],
    ],
    ("h2", "Our staff"),
    [
        ["", "2010/11", "2011/12"],
        ["Grade 1 to 6", "12.0", "11.5"],
        ["Grade 7 and above", "10.0", "10.0"],
        ["Total FTE", "22.0", "21.5"],
    ],
    ("h2", "Vehicles"),
    [["Plate", "Fuel"], ["AB1", "petrol | gas"], ["AB2", "none <yet>"]],
]  # fmt: skip


def write_markdown(folder: Path) -> Path:
    """Write the plan as Markdown; wide cells become a cell and blanks."""
    lines = []
    for part in PLAN:
        if isinstance(part, list):
            rows = ["| " + " | ".join(_bar_cell(cell) for cell in _spread(row)) + " |" for row in part]
            lines += [rows[0], "|" + "---|" * (rows[0].count("|") - 1), *rows[1:], ""]
        else:
            mark = {"p": "", "li": "- "}.get(part[0]) if part[0] in ("p", "li") else "#" * int(part[0][1]) + " "
            lines += [f"{mark}{part[1]}", ""]
    path = folder / "plan.md"
    path.write_text("\n".join(lines), "utf-8")
    return path


def _bar_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")


def _spread(row: Sequence[Cell]) -> list[str]:
    spread: list[str] = []
    for cell in row:
        spread += [cell] if isinstance(cell, str) else [cell.text] + [""] * (cell.across - 1)
    return spread


def write_html(folder: Path) -> Path:
    """Write the plan as a page, with colspans and without the end tags that may be left out."""
    parts = ["<!doctype html><html><head><title>Not this 1999/00</title><style>p {}</style></head><body>"]
    for part in PLAN:
        if isinstance(part, list):
            parts.append("<table>" + "".join(map(_html_row, part)) + "</table>")
        else:
            parts.append(f"<{part[0]}>{escape(part[1])}</{part[0]}>\n")
    path = folder / "plan.html"
    path.write_text("".join(parts), "utf-8")
    return path


def _html_row(row: Sequence[Cell]) -> str:
    cells = []
    for cell in row:
        text, across = (cell, 1) if isinstance(cell, str) else cell
        cells.append(f"<td colspan={across}>" + "<br>".join(escape(line) for line in text.split("\n")))
    return f"<tr>{''.join(cells)}"


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def write_docx(folder: Path) -> Path:
    """Write the plan as a Word document, its headings in styles and its wide cells merged."""
    body = "".join(docx_table(part) if isinstance(part, list) else docx_paragraph(*part) for part in PLAN)
    path = folder / "plan.docx"
    path.write_bytes(docx_bytes(body))
    return path


def docx_bytes(body: str) -> bytes:
    """Return a Word document with this body and styles for three headings."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Style{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2, 3)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
        archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{_W}">{styles}</w:styles>')
    return out.getvalue()


def docx_paragraph(kind: str, text: str) -> str:
    """Return a heading, paragraph or list item; a line feed is a line break."""
    style = f'<w:pPr><w:pStyle w:val="Style{kind[1]}"/></w:pPr>' if kind.startswith("h") else ""
    style = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>' if kind == "li" else style
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p>{style}<w:r>{lines}</w:r></w:p>"


def docx_table(rows: Sequence[Sequence[Cell]]) -> str:
    """Return a table; wide cells are merged."""
    return f"<w:tbl>{''.join(f'<w:tr>{_docx_cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def _docx_cells(row: Sequence[Cell]) -> str:
    cells = []
    for cell in row:
        text, across = (cell, 1) if isinstance(cell, str) else cell
        cells.append(f'<w:tc><w:tcPr><w:gridSpan w:val="{across}"/></w:tcPr>{docx_paragraph("p", text)}</w:tc>')
    return "".join(cells)
