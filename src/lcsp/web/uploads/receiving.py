"""What a form of uploads sent: its files read as one plan, or every reason why they cannot be."""

import re
from collections.abc import Iterable

from django.http import HttpRequest

from lcsp.files import Problem, Reading, Refused
from lcsp.files.received import MOST_FILES, read_received, too_large
from lcsp.web.showing import Head
from lcsp.web.uploads.limits import too_large_in

PROBLEM_HEADS = (
    Head("Where"),
    Head("Row", numeric=True),
    Head("Column"),
    Head("What is wrong, and what would be right"),
)
_REVISION = re.compile(r"-revision-(\d{1,9})(?!\d)")


def receive(request: HttpRequest) -> tuple[Reading, str]:
    """Return the plan that the files of `request` hold, and the name by which the sender knows them. Raises Refused."""
    sent = [file for name in ("files", "folder") for file in request.FILES.getlist(name)]
    refused = too_large_in(request)
    if refused:
        raise Refused([Problem(name, None, "", too_large()) for name in refused])
    names = [str(file.name) for file in sent]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise Refused([Problem(name, None, "", "was sent twice: send the files of one plan folder") for name in twice])
    reading = read_received({name: file.read() for name, file in zip(names, sent[: MOST_FILES + 1], strict=False)})
    return reading, names[0] if len(names) == 1 else f"{len(names)} files of a plan folder"


def revision_in(name: str) -> int | None:
    """Return the revision that the name of a downloaded file tells: 12 for kent-revision-12 (1).xlsx."""
    found = _REVISION.search(name)
    return int(found[1]) if found else None


def problem_rows(problems: Iterable[Problem]) -> list[tuple[object, ...]]:
    """Return the rows of a table with `PROBLEM_HEADS`."""
    return [(problem.source, problem.row, problem.column, problem.message) for problem in problems]
