"""Files read as tables of text with numbered rows, in batches: CSV (also packed), Excel, Parquet, the census XML."""

import codecs
import gzip
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from lcsp.engines.loading.census_xml import read_census
from lcsp.engines.loading.mapping import folded
from lcsp.engines.loading.refusing import CannotLoad

ROW = "_row"  # number of a row in its file, the heading being row 1; of a pupil's element in XML
_KINDS = "CSV (also .gz), Excel (.xlsx), Parquet or the census XML"


class Broken(NamedTuple):
    """A row that has another number of cells than the heading."""

    row: int
    text: str


class Batch(NamedTuple):
    """Some rows of one table of a file: columns of text under folded headings, and ROW."""

    table: str
    rows: pa.RecordBatch


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; raise CannotLoad where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise CannotLoad(f"{path} cannot be read: {problem.strerror}.") from None


def read_source(path: Path, broken: list[Broken]) -> Iterator[Batch]:
    """Yield the rows of a file; rows that cannot be told apart into cells go to `broken`. Raise CannotLoad."""
    name = path.name.lower().removesuffix(".gz")
    table = folded(Path(name).stem)
    kind = Path(name).suffix
    try:
        if kind in (".csv", ".txt", ".tsv"):
            yield from (Batch(table, rows) for rows in _read_csv(path, broken))
        elif kind == ".xlsx":
            yield from (Batch(table, rows) for rows in _read_excel(path))
        elif kind == ".parquet":
            yield from (Batch(table, rows) for rows in _read_parquet(path))
        elif kind == ".xml":
            with opened(path) as stream:
                yield from (Batch(name_, _batch_of(rows)) for name_, rows in read_census(stream, path.name))
        else:
            raise CannotLoad(f"{path.name} is not a kind of file that is read: {_KINDS}.")
    except (pa.ArrowInvalid, OSError, UnicodeError) as problem:
        raise CannotLoad(f"{path.name} cannot be read ({problem}): export it again.") from None


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file, unpacked where it is packed."""
    with path.open("rb") as file:
        if path.name.lower().endswith(".gz"):
            with gzip.open(file) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield file


def _read_csv(path: Path, broken: list[Broken]) -> Iterator[pa.RecordBatch]:
    encoding = _encoding_of(path)
    with opened(path) as stream:
        first = stream.readline().decode(encoding, "replace")
        no_rows = not stream.readline()
    sign = max(",;\t", key=first.count)
    headings = _headings(path, first, sign)
    if no_rows:  # a table of which there is nothing to say, such as exclusions of those who left
        yield _empty(headings)
        return
    skipped: list[int] = []

    def keep(row: Any) -> str:
        skipped.append(row.number)
        broken.append(Broken(row.number, row.text))
        return "skip"

    with opened(path) as stream:
        reader = pa_csv.open_csv(
            pa.PythonFile(stream, "r"),
            read_options=pa_csv.ReadOptions(
                use_threads=False, encoding=encoding, column_names=headings, skip_rows=1, block_size=8 << 20
            ),
            parse_options=pa_csv.ParseOptions(delimiter=sign, newlines_in_values=True, invalid_row_handler=keep),
            convert_options=pa_csv.ConvertOptions(
                column_types={name: pa.string() for name in headings}, strings_can_be_null=True, null_values=[""]
            ),
        )
        start = 2
        for rows in reader:
            numbers = _numbers(start, rows.num_rows, skipped)
            start = int(numbers[-1]) + 1 if len(numbers) else start
            yield rows.append_column(ROW, pa.array(numbers))


def _empty(headings: Sequence[str]) -> pa.RecordBatch:
    columns = {name: pa.array([], pa.string()) for name in headings}
    return pa.RecordBatch.from_pydict({**columns, ROW: pa.array([], pa.int64())})


def _numbers(start: int, size: int, skipped: Sequence[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the numbers of the next `size` rows that were not skipped, from `start` on."""
    later = [number for number in skipped if number >= start]
    numbers = np.setdiff1d(np.arange(start, start + size + len(later), dtype=np.int64), later)
    return numbers[:size]


def _encoding_of(path: Path) -> str:
    """Return utf-8-sig where the whole file is that, else the code page of Western Windows."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    with opened(path) as stream:
        try:
            while block := stream.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _headings(path: Path, first: str, sign: str) -> list[str]:
    import csv

    headings = [folded(heading) for heading in next(csv.reader([first], delimiter=sign), [])]
    return _checked(path, headings)


def _checked(path: Path, headings: Sequence[str]) -> list[str]:
    """Return headings of which each has a name; raise CannotLoad where one stands twice, or none does."""
    named = [heading or f"column{number}" for number, heading in enumerate(headings, 1)]
    twice = sorted({heading for heading in named if named.count(heading) > 1})
    if twice:
        raise CannotLoad(f"{path.name} has the heading {twice[0]!r} twice: take one of the columns out.")
    if not any(headings):
        raise CannotLoad(f"{path.name} has no headings in its first row.")
    return named


def _read_excel(path: Path) -> Iterator[pa.RecordBatch]:
    """Yield the rows of the first sheet; the heading is its first row that is not blank."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as problem:
        raise CannotLoad(f"{path.name} cannot be read ({problem}): save it again in Excel.") from None
    texts = [[_cell(value) for value in row] for row in rows]
    head = next((number for number, row in enumerate(texts) if any(row)), None)
    if head is None:
        raise CannotLoad(f"The first sheet of {path.name} is blank.")
    headings = _checked(path, [folded(cell) for cell in texts[head]])
    held = [(number, row) for number, row in enumerate(texts, 1) if number > head + 1 and any(row)]
    columns = {name: pa.array([row[at] or None for _, row in held], pa.string()) for at, name in enumerate(headings)}
    yield pa.RecordBatch.from_pydict({**columns, ROW: pa.array([number for number, _ in held], pa.int64())})


def _cell(value: Any) -> str:
    """Return a cell of Excel as a CSV file would hold it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat(" ")[:19] if hasattr(value, "hour") and hasattr(value, "year") else str(value)


def _read_parquet(path: Path) -> Iterator[pa.RecordBatch]:
    start = 1  # there is no row of headings
    with pq.ParquetFile(path) as file:
        headings = _checked(path, [folded(name) for name in file.schema_arrow.names])
        for rows in file.iter_batches():
            texts = [pc.cast(column, pa.string()) for column in rows.columns]
            numbers = pa.array(np.arange(start, start + rows.num_rows, dtype=np.int64))
            start += rows.num_rows
            yield pa.RecordBatch.from_arrays([*texts, numbers], [*headings, ROW])


def _batch_of(rows: list[dict[str, str]]) -> pa.RecordBatch:
    """Return records of text as a batch; ROW becomes a number."""
    names = dict.fromkeys(name for row in rows for name in row if name != ROW)
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}
    return pa.RecordBatch.from_pydict({**columns, ROW: pa.array([int(row[ROW]) for row in rows], pa.int64())})
