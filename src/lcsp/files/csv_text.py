"""CSV as councils have it: any of the usual encodings, line ends and separators in; plain UTF-8 out."""

import csv
import io
from collections.abc import Collection, Iterable

from lcsp.files.refusals import Problem, Remark
from lcsp.files.rows import Log
from lcsp.files.tables import HEADER_SEARCH, Row, Table, folded

_SEPARATORS = ",;\t"
# The text of one cell; Python's own limit (131,072) is less than a plan may hold.
_LONGEST_CELL = 10_000_000
_MOST_COLUMNS = 16_384  # a spreadsheet has no more
_MOST_CELLS = 2_000_000  # of one table; more than that takes a machine's memory, and no plan has them


def read_csv(source: str, content: bytes, known: Collection[str], log: Log) -> Table:
    """Return the table in `content`; an empty table, with the problem in `log`, if it is no CSV.

    The separator is the one that shows the most of the `known` columns.
    """
    text = _decode(source, content, log)
    if text is None:
        return Table(source, [])
    csv.field_size_limit(_LONGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text, known), strict=True)
    rows: list[Row] = []
    left = _MOST_CELLS
    try:
        for number, cells in enumerate(lines, 1):
            left -= len(cells) + 1
            if left < 0 or len(cells) > _MOST_COLUMNS:
                said = f"is too large: no table has {_MOST_CELLS:,} cells, or {_MOST_COLUMNS:,} in a row"
                log.problems.append(Problem(source, number, "", said))
                return Table(source, [])
            rows.append(Row(number, cells))
    except csv.Error as error:
        said = f"is not CSV from here on ({error}): look for a quotation mark that is not closed or not doubled"
        log.problems.append(Problem(source, len(rows) + 1, "", said))
        return Table(source, [])
    return Table(source, rows)


def _decode(source: str, content: bytes, log: Log) -> str | None:
    """Return `content` as text: UTF-8 (with or without mark), UTF-16 with mark, else Windows' cp1252."""
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        said = f"byte {content[error.start]:#04x} is neither UTF-8 nor Windows text: save the file as CSV UTF-8"
        log.problems.append(Problem(source, content.count(b"\n", 0, error.start) + 1, "", said))
        return None
    said = "is not UTF-8; it was read as Windows text (cp1252): check £ signs and accents"
    log.remarks.append(Remark(source, row, said))
    return text


def _separator(text: str, known: Collection[str]) -> str:
    """Return the comma, semicolon or tab that parts the most `known` columns in one of the first lines."""
    best, most = ",", 1
    for line in text[:65536].replace("\r", "\n").split("\n", HEADER_SEARCH)[:HEADER_SEARCH]:
        for mark in _SEPARATORS:
            named = sum(folded(cell.strip('"')) in known for cell in line.split(mark))
            if named > most:
                best, most = mark, named
        if most > len(known) // 2:
            break
    return best


def write_csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a CSV file in UTF-8 with line feeds."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
