"""Reads registers of consultations, surveys and reviews."""

import re

from lcsp.files.documents.content import Row
from lcsp.files.documents.draft import Draft, Tally, Values
from lcsp.files.documents.headers import Header, Words, find_header, is_label_only, row_words
from lcsp.files.documents.sited import SitedTable
from lcsp.files.documents.values import days_in, month_in
from lcsp.partnership.participation import Consultation, ConsultationReturn, WhenKind
from lcsp.partnership.places import Area

TAKEN_FOR = "register of consultations"
_WORDS: Words = {
    "feedback": r"\bfeedback",
    "starts": r"\bstart",
    "ends": r"^end\b|\bend date|\bfinish|\bclos(?:es|ing)",
    "dates": r"\bdates?\b|^when$",
    "target_group": r"\btarget group|\bsample|\bparticipants?\b|\bwho (?:we|will|is)|\baudience|\bconsultees",
    "target_area": r"\barea\b|\blocation|\bwhere\b",
    "purpose": r"\bfind out|\bpurpose|\baims?\b|\bobjective|\bwhy\b",
    "contractor": r"\bcontractor|\bprovider|\bsupplier|\bdeliver|\bmethod",
    "statutory": r"\bstatutory|\brequired by law",
    "contact": r"\bcontact|\blead\b|\bofficer",
    "name": r"^name\b|\bconsultation|\bsurvey|\btitle|\breview|\bexercise",
}
_ONGOING = re.compile(r"\bon-?\s?going\b|\bcontinu(?:ous|ing)\b", re.IGNORECASE)
_SIZE = re.compile(r"\b(\d[\d,]*)\b(?!\s?(?:-|–|to)\s?\d)")
_YES_NO = re.compile(r"(yes|no|y|n)\b", re.IGNORECASE)
_FEWEST = 5


def fits(table: SitedTable) -> Header | None:
    """Return the header of a register, or None: a name, a date, and five fields of a register in all."""
    header = find_header(table.table.rows, _WORDS)
    if header is None or "name" not in header.fields or len(header.fields) < _FEWEST:
        return None
    return header if {"dates", "starts", "feedback"} & set(header.fields) else None


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add the year's return, and a consultation for every row."""
    rows = table.table.rows[header.row + 1 :]
    if not draft.all(ConsultationReturn):
        nil = len(rows) == 1 and bool(re.search(r"\bnil\b", row_words(rows[0]), re.IGNORECASE))
        draft.add(ConsultationReturn, tally, tally.place, year=draft.year, nil_return=nil)
        rows = () if nil else rows
    for row in rows:
        tally.rows += 1
        name = header.text(row, "name")
        if not name or is_label_only(row):
            tally.puzzle(row.place, "a row without the facts of a consultation", row_words(row))
            continue
        draft.add(
            Consultation, tally, row.place,
            code=draft.code(Consultation, name), name=name, order=len(draft.all(Consultation)) + 1,
            **_dates(header, row, tally), **_feedback(header, row, tally), **_asked(header, row, draft, tally),
        )  # fmt: skip


def _dates(header: Header, row: Row, tally: Tally) -> Values:
    """Return start and end, from one column or from two."""
    if "starts" in header.fields and "ends" in header.fields:
        first, last = header.text(row, "starts"), header.text(row, "ends")
    else:
        first = last = header.text(row, "starts") or header.text(row, "dates")
    starts, ends = days_in(first), days_in(last)
    if starts or ends:
        single = first == last and len(starts) < 2
        if single:
            tally.doubt("a single date was taken for the first day of a consultation")
        last_day = ends[-1] if ends and not single else None
        return {"when": WhenKind.DATED, "starts": starts[0] if starts else None, "ends": last_day}
    if _ONGOING.search(f"{first} {last}"):
        return {"when": WhenKind.ONGOING}
    if first or last:
        tally.puzzle(row.place, "start and end of a consultation", f"{first} {last}" if first != last else first)
    return {"when": WhenKind.MISSING}


def _feedback(header: Header, row: Row, tally: Tally) -> Values:
    text = header.text(row, "feedback")
    days, month = days_in(text), month_in(text)
    if days or month:
        return {"feedback": WhenKind.DATED, "feedback_due": days[-1] if days else month, "feedback_printed": text}
    if text and not _ONGOING.search(text):
        tally.puzzle(row.place, "date of feedback", text)
    return {"feedback": WhenKind.ONGOING if _ONGOING.search(text) else WhenKind.MISSING, "feedback_printed": text}


def _asked(header: Header, row: Row, draft: Draft, tally: Tally) -> Values:
    """Return who is asked, where, why and by whom; a contact is kept only where a post or team is named."""
    group = header.text(row, "target_group")
    size = _SIZE.search(group)
    area = header.text(row, "target_area")
    known = draft.find(Area, name=area)
    statutory = _YES_NO.match(header.text(row, "statutory"))
    contact = draft.posts(header.text(row, "contact"), tally, strict=True)
    return {
        "target_group": re.sub(r"\s*\((?:approx\.?|about|around|c\.)?[^)]*\d[^)]*\)", "", group) if size else group,
        "sample_size": size[1] if size else None,
        "target_area": area,
        "area": known["code"] if known else None,
        "contractor": header.text(row, "contractor"),
        "purpose": header.text(row, "purpose"),
        "statutory": statutory[1] if statutory else None,
        "contact": contact[0] if contact else None,
    }
