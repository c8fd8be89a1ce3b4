"""Writes what reading a document came to: a report of every table, and all that was not understood, word for word."""

from collections.abc import Iterator

from lcsp.files.documents.draft import Draft, Puzzle, Tally
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUNS

REPORT, NOT_UNDERSTOOD = "reading-report.md", "not-understood.md"
_BESIDE = "none"


def report_files(draft: Draft, source: str) -> dict[str, bytes]:
    """Return both files by name."""
    return {
        REPORT: ("\n".join(_report(draft, source)) + "\n").encode(),
        NOT_UNDERSTOOD: ("\n".join(_puzzles(draft, source)) + "\n").encode(),
    }


def _report(draft: Draft, source: str) -> Iterator[str]:
    puzzles = len(list(draft.puzzles()))
    yield f"# How {_plain(source)} was read\n"
    yield "This folder is a draft. Compare every table with the document before you rely on it.\n"
    yield "## Tables and lists\n"
    yield "| Place | Under | Taken for | Confidence | Why not higher | Rows | Records | Not understood |"
    yield "| --- | --- | --- | --- | --- | ---: | ---: | ---: |"
    yield from map(_table_row, draft.tallies)
    yield "\nHigh: recognised by its headings, and every row was read. Medium: something was assumed or not understood."
    yield "Low: not recognised, or much of it was not understood.\n"
    yield from _records(draft)
    yield from _remarks(draft)
    yield "\n## Left out on purpose\n"
    names = sum(tally.names_left_out for tally in draft.tallies)
    yield f"- Names of individuals in tables: {names} left out. Posts and teams stand in their place. What looks like"
    yield "  a name was left out, so look at the places below. Names in running text, and in what was not understood,"
    yield "  were not looked for: take them out yourself."
    for tally in draft.tallies:
        if tally.names_left_out:
            yield f"  - {tally.place} ({tally.taken_for}): {tally.names_left_out}"
    yield f"\n## Not understood\n\n{puzzles} pieces, kept word for word in `{NOT_UNDERSTOOD}`."


def _table_row(tally: Tally) -> str:
    cells = (
        tally.place, _plain(tally.under), tally.taken_for, tally.confidence, _plain("; ".join(tally.doubts)),
        str(tally.rows), str(tally.records), str(len(tally.puzzles)),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _records(draft: Draft) -> Iterator[str]:
    yield "## Records\n"
    yield "| Kind | Number |\n| --- | ---: |"
    for noun in NOUNS:
        if draft.all(noun):
            yield f"| {_words(noun)} | {len(draft.all(noun))} |"
    missing = [_words(noun) for noun in NOUNS if not draft.all(noun)]
    yield f"\nNone were found of: {', '.join(missing) or _BESIDE}."


def _words(noun: type[Noun]) -> str:
    return noun.plural.replace("_", " ")


def _remarks(draft: Draft) -> Iterator[str]:
    if draft.remarks:
        yield "\n## Links to look at\n"
        yield from (f"- {_plain(remark)}" for remark in draft.remarks)


def _puzzles(draft: Draft, source: str) -> Iterator[str]:
    yield f"# What was not understood of {_plain(source)}\n"
    yield "Each piece stands here word for word with its place. Put it where it belongs, or leave it out.\n"
    heading = ""
    for puzzle in draft.puzzles():
        if puzzle.under != heading:
            heading = puzzle.under
            yield f"## {_plain(heading)}\n"
        yield f"- {puzzle.place}: {_plain(puzzle.why)}\n"
        yield f"{_verbatim(puzzle)}\n"


def _verbatim(puzzle: Puzzle) -> str:
    """Return the words as an indented block, in which nothing is taken for a mark."""
    return "\n".join(f"      {line}" for line in puzzle.words.splitlines() or [""])


def _plain(text: str) -> str:
    """Return `text` as one line that breaks no table and starts no mark-up."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
