"""Check a plan and make its documents, which all say the same: an HTML page, a PDF, a Word file and a workbook.

A plan with errors is not published, unless as a draft. Exit status: 0 published, 1 not published because of errors,
2 refused (the plan cannot be read, the documents cannot be written) or misused.
"""

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir

from lcsp import checks
from lcsp.cli.saying import COUNTY_HELP, read_with_county_or_refuse, say_remarks
from lcsp.reports.rendering import FORMATS, render
from lcsp.vocabulary.findings import Level

_LONGEST_STEM = 80


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", type=Path, help="plan folder or workbook")
    parser.add_argument("--county", type=Path, metavar="PATH", help=COUNTY_HELP)
    parser.add_argument("--to", type=Path, required=True, metavar="DIR", help="folder for the documents")
    known = ",".join(FORMATS)
    parser.add_argument("--format", default=known, metavar="FORMATS", help=f"one or several of {known} (all)")
    parser.add_argument("--draft", action="store_true", help="publish in spite of errors, every page marked as a draft")


def run(options: Namespace) -> int:
    """Check the plan, write its documents, say where they are and return the exit status."""
    formats = tuple(dict.fromkeys(word for part in options.format.split(",") if (word := part.strip().lower())))
    if unknown := [word for word in formats if word not in FORMATS] or ["" for _ in range(not formats)]:
        return _refuse(f"there is no format {unknown[0]!r}; known are {', '.join(FORMATS)}")
    reading = read_with_county_or_refuse(options.plan, options.county)
    if reading is None:
        return 2
    say_remarks(reading.remarks)
    outcome = checks.run(reading.plan)
    if outcome.has_errors and not options.draft:
        return _hold_back(options.plan, outcome.count(Level.ERROR))
    from lcsp.reports.plan_document import build_document

    document = build_document(reading.plan, outcome, draft=options.draft)
    try:
        files = render(document, formats)
    except OSError as error:  # fonts and pictures pass through files of the moment
        return _refuse(f"cannot make the documents, for which the folder {gettempdir()} needs room: {error}")
    return _write(options.to, file_stem(reading.plan.header.code), files)


def file_stem(code: str) -> str:
    """Return the plan's code as a file name that every system takes: letters, digits, hyphens, not too many."""
    return re.sub(r"[^\w-]+", "-", code)[:_LONGEST_STEM].strip("-") or "plan"


def _hold_back(path: Path, errors: int) -> int:
    counted = "1 error" if errors == 1 else f"{errors} errors"
    print(
        f"{path}: not published, it has {counted}. `lcsp check {path}` names each and what would mend it; "
        "--draft publishes all the same, with every page marked.",
        file=sys.stderr,
    )
    return 1


def _write(folder: Path, stem: str, files: Mapping[str, bytes]) -> int:
    """Write every file, each whole or not at all, and say where it is; older documents of the plan are replaced."""
    from lcsp.files import Unwritable
    from lcsp.files.writing import write_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, data in files.items():
            write_file(data, folder / f"{stem}.{suffix}", replace=True)
            print(folder / f"{stem}.{suffix}")
    except (Unwritable, OSError) as error:
        return _refuse(f"cannot write to {folder}: {error}")
    return 0


def _refuse(said: str) -> int:
    print(f"lcsp publish: {said}", file=sys.stderr)
    return 2
