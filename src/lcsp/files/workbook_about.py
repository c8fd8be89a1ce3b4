"""The first and the last sheet of a workbook: what it holds and how to fill it in, and the words to choose from."""

from typing import TYPE_CHECKING

from lcsp.files.harmless import disarm
from lcsp.files.reading import FORMAT
from lcsp.files.workbook_looks import Looks
from lcsp.files.workbook_sheets import CHOICES, sheet_of, verbatim
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.kinds import ChoiceKind
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_HOW_TO = (
    "Each sheet is a table: one record a row, one fact a column. The sheet Plans has one row, the plan itself.",
    "Point at a header to read what belongs there. Columns with a dark header must be filled in.",
    "Several values in one cell are parted by semicolons. Days: 2009-04-30 or 30/04/2009. Money: full pounds.",
    "An apostrophe in front of = + - or @ keeps the text from being run as a formula; it is not part of the text.",
    "Do not rename sheets or headers. Rows, blank rows and sheets of your own may be added.",
    "Then run: lcsp check WORKBOOK.xlsx. It names the sheet, row and column of whatever is wrong.",
)


def write_about(sheet: "Worksheet", plan: WholePlan, looks: Looks) -> None:
    """Write the sheet about the workbook: the plan, how to fill it in, and a link to every sheet with its count."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 90)
    sheet.set_column(3, 3, 10)
    header = next(iter(plan.all(Plan)), None)
    sheet.write_string(0, 0, _heading(header.title) if header else "A new plan", looks.of("title"))
    sheet.write_row(1, 0, ["Plan"])
    sheet.write_string(1, 1, _heading(header.code) if header else "")
    sheet.write_row(2, 0, ["Format", FORMAT])
    for row, line in enumerate(_HOW_TO, 4):
        sheet.write_string(row, 0, line)
    first = 5 + len(_HOW_TO)
    for column, name in enumerate(("Sheet", "Room", "What a row is", "Records")):
        sheet.write_string(first, column, name, looks.header(required=True))
    for row, noun in enumerate(NOUNS, first + 1):
        _write_sheet_line(sheet, row, noun, len(plan.all(noun)), looks)
    sheet.hide_gridlines(2)


def _heading(text: str) -> str:
    """Return `text` fit for a heading: on one line, short, and not to be run as a formula."""
    return verbatim(disarm(" ".join(text.split())[:200]))


def _write_sheet_line(sheet: "Worksheet", row: int, noun: type[Noun], count: int, looks: Looks) -> None:
    title = sheet_of(noun)
    sheet.write_url(row, 0, f"internal:'{title}'!A1", looks.of("link"), title)
    sheet.write_string(row, 1, noun.room, looks.of("prose"))
    sheet.write_string(row, 2, (noun.__doc__ or "").partition("\n")[0], looks.of("prose"))
    sheet.write_number(row, 3, count, looks.of("whole"))


def write_choices(sheet: "Worksheet") -> dict[tuple[str, ...], str]:
    """Write the words of every enumeration, a column each; return the range of each for drop-downs.

    The sheet is hidden. The words stand in cells because some hold commas, which a list written out cannot.
    """
    ranges: dict[tuple[str, ...], str] = {}
    for noun in NOUNS:
        for column in columns(noun).values():
            if not isinstance(column.kind, ChoiceKind) or column.kind.choices in ranges:
                continue
            place = len(ranges)
            sheet.write_string(0, place, f"{sheet_of(noun)}: {column.label}")
            sheet.write_column(1, place, column.kind.choices)
            letter = _letters(place)
            ranges[column.kind.choices] = f"={CHOICES}!${letter}$2:${letter}${len(column.kind.choices) + 1}"
    sheet.hide()
    return ranges


def _letters(index: int) -> str:
    """Return what a spreadsheet calls the column with this index from 0."""
    name = ""
    while index >= 0:
        name = chr(ord("A") + index % 26) + name
        index = index // 26 - 1
    return name
