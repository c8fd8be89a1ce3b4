"""LibreOffice as an independent reader: it works a workbook out anew, and says what its cells show and hold."""

import csv
import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

HOW = "apt-get install libreoffice-calc-nogui"
# As shown, every sheet in a file of its own, in UTF-8, comma and quotation mark.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"


class Recalculated(NamedTuple):
    """The sheets of a workbook by name: what each cell shows, and what it holds."""

    shown: dict[str, list[list[str]]]
    held: dict[str, list[list[Any]]]


def recalculate(program: Path, workbook: bytes, folder: Path) -> Recalculated:
    """Return the workbook worked out anew; the results that its writer kept in it are taken away before."""
    source, made = folder / "book.xlsx", folder / "made"
    source.write_bytes(without_results(workbook))
    for target in (_CSV, "xlsx"):
        _convert(program, source, target, made)
    held = openpyxl.load_workbook(made / "book.xlsx", data_only=True)
    rows = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in held}
    shown = {name: _rows((made / f"book-{name}.csv").read_text(encoding="utf-8")) for name in rows}
    return Recalculated(shown, rows)


def without_results(workbook: bytes) -> bytes:
    """Return the workbook with formulas alone: no cell keeps what its formula once gave."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.startswith("xl/worksheets/"):
                data = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", data)
            after.writestr(name, data)
    return out.getvalue()


def _convert(program: Path, source: Path, target: str, made: Path) -> None:
    profile = (made.parent / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", str(made)]
    command = [str(program), *options, str(source)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
    assert run.returncode == 0, run.stderr


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))
