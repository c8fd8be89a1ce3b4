"""Reads the front of a plan: its cover, its year and council, its contents, and the amounts and pages it quotes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from lcsp.files.documents.content import Heading, Row, Table, Text
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import row_words
from lcsp.files.documents.sited import Document, Sited
from lcsp.files.documents.values import quoted_pounds, year_in
from lcsp.partnership.plan import AmountUnit, ContentsEntry, Measure, PageReference, StatedAmount

CONTENTS, SUMMARY = "table of contents", "amounts quoted in the summary"
_COVER_LINES = 12
_COUNCIL = re.compile(
    r"\b(?:(?:Royal|London) Borough of [A-Z]\w+|City of [A-Z]\w+|"
    r"[A-Z][\w'’-]+(?: (?:and|upon|on|of|[A-Z][\w'’-]+)){0,4})"
    r" (?:(?:County|City|Borough|District|Metropolitan|Unitary) )*Council\b"
)
_COUNCIL_START = re.compile(r"^(?:The|This|Our|By|For|Of)\s+")
_ENTRY = re.compile(r"^(?P<title>\S.*?)[\s.…]+(?:pages?\s*)?(?P<page>\d{1,3})$", re.IGNORECASE)
_PAGE = re.compile(r"^(?:pages?\s*|p\.?\s*)?(\d{1,3})$", re.IGNORECASE)
_PAGES = re.compile(r"\(?\bsee pages?\s+(\d{1,3})(?:\s?[-–]\s?(\d{1,3}))?\)?", re.IGNORECASE)
_FTE = re.compile(r"\b(\d[\d,]*(?:\.\d+)?)\s*(?:FTEs?\b|full.time equivalents?)", re.IGNORECASE)
_MEASURES = ((Measure.GROSS, r"\bgross\b"), (Measure.CONTROLLABLE, r"\bcontrollable|\bnet\b"))


class Cover(NamedTuple):
    """What the cover and the text say of the plan itself; blank where they do not."""

    title: str
    organisation: str
    directorate: str
    service: str
    year: int | None


def read_cover(document: Document) -> Cover:
    """Return the facts of the plan itself."""
    lines = _cover_lines(document.blocks)
    year = next((year for line in lines if (year := year_in(line)) is not None), None)
    title = _title(lines)
    council = _council(document.words())
    found = next((line for line in lines if re.search(r"\b(?:directorate|department)\b", line, re.IGNORECASE)), "")
    directorate = found.replace(council, "").strip(" ,–-") if council else found
    service = lines[-1] if lines and lines[-1] not in (title, found, council) and lines[-1] not in title else ""
    return Cover(title, council, directorate, service, year or _usual_year(document.words()))


def _cover_lines(blocks: Sequence[Sited]) -> list[str]:
    """Return the first lines of the document: up to the first heading or table after the line with the year."""
    lines: list[str] = []
    dated = False
    for _, block, _ in blocks:
        if len(lines) >= _COVER_LINES or isinstance(block, Table) or (dated and isinstance(block, Heading)):
            break
        new = [block.text] if isinstance(block, Heading) else [line.text for line in block.lines]
        if dated and sum(map(len, new)) > 200:
            break
        lines += new
        dated = dated or any(year_in(line) is not None for line in new)
    return lines[:_COVER_LINES] if dated else lines[:1]


def _title(lines: Sequence[str]) -> str:
    """Return the lines up to the one with the year, as one title."""
    end = next((index for index, line in enumerate(lines) if year_in(line) is not None), 0)
    title = " ".join(lines[: end + 1])
    return title.capitalize() if title.isupper() else title


def _council(words: Iterable[str]) -> str:
    """Return the council that the text names most often, or blank."""
    named = Counter(_COUNCIL_START.sub("", found[0]) for text in words for found in _COUNCIL.finditer(text))
    return named.most_common(1)[0][0] if named else ""


def _usual_year(words: Iterable[str]) -> int | None:
    years = Counter(year for text in words if (year := year_in(text)) is not None)
    return years.most_common(1)[0][0] if years else None


def read_contents(document: Document, draft: Draft) -> None:
    """Add the lines of the table of contents: titles with page numbers under a heading of contents."""
    for sited in document.blocks:
        if not sited.path or not re.search(r"\bcontents\b", sited.path[-1], re.IGNORECASE):
            continue
        block = sited.block
        if isinstance(block, Table) and sum(bool(_page(row)) for row in block.rows) * 2 > len(block.rows):
            document.taken.add(sited.number)
            tally = draft.tally(block.place, sited.under, CONTENTS)
            for row in block.rows:
                _add_table_entry(row, draft, tally)
        elif isinstance(block, Text) and any(_ENTRY.match(line.text) for line in block.lines):
            document.taken.add(sited.number)
            tally = draft.tally(block.place, sited.under, CONTENTS)
            for line in block.lines:
                tally.rows += 1
                found = _ENTRY.match(line.text)
                if found:
                    _add_entry(found["title"].rstrip(" ."), found["page"], 2, draft, tally, block.place)
                else:
                    tally.puzzle(block.place, "a line without a page", line.text)


def _page(row: Row) -> str:
    found = _PAGE.match(row.text(len(row.cells) - 1))
    return found[1] if found else ""


def _add_table_entry(row: Row, draft: Draft, tally: Tally) -> None:
    tally.rows += 1
    title = row.cells[0]
    if not title.lines:
        tally.puzzle(row.place, "a row without a title", row_words(row))
        return
    level = 3 if title.lines[0].item else 1 if title.bold else 2
    _add_entry(title.text, _page(row), level, draft, tally, row.place)


def _add_entry(title: str, page: str, level: int, draft: Draft, tally: Tally, place: str) -> None:
    order = len(draft.all(ContentsEntry)) + 1
    code = draft.code(ContentsEntry, title)
    draft.add(ContentsEntry, tally, place, code=code, order=order, title=title, level=level, page=page)


def read_summary(document: Document, draft: Draft) -> None:
    """Add the amounts and staff that a summary quotes, and every "see page"."""
    tally: Tally | None = None
    before = ""
    for sited, text in document.texts():
        said = text.text
        summary = any(re.search(r"\bsummary|\bat a glance", heading, re.IGNORECASE) for heading in sited.path[-1:])
        pages = _PAGES.search(said)
        if pages or summary:
            tally = tally or draft.tally(text.place, sited.under, SUMMARY)
        if pages and tally:
            _add_page(said, before, pages, sited, draft, tally)
        if summary and tally:
            _add_amounts(said, sited, draft, tally)
        before = said if not (said.strip().startswith("(") or len(said) < 4) else before


def _add_page(text: str, before: str, pages: re.Match[str], sited: Sited, draft: Draft, tally: Tally) -> None:
    subject = " ".join(text[: pages.start()].split()).rstrip(" :") or before
    subject = subject if len(subject) <= 120 else f"… {subject[-110:]}"
    tally.rows += 1
    place = sited.block.place
    draft.add(
        PageReference, tally, place,
        code=draft.code(PageReference, subject), quoted_in=sited.under or "before the first heading", subject=subject,
        first_page=pages[1], last_page=pages[2] or pages[1],
    )  # fmt: skip


def _add_amounts(text: str, sited: Sited, draft: Draft, tally: Tally) -> None:
    """Add the pounds and FTE in a text; which budget line they restate is filled in when all is read."""
    measure = next((measure for measure, words in _MEASURES if re.search(words, text, re.IGNORECASE)), None)
    for pounds in quoted_pounds(text):
        tally.rows += 1
        if measure is None:
            tally.puzzle(sited.block.place, "an amount that is called neither gross nor net", text)
            continue
        name = f"summary {measure.value}"
        _state(name, pounds.pounds, AmountUnit.POUNDS, measure, pounds.decimals, pounds.scale, sited, draft, tally)
    for found in _FTE.finditer(text):
        tally.rows += 1
        digits = found[1].replace(",", "")
        decimals = len(digits.partition(".")[2])
        _state("summary fte", Decimal(digits), AmountUnit.FTE, Measure.FTE, decimals, 1, sited, draft, tally)


def _state(
    name: str, value: Decimal, unit: AmountUnit, measure: Measure, decimals: int, scale: int,
    sited: Sited, draft: Draft, tally: Tally,
) -> None:  # fmt: skip
    draft.add(
        StatedAmount, tally, sited.block.place,
        code=draft.code(StatedAmount, name), value=value, unit=unit, measure=measure, decimals=decimals, scale=scale,
        quoted_in=sited.under,
    )  # fmt: skip
