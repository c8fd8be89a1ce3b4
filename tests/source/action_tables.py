"""Reads the printed key actions with their links, and the register of consultations."""

import re
from dataclasses import dataclass

from tests.source.markup import Row, cell_lines, find_tables, padded, plain, rows_below

NUMBERED = re.compile(r"(\d+)\.\s?(\d)?\.?\s+(.+)")
POST_WORDS = ("manager", "officer", "director", "head", "team", "lead", "unit")


@dataclass(frozen=True)
class SubAction:
    """A numbered part of a key action; an action that is not divided has one part with its own number."""

    number: str
    text: str


@dataclass(frozen=True)
class Links:
    """What a key action links to: mandates, codes of outcomes, letters of enablers, or everything."""

    mandates: tuple[str, ...]
    outcomes: tuple[str, ...]
    enablers: tuple[str, ...]
    everything: bool


@dataclass(frozen=True)
class KeyAction:
    """A row of the key actions; posts, deliverables and dates are the lines of their cells as printed."""

    number: int
    parts: tuple[SubAction, ...]
    posts: tuple[str, ...]
    links: Links
    deliverables: tuple[str, ...]
    dates: tuple[str, ...]


@dataclass(frozen=True)
class Consultation:
    """A row of the register of consultations; `contact_post` is "" where the source names an individual."""

    name: str
    dates: str
    feedback_date: str
    target_group: str
    target_area: str
    contractor: str
    purpose: str
    statutory: str
    contact_post: str


def read_key_actions(text: str) -> tuple[KeyAction, ...]:
    """Return the key actions in printed order."""
    rows = rows_below(find_tables(text, "Key actions", "a/c manager", "Target dates"))
    return tuple(_key_action(padded(row, 5)) for row in rows)


def _key_action(row: Row) -> KeyAction:
    parts = tuple(_sub_action(line) for line in cell_lines(row[0]))
    posts, deliverables, dates = cell_lines(row[1]), cell_lines(row[3]), cell_lines(row[4])
    number = int(parts[0].number.partition(".")[0])
    return KeyAction(number, parts, posts, read_links(row[2]), deliverables, dates)


def _sub_action(line: str) -> SubAction:
    numbered = NUMBERED.match(line)
    if numbered is None:
        raise ValueError(f"a key action has no number: {line!r}")
    action, part, text = numbered.groups()
    return SubAction(f"{action}.{part}" if part else action, text)


def read_links(cell: str) -> Links:
    """Return the links of a cell; a letter without a digit takes the digit before it ("7B and C")."""
    lines = cell_lines(cell)
    mandates = tuple(line for line in lines if not re.match(r"CYPP|\d", line))
    # Splitting at the captured word gives: text, word, text, word, text ...
    _, *pieces = re.split(r"(?i)\b(outcome|enabler)s?\b", " ".join(lines))
    listed = list(zip(pieces[0::2], pieces[1::2], strict=True))
    outcomes = [code for word, codes in listed if word.lower() == "outcome" for code in expand_codes(codes)]
    letters = " ".join(letters for word, letters in listed if word.lower() == "enabler")
    enablers = re.findall(r"\b[A-Z]\b", letters)
    everything = "all priorities and outcomes" in " ".join(lines).lower()
    return Links(mandates, tuple(outcomes), tuple(enablers), everything)


def expand_codes(text: str) -> tuple[str, ...]:
    """Return the codes of a list such as "5A and B, 7C", each in full."""
    codes: list[str] = []
    for digit, letter in re.findall(r"\b(\d?)([A-Z])\b", text):
        if not digit and not codes:
            raise ValueError(f"the first code has no number: {text!r}")
        codes.append((digit or codes[-1][0]) + letter)
    return tuple(codes)


def read_consultations(text: str) -> tuple[Consultation, ...]:
    """Return the register of consultations, surveys and reviews."""
    rows = rows_below(find_tables(text, "Name", "Feedback Date", "Statutory"))
    return tuple(_consultation(padded(row, 9)) for row in rows)


def _consultation(row: Row) -> Consultation:
    cells = [plain(cell) for cell in row]
    if not any(word in POST_WORDS for word in cells[-1].lower().split()):
        cells[-1] = ""
    return Consultation(*cells)
