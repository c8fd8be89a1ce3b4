"""Tables as accessible HTML: captions, scoped headers, links from cells to grouped headings, notes."""

from __future__ import annotations

from decimal import Decimal

from lcsp.reports.html_records import RecordLinks
from lcsp.reports.html_words import prose_html, text_html, words_html
from lcsp.reports.layout import column_widths, is_wide
from lcsp.reports.tables import Align, Cell, Row, RowKind, Table, TableNote
from lcsp.reports.words import plain

# Ids made here hold an underscore, which an author's anchor cannot, so the two never meet.


def table_html(table: Table, links: RecordLinks | None = None) -> str:
    """The table in a region that can be focused and scrolled sideways by itself, with its notes under it.

    With `links`, every row that tells a record ends in a link to it, and a cell that tells one of its own is a link.
    """
    anchor = table.anchor
    styled = links is None
    links = links if any(row.record for row in table.rows) else None
    names = "".join(f" {n}" for n, on in (("wide", is_wide(table)), ("grouped", table.grouped)) if on)
    return (
        f'<div class="table" id="{anchor}">'
        f'<section class="scroll" aria-labelledby="{anchor}_caption" tabindex="0">'
        f'<table class="data{names}">'
        f'<caption><span id="{anchor}_caption">{text_html(table.caption)}</span></caption>'
        f"{_columns_html(table, links)}<thead>{_head_html(table, links, styled=styled)}</thead>"
        f"{_body_html(table, links)}</table></section>"
        f"{_notes_html(table)}</div>"
    )


def _columns_html(table: Table, links: RecordLinks | None) -> str:
    """One colgroup for each group: without it scope="colgroup" would mean nothing."""
    counts = [count for _, count in table.column_groups()] + ([1] if links else [])
    return "".join(f'<colgroup span="{count}"></colgroup>' for count in counts)


def _head_html(table: Table, links: RecordLinks | None, *, styled: bool) -> str:
    if not table.grouped:
        cells = (_column_head(table, index, styled=styled) for index in range(len(table.columns)))
        return f"<tr>{''.join(cells)}{_links_head(table, links)}</tr>"
    upper, lower, at = [], [], 0
    for group, count in table.column_groups():
        if group:
            identity = f'id="{_group_id(table, at)}"'
            upper.append(f'<th scope="colgroup" class="group" colspan="{count}" {identity}>{text_html(group)}</th>')
            lower += [_column_head(table, index, styled=styled) for index in range(at, at + count)]
        else:
            upper.append(_column_head(table, at, ' rowspan="2"', styled=styled))
        at += count
    upper.append(_links_head(table, links))
    return f"<tr>{''.join(upper)}</tr><tr>{''.join(lower)}</tr>"


def _links_head(table: Table, links: RecordLinks | None) -> str:
    if links is None:
        return ""
    extra = f' rowspan="2" id="{_links_id(table)}"' if table.grouped else ""
    return f'<th scope="col" class="record"{extra}>{text_html(links.heading)}</th>'


def _links_id(table: Table) -> str:
    return f"{table.anchor}_c{len(table.columns)}"


def _column_head(table: Table, index: int, extra: str = "", *, styled: bool) -> str:
    """The heading of one column; if `styled`, it keeps a column of words from being squeezed into a strip."""
    column = table.columns[index]
    unit = f' <span class="unit">{text_html(column.unit)}</span>' if column.unit else ""
    attributes = _align(column.align) + extra + (f' id="{table.anchor}_c{index}"' if table.grouped else "")
    if styled and column.align is not Align.RIGHT:
        attributes += f' style="--least:{round(0.85 * column_widths(table)[index])}ch"'
    return f'<th scope="col"{attributes}>{text_html(column.heading)}{unit}</th>'


def _group_id(table: Table, index: int) -> str:
    """The id of the grouped heading that stands over the column: named after the group's first column."""
    at = 0
    for _, count in table.column_groups():
        if index < at + count:
            return f"{table.anchor}_g{at}"
        at += count
    raise IndexError(f"table {table.anchor!r} has no column {index}")


def _body_html(table: Table, links: RecordLinks | None) -> str:
    """The rows; a heading row opens a new tbody, whose rows it heads."""
    parts, heading = ["<tbody>"], ""
    for number, row in enumerate(table.rows, start=1):
        if row.kind is RowKind.HEADING:
            heading = f"{table.anchor}_r{number}"
            told = row.full_cells()[0].words
            words = words_html(told)
            if links and row.record:
                words = f"{words} {links.beside(row.record, plain(told))}"
            span = len(table.columns) + (1 if links else 0)
            parts.append(
                f'</tbody><tbody><tr class="heading">'
                f'<th scope="rowgroup" colspan="{span}" id="{heading}">{words}</th></tr>'
            )
        else:
            parts.append(_row_html(table, number, row, heading, links))
    return "".join([*parts, "</tbody>"]).replace("<tbody></tbody>", "")


def _row_html(table: Table, number: int, row: Row, heading: str, links: RecordLinks | None) -> str:
    parts, at = [], 0
    for cell in row.full_cells():
        parts.append(_cell_html(table, number, at, cell, heading, links))
        at += cell.columns
    if links:
        parts.append(_link_cell(table, number, row, heading, links))
    kind = "" if row.kind is RowKind.LINE else f' class="{row.kind}"'
    return f"<tr{kind}>{''.join(parts)}</tr>"


def _link_cell(table: Table, number: int, row: Row, heading: str, links: RecordLinks) -> str:
    """The last cell of a row, with the link to the record that the row tells."""
    names = (heading, f"{table.anchor}_r{number}" if table.row_header is not None else "", _links_id(table))
    headers = f' headers="{" ".join(name for name in names if name)}"' if table.grouped else ""
    told = plain(row.full_cells()[table.row_header or 0].words)
    return f'<td class="record"{headers}>{links.beside(row.record, told) if row.record else ""}</td>'


def _cell_html(table: Table, number: int, index: int, cell: Cell, heading: str, links: RecordLinks | None) -> str:
    attributes = _align(cell.align or table.columns[index].align)
    if cell.columns > 1:
        attributes += f' colspan="{cell.columns}"'
    content = _content_html(table, cell, links)
    if table.row_header in range(index, index + cell.columns):
        identity = f' id="{table.anchor}_r{number}"' if table.grouped else ""
        return f'<th scope="row"{attributes}{identity}>{content}</th>'
    if table.grouped:
        attributes += f' headers="{_headers(table, number, index, heading)}"'
    return f"<td{attributes}>{content}</td>"


def _headers(table: Table, number: int, index: int, heading: str) -> str:
    """The ids of all headings of a cell under grouped headings, from its row's to its column's."""
    row = f"{table.anchor}_r{number}" if table.row_header is not None else ""
    group = _group_id(table, index) if table.columns[index].group else ""
    return " ".join(name for name in (heading, row, group, f"{table.anchor}_c{index}") if name)


def _content_html(table: Table, cell: Cell, links: RecordLinks | None) -> str:
    words = words_html(cell.words)
    if isinstance(cell.value, int | Decimal) and words:
        words = f'<data value="{cell.value}">{words}</data>'
    if links and cell.record:
        words = links.around(cell.record, words)
    if cell.note:
        words += (
            f'<sup><a href="#{table.anchor}_{_note_id(table, cell.note)}">'
            f'<span class="unseen">note </span>{text_html(cell.note)}</a></sup>'
        )
    return words + "".join(map(prose_html, cell.blocks))


def _note_id(table: Table, marker: str) -> str:
    return f"n{[note.marker for note in table.notes].index(marker)}"


def _notes_html(table: Table) -> str:
    if not table.notes:
        return ""
    return f'<div class="notes">{"".join(_note_html(table, note) for note in table.notes)}</div>'


def _note_html(table: Table, note: TableNote) -> str:
    if not note.marker:
        return f"<p>{words_html(note.words)}</p>"
    identity = f"{table.anchor}_{_note_id(table, note.marker)}"
    return f'<p id="{identity}"><b>{text_html(note.marker)}</b> {words_html(note.words)}</p>'


def _align(align: Align) -> str:
    return "" if align is Align.LEFT else f' class="{align}"'
