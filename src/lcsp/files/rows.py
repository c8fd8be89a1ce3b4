"""Tables to records and back: every cell read by the kind of its field, every reason for refusal collected."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from lcsp.files.harmless import disarm, rearm
from lcsp.files.refusals import Problem, Remark, place_text
from lcsp.files.tables import Row, Table, find_header, folded, is_blank
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import Column, Noun, columns

N = TypeVar("N", bound=Noun)


class Log(NamedTuple):
    """Where reading collects its problems (which refuse) and remarks (which do not)."""

    problems: list[Problem]
    remarks: list[Remark]


class Spot(NamedTuple):
    """Where a record stood: its source, its row, and the number of each field's column (from 1)."""

    source: str
    row: int | None
    columns: dict[str, int]


class _Cell(NamedTuple):
    """How one column of a table is read."""

    position: int
    name: str
    read: Callable[[str], Any]
    required: bool
    expects: str


def read_records(noun: type[N], table: Table, log: Log) -> list[tuple[N, Spot]]:
    """Return the records of `noun` in `table`, each with its spot.

    A row with a problem yields no record, nor does any row where a column that must be filled in is missing; the
    problems are in `log`. An empty table yields nothing.
    """
    head = find_header(table, frozenset(columns(noun)))
    if head is None:
        if any(not is_blank(row) for row in table.rows):
            expected = ", ".join(columns(noun))
            log.problems.append(Problem(table.source, None, "", f"no header row found: the columns are {expected}"))
        return []
    header = [folded(cell) for cell in table.rows[head].cells]
    cells = _plan_cells(noun, table, table.rows[head], header, log)
    complete = all(name in header for name, column in columns(noun).items() if column.required)
    blank = {name: column.default for name, column in columns(noun).items()}
    positions = {cell.name: cell.position + 1 for cell in cells}
    found: list[tuple[N, Spot]] = []
    for row in table.rows[head + 1 :]:
        if is_blank(row):
            continue
        values = _read_row(cells, blank, row, len(header), table.source, log)
        if values is not None and complete:
            found.append((noun.of_typed(values), Spot(table.source, row.number, positions)))
    return found


def _plan_cells(noun: type[Noun], table: Table, head: Row, header: list[str], log: Log) -> list[_Cell]:
    """Return how each column is read; says which columns are missing, double or unknown."""
    fields = columns(noun)
    for index, name in enumerate(header):
        if name and name not in fields:
            said = f"column {head.cells[index].strip()!r} is not one of this sheet's and was not read"
            log.remarks.append(Remark(table.source, head.number, said))
        elif name and header.index(name) != index:
            log.problems.append(Problem(table.source, head.number, name, "the column stands here twice: remove one"))
        elif not name and _has_content(table, index):
            log.remarks.append(Remark(table.source, head.number, f"column {index + 1} has no header and was not read"))
    missing = [name for name, column in fields.items() if column.required and name not in header]
    for name in missing:
        log.problems.append(Problem(table.source, head.number, name, "the column is missing, and it must be filled in"))
    return [_plan_cell(header.index(name), column) for name, column in fields.items() if name in header]


def _has_content(table: Table, index: int) -> bool:
    return any(len(row.cells) > index and row.cells[index].strip() for row in table.rows)


def _plan_cell(index: int, column: Column) -> _Cell:
    return _Cell(index, column.name, column.kind.read, column.required, column.kind.expects)


def _read_row(
    cells: list[_Cell], blank: dict[str, Any], row: Row, width: int, source: str, log: Log
) -> dict[str, Any] | None:
    """Return the values of `row` by field, those of `blank` where it is blank, or None where one was a problem."""
    texts: Sequence[str] = row.cells
    before = len(log.problems)
    if len(texts) > width and any(text.strip() for text in texts[width:]):
        said = f"has {len(texts)} cells where the header has {width}: is a comma or a quotation mark misplaced?"
        log.problems.append(Problem(source, row.number, "", said))
    values = blank.copy()
    for index, name, read, required, expects in cells:
        text = texts[index] if index < len(texts) else ""
        try:
            if text and (text := clean(text)):
                values[name] = read(rearm(text).strip() if text[0] == "'" else text)
            elif required:
                log.problems.append(Problem(source, row.number, name, f"is blank: right would be {expects}"))
        except ValueError as error:
            log.problems.append(Problem(source, row.number, name, str(error)))
    return values if len(log.problems) == before else None


def index_spots(read: Iterable[tuple[Noun, Spot]], log: Log) -> dict[tuple[str, str], Spot]:
    """Return the spot of every record by (noun, key); a key that stands twice is a problem."""
    seen: dict[tuple[str, str], Spot] = {}
    for record, spot in read:
        first = seen.setdefault((record.noun, record.key), spot)
        if first is not spot:
            said = f"{record.key!r} stands already in {place_text(first.source, first.row, '')}: give each its own key"
            log.problems.append(Problem(spot.source, spot.row, record.key_fields[0], said))
    return seen


def show_row(record: Noun) -> list[str]:
    """Return the cells of `record` as harmless text, in the order of its fields."""
    return [disarm(column.show(getattr(record, name))) for name, column in columns(type(record)).items()]
