"""A plan as a file: a workbook to edit, a zipped folder, JSON or a data package; as it is or as it stood."""

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from lcsp.files import Unwritable, folder_files
from lcsp.files.data_package import data_package_files
from lcsp.files.forms import Form, plan_file
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.plan_asked import ask_plan
from lcsp.web.showing import Cell
from lcsp.whole_plan import WholePlan

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # a zip of the same plan is the same to the last byte


class Download(NamedTuple):
    """A form of a plan: how its file's name ends, its media type, its name on pages, and what makes its bytes."""

    ending: str
    media_type: str
    words: str
    under: str
    write: Callable[[WholePlan], bytes]


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return `files` as a zip, the same bytes for the same files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FIRST_MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return buffer.getvalue()


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: Mapping[str, Download] = {
    "workbook": Download(
        ".xlsx",
        _XLSX,
        "Workbook (Excel)",
        "One sheet for each kind of record, to work on and upload again",
        lambda plan: plan_file(plan, Form.XLSX),
    ),
    "folder": Download(
        "-folder.zip",
        "application/zip",
        "Plan folder (zip of CSV files)",
        "One CSV file for each kind of record",
        lambda plan: zip_files(folder_files(plan)),
    ),
    "json": Download(
        ".json", "application/json", "JSON", "For programs, without loss", lambda plan: plan_file(plan, Form.JSON)
    ),
    "package": Download(
        "-data-package.zip",
        "application/zip",
        "Data package (zip)",
        "CSV files with a description that statistical programs understand",
        lambda plan: zip_files(data_package_files(plan)),
    ),
}


@door(Action.DOWNLOAD)
def download(request: HttpRequest, plan: str, form: str) -> HttpResponse:
    """Answer with the plan in one form; `at` in the query is the revision at which it stood."""
    at = request.GET.get("at", "")
    if at and not (at.isdecimal() and len(at) < 10):
        raise Http404(f"There is no revision {at}")
    state = ask_plan(plan, int(at) if at else None)
    return answer_with(state.plan, form, f"{plan}-revision-{state.number}")


def answer_with(plan: WholePlan, form: str, name: str) -> HttpResponse:
    """Return `plan` as a file called `name` with the ending of its form. Raises Http404 for an unknown form."""
    wanted = FORMS.get(form)
    if wanted is None:
        raise Http404(f"There is no such form: the forms are {', '.join(FORMS)}")
    try:
        content = wanted.write(plan)
    except Unwritable as unwritable:
        raise Http404(f"{unwritable}. Take another form of the plan") from None
    return answer_with_bytes(content, wanted, name)


def answer_with_bytes(content: bytes, form: Download, name: str) -> HttpResponse:
    """Return `content` as a file to keep."""
    response = HttpResponse(content, content_type=form.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{file_name(name)}{form.ending}") or ""
    response.headers["Cache-Control"] = "private, no-store"
    return response


def file_name(text: str) -> str:
    """Return `text` fit to be the name of a file anywhere."""
    return re.sub(r"[^\w.-]+", "-", text).strip("-.") or "plan"


def downloads_of(plan: str, at: int | None = None) -> tuple[Cell, ...]:
    """Return the links to the forms of a plan, as it is or as revision `at` left it."""
    query = {"at": at}
    return tuple(
        Cell(form.words, page_address("workspace:download", {"plan": plan, "form": name}, query), "", form.under)
        for name, form in FORMS.items()
    )
