"""Files: plan folder, workbook, JSON and data package to and from the one typed value."""

from datetime import date
from pathlib import Path

from lcsp.files.folder import file_of, folder_files, read_folder
from lcsp.files.reading import FORMAT, Reading
from lcsp.files.refusals import Problem, Refused, Remark, Unwritable
from lcsp.files.rows import Spot
from lcsp.partnership.plan import PlanLevel
from lcsp.whole_plan import WholePlan

__all__ = [
    "FORMAT",
    "Problem",
    "Reading",
    "Refused",
    "Remark",
    "Spot",
    "Unwritable",
    "file_of",
    "folder_files",
    "read_plan",
]


def read_plan(path: Path, today: date | None = None, *, county: WholePlan | None = None) -> Reading:
    """Return the plan in `path`: a plan folder, a data package, a workbook or a JSON file.

    A local plan is built on `county`; without it, what it inherits is not at hand (`read_county_of` looks for it).
    Raises Refused with every reason at once.
    """
    try:
        reading = read_folder(path, today) if path.is_dir() else _read_file(path, today)
        return reading if county is None else _built_on(reading, county)
    except OSError as error:
        raise Refused([Problem(str(error.filename or path), None, "", _why(error))]) from None


def _built_on(reading: Reading, county: WholePlan) -> Reading:
    is_local = reading.plan.header.level is PlanLevel.LOCAL
    return reading._replace(plan=reading.plan.inheriting(county)) if is_local else reading


def _read_file(path: Path, today: date | None) -> Reading:
    """Return the plan in one file. The modules are loaded here, so that a folder is read without them."""
    if path.suffix.lower() == ".json":
        from lcsp.files.json_text import read_json

        return read_json(path, today)
    if path.suffix.lower() in (".csv", ".toml"):
        said = "is one file of a plan: name the folder in which plan.toml stands"
        raise Refused([Problem(str(path), None, "", said)])
    from lcsp.files.workbook_read import read_workbook

    return read_workbook(path, today)


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "is not there: name a plan folder, a workbook (.xlsx) or a JSON file"
    return f"cannot be read ({error.strerror}): check who may open it, and whether it is open elsewhere"
