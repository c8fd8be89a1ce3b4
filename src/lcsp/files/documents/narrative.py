"""Keeps the text of a plan: a section for every heading, with the text that nothing else has taken."""

import re

from lcsp.files.documents.content import Line
from lcsp.files.documents.draft import Draft
from lcsp.files.documents.sited import Document
from lcsp.files.documents.values import period_in
from lcsp.partnership.plan import Section

TAKEN_FOR = "text, kept as sections"
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+")
_FRONT = "Front of the plan"


def read_narrative(document: Document, draft: Draft) -> None:
    """Add the sections."""
    sections: dict[tuple[tuple[str, ...], str], list[str]] = {}
    places: dict[tuple[tuple[str, ...], str], str] = {}
    for sited, text in document.texts():
        heading = sited.path[-1] if sited.path else _FRONT
        key = (sited.path, heading)
        places.setdefault(key, text.place)
        sections.setdefault(key, []).append(_paragraph(text.lines))
    if not sections:
        return
    tally = draft.tally(next(iter(places.values())), "", TAKEN_FOR)
    for (path, heading), paragraphs in sections.items():
        tally.rows += 1
        draft.add(
            Section, tally, places[path, heading],
            code=draft.code(Section, heading), order=len(draft.all(Section)) + 1, part=path[0] if path else _FRONT,
            title=heading, text=_joined(paragraphs), period=period_in(heading),
        )  # fmt: skip


def _paragraph(lines: tuple[Line, ...]) -> str:
    text = " ".join(line.text for line in lines)
    return f"- {_NUMBER.sub('', text)}" if lines[0].item else text


def _joined(paragraphs: list[str]) -> str:
    """Return the paragraphs parted by blank lines; items of one list stand under each other."""
    text = ""
    for before, paragraph in zip(["", *paragraphs], paragraphs, strict=False):
        gap = "\n" if before.startswith("- ") and paragraph.startswith("- ") else "\n\n"
        text += f"{gap if text else ''}{paragraph}"
    return text
