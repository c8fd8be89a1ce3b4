"""Reads staffing tables: grade bands, totals and parts of them, in FTE of two years."""

import re
from decimal import Decimal

from lcsp.files.documents.content import Row
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import Header, row_words
from lcsp.files.documents.sited import SitedTable
from lcsp.files.documents.values import read_number, status_in, year_in
from lcsp.partnership.performance import FigureStatus
from lcsp.partnership.workforce import Establishment, EstablishmentKind, StaffingStatus

TAKEN_FOR = "staffing"
_ABOUT = re.compile(r"\bstaff|\bworkforce|\bestablishment|\bf\.?t\.?es?\b|\bheadcount", re.IGNORECASE)
_OF_WHICH = re.compile(r"\bof which|\bof the (?:above|total)|\bincluded above", re.IGNORECASE)
_EXTERNAL = re.compile(r"\bextern|\bgrant", re.IGNORECASE)
_SEARCHED = 3


def fits(table: SitedTable) -> Header | None:
    """Return the header of a staffing table, or None: it has a column for the plan's year and speaks of staff."""
    rows = table.table.rows
    words = " ".join([*table.path[-2:], *(row.text(0) for row in rows)])
    if not _ABOUT.search(words) or len(rows) < 2:
        return None
    for index, row in enumerate(rows[:_SEARCHED]):
        years = {column: year_in(cell.text) for column, cell in enumerate(row.cells) if column}
        dated = {column: year for column, year in years.items() if year is not None}
        if dated and len(row.cells) <= len(dated) + 2:
            newest = max(dated, key=lambda column: dated[column])
            prior = [column for column, year in dated.items() if year == dated[newest] - 1]
            fields = {"name": (0,), "fte": (newest,)} | ({"prior_fte": (prior[0],)} if prior else {})
            return Header(index, fields, tuple(cell.text for cell in row.cells), ("",) * len(row.cells))
    return None


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add a row of the establishment for every row of the table."""
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        name = header.text(row, "name")
        if not name:
            tally.puzzle(row.place, "a row without a label", row_words(row))
            continue
        of_which = bool(_OF_WHICH.search(name))
        total = EstablishmentKind.TOTAL if re.search(r"\btotal\b", name, re.IGNORECASE) else EstablishmentKind.BAND
        fte, status = _staff(row, header.column("fte"), tally)
        prior, prior_status = _staff(row, header.column("prior_fte"), tally)
        draft.add(
            Establishment, tally, row.place,
            code=draft.code(Establishment, name), name=name, kind=EstablishmentKind.OF_WHICH if of_which else total,
            order=len(draft.all(Establishment)) + 1, prior_fte=prior, prior_status=prior_status, fte=fte, status=status,
            funding="external" if of_which and _EXTERNAL.search(name) else "",
        )  # fmt: skip


def _staff(row: Row, column: int | None, tally: Tally) -> tuple[Decimal | None, StaffingStatus]:
    """Return a number of staff, or why there is none."""
    text = "" if column is None else row.own(column)
    try:
        number = read_number(re.sub(r"\s*\bFTEs?$", "", text, flags=re.IGNORECASE))
    except ValueError as error:
        if status_in(text) in (FigureStatus.TO_FOLLOW, FigureStatus.AWAITED):
            return None, StaffingStatus.TO_FOLLOW
        tally.puzzle(row.place, str(error), row_words(row))
        return None, StaffingStatus.BLANK
    return (None, StaffingStatus.BLANK) if number is None else (number, StaffingStatus.STATED)
