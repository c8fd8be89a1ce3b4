"""Reads budget tables: amounts of this year and the year before, FTE, totals and what stands below them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from lcsp.files.documents.content import Row
from lcsp.files.documents.draft import Draft, Tally, Values
from lcsp.files.documents.headers import Header, Words, find_header, is_label_only, row_words
from lcsp.files.documents.posts import is_initials
from lcsp.files.documents.sited import SitedTable
from lcsp.files.documents.values import read_number, scale_of, year_in
from lcsp.partnership.finance import BudgetLine, LineKind

TAKEN_FOR = "budget"
_WORDS: Words = {
    "fte": r"\bf\.?t\.?e|full.time equiv|\bposts\b|\bstaff (?:numbers?|in post)",
    "internal_income": r"\b(?:internal|recharge).*\b(?:income|recharges?)|^recharges?\b|internal income",
    "external_income": r"\bincome|\bfees\b|^grants?\b",
    "running": r"\brunning|\bnon.?(?:pay|staff|employee)|\bsupplies|\bother (?:costs?|expend)",
    "employee": r"\bemployees?\b|\bstaff(?:ing)? (?:costs?|expend)|\bpay(?: costs?| expend|$)|\bsalar",
    "contracts": r"\bcontract|\bthird.part|\bprojects?\b|\bcommission",
    "gross": r"\bgross|\btotal (?:expend|spend|costs?)",
    "controllable": r"\bcontrollable|\bnet\b|^budget\b",
    "cabinet_portfolio": r"\bcabinet|\bportfolio|\bmember\b",
    "name": r"\bactivit|\bservice|\bbudget (?:head|line|area)|\bdivision|\bdescription|^(?:line|function|team|unit)\b",
}
_MONEY = ("employee", "running", "contracts", "gross", "external_income", "internal_income", "controllable")
_TOTAL, _SUBTOTAL = re.compile(r"\btotals?\b", re.IGNORECASE), re.compile(r"\bsub.?totals?\b", re.IGNORECASE)
_BELOW = re.compile(r"\bmemorandum|\bbelow the line|\bnot controllable|\bnon.controllable", re.IGNORECASE)


def fits(table: SitedTable) -> Header | None:
    """Return the header of a budget table, or None: it names services and at least three columns of money or FTE."""
    header = find_header(table.table.rows, _WORDS)
    if header is None or "name" not in header.fields:
        return None
    counted = [field for field in header.fields if field in _MONEY or field == "fte"]
    has_sum = "gross" in header.fields or "controllable" in header.fields
    return header if len(counted) >= 3 and has_sum else None


def read(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add a budget line for every row; amounts in full pounds."""
    columns, scale = _columns(header, draft, tally), _scale(table, header, tally)
    below, lines = False, list[Values]()
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        name = header.text(row, "name")
        if not name or is_label_only(row):
            label = row_words(row)
            below = bool(_BELOW.search(label)) or (below and not label)
            if not name:
                tally.puzzle(row.place, "a row without a label", label)
            continue
        values = _amounts(row, columns, scale, tally)
        kind = _kind(name, below=below)
        line = draft.add(
            BudgetLine, tally, row.place,
            code=draft.code(BudgetLine, name), name=name, kind=kind, order=len(draft.all(BudgetLine)) + 1,
            cabinet_portfolio=_portfolio(row, header, tally), **values,
        )  # fmt: skip
        if line:
            lines.append(line)
    _turn_income(lines, tally)
    _nest(lines)


def _columns(header: Header, draft: Draft, tally: Tally) -> dict[str, int]:
    """Return the column of every amount; of two columns of one kind, the earlier year's is the prior one."""
    columns: dict[str, int] = {}
    for field, places in header.fields.items():
        if field not in (*_MONEY, "fte"):
            continue
        years = {place: _year(header, place) for place in places}
        prior = [place for place, year in years.items() if year is not None and year < draft.year.year]
        current = [place for place in places if place not in prior]
        if len(current) > 1 and not prior:
            prior, current = current[:1], current[1:]
            tally.doubt(f"two columns of {field} without a year: the first was taken for the year before")
        if current:
            columns[field] = current[0]
        if prior and field in ("controllable", "fte"):
            columns[f"prior_{field}"] = prior[-1]
        for left in [*current[1:], *(prior if field not in ("controllable", "fte") else prior[:-1])]:
            tally.doubt(f"column {header.names[left]!r} was not kept: a budget line has no place for it")
    return columns


def _year(header: Header, column: int) -> int | None:
    found = year_in(header.names[column])
    return year_in(header.above[column]) if found is None else found


def _scale(table: SitedTable, header: Header, tally: Tally) -> int:
    scale = scale_of(*header.names, *header.above, *table.path[-1:])
    if scale is None:
        tally.doubt("no heading says £000: amounts were taken for full pounds")
    return scale or 1


def _amounts(row: Row, columns: dict[str, int], scale: int, tally: Tally) -> dict[str, Decimal | None]:
    """Return the amounts of a row by field; what is not a number is a puzzle and stays blank."""
    values: dict[str, Decimal | None] = {}
    for field, column in columns.items():
        try:
            number = read_number(row.own(column))
        except ValueError as error:
            tally.puzzle(row.place, f"{field.replace('_', ' ')}: {error}", row.own(column))
            continue
        values[field] = number if number is None or field.endswith("fte") else number * scale
    return values


def _kind(name: str, *, below: bool) -> LineKind:
    if _SUBTOTAL.search(name):
        return LineKind.SUBTOTAL
    if _TOTAL.search(name):
        return LineKind.TOTAL
    return LineKind.MEMORANDUM if below else LineKind.LINE


def _portfolio(row: Row, header: Header, tally: Tally) -> str:
    """Return the portfolio; the initials of a member are a person's and are left out."""
    text = header.text(row, "cabinet_portfolio")
    if is_initials(text):
        tally.names_left_out += 1
        return ""
    return text


def _turn_income(lines: Sequence[Values], tally: Tally) -> None:
    """Make income negative where it is printed positive and taken off the gross amount."""
    fields = ("external_income", "internal_income")
    for line in lines:
        income = [line[field] for field in fields if line[field]]
        if not income or min(income) < 0 or line["gross"] is None or line["controllable"] is None:
            continue
        if line["gross"] - sum(income) == line["controllable"]:
            tally.doubt("income is printed as positive and taken off: it was made negative")
            line.update({field: -line[field] for field in fields if line[field]})


def _nest(lines: Sequence[Values]) -> None:
    """Say which total or subtotal every row is added into, from the order in which they stand.

    A subtotal holds the lines since the one before it, a total all that is in nothing else yet.
    """
    loose: list[Values] = []
    for line in lines:
        if line["kind"] is LineKind.SUBTOTAL:
            for part in [one for one in loose if one["kind"] is LineKind.LINE]:
                part["part_of"] = line["code"]
                loose.remove(part)
        elif line["kind"] is LineKind.TOTAL:
            for part in loose:
                part["part_of"] = line["code"]
            loose = []
        loose.append(line)
