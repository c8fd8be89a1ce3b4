"""The editable forms of a plan, and writing it in one of them."""

from enum import StrEnum
from pathlib import Path

from lcsp.files.folder import folder_files
from lcsp.files.writing import write_file, write_tree
from lcsp.whole_plan import WholePlan


class Form(StrEnum):
    """Forms that hold a whole plan without loss."""

    CSV = "csv"
    XLSX = "xlsx"
    DATAPACKAGE = "datapackage"
    JSON = "json"


def form_for(path: Path) -> Form:
    """Return the form that the name of `path` asks for: a workbook, a JSON file or else a plan folder."""
    return {".xlsx": Form.XLSX, ".json": Form.JSON}.get(path.suffix.lower(), Form.CSV)


def plan_file(plan: WholePlan, form: Form) -> bytes:
    """Return the bytes of a form that is one file (XLSX, JSON); raises Unwritable."""
    if form is Form.XLSX:
        from lcsp.files.workbook_write import write_workbook

        return write_workbook(plan)
    from lcsp.files.json_text import write_json

    return write_json(plan)


def write_plan(plan: WholePlan, form: Form, to: Path, *, replace: bool = False) -> Path | None:
    """Write `plan` to `to`; return where an older folder of that name is kept, if there was one.

    Raises Unwritable, with everything left as it was, where `to` is in use or a value does not fit the form.
    """
    if form in (Form.XLSX, Form.JSON):
        write_file(plan_file(plan, form), to, replace=replace)
        return None
    if form is Form.DATAPACKAGE:
        from lcsp.files.data_package import data_package_files

        return write_tree(data_package_files(plan), to, replace=replace)
    return write_tree(folder_files(plan), to, replace=replace)
