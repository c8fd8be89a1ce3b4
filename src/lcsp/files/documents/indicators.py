"""Reads indicators: tables with actual, estimated and target columns, and lists of indicators that are supported."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from lcsp.files.documents.content import Cell, Line
from lcsp.files.documents.draft import Draft, Tally, Values
from lcsp.files.documents.headers import Header, Words, find_header, row_words
from lcsp.files.documents.sited import Document, SitedTable
from lcsp.files.documents.values import period_in, read_number, status_in, year_in
from lcsp.partnership.performance import Basis, Figure, FigureStatus, Indicator, IndicatorRole, Unit
from lcsp.partnership.performance.definition import Definition
from lcsp.reference import SHIPPED
from lcsp.vocabulary.periods import Period

TAKEN_FOR, SUPPORTED = "key indicators", "list of indicators"
_WORDS: Words = {
    "target": r"\btarget",
    "estimate": r"\bestimate|\bforecast|\bexpected|\bprojected",
    "actual": r"\bactual|\boutturn|\bresult|\bperformance (?:in )?(?:20|19)\d\d|\bbaseline",
    "name": r"\bindicator|\bmeasure|\bdescription|^pi\b",
    "code": r"^(?:ref|code|no|number|ni)\b",
}
_CODE = re.compile(r"(?!KS|GCSE)([A-Z]{2,5})\s?(\d{1,3}[a-z]?)\b\s*(\(LAA\))?\s*[-–:.]?\s*")
_LAA = re.compile(r"\s*\((?:LAA\d?|local area agreement)\)", re.IGNORECASE)
_VALUE = re.compile(r"\s*(?:£\s?)?([-−+]?\d[\d,]*(?:\.\d+)?)\s*(%|per cent|per \d[\d,]*|:1)?\s*")
_PER = re.compile(r"\bper (\d[\d,]*)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\bindicators?\b", re.IGNORECASE)
_FEWEST = 3


class Coded(NamedTuple):
    """An indicator's heading: its code ("" if none is printed), its title, its mark and what explains it."""

    code: str
    title: str
    laa: bool
    note: str


def fits(table: SitedTable) -> Header | None:
    """Return the header of an indicator table, or None: it names the indicator and two columns of its figures."""
    header = find_header(table.table.rows, _WORDS)
    if header is None or "name" not in header.fields:
        return None
    columns = [column for basis in ("actual", "estimate", "target") for column in header.fields.get(basis, ())]
    dated = [column for column in columns if _period(header, column) is not None]
    return header if len(columns) > 1 and dated else None


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add an indicator for every row, and a figure for every one of its columns."""
    name = header.fields["name"][0]
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        cell = row.cells[name]
        if not cell.lines or row.filled == (name,):
            tally.puzzle(row.place, "a row without figures", row_words(row))
            continue
        coded = coded_title(cell, header.text(row, "code"))
        cells = [(column, basis, row.cells[column]) for column, basis in _columns(header, tally)]
        unit = next((unit for _, _, value in cells if (unit := _unit(value.text, coded))), None)
        record = add_indicator(coded, IndicatorRole.KEY, draft, tally, row.place, unit=unit, base=_base(coded, cells))
        if record:
            _add_figures(record, cells, header, draft, tally, row.place)


def coded_title(cell: Cell, code: str = "") -> Coded:
    """Return what the heading of an indicator says; italics at its end explain it."""
    notes = [line.aside for line in cell.lines if line.aside]
    text = " ".join(line.main for line in cell.lines)
    laa = bool(_LAA.search(text))
    found = _CODE.match(f"{code} {text}".strip())
    if found:
        text = f"{code} {text}".strip()[found.end() :]
    title = _LAA.sub("", text).strip(" -–:") or _LAA.sub("", " ".join(notes))
    return Coded(f"{found[1]} {found[2]}" if found else code, title, laa, " ".join(notes))


def add_indicator(
    coded: Coded, role: IndicatorRole, draft: Draft, tally: Tally, place: str, **values: object
) -> Values | None:
    """Add an indicator; one without a printed code gets that of the definition that has its title, else one made."""
    code = coded.code or _code_of_definition(coded.title) or draft.code(Indicator, coded.title)
    return draft.add(
        Indicator, tally, place,
        code=code, title=coded.title, order=len(draft.all(Indicator)) + 1, role=role, laa=coded.laa, note=coded.note,
        **values,
    )  # fmt: skip


def _code_of_definition(title: str) -> str:
    """Return the code of the shipped definition that has this title or alias, or blank."""
    wanted = title.casefold().strip(" .")
    for definition in SHIPPED.all(Definition):
        if wanted in (name.casefold().strip(" .") for name in (definition.title, *definition.aliases)):
            return definition.code
    return ""


def _columns(header: Header, tally: Tally) -> list[tuple[int, Basis]]:
    """Return the columns of figures from left to right; those whose heading names no year are left out."""
    found = []
    for basis in Basis:
        for column in header.fields.get(basis.value, ()):
            if _period(header, column) is None:
                tally.doubt(f"column {header.names[column]!r} names no year: its figures were not read")
            else:
                found.append((column, basis))
    return sorted(found)


def _period(header: Header, column: int) -> Period | None:
    return period_in(header.names[column]) or period_in(header.above[column])


def _unit(text: str, coded: Coded) -> Unit | None:
    value = _VALUE.match(text)
    if value and value[2] in ("%", "per cent"):
        return Unit.PERCENTAGE
    return Unit.RATE if value and ((value[2] or "").startswith("per ") or _PER.search(coded.title)) else None


def _base(coded: Coded, cells: Sequence[tuple[int, Basis, Cell]]) -> str:
    """Return the base of a rate ("per 1,000") as its heading, explanation or values print it, or blank."""
    texts = (coded.title, coded.note, *(cell.text for _, _, cell in cells))
    return next((found[1] for text in texts if (found := _PER.search(text))), "")


def _add_figures(
    record: Values, cells: Sequence[tuple[int, Basis, Cell]], header: Header, draft: Draft, tally: Tally, place: str
) -> None:
    """Add the figures of one indicator. Words that stand for a value hold for blank columns to their right."""
    definition = SHIPPED.find(Definition, record["code"])
    kind = definition.period if definition else None
    spoken: Cell | None = None
    for column, basis, printed in cells:
        cell = printed
        if not printed.lines and spoken is not None:
            tally.doubt("a blank beside words such as 'awaited' was taken for their continuation")
            cell = spoken
        heading = _period(header, column)
        found = _read_value(cell, basis)
        if heading is None or found is None:
            tally.puzzle(place, f"no value in column {header.names[column]!r}", f"{record['title']}: {cell.text}")
            continue
        value, status, note = found
        spoken = cell if value is None else None
        usual = kind or heading.kind
        period = period_in(note, usual) or heading._replace(kind=usual)
        draft.add(
            Figure, tally, place,
            indicator=record["code"], basis=basis, column=heading, period=period, area=draft.county, value=value,
            status=status, note=note,
        )  # fmt: skip


def _read_value(cell: Cell, basis: Basis) -> tuple[Decimal | None, FigureStatus, str] | None:
    """Return the value, how firm it is, and what is added to it; None where nothing of it can be read."""
    text = cell.text
    found = _VALUE.match(text)
    said = status_in(text)
    if found and year_in(text[: found.end() + 3]) is None:
        firm = FigureStatus.ESTIMATE if basis is Basis.ESTIMATE else FigureStatus.FINAL
        status = FigureStatus.PROVISIONAL if said is FigureStatus.PROVISIONAL else firm
        rest = re.sub(r"\(?\bprovisional\b\)?", "", text[found.end() :], flags=re.IGNORECASE).strip(" ,;")
        return read_number(found[1]), status, rest
    if said is None or said is FigureStatus.PROVISIONAL:
        return None
    plain = re.fullmatch(r"(?:to follow|awaited|tbc|n/?a|suppressed|not applicable)\.?", text, re.IGNORECASE)
    return None, said, "" if plain else text


def read_lists(document: Document, draft: Draft) -> None:
    """Add the indicators that are listed line by line: several lines that each open with a code."""
    tally: Tally | None = None
    for sited, text in document.texts():
        lines = list(_coded_lines(text.lines))
        about = _ABOUT.search(f"{sited.under} {text.lines[0].text}")
        if not lines or not (len(lines) >= _FEWEST or (about and (tally or len(text.lines) == 1))):
            continue
        document.taken.add(sited.number)
        tally = tally or draft.tally(text.place, sited.under, SUPPORTED)
        for line in lines:
            tally.rows += 1
            coded = coded_title(Cell((line,)))
            if not draft.find(Indicator, code=coded.code):
                add_indicator(coded, IndicatorRole.SUPPORTED, draft, tally, text.place)


def _coded_lines(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that open with a code, each with those that go on after it."""
    held: Line | None = None
    for line in lines:
        if _CODE.match(line.text) and not line.text.isupper():
            if held:
                yield held
            held = line
        elif held:
            held = held._replace(text=f"{held.text} {line.text}", aside="")
    if held:
        yield held
