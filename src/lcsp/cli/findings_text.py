"""Findings as text for people, JSON for programs and annotations for code-hosting services."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from lcsp.checks import Outcome, fingerprint
from lcsp.files import Reading, file_of
from lcsp.vocabulary.findings import Finding, Level
from lcsp.whole_plan import NOUN_BY_NAME


class Placed(NamedTuple):
    """A finding with the file (or sheet), row and column of its record, as far as they are known."""

    finding: Finding
    file: str
    row: int | None
    column: int | None


def place(reading: Reading, finding: Finding) -> Placed:
    """Return `finding` with the place of its record; a record that only the print has stands in no row."""
    spot = reading.spots.get((finding.noun, finding.key))
    if spot is None:
        return Placed(finding, file_of(NOUN_BY_NAME[finding.noun]), None, None)
    return Placed(finding, spot.source, spot.row, spot.columns.get(finding.field))


def text_report(path: Path, placed: Sequence[Placed], outcome: Outcome) -> str:
    """Return the findings as a compiler would say them, and a closing count."""
    lines = []
    for found in placed:
        finding = found.finding
        lines.append(f"{_place_text(found)}: {finding.level.value} {finding.code}: {finding.message}")
        lines.append(f"    {finding.noun.replace('_', ' ')} {finding.key}, {finding.field}: {finding.hint}")
    if lines:
        lines.append("")
    counts = ", ".join(_counted(outcome.count(level), level.value) for level in Level)
    accepted = f", {len(outcome.accepted)} accepted" if outcome.accepted else ""
    lines.append(f"{path}: {counts}{accepted}")
    if placed:
        lines.append(f"`lcsp explain {placed[0].finding.code}` tells more of a rule.")
    elif outcome.accepted:
        lines.append("`lcsp check --accepted` lists what was accepted, with the reasons.")
    return "\n".join(lines)


def accepted_report(reading: Reading, outcome: Outcome) -> str:
    """Return what was accepted, with reason, post and last day; blank lines part it from what counts."""
    lines = []
    for finding, acceptance in outcome.accepted:
        said = f"accepted {finding.level.value} {finding.code}: {finding.message}"
        lines.append(f"{_place_text(place(reading, finding))}: {said}")
        lines.append(f"    {acceptance.reason} ({acceptance.accepted_by}, until {acceptance.until})")
    return "\n".join([*lines, ""])


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _place_text(found: Placed) -> str:
    """Return file:row:column, without what is not known."""
    return ":".join(str(part) for part in (found.file, found.row, found.column) if part is not None)


def json_report(placed: Sequence[Placed]) -> str:
    """Return one JSON array of findings; `fingerprint` is what an acceptance of the finding quotes."""
    import json

    findings = [
        {
            "code": found.finding.code,
            "level": found.finding.level.value,
            "room": found.finding.room,
            "noun": found.finding.noun,
            "key": found.finding.key,
            "field": found.finding.field,
            "file": found.file,
            "row": found.row,
            "column": found.column,
            "message": found.finding.message,
            "hint": found.finding.hint,
            "fingerprint": fingerprint(found.finding),
        }
        for found in placed
    ]
    return json.dumps(findings, ensure_ascii=False, indent=2)


def github_report(path: Path, placed: Sequence[Placed]) -> str:
    """Return the findings as workflow annotations of GitHub Actions, a line each."""
    return "\n".join(_github_line(path, found) for found in placed)


def _github_line(path: Path, found: Placed) -> str:
    level = "notice" if found.finding.level is Level.NOTE else found.finding.level.value
    file = (path / found.file).as_posix() if path.is_dir() else path.as_posix()
    place = f"file={_escaped(file, ':,')}"
    if path.is_dir() and found.row is not None:
        place += f",line={found.row}" + (f",col={found.column}" if found.column is not None else "")
    message = f"{found.finding.key}: {found.finding.message}; {found.finding.hint}"
    return f"::{level} {place},title={found.finding.code}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Return `text` with the characters escaped that end an annotation or its property."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
