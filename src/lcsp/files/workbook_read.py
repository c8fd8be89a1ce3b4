"""An Excel workbook read into records: one sheet a noun, whatever its order and the look of its name."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lcsp.files.reading import Reading, build_reading, check_format
from lcsp.files.refusals import Problem, Refused, Remark
from lcsp.files.rows import Log, Spot, read_records
from lcsp.files.tables import Row, Table, find_header, folded, is_blank
from lcsp.files.workbook_parts import MOST_CELLS, CellFacts, look_through
from lcsp.files.workbook_sheets import ABOUT, CHOICES, sheet_of
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.numbers import show_number
from lcsp.whole_plan import NOUNS

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_LETTERS = re.compile(r"[^0-9a-z]+")


def read_workbook(path: Path, today: date | None = None) -> Reading:
    """Return the plan in the workbook at `path`; raises Refused with every reason at once."""
    content = path.read_bytes()
    facts, problems = look_through(path.name, content)
    if problems:
        raise Refused(problems)
    log = Log([], [])
    found = list(_read_sheets(path.name, content, facts, log))
    return build_reading(path.name, found, log, today)


def _read_sheets(source: str, content: bytes, facts: dict[str, CellFacts], log: Log) -> Iterator[tuple[Noun, Spot]]:
    """Yield the records of every sheet that belongs to a noun, in the order of the nouns."""
    from io import BytesIO

    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        sheets = _sheets_by_noun(book, facts, log)
    except (CalamineError, OSError, ValueError) as error:
        log.problems.append(Problem(source, None, "", f"cannot be read ({error}): save it again in Excel"))
        return
    if not sheets and not log.problems:
        said = f"none of its sheets is one of a plan's ({', '.join(map(sheet_of, NOUNS[:5]))} …)"
        log.problems.append(Problem(source, None, "", f"{said}: lcsp new makes an empty workbook to fill in"))
    for noun in NOUNS:
        if noun in sheets:
            inner = Log(_faults(noun, sheets[noun], facts), log.remarks)
            told = {(problem.row, problem.column) for problem in inner.problems}
            count = len(told)
            yield from read_records(noun, sheets[noun], inner)
            further = (problem for problem in inner.problems[count:] if (problem.row, problem.column) not in told)
            log.problems.extend((*inner.problems[:count], *further))


def _sheets_by_noun(book: "CalamineWorkbook", facts: dict[str, CellFacts], log: Log) -> dict[type[Noun], Table]:
    """Return the table of each noun that has a sheet; says which sheets are double, hidden or unknown."""
    names = _noun_by_sheet_name()
    sheets: dict[type[Noun], Table] = {}
    for name in book.sheet_names:
        table = Table(f"sheet {name}", [])
        if name in facts:  # else a chart, which has no cells
            table = _read_table(book, name, facts[name], log)
        noun = names.get(_plain(name))
        if noun is None:
            _note_other_sheet(name, table, log)
        elif noun in sheets:
            said = f"and {sheets[noun].source} are both for {sheet_of(noun)}: put all rows in one of them"
            log.problems.append(Problem(table.source, None, "", said))
        else:
            sheets[noun] = table
    _note_hidden(book, log)
    return sheets


def _noun_by_sheet_name() -> dict[str, type[Noun]]:
    """Return the noun of every name that a sheet may have: plural or singular, with its room in front or without."""
    names: dict[str, type[Noun]] = {}
    for noun in NOUNS:
        for name in (noun.plural, noun.noun, f"{noun.room} {noun.plural}", f"{noun.room} {noun.noun}"):
            names.setdefault(_plain(name), noun)
    return names


def _plain(name: str) -> str:
    return _LETTERS.sub(" ", name.lower()).strip()


def _note_other_sheet(name: str, table: Table, log: Log) -> None:
    """Read the format number in the sheet about the workbook; remark on a sheet that is not the plan's."""
    if _plain(name) == _plain(ABOUT):
        for row in table.rows:
            if folded(row.cells[0]) == "format":
                check_format(table.source, row.cells[1].strip() if len(row.cells) > 1 else "", log)
    elif _plain(name) != _plain(CHOICES) and not all(map(is_blank, table.rows)):
        log.remarks.append(Remark(table.source, None, "is not a sheet of a plan and was not read"))


def _note_hidden(book: "CalamineWorkbook", log: Log) -> None:
    from python_calamine import SheetVisibleEnum

    for sheet in book.sheets_metadata:
        if _plain(sheet.name) in _noun_by_sheet_name() and sheet.visible != SheetVisibleEnum.Visible:
            log.remarks.append(Remark(f"sheet {sheet.name}", None, "is hidden; it was read all the same"))


def _faults(noun: type[Noun], table: Table, facts: dict[str, CellFacts]) -> list[Problem]:
    """Return a problem for every cell of a field that holds an error value or a formula without result."""
    head = find_header(table, frozenset(columns(noun)))
    if head is None:
        return []
    header = [folded(cell) for cell in table.rows[head].cells]
    faults = facts[table.source.removeprefix("sheet ")].faults
    return [
        Problem(table.source, row + 1, header[column], said)
        for (row, column), said in sorted(faults.items())
        if row > head and column < len(header) and header[column] in columns(noun)
    ]


def _read_table(book: "CalamineWorkbook", name: str, facts: CellFacts, log: Log) -> Table:
    """Return all cells of a sheet as text, merged ranges filled with their value."""
    sheet = book.get_sheet_by_name(name)
    grid = [
        [_text(value, percentage=(row, column) in facts.percentages) for column, value in enumerate(values)]
        for row, values in enumerate(sheet.to_python(skip_empty_area=False))
    ]
    source = f"sheet {name}"
    if not _fill_merged(grid, sheet.merged_cell_ranges or []):
        log.problems.append(Problem(source, None, "", "has merged cells that overlap: unmerge them"))
    return Table(source, [Row(number, cells) for number, cells in enumerate(grid, 1)])


def _fill_merged(grid: list[list[str]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> bool:
    """Write the value of each merged range into all of its cells; say whether that was a possible amount of work."""
    filled = 0
    for (top, left), (bottom, right) in ranges:
        value = grid[top][left] if top < len(grid) and left < len(grid[top]) else ""
        for cells in grid[top : bottom + 1] if value else ():
            width = len(cells[left : right + 1])
            cells[left : left + width] = [value] * width
            filled += width
            if filled > MOST_CELLS:
                return False
    return True


def _text(value: Any, *, percentage: bool) -> str:
    """Return a cell's value as a person would type it: 25% for 0.25 shown as a percentage."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        # A spreadsheet shows and promises 15 digits; what lies beyond them is noise of its sums.
        number = Decimal(f"{value:.15g}")
        return f"{show_number(number * 100)}%" if percentage else show_number(number)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)
