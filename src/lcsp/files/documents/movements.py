"""Reads what moves the budget: the variation statement between two years, and the pressures of the medium term plan."""

import re
from collections.abc import Sequence
from decimal import Decimal

from lcsp.files.documents.content import Row
from lcsp.files.documents.draft import Draft, Tally, Values
from lcsp.files.documents.headers import Header, Words, find_header, is_label_only, row_words
from lcsp.files.documents.sited import SitedTable
from lcsp.files.documents.values import quoted_pounds, read_number, scale_of
from lcsp.partnership.finance import Pressure, PressureKind, Variation, VariationKind

PRESSURES, VARIATIONS = "medium term plan: pressures and savings", "variation statement"
_PRESSURE_WORDS: Words = {
    "justification": r"\bjustif|\brationale|\breason|\bcomment",
    "name": r"\bpressure|\bsaving|\bexplanation|\bgrowth|\bproposal",
    "amount": r"\bamount|£|\bcost\b|\bvalue\b",
}
_MOVES: Words = {
    "name": r"\bvariation|\bmovement|\bdescription|^item\b|^change\b|\bdetail",
    "amount": r"£|\bamount|\bvalue\b",
}
_MOVED = re.compile(r"\bvariation|\bmovement|\breconcil|\bbridge\b|budget changes", re.IGNORECASE)
_OPENS = re.compile(r"\bopening|\bbase budget|\bbudget\b|\bbrought forward", re.IGNORECASE)
_CLOSES = re.compile(r"\bclosing|\bbudget\b|\bcarried forward", re.IGNORECASE)
_KINDS = (
    (VariationKind.SUBTOTAL, r"\bsub.?total"),
    (VariationKind.SAVING, r"\bsavings?\b|\befficienc"),
    (VariationKind.TRANSFER, r"\b(?i:tfr|transfer(?:red|s)?)\b|\w (?:to|from) [A-Z]"),
    (VariationKind.PAY, r"^pay\b|\bpay (?:award|inflation)|\bsalar"),
    (VariationKind.LEGISLATION, r"\blegislat|\bstatut|\bgov(?:ernment)? leg"),
    (VariationKind.PRICES, r"\bprices?\b|\binflation|\brate per\b"),
    (VariationKind.DEMAND, r"\bdemand|\bdemograph|\bvolume"),
)
_PARTY = re.compile(r"\b(?:to|from)\s+(?P<party>[A-Z][\w&' ]*?)(?:\s+to\s+.*)?$")
_CONTAINS = re.compile(r"\bas below|\bof which|\bmade up of|\bsee below", re.IGNORECASE)
_QUANTITY = re.compile(r"\b(\d[\d,.]*)\s+(?:[\w-]+\s+){0,2}?(ftes?|posts?|places?)\b", re.IGNORECASE)
_RATE = re.compile(r"£[^.]*?\bper (\w+)", re.IGNORECASE)


def fits_pressures(table: SitedTable) -> Header | None:
    """Return the header of a table of pressures, or None: it has an amount, an explanation and a justification."""
    header = find_header(table.table.rows, _PRESSURE_WORDS)
    return header if header and len(header.fields) == 3 else None


def read_pressures(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add a pressure for every row; a row that says "as below" is a subtotal of the rows that follow."""
    scale = _scale(table, header, tally)
    rows: list[Values] = []
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        name, amount = header.text(row, "name"), _amount(row, header, scale, tally)
        if amount is None:
            tally.puzzle(row.place, "a row without an amount", row_words(row))
            continue
        why = header.text(row, "justification")
        kind = PressureKind.SAVING if amount < 0 else PressureKind.PRESSURE
        record = draft.add(
            Pressure, tally, row.place,
            code=draft.code(Pressure, name), name=name, kind=kind, order=len(draft.all(Pressure)) + 1, amount=amount,
            justification=why, **_measured(f"{name}. {why}"),
        )  # fmt: skip
        if record:
            rows.append(record)
    _gather_subtotals(rows, tally)


def _measured(text: str) -> dict[str, object]:
    """Return how many posts or places an amount pays for, and the price of one, as far as the words say it."""
    found: dict[str, object] = {}
    if quantity := _QUANTITY.search(text):
        unit = quantity[2].lower()
        found = {"quantity": quantity[1].strip(".,"), "quantity_unit": unit.upper() if unit.startswith("fte") else unit}
    if (rate := _RATE.search(text)) and (pounds := quoted_pounds(rate[0])):
        found |= {"unit_rate": pounds[0].pounds, "quantity_unit": found.get("quantity_unit", f"{rate[1]}s")}
    return found


def _gather_subtotals(rows: Sequence[Values], tally: Tally) -> None:
    """Make every row that names others below it a subtotal of the rows that add up to it."""
    for index, row in enumerate(rows):
        if not _CONTAINS.search(row["name"]):
            continue
        row["kind"] = PressureKind.SUBTOTAL
        following = rows[index + 1 :]
        ends = [end for end in range(1, len(following) + 1) if _total(following[:end]) == row["amount"]]
        if not ends:
            tally.doubt(f"the rows below {row['name']!r} do not add up to it: all of them were taken for its parts")
        for part in following[: ends[-1] if ends else None]:
            part["part_of"] = row["code"]


def _total(rows: Sequence[Values]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal(0))


def fits_variations(table: SitedTable) -> Header | None:
    """Return the header of a variation statement, or None.

    It is a table of labels and amounts that opens with one year's budget and closes with the next one's; or one that
    stands under a heading of variation and has an opening or closing row.
    """
    rows = table.table.rows
    if len(rows) < 4 or len(rows[0].cells) not in (2, 3):
        return None
    header = find_header(rows, _MOVES)
    if header is None or "amount" not in header.fields:
        return None
    header = header._replace(fields={"name": (0,), **header.fields} if header.column("amount") else header.fields)
    filled = [row for row in rows[header.row + 1 :] if _is_figure(header.text(row, "amount"))]
    if len(filled) < 3 or "name" not in header.fields:
        return None
    first, last = (header.text(row, "name") for row in (filled[0], filled[-1]))
    opens, closes = bool(_OPENS.search(first)), bool(_CLOSES.search(last))
    headed = bool(_MOVED.search(" ".join(table.path[-2:])) or _MOVED.search(" ".join(header.names)))
    return header if (opens and closes) or (headed and (opens or closes)) else None


def read_variations(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add a variation for every row with an amount; a row without one is a heading for those below it."""
    scale, heading = _scale(table, header, tally), ""
    rows: list[Values] = []
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        name, amount = header.text(row, "name"), _amount(row, header, scale, tally)
        if amount is None:
            if is_label_only(row):
                heading = row_words(row)
            else:
                tally.puzzle(row.place, "a row without an amount", row_words(row))
            continue
        record = draft.add(
            Variation, tally, row.place,
            code=draft.code(Variation, name), name=name, kind=_kind(name, heading, amount),
            order=len(draft.all(Variation)) + 1, amount=amount, heading=heading,
        )  # fmt: skip
        if record:
            rows.append(record)
    _open_and_close(rows, tally)
    tally.doubt("why the budget moves was guessed from the words of each row: see the column kind")


def _open_and_close(rows: Sequence[Values], tally: Tally) -> None:
    if not rows:
        return
    for row, pattern, kind in ((rows[0], _OPENS, VariationKind.OPENING), (rows[-1], _CLOSES, VariationKind.CLOSING)):
        if pattern.search(row["name"]):
            row.update(kind=kind, heading="", counterparty="")
        else:
            tally.doubt(f"{row['name']!r} does not say that it is the {kind.value} budget")
    for row in rows:
        party = _PARTY.search(row["name"]) if row["kind"] is VariationKind.TRANSFER else None
        row["counterparty"] = party["party"].strip() if party else ""


def _kind(name: str, heading: str, amount: Decimal) -> VariationKind:
    """Return why the budget moves: as the row's words say it, else as its heading does, else by its sign."""
    for kind, pattern in _KINDS:
        if re.search(pattern, name, 0 if kind is VariationKind.TRANSFER else re.IGNORECASE):
            return kind
    if re.search(r"\bbase\b", heading, re.IGNORECASE):
        return VariationKind.BASE
    named = {kind for kind, pattern in _KINDS if re.search(pattern, heading, re.IGNORECASE)}
    named -= {VariationKind.TRANSFER, VariationKind.SUBTOTAL}
    if len(named) == 1:
        return named.pop()
    if amount < 0:
        return VariationKind.SAVING
    return VariationKind.DEMAND if re.search(r"\bpressure", heading, re.IGNORECASE) else VariationKind.BASE


def _scale(table: SitedTable, header: Header, tally: Tally) -> int:
    scale = scale_of(*header.names, *header.above, *table.path[-1:])
    if scale is None:
        tally.doubt("no heading says £000: amounts were taken for full pounds")
    return scale or 1


def _amount(row: Row, header: Header, scale: int, tally: Tally) -> Decimal | None:
    text = header.text(row, "amount")
    try:
        number = read_number(text)
    except ValueError as error:
        tally.puzzle(row.place, str(error), row_words(row))
        return None
    return None if number is None else number * scale


def _is_figure(text: str) -> bool:
    try:
        return read_number(text) is not None
    except ValueError:
        return False
