"""The plan's document cut into sheets, one for each part and section, each of which becomes a page."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lcsp.checks.listing import outcome_of
from lcsp.reports.document import Block, Figure, Heading, SummaryBox
from lcsp.reports.plan_document import build_document
from lcsp.reports.tables import Table
from lcsp.reports.words import List, RecordName
from lcsp.whole_plan import WholePlan

_DEEPEST = 2  # headings of this level open a sheet; deeper ones stand on it


class Sheet(NamedTuple):
    """A part, a section, an annex or the summary: its anchor, title, level and record, and the blocks on it."""

    anchor: str
    title: str
    level: int
    annex: bool
    record: RecordName | None
    blocks: tuple[Block, ...]


class Sheets(NamedTuple):
    """All sheets of a document in its order, and the sheet on which each anchor stands."""

    sheets: tuple[Sheet, ...]
    sheet_of: Mapping[str, str]

    def find(self, anchor: str) -> Sheet | None:
        """Return the sheet with this anchor, or None."""
        return next((sheet for sheet in self.sheets if sheet.anchor == anchor), None)


def sheets_of(plan: WholePlan) -> Sheets:
    """Return the sheets of `plan`, cut once for each state of it."""
    return plan.once("sheets", lambda: _cut(plan))


def _cut(plan: WholePlan) -> Sheets:
    document = build_document(plan, outcome_of(plan), draft=False)
    sheets: list[Sheet] = []
    front: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= _DEEPEST:
            sheets.append(Sheet(block.anchor, block.text, block.level, block.annex, block.record, ()))
        elif isinstance(block, SummaryBox):
            sheets.append(Sheet(block.anchor, block.title, 1, False, block.record, (*front, block)))
        elif sheets:
            sheets[-1] = sheets[-1]._replace(blocks=(*sheets[-1].blocks, block))
        else:
            front.append(block)
    return Sheets(tuple(sheets), {anchor: sheet.anchor for sheet in sheets for anchor in _anchors(sheet)})


def _anchors(sheet: Sheet) -> Iterator[str]:
    yield sheet.anchor
    for block in sheet.blocks:
        if isinstance(block, Heading | Table | Figure | SummaryBox):
            yield block.anchor
        if isinstance(block, Figure) and block.table:
            yield block.table.anchor


def records_on(sheet: Sheet) -> Iterator[RecordName]:
    """Yield the records that a sheet tells, some of them more than once."""
    if sheet.record:
        yield sheet.record
    for block in sheet.blocks:
        if isinstance(block, Heading) and block.record:
            yield block.record
        elif isinstance(block, List):
            yield from block.records
        elif isinstance(block, Table):
            yield from _records_in(block)


def _records_in(table: Table) -> Iterator[RecordName]:
    for row in table.rows:
        if row.record:
            yield row.record
        yield from (cell.record for cell in row.full_cells() if cell.record)
