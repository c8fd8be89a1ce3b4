"""Read an existing plan document (Word, HTML or Markdown with tables) into a draft plan folder, and check it at once.

Tables are recognised by their headings. The folder also holds reading-report.md, which says what every table was taken
for and how sure that is, and not-understood.md, which keeps the rest word for word. Labels are taken as printed: the
checks find what is wrong in them. Exit status: 0 no errors, 1 errors found, 2 refused or not writable.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp import checks
from lcsp.cli.findings_text import place, text_report
from lcsp.cli.saying import read_or_refuse, say_refusal, say_remarks, say_unwritable, say_written
from lcsp.files import Refused, Unwritable
from lcsp.files.documents import NOT_UNDERSTOOD, REPORT, Draft, read_document, write_draft


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("document", type=Path, help="document to read: .docx, .html, .md or .txt")
    parser.add_argument("--to", required=True, type=Path, metavar="FOLDER", help="draft plan folder to write")
    parser.add_argument("--year", type=int, help="year in which the plan's year begins, such as 2009, if not printed")
    parser.add_argument("--organisation", default="", metavar="NAME", help="the council, if it is not named in full")
    parser.add_argument("--replace", action="store_true", help="replace FOLDER; the old one is kept aside")
    parser.add_argument("--findings", action="store_true", help="list every finding, not only how many there are")


def run(options: Namespace) -> int:
    """Write the draft, check it, say what was found and where to look; return the exit status."""
    try:
        draft = read_document(options.document, year=options.year, organisation=options.organisation)
    except Refused as refusal:
        say_refusal(options.document, refusal)
        return 2
    try:
        say_written(options.to, write_draft(draft, options.document.name, options.to, replace=options.replace))
    except Unwritable as error:
        return say_unwritable("read", error)
    print("\n".join(_summary(draft, options.to)))
    return _check(options.to, every=options.findings)


def _summary(draft: Draft, to: Path) -> list[str]:
    """Return what was read, in three lines."""
    levels = [tally.confidence for tally in draft.tallies]
    counts = ", ".join(f"{levels.count(level)} {level}" for level in ("high", "medium", "low"))
    return [
        f"read: {len(levels)} tables and lists (confidence: {counts}): see {to / REPORT}",
        f"not understood: {len(list(draft.puzzles()))} pieces, word for word in {to / NOT_UNDERSTOOD}",
        f"names of individuals left out of tables: {sum(tally.names_left_out for tally in draft.tallies)}",
    ]


def _check(folder: Path, *, every: bool) -> int:
    """Check the folder as it was written, so that findings name its files and rows."""
    reading = read_or_refuse(folder)
    if reading is None:
        print("lcsp read: the draft cannot be read back; please report this document", file=sys.stderr)
        return 2
    say_remarks(reading.remarks)
    outcome = checks.run(reading.plan)
    placed = [place(reading, finding) for finding in outcome.findings] if every else []
    print(text_report(folder, placed, outcome))
    if outcome.findings and not every:
        print(f"next: lcsp check {folder}")
    return 1 if outcome.has_errors else 0
