"""Reads core services: a heading with a price, who manages the service, and what it does."""

import re
from collections.abc import Sequence
from decimal import Decimal

from lcsp.files.documents.content import Block, Heading, Line, Row, Table, Text
from lcsp.files.documents.draft import Draft, Tally
from lcsp.files.documents.headers import Header, Words, find_header, row_words
from lcsp.files.documents.sited import Document, Sited, SitedTable
from lcsp.files.documents.values import quoted_pounds, read_number, scale_of
from lcsp.partnership.plan import Activity, Service

TAKEN_FOR, LISTED = "a service, its price and what it does", "list of services with prices"
_LABEL = re.compile(r"\bbudget line|^(?:core )?service(?: name)?:?$|^activity\b", re.IGNORECASE)
_MANAGER = re.compile(r"\bmanager|\baccountab|\blead\b|\bresponsib|\bhead of service", re.IGNORECASE)
_PRICED = re.compile(
    r"^(?P<name>\S.*?)[\s:–(-]*(?P<price>£\s?\d[\d,]*(?:\.\d+)?\s?(?:k|m|million)?)\)?$", re.IGNORECASE
)
_LIST_WORDS: Words = {
    "price": r"£|\bcosts?\b|\bbudget\b|\bprice",
    "manager": r"\bmanager|\baccountab|\blead\b|\bresponsib",
    "name": r"^(?:core )?services?(?: name)?$|^activit(?:y|ies)$|^service area$",
}


def read_services(document: Document, draft: Draft) -> None:
    """Add the services that have a table or a priced heading of their own, with the text that follows each."""
    for number in range(len(document.blocks)):
        sited = document.blocks[number]
        block = sited.block
        if isinstance(block, Table) and _is_service(block):
            tally = draft.tally(block.place, sited.under, TAKEN_FOR)
            tally.rows = len(block.rows)
            rows = block.rows[1:]
            managed = [row for row in rows if _MANAGER.search(row.text(0)) and row.own(1)]
            lines = [line for row in rows if row not in managed for line in _own_lines(row)]
            manager = managed[0].text(1) if managed else ""
            _add(document, sited, block.rows[0].text(1), manager, lines, draft, tally)
        elif isinstance(block, Heading) and _PRICED.match(block.text):
            tally = draft.tally(block.place, sited.under, TAKEN_FOR)
            tally.rows = 1
            _add(document, sited, block.text, "", [], draft, tally)


def _is_service(table: Table) -> bool:
    """Say whether a table opens with a label and a service's name, which has a price or a manager below it."""
    first = table.rows[0]
    if len(first.cells) != 2 or len(first.filled) != 2 or not _LABEL.search(first.text(0)):
        return False
    priced = bool(_PRICED.match(first.text(1)))
    return priced or (len(table.rows) > 1 and bool(_MANAGER.search(table.rows[1].text(0))))


def _own_lines(row: Row) -> list[Line]:
    return [line for cell in row.cells if not cell.spanned for line in cell.lines]


def _add(
    document: Document, sited: Sited, heading: str, manager: str, lines: list[Line], draft: Draft, tally: Tally
) -> None:
    """Add a service with what its table says and what the text below it adds."""
    document.taken.add(sited.number)
    following = _following(document, sited)
    for one in following:
        document.take(one.number)
        _go_on(lines, one.block)
    if not manager:
        manager = _take_manager(lines)
    name, price = priced(heading)
    posts = draft.posts(manager, tally)
    purpose, items, note = _sorted(lines)
    service = draft.add(
        Service, tally, tally.place,
        code=draft.code(Service, name), name=name, order=len(draft.all(Service)) + 1, price=price,
        manager=posts[0] if posts else None, purpose=purpose, note=note,
    )  # fmt: skip
    if price is None:
        tally.doubt("no price stands in the heading")
    for number, item in enumerate(items if service else (), 1):
        code = service["code"] if service else ""
        draft.add(Activity, tally, tally.place, code=f"{code}-{number}", service=code, title=item)


def priced(heading: str) -> tuple[str, Decimal | None]:
    """Return the name in a heading and the price at its end, in pounds."""
    found = _PRICED.match(heading)
    if not found:
        return heading, None
    return found["name"], quoted_pounds(found["price"])[0].pounds


def _following(document: Document, sited: Sited) -> list[Sited]:
    """Return the blocks below a service that belong to it: up to the next table or heading of no lower level.

    A line in bold stands for a heading of the lowest level; it ends the text of a service all the same.
    """
    top = sited.block.level if isinstance(sited.block, Heading) else len(sited.path) + 1
    found = []
    for one in document.blocks[sited.number + 1 :]:
        if isinstance(one.block, Table) or (isinstance(one.block, Heading) and _ends(one.block, sited, top)):
            break
        found.append(one)
    while found and isinstance(found[-1].block, Heading):
        found.pop()
    return found


def _ends(heading: Heading, sited: Sited, top: int) -> bool:
    if isinstance(sited.block, Heading):
        return heading.level <= top
    return heading.level > 5 or heading.level <= top - 1 or bool(_PRICED.match(heading.text))


def _go_on(lines: list[Line], block: Block) -> None:
    """Add the lines of `block`; one that opens with a small letter goes on from the line before."""
    if isinstance(block, Heading):
        lines.append(Line(block.text))
    elif isinstance(block, Text):
        for line in block.lines:
            if lines and line.text[:1].islower() and not line.item and not lines[-1].text.endswith((".", ":")):
                lines[-1] = lines[-1]._replace(text=f"{lines[-1].text} {line.text}")
            else:
                lines.append(line)


def _take_manager(lines: list[Line]) -> str:
    """Return the manager that a line "Accountable manager: …" names, and take that line out."""
    for line in lines:
        label, _, name = line.text.partition(":")
        if name and _MANAGER.search(label) and len(label.split()) < 5:
            lines.remove(line)
            return name.strip()
    return ""


def _sorted(lines: Sequence[Line]) -> tuple[str, list[str], str]:
    """Return what stands before the listed items, the items, and what stands after or between them."""
    first = next((index for index, line in enumerate(lines) if line.item), len(lines))
    purpose = " ".join(line.text for line in lines[:first])
    items = [line.text for line in lines[first:] if line.item]
    return purpose, items, " ".join(line.text for line in lines[first:] if not line.item)


def fits_list(table: SitedTable) -> Header | None:
    """Return the header of a list of services, or None: it has a name, a price and a manager in every row."""
    header = find_header(table.table.rows, _LIST_WORDS)
    return header if header and len(header.fields) == 3 else None


def read_list(table: SitedTable, header: Header, draft: Draft, tally: Tally) -> None:
    """Add a service for every row."""
    scale = scale_of(*header.names, *header.above, *table.path[-1:]) or 1
    for row in table.table.rows[header.row + 1 :]:
        tally.rows += 1
        name = header.text(row, "name")
        try:
            price = read_number(header.text(row, "price"))
        except ValueError as error:
            tally.puzzle(row.place, str(error), row_words(row))
            price = None
        if not name or name.lower().startswith("total"):
            tally.puzzle(row.place, "a row that names no service", row_words(row))
            continue
        posts = draft.posts(header.text(row, "manager"), tally)
        draft.add(
            Service, tally, row.place,
            code=draft.code(Service, name), name=name, order=len(draft.all(Service)) + 1,
            price=None if price is None else price * scale, manager=posts[0] if posts else None,
        )  # fmt: skip
