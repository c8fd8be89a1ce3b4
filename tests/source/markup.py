"""Reads the marks of the source's text: tab-separated tables, cells of several lines, figures and flags."""

import re
from decimal import Decimal, InvalidOperation
from html import unescape

Row = tuple[str, ...]
Table = tuple[Row, ...]

BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|br)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
# Within a cell the source starts a new line with a block tag, or with two or more spaces.
LINE_BREAK = re.compile(rf"{BLOCK_TAG.pattern}|\s{{2,}}", re.IGNORECASE)
LAA_FLAG = re.compile(r"\s*\(LAA\)")


def plain(fragment: str) -> str:
    """Return one line of text: no tags, no asterisks of emphasis, entities decoded, single spaces."""
    words = unescape(TAG.sub("", BLOCK_TAG.sub(" ", fragment))).replace("**", "")
    return " ".join(words.split())


def cell_lines(cell: str) -> tuple[str, ...]:
    """Return the lines of a cell in their order, without bullets and without blank lines."""
    lines = (plain(piece).lstrip("•- ") for piece in LINE_BREAK.split(cell))
    return tuple(line for line in lines if line)


def split_flag(title: str) -> tuple[str, bool]:
    """Return a title without its "(LAA)" mark, and whether it had one."""
    return LAA_FLAG.sub("", title).strip(), bool(LAA_FLAG.search(title))


def amount(cell: str) -> Decimal | None:
    """Return the figure of a cell as an exact decimal, or None where the cell is blank.

    Raises ValueError where the cell holds anything other than a figure.
    """
    printed = plain(cell)
    if not printed:
        return None
    try:
        return Decimal(printed.removeprefix("£").replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"expected a figure, found {printed!r}") from None


def figure(cell: str) -> Decimal:
    """Return the figure of a cell that may not be blank."""
    value = amount(cell)
    if value is None:
        raise ValueError("expected a figure, found a blank cell")
    return value


def whole(cell: str) -> int:
    """Return the figure of a cell that must be a whole number, with or without a percent sign."""
    value = figure(plain(cell).removesuffix("%"))
    if value != int(value):
        raise ValueError(f"expected a whole number, found {value}")
    return int(value)


def whole_or_blank(cell: str) -> int | None:
    """Return the whole number of a cell, or None where the cell is blank."""
    return whole(cell) if plain(cell) else None


def tables(text: str) -> tuple[Table, ...]:
    """Return every table of the text: each run of lines that hold a tab, split into raw cells."""
    found: list[list[Row]] = [[]]
    for line in text.splitlines():
        if "\t" in line:
            found[-1].append(tuple(line.split("\t")))
        elif found[-1]:
            found.append([])
    return tuple(tuple(table) for table in found if table)


def find_tables(text: str, *headings: str) -> tuple[Table, ...]:
    """Return the tables whose first row has each heading at the start of a cell, header rows included.

    Raises ValueError where no table has them.
    """
    matching = tuple(table for table in tables(text) if _is_headed(table[0], headings))
    if not matching:
        raise ValueError(f"no table is headed {', '.join(headings)}")
    return matching


def _is_headed(header: Row, headings: tuple[str, ...]) -> bool:
    cells = [plain(cell).lower() for cell in header]
    return all(any(cell.startswith(heading.lower()) for cell in cells) for heading in headings)


def rows_below(found: tuple[Table, ...]) -> tuple[Row, ...]:
    """Return the rows of one table that was split over pages, without its repeated header rows."""
    return tuple(row for table in found for row in table[1:])


def padded(row: Row, width: int) -> Row:
    """Return the row with blank cells added up to the width; raises ValueError where it is wider."""
    if len(row) > width:
        raise ValueError(f"a row of {len(row)} cells stands in a table of {width} columns: {plain(row[0])!r}")
    return row + ("",) * (width - len(row))


def between(text: str, start: str, end: str) -> str:
    """Return the text from one heading to the next; raises ValueError where either is missing."""
    _, found, rest = text.partition(start)
    section, closed, _ = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"no section runs from {start!r} to {end!r}")
    return section
