"""Files: the same table from CSV, packed CSV, other code pages and signs, Excel and Parquet; what cannot be read."""

import gzip
from datetime import date
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from lcsp.engines.loading.refusing import CannotLoad
from lcsp.engines.loading.sources import ROW, Broken, read_source

ROWS = [("Ö'Neil", "3", "2024-09-09"), ("Lee, Ann", "", "2024-09-10")]


def read(path: Path) -> tuple[list[dict[str, str]], list[Broken]]:
    broken: list[Broken] = []
    rows = [row for batch in read_source(path, broken) for row in batch.rows.to_pylist()]
    return rows, broken


def as_csv(sign: str = ",") -> str:
    lines = [["Name", "Year Group", "Week"], *ROWS]
    return "".join(sign.join(f'"{cell}"' for cell in line) + "\r\n" for line in lines)


def an_excel_file() -> bytes:
    kept = BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Year Group", "Week"])
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, (name, group, week) in enumerate(ROWS, 1):
            sheet.write_string(at, 0, name)
            if group:
                sheet.write_number(at, 1, int(group))
            sheet.write_datetime(at, 2, date.fromisoformat(week), day)
    return kept.getvalue()


def a_parquet_file() -> bytes:
    kept = pa.BufferOutputStream()
    names, groups, weeks = zip(*ROWS, strict=True)
    held = {"Name": names, "Year Group": [int(group) if group else None for group in groups]}
    pq.write_table(pa.table({**held, "Week": [date.fromisoformat(week) for week in weeks]}), kept)
    return bytes(kept.getvalue())


FILES = {
    "a.csv": as_csv().encode(),
    "b.csv": as_csv().encode("utf-8-sig"),
    "c.csv": as_csv(";").encode("cp1252"),
    "d.csv.gz": gzip.compress(as_csv("\t").encode()),
    "e.xlsx": an_excel_file(),
    "f.parquet": a_parquet_file(),
}


@pytest.mark.parametrize("name", FILES)
def test_the_same_table(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    rows, broken = read(tmp_path / name)
    assert not broken
    first = 1 if name.endswith("parquet") else 2
    for at, (row, (who, group, week)) in enumerate(zip(rows, ROWS, strict=True)):
        assert row == {"name": who, "yeargroup": group or None, "week": week, ROW: first + at}


def test_rows_keep_their_numbers_around_broken_ones(tmp_path: Path) -> None:
    lines = ["a,b", *(f"{number},x" if number % 7 else f"{number},x,y" for number in range(2, 40))]
    (tmp_path / "t.csv").write_text("\n".join(lines))
    rows, broken = read(tmp_path / "t.csv")
    assert all(row["a"] == str(row[ROW]) for row in rows)
    assert [one.row for one in broken] == [7, 14, 21, 28, 35]
    assert len(rows) + len(broken) == 38


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("t.csv", b"a,A\n1,2\n", "heading 'a' twice"),
        ("t.csv", b"", "no headings"),
        ("t.pdf", b"%PDF", "not a kind of file that is read: CSV"),
        ("t.xlsx", b"PK nonsense", "cannot be read"),
        ("t.parquet", b"nonsense", "cannot be read"),
        ("t.csv.gz", b"nonsense", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotLoad, match=says):
        read(tmp_path / name)
