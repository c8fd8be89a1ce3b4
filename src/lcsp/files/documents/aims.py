"""Reads what a plan serves: priorities with their outcomes, targets with their leads, and enablers."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from lcsp.files.documents.content import Line, Row
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import Header, Words, find_header, is_label_only, row_words
from lcsp.files.documents.indicators import Coded, add_indicator
from lcsp.files.documents.sited import Document, SitedTable
from lcsp.partnership.performance import Indicator, IndicatorRole
from lcsp.partnership.plan import Objective, ObjectiveKind

TAKEN_FOR, LISTED = "priorities, outcomes and targets", "list of priorities and outcomes"
_WORDS: Words = {
    "lead": r"\blead\b|\bowner|\bresponsib|\baccountab",
    "name": r"\b(?:name|title|description|text) of\b|\bpriorit(?:y|ies) and|^(?:name|title|description|objective|"
    r"target|outcome|aim)s?\b|\boutcomes?$",
    "plan": r"^(?:plan|source|ref|reference|code|no|number|priority|from)\b",
}
_OUTCOME = re.compile(
    r"(?:outcome|objective)\s+([A-Z]?\d{1,2}(?:[A-Za-z]|\.\d{1,2})?)\s*[:.–-]\s*(\S.*)", re.IGNORECASE
)
_PRIORITY = re.compile(r"\bpriority\s+(\d{1,2}|[A-Z])\b|\b(\d{1,2})\s+priority\b", re.IGNORECASE)
_LISTED_PRIORITY = re.compile(r"(?:strategic |key )?priority\s+(\d{1,2}|[A-Z])\s*[:.–-]\s*(\S.*)", re.IGNORECASE)
_TARGET = re.compile(r"target\s+([A-Z]?\d{1,3}[a-z]?)\s*[:.–-]\s*(\S.*)", re.IGNORECASE)
_CODE = re.compile(r"[A-Z]{2,5}\s?\d{1,3}[a-z]?|\d{1,2}[A-Z]|[A-Z]\d{1,2}")
_LAA = re.compile(r"\s*\(LAA\d?\)", re.IGNORECASE)
_AGREEMENT = re.compile(r"\bLAA\d?\b|\blocal area agreement", re.IGNORECASE)
_ENABLERS = re.compile(r"\benablers?:?$", re.IGNORECASE)


class _Group(NamedTuple):
    """What a heading inside the table says of the rows below it."""

    source: str = ""
    laa: bool = False


def fits(table: SitedTable) -> Header | None:
    """Return the header of a table of priorities or targets, or None: it names them and their plan, code or lead."""
    header = find_header(table.table.rows, _WORDS)
    if header is None or "name" not in header.fields or not {"plan", "lead"} & set(header.fields):
        return None
    body = table.table.rows[header.row + 1 :]
    name, plan = header.fields["name"][0], header.column("plan")
    aims = sum(bool(_marks_aim(row, name, plan)) for row in body)
    return header if aims * 2 > len(body) or ("lead" in header.fields and "plan" in header.fields) else None


def _marks_aim(row: Row, name: int, plan: int | None) -> bool:
    label = "" if plan is None else row.text(plan)
    lines = row.cells[name].lines
    return bool(_PRIORITY.search(label)) or any(_OUTCOME.match(line.text) or _TARGET.match(line.text) for line in lines)


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add the priorities, outcomes and targets of every row, with their leads."""
    group = _Group()
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        label, cell = header.text(row, "plan"), row.cells[header.fields["name"][0]]
        priority = _PRIORITY.search(label)
        if priority:
            source = " ".join(_PRIORITY.sub(" ", label).split())
            _add_priority((priority[1] or priority[2]).upper(), cell.lines, source, draft, tally, row.place)
        elif is_label_only(row):
            group = _read_group(row, draft, tally)
        else:
            _add_target(row, header, group, draft, tally)


def _read_group(row: Row, draft: Draft, tally: Tally) -> _Group:
    """Return what a row of one text says of those below it; the enablers that it may list are added."""
    lines = row.cells[row.filled[0]].lines
    rest = _add_enablers(lines, draft, tally, row.place)
    if len(rest) < len(lines) or not rest:
        tally.puzzle(row.place, "words around the list of enablers", " ".join(line.text for line in rest))
        return _Group()
    text = row_words(row)
    laa = bool(_AGREEMENT.search(text))
    return _Group("Local Area Agreement" if laa else "", laa)


def _add_enablers(lines: Sequence[Line], draft: Draft, tally: Tally, place: str) -> list[Line]:
    """Add the enablers listed after a line that ends with that word; return the lines that are none of them."""
    rest, listing = list[Line](), False
    for line in lines:
        if listing and line.item:
            letter = chr(ord("A") + sum(one["kind"] is ObjectiveKind.ENABLER for one in draft.all(Objective)))
            draft.add(
                Objective, tally, place, code=letter, kind=ObjectiveKind.ENABLER, title=line.text, code_printed=False
            )
            tally.doubt("enablers are listed without letters: they were lettered in their order")
            continue
        listing = bool(_ENABLERS.search(line.text))
        rest.append(line)
    return rest


def _add_priority(code: str, lines: Sequence[Line], source: str, draft: Draft, tally: Tally, place: str) -> None:
    """Add a priority and its outcomes; list items and what follows them are its note."""
    own: list[Line] = []
    outcomes: list[re.Match[str]] = []
    for line in lines:
        found = _OUTCOME.match(line.text)
        if found:
            outcomes.append(found)
        else:
            own.append(line)
    items = next((index for index, line in enumerate(own) if line.item), len(own))
    title = " ".join(line.text for line in own[:items])
    note = "; ".join(line.text for line in own[items:])
    key = f"P{code}"
    title, laa = _unmarked(title)
    draft.add(
        Objective, tally, place,
        code=key, kind=ObjectiveKind.PRIORITY, title=title, source_plan=source, note=note, laa=laa,
    )  # fmt: skip
    for found in outcomes:
        _add_outcome(found, key, source, draft, tally, place)


def _add_outcome(found: re.Match[str], parent: str, source: str, draft: Draft, tally: Tally, place: str) -> None:
    title, laa = _unmarked(found[2])
    draft.add(
        Objective, tally, place,
        code=found[1].upper(), kind=ObjectiveKind.OUTCOME, title=title, parent=parent, source_plan=source, laa=laa,
    )  # fmt: skip


def _unmarked(title: str) -> tuple[str, bool]:
    return _LAA.sub("", title).strip(), bool(_LAA.search(title))


def _add_target(row: Row, header: Header, group: _Group, draft: Draft, tally: Tally) -> None:
    """Add a target; its number stands in its text or its code in the column of plans."""
    label, text = header.text(row, "plan"), header.text(row, "name")
    numbered = _TARGET.match(text)
    code, title = (f"T{numbered[1]}", numbered[2]) if numbered else (label, text)
    coded = bool(numbered or _CODE.fullmatch(label))
    if not coded:
        code = draft.code(Objective, text)
        tally.doubt("targets without a code of their own got one made from their name")
    title, laa = _unmarked(title)
    source = group.source or ("" if code == label else label)
    owners = draft.posts(header.text(row, "lead"), tally)
    indicator = label if re.fullmatch(r"[A-Z]{2,5} \d{1,3}[a-z]?", label) else None
    draft.add(
        Objective, tally, row.place,
        code=code, kind=ObjectiveKind.TARGET, title=title, source_plan=source, owners=owners,
        laa=laa or group.laa, indicator=indicator, code_printed=coded,
    )  # fmt: skip
    if indicator:
        draft.later.append(lambda: _own_elsewhere(indicator, title, group.laa, draft, tally, row.place))


def _own_elsewhere(code: str, title: str, laa: bool, draft: Draft, tally: Tally, place: str) -> None:
    """Add the indicator of a target, where no table or list of the plan has it."""
    if not draft.find(Indicator, code=code):
        add_indicator(Coded(code, title, laa, ""), IndicatorRole.PARTNERS, draft, tally, place)


def read_lists(document: Document, draft: Draft) -> None:
    """Add priorities and outcomes that stand in paragraphs or list items, such as "Outcome 2B: …"."""
    tally: Tally | None = None
    parent = ""
    for sited, text in document.texts():
        for line in text.lines:
            priority, outcome = _LISTED_PRIORITY.match(line.text), _OUTCOME.match(line.text)
            if not (priority or (outcome and parent)):
                continue
            tally = tally or draft.tally(text.place, sited.under, LISTED)
            tally.rows += 1
            document.taken.add(sited.number)
            if priority:
                parent = f"P{priority[1].upper()}"
                _add_priority(priority[1].upper(), [line._replace(text=priority[2])], "", draft, tally, text.place)
            elif outcome:
                _add_outcome(outcome, parent, "", draft, tally, text.place)
