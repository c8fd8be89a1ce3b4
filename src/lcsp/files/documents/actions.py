"""Reads tables of key actions: parts, accountable posts, links, deliverables and target dates."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lcsp.files.documents.content import Line, Row
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import Header, Words, find_header, row_words
from lcsp.files.documents.links import Links, read_links
from lcsp.files.documents.sited import SitedTable
from lcsp.files.documents.values import days_in, month_in, period_in
from lcsp.partnership.plan import (
    Accountability,
    DateKind,
    Deliverable,
    KeyAction,
    Link,
    Mandate,
    Objective,
    ObjectiveKind,
    SubAction,
)

TAKEN_FOR = "key actions"
_WORDS: Words = {
    "dates": r"\bdates?\b|\bby when|\bdeadline|\btime.?scale|\bmilestone|\bdue\b|^when$",
    "posts": r"\baccountab|\ba/c\b|\blead\b|\bowner|\bresponsib|^who$|\bmanager",
    "links": r"\blinks?\b|\bcontribut|\bsupports?\b|\bpriority\b|\bpriorities\b|\bobjectives?\b",
    "deliverables": r"\bdeliver|\boutputs?\b|\boutcomes?\b|\bsuccess|\bresults?\b",
    "name": r"\bactions?\b|\bprojects?\b|\btasks?\b|\bactivit|\bdevelopment",
    "number": r"^(?:no|ref|number|#)\b\.?",
}
_NUMBERED = re.compile(r"(\d{1,3})(?:\s?\.\s?(\d{1,2})[.):]?|\s?[.):])\s+")
_ONGOING = re.compile(r"\bon-?\s?going\b|\bcontinu(?:ous|ing)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(.+?[.!?])\s+(?=[A-Z])")
_LONGEST_TITLE = 160


class _Part(NamedTuple):
    """An action or a numbered part of one, with its text."""

    number: int
    part: str
    text: str


def fits(table: SitedTable) -> Header | None:
    """Return the header of a table of actions, or None: it names the action and two of post, links, result, date."""
    header = find_header(table.table.rows, _WORDS)
    if header is None or "name" not in header.fields:
        return None
    others = {"posts", "deliverables", "dates", "links"} & set(header.fields)
    return header if len(others) > 1 and others & {"posts", "dates"} else None


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add the action of every row with its parts, posts, links and deliverables."""
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        cell = row.cells[header.fields["name"][0]]
        if cell.spanned and draft.all(KeyAction):
            _add_deliverables(_cells(row, header), draft.all(KeyAction)[-1]["code"], draft, tally, row.place)
        elif not cell.lines or len(row.filled) < 2:
            tally.puzzle(row.place, "a row without post, result or date", row_words(row))
        else:
            parts = _parts(cell.lines, header.text(row, "number"), draft, tally)
            _add_action(row, header, parts, draft, tally)


def _cells(row: Row, header: Header) -> dict[str, Sequence[Line]]:
    """Return the lines of every field; the copy of a cell merged from above has none."""
    found: dict[str, Sequence[Line]] = {}
    for field in header.fields:
        column = header.column(field)
        if column is not None and not row.cells[column].spanned:
            found[field] = row.cells[column].lines
    return found


def _parts(lines: Sequence[Line], number: str, draft: Draft, tally: Tally) -> list[_Part]:
    """Return the numbered parts of a cell; a line without a number goes on from the one before."""
    parts: list[_Part] = []
    for line in lines:
        text = f"{number.rstrip('.')}. {line.text}" if number and not parts else line.text
        found = _NUMBERED.match(text)
        if found:
            parts.append(_Part(int(found[1]), found[2] or "", text[found.end() :].strip()))
        elif parts:
            parts[-1] = parts[-1]._replace(text=f"{parts[-1].text} {line.text}")
        else:
            tally.doubt("actions are not numbered in the print: they were numbered in their order")
            parts.append(_Part(1 + max((int(one["code"]) for one in draft.all(KeyAction)), default=0), "", text))
    return parts


def _add_action(row: Row, header: Header, parts: Sequence[_Part], draft: Draft, tally: Tally) -> None:
    code = str(parts[0].number)
    title, description = _titled(parts[0].text)
    cells = _cells(row, header)
    links = _links(cells.get("links", ()), row, tally)
    mandates: tuple[Mandate, ...] = tuple(dict.fromkeys(one for link in links for one in link.mandates))
    subs = [part for part in parts if part.part]
    action = draft.find(KeyAction, code=code) or draft.add(
        KeyAction, tally, row.place,
        code=code, title=title, description="" if subs else description, mandates=mandates,
    )  # fmt: skip
    if action is None:
        return
    codes = [_add_part(part, code, draft, tally, row.place) for part in subs]
    _add_posts(cells.get("posts", ()), code, codes, draft, tally, row.place)
    _add_links([link for link in links if link.found], code, codes, draft, tally, row.place)
    _add_deliverables(cells, code, draft, tally, row.place)


def _titled(text: str) -> tuple[str, str]:
    """Return the first sentence of `text` as a title, and the rest."""
    found = _SENTENCE.match(text)
    if found and len(found[1]) <= _LONGEST_TITLE:
        return found[1].rstrip("."), text[found.end() :]
    return text.rstrip("."), ""


def _add_part(part: _Part, action: str, draft: Draft, tally: Tally, place: str) -> str:
    code = f"{action}.{part.part}"
    title, description = _titled(part.text)
    draft.add(SubAction, tally, place, code=code, action=action, title=title, description=description)
    return code


def _links(lines: Sequence[Line], row: Row, tally: Tally) -> list[Links]:
    """Return the links of every line; a line of which nothing is recognised is a puzzle."""
    found: list[Links] = []
    mode = ""
    for line in lines:
        links = read_links(line.text, mode)
        mode = links.mode or mode
        found.append(links)
        if not links.found:
            tally.puzzle(row.place, "a link that names no outcome, priority, target, enabler or duty", line.text)
    return found


def _add_posts(
    lines: Sequence[Line], action: str, parts: Sequence[str], draft: Draft, tally: Tally, place: str
) -> None:
    """Add who answers; as many lines as the action has parts are for one part each."""
    text = "\n".join(line.text for line in lines)
    groups: list[tuple[str | None, str]] = [(parts[0] if len(parts) == 1 else None, text)]
    if len(parts) > 1 and len(lines) == len(parts):
        groups = [(part, line.text) for part, line in zip(parts, lines, strict=True)]
    for part, text in groups:
        for post in draft.posts(text, tally):
            draft.add(Accountability, tally, place, action=action, sub_action=part, post=post)


def _add_links(
    links: Sequence[Links], action: str, parts: Sequence[str], draft: Draft, tally: Tally, place: str
) -> None:
    """Add what the action serves; as many lines with codes as it has parts are for one part each."""
    coded = [link for link in links if link.objectives or link.indicators]
    each = len(parts) > 1 and len(coded) == len(parts)
    only = parts[0] if len(parts) == 1 else None
    seen: set[tuple[str, str | None]] = set()
    for index, link in enumerate(coded):
        part = parts[index] if each else only
        for field, codes in (("objective", link.objectives), ("indicator", link.indicators)):
            for code in codes:
                if (code, part) not in seen:
                    seen.add((code, part))
                    printed = "" if code in link.printed else link.printed
                    draft.add(Link, tally, place, action=action, sub_action=part, as_printed=printed, **{field: code})
    printed = next((link.printed for link in links if link.everything), "")
    if printed:
        draft.later.append(lambda: _link_everything(printed, action, draft, tally, place))


def _link_everything(printed: str, action: str, draft: Draft, tally: Tally, place: str) -> None:
    """Link the action to every priority, each marked as nothing in particular."""
    priorities = [one["code"] for one in draft.all(Objective) if one["kind"] is ObjectiveKind.PRIORITY]
    for code in priorities or [None]:
        draft.add(Link, tally, place, action=action, objective=code, catch_all=True, as_printed=printed)


def _add_deliverables(cells: Mapping[str, Sequence[Line]], action: str, draft: Draft, tally: Tally, place: str) -> None:
    """Add the deliverables, each with its own date where there are as many, else all with the one date given."""
    results, texts = cells.get("deliverables", ()), [line.text for line in cells.get("dates", ())]
    before = 1 + sum(one["action"] == action for one in draft.all(Deliverable))
    if len(texts) > 1 and len(texts) != len(results):
        tally.doubt(f"action {action} has {len(results)} deliverables and {len(texts)} dates, paired in order")
    for index, line in enumerate(results):
        printed = texts[min(index, len(texts) - 1)] if texts else ""
        kind, due, reporting = read_date(printed)
        if printed and kind is DateKind.MISSING:
            tally.puzzle(place, f"target date of action {action}", printed)
        draft.add(
            Deliverable, tally, place,
            code=f"D{action}.{before + index}", action=action, order=before + index, title=line.text,
            date_kind=kind, due=due, reporting=reporting, as_printed=printed,
        )  # fmt: skip


def read_date(text: str) -> tuple[DateKind, date | None, str]:
    """Return how exact a target date is, its last day, and what is said of reporting beside "ongoing"."""
    ongoing = _ONGOING.search(text)
    days, month = days_in(text), month_in(text)
    if days or month:
        exact = DateKind.DAY if days else DateKind.MONTH
        return (DateKind.THEN_ONGOING if ongoing else exact), (days[-1] if days else month), ""
    if ongoing:
        rest = f"{text[: ongoing.start()]} {text[ongoing.end() :]}".strip(" ,;-–")
        return DateKind.ONGOING, None, rest
    period = period_in(text)
    return (DateKind.YEAR, period.last_day, "") if period else (DateKind.MISSING, None, "")
