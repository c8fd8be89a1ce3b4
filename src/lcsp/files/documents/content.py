"""The neutral content of a document: headings, text and tables in order, whatever kind of file they came from."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_BULLETS = "•·▪●◦‣–-*"
_WIDEST = 200


class Line(NamedTuple):
    """One line of text: all of it, the part at its end that is set in italics, whether all is bold, whether listed."""

    text: str
    aside: str = ""
    bold: bool = False
    item: bool = False

    @property
    def main(self) -> str:
        """The text without the aside at its end."""
        return self.text.removesuffix(self.aside).strip() if self.aside else self.text


class Cell(NamedTuple):
    """One cell of a table; `spanned` marks the copies of a merged cell in the places that it covers."""

    lines: tuple[Line, ...] = ()
    spanned: bool = False

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(line.text for line in self.lines)

    @property
    def bold(self) -> bool:
        """Whether there is text and all of it is bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)


class Row(NamedTuple):
    """One row of a table and where it stands in the document."""

    cells: tuple[Cell, ...]
    place: str

    def text(self, column: int) -> str:
        """Return the text in `column`; blank where the row is shorter."""
        return self.cells[column].text if column < len(self.cells) else ""

    def own(self, column: int) -> str:
        """Return the text in `column` unless it is the copy of a merged cell."""
        return "" if column < len(self.cells) and self.cells[column].spanned else self.text(column)

    @property
    def filled(self) -> tuple[int, ...]:
        """The columns that have text of their own."""
        return tuple(index for index, cell in enumerate(self.cells) if cell.lines and not cell.spanned)


class Heading(NamedTuple):
    """A heading; level 1 is the highest."""

    text: str
    level: int
    place: str


class Text(NamedTuple):
    """A paragraph or a list item, line by line."""

    lines: tuple[Line, ...]
    place: str

    @property
    def text(self) -> str:
        """All lines as one."""
        return " ".join(line.text for line in self.lines)


class Table(NamedTuple):
    """A table of rows, all of one width."""

    rows: tuple[Row, ...]
    place: str


Block = Heading | Text | Table


class Spanning(NamedTuple):
    """A cell before merged cells are resolved: how many columns and rows it covers."""

    lines: tuple[Line, ...]
    across: int = 1
    down: int = 1


class Gatherer:
    """Collects runs of text into lines."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._runs: list[tuple[str, bool, bool]] = []
        self._item = False

    @property
    def has_text(self) -> bool:
        """Whether the line that is open has text."""
        return any(run.strip() for run, _, _ in self._runs)

    def add(self, text: str, *, italic: bool = False, bold: bool = False) -> None:
        """Add a run of text to the line."""
        self._runs.append((text, italic, bold))

    def end_line(self, *, item: bool = False) -> None:
        """End the line, if there is one; `item` says whether the next one is listed."""
        line = _line(self._runs, self._item)
        if line:
            self._lines.append(line)
        self._runs, self._item = [], item

    def take(self) -> tuple[Line, ...]:
        """Return the lines so far and start afresh."""
        self.end_line()
        lines, self._lines = tuple(self._lines), []
        return lines


def _line(runs: Sequence[tuple[str, bool, bool]], item: bool) -> Line | None:
    """Return the line that `runs` make, without its bullet, or None if it is blank."""
    text = " ".join("".join(run for run, _, _ in runs).split())
    inked = [run for run in runs if run[0].strip()]
    bare = text.lstrip(_BULLETS).strip() if text[:1] in _BULLETS and text[1:2] == " " else text
    if not bare or text in _BULLETS:
        return None
    tail: list[str] = []
    while inked and inked[-1][1]:
        tail.append(inked.pop()[0])
    aside = " ".join("".join(reversed(tail)).split()) if inked else ""
    return Line(bare, aside, all(run[2] for run in runs if run[0].strip()), item or bare != text)


def resolve_spans(rows: Iterable[Sequence[Spanning]]) -> list[tuple[Cell, ...]]:
    """Return rows of equal width: every place that a merged cell covers holds its text, marked as spanned."""
    made: list[list[Cell]] = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        cells: list[Cell] = []
        waiting = list(row)
        while (waiting or any(column >= len(cells) for column in open_cells)) and len(cells) < _WIDEST:
            column = len(cells)
            if column in open_cells:
                cell, left = open_cells.pop(column)
                cells.append(cell)
                if left > 1:
                    open_cells[column] = (cell, left - 1)
            elif waiting:
                _place(waiting.pop(0), cells, open_cells)
            else:
                cells.append(Cell())
        open_cells = {column: opened for column, opened in open_cells.items() if column < len(cells)}
        made.append(cells)
    return level_rows(made)


def _place(cell: Spanning, cells: list[Cell], open_cells: dict[int, tuple[Cell, int]]) -> None:
    """Add `cell` at the end of `cells`, with its copies to the right, and note what it covers below."""
    copy = Cell(cell.lines, spanned=True)
    for offset in range(max(1, min(cell.across, _WIDEST))):
        if cell.down > 1:
            open_cells[len(cells)] = (copy, cell.down - 1)
        cells.append(copy if offset else Cell(cell.lines))


def level_rows(rows: Iterable[Sequence[Cell]]) -> list[tuple[Cell, ...]]:
    """Return `rows` with blank cells added to the width of the widest."""
    held = [tuple(row) for row in rows]
    width = max((len(row) for row in held), default=0)
    return [row + (Cell(),) * (width - len(row)) for row in held]
