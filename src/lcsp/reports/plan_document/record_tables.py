"""Tables made of records: one column a fact; columns that no record fills are left out, gaps are marked."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from lcsp.reports.tables import Align, Cell, Column, Row, RowKind, Sum, Table, TableNote, Working
from lcsp.reports.words import RecordName, Words, plain
from lcsp.vocabulary.findings import Finding
from lcsp.vocabulary.noun import Noun

R = TypeVar("R")
Content = Cell | Words | None

GAP = "\N{EN DASH}"
_GAP_SAYS = f"{GAP} means that the plan does not say."


@dataclass(frozen=True, slots=True)
class Fact(Generic[R]):
    """One column of a table: its heading, and what a record says under it (None or blank: nothing)."""

    column: Column
    says: Callable[[R], Content]


def words_fact(heading: str, says: Callable[[R], Content], group: str = "") -> Fact[R]:
    """Return a column of words."""
    return Fact(Column(heading, group=group), says)


def number_fact(
    heading: str,
    says: Callable[[R], Content],
    unit: str = "",
    group: str = "",
    *,
    key: str = "",
    working: Working | None = None,
) -> Fact[R]:
    """Return a column of numbers, set to the right; `working` says how they follow from columns with a `key`."""
    return Fact(Column(heading, Align.RIGHT, unit, group, key=key, working=working), says)


def naming_fact(heading: str, says: Callable[[R], Content]) -> Fact[R]:
    """Return the column that names the rows."""
    return Fact(Column(heading, row_header=True), says)


class Notes:
    """The notes of one table, in order of their markers: a, b, c …; the same words get the same marker."""

    def __init__(self) -> None:
        self._markers: dict[str, str] = {}

    def marker(self, *sentences: str) -> str:
        """Return the marker of the note that `sentences` make; blank if all of them are."""
        text = " ".join(sentence for sentence in sentences if sentence)
        return self._markers.setdefault(text, _letters(len(self._markers))) if text else ""

    def table_notes(self) -> Iterator[TableNote]:
        """Yield the notes."""
        return (TableNote(text, marker) for text, marker in self._markers.items())


def _letters(number: int) -> str:
    """Return a to z for 0 to 25, then aa, ab …"""
    before, last = divmod(number, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + last)


def record_name(told: object) -> RecordName | None:
    """Return the name of a record, or of the record that a finding is about; None for anything else."""
    return RecordName(told.noun, told.key) if isinstance(told, Noun | Finding) else None


def record_names(records: Iterable[Noun]) -> tuple[RecordName, ...]:
    """Return the names of several records."""
    return tuple(RecordName(record.noun, record.key) for record in records)


def record_table(
    caption: str,
    anchor: str,
    records: Iterable[R],
    facts: Sequence[Fact[R]],
    *,
    kind: Callable[[R], RowKind] = lambda _: RowKind.LINE,
    heading: Callable[[R], Words] = lambda _: "",
    key: Callable[[R], str] = lambda _: "",
    parts: Callable[[R], tuple[str, ...]] = lambda _: (),
    notes: Notes | None = None,
    general: Iterable[Words] = (),
    record: Callable[[R], RecordName | None] = record_name,
    heading_record: Callable[[R], RecordName | None] = lambda _: None,
) -> Table:
    """Return the table of `records`.

    A heading row opens wherever `heading` changes to something that is not blank. `parts` are the keys of the records
    that a record adds up. `general` are notes without a marker. `record` names what a row tells, where that is not
    the record itself, and `heading_record` what the heading row above it tells.
    """
    told = [(row, [_content(fact.says(row)) for fact in facts]) for row in records]
    kept = [index for index in range(len(facts)) if any(_is_filled(cells[index]) for _, cells in told)]
    rows: list[Row] = []
    above: Words = ""
    for row, cells in told:
        if (over := heading(row)) and over != above:
            rows.append(Row((over,), RowKind.HEADING, record=heading_record(row)))
        above = over
        shown = tuple(_marked(cells[index]) for index in kept)
        rows.append(Row(shown, kind(row), key(row), parts(row), record(row)))
    gaps = any(not _is_filled(cells[index]) for _, cells in told for index in kept)
    closing = [TableNote(words) for words in (*general, *([_GAP_SAYS] if gaps else []))]
    marked = notes.table_notes() if notes else ()
    columns = _worked_from_each_other(tuple(facts[index].column for index in kept))
    return Table(caption, anchor, columns, tuple(rows), (*marked, *closing))


def _worked_from_each_other(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Return the columns; what was left out of the table is left out of their workings too."""
    keys = {column.key for column in columns}
    return tuple(_without(column, set(column.worked_from) - keys) for column in columns)


def _without(column: Column, absent: set[str]) -> Column:
    if not absent:
        return column
    if isinstance(column.working, Sum):
        return replace(column, working=Sum(tuple(key for key in column.working.parts if key not in absent)))
    return replace(column, working=None)


def _content(content: Content) -> Cell:
    return content if isinstance(content, Cell) else Cell(content or "")


def _is_filled(cell: Cell) -> bool:
    return bool(plain(cell.words) or cell.blocks)


def _marked(cell: Cell) -> Cell:
    return cell if _is_filled(cell) else Cell(GAP, note=cell.note)
