"""Existing plan documents (Word, HTML, Markdown) read into a draft plan folder, with a report of how it went."""

from pathlib import Path

from lcsp.files.documents.draft import Draft
from lcsp.files.documents.plan_reading import read_document
from lcsp.files.documents.report import NOT_UNDERSTOOD, REPORT, report_files
from lcsp.files.folder import folder_files
from lcsp.files.writing import write_tree

__all__ = ["NOT_UNDERSTOOD", "REPORT", "Draft", "draft_files", "read_document", "write_draft"]


def draft_files(draft: Draft, source: str) -> dict[str, bytes]:
    """Return the files of a draft plan folder by name: the plan, the report, and what was not understood."""
    return folder_files(draft.plan()) | report_files(draft, source)


def write_draft(draft: Draft, source: str, to: Path, *, replace: bool = False) -> Path | None:
    """Write the draft as the folder `to`, whole or not at all; return where an older folder is kept, if there was one.

    Raises Unwritable.
    """
    return write_tree(draft_files(draft, source), to, replace=replace)
