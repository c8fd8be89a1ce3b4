"""A plan folder: plan.toml and one CSV file a noun, in a folder a room."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

from lcsp.files.csv_text import read_csv, write_csv
from lcsp.files.header_toml import FILE, read_header, write_header
from lcsp.files.reading import Reading, build_reading, check_format
from lcsp.files.refusals import Problem, Refused, Remark
from lcsp.files.rows import Log, Spot, read_records, show_row
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS, WholePlan

N = TypeVar("N", bound=Noun)
DESCRIPTOR = "datapackage.json"


def file_of(noun: type[Noun]) -> str:
    """Return the file of `noun` inside a plan folder: finance/budget_lines.csv."""
    return FILE if noun is Plan else table_file_of(noun)


def table_file_of(noun: type[Noun]) -> str:
    """Return the CSV file of `noun`; a data package keeps the plan's own record in one too."""
    return f"{noun.room}/{noun.plural}.csv"


def read_folder(folder: Path, today: date | None = None) -> Reading:
    """Return the plan in `folder` (a plan folder or a data package); raises Refused with every reason at once."""
    log = Log([], [])
    found: list[tuple[Noun, Spot]] = list(_read_plan_record(folder, log))
    for noun in NOUNS[1:]:
        found += _read_table(noun, folder, log)
    log.remarks.extend(_unknown_files(folder))
    return build_reading(str(folder), found, log, today)


def _read_plan_record(folder: Path, log: Log) -> list[tuple[Plan, Spot]]:
    """Return the plan's own record, from plan.toml or from the table of a data package."""
    table = table_file_of(Plan)
    if (folder / FILE).is_file():
        if (folder / table).is_file():
            said = f"stands beside {FILE}, and both hold the plan's own record: remove one of them"
            log.problems.append(Problem(table, None, "", said))
        return read_header((folder / FILE).read_bytes(), log)
    if not (folder / DESCRIPTOR).is_file():
        said = f"there is no {FILE} here: name a plan folder or a workbook (lcsp new makes an empty one)"
        raise Refused([Problem(str(folder), None, "", said)])
    _check_descriptor((folder / DESCRIPTOR).read_bytes(), log)
    return _read_table(Plan, folder, log)


def _check_descriptor(content: bytes, log: Log) -> None:
    """Add a problem where `content` does not describe a data package of a format that this version reads."""
    import json

    try:
        facts = json.loads(content)
    except (ValueError, RecursionError) as error:
        log.problems.append(Problem(DESCRIPTOR, None, "", f"is not JSON ({error})"))
        return
    check_format(DESCRIPTOR, str(facts.get("format", "missing")) if isinstance(facts, dict) else "missing", log)


def _read_table(noun: type[N], folder: Path, log: Log) -> list[tuple[N, Spot]]:
    """Return the records of `noun`; none where it has no file."""
    name = table_file_of(noun)
    path = folder / name
    if not path.is_file():
        return []
    return read_records(noun, read_csv(name, path.read_bytes(), columns(noun), log), log)


def _unknown_files(folder: Path) -> Iterator[Remark]:
    """Yield a remark for every CSV file that no noun claims."""
    known = {table_file_of(noun) for noun in NOUNS}
    for path in sorted(folder.rglob("*.csv")):
        name = path.relative_to(folder).as_posix()
        if name not in known:
            yield Remark(name, None, "is not a file of a plan folder and was not read")


def folder_files(plan: WholePlan, *, empty: bool = False) -> dict[str, bytes]:
    """Return the files of a plan folder by name; nouns without records only if `empty` is set."""
    return {FILE: write_header(plan.header)} | table_files(plan, NOUNS[1:], empty=empty)


def table_files(plan: WholePlan, nouns: tuple[type[Noun], ...], *, empty: bool) -> dict[str, bytes]:
    """Return the CSV files of `nouns` by name; those without records only if `empty` is set."""
    return {
        table_file_of(noun): write_csv(columns(noun), map(show_row, plan.all(noun)))
        for noun in nouns
        if empty or plan.all(noun)
    }
