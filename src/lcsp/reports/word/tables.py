"""Tables as Word's XML: a heading row that each page repeats, rows that stay whole, notes underneath."""

from __future__ import annotations

from collections.abc import Iterator

from lcsp.reports.layout import cell_texts, column_widths, is_wide
from lcsp.reports.tables import Align, Cell, Column, Row, RowKind, Table, TableNote
from lcsp.reports.word.package import attribute_xml
from lcsp.reports.word.paragraphs import Writing, paragraph_xml, prose_xml, run_xml, words_xml

# Twentieths of a point, as Word counts: the text width of an A4 page, upright and turned.
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 9638, 15024
# The width of a digit at the size of a table's print, and the least margins of a cell.
_CHARACTER, _MARGINS = 96, 110
_WHOLE_ROW = 900  # a row whose fullest cell has fewer characters is kept on one page
# A table of many columns is set closer.
_MANY_COLUMNS = 8
_CLOSE = (
    '<w:tblCellMar><w:top w:w="15" w:type="dxa"/><w:left w:w="55" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="55" w:type="dxa"/></w:tblCellMar>'
)
_SIDES = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTRE: "center"}
_LINE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
_INK, _HAIRLINE = "14212B", "B9C4CB"
_RULES = {
    RowKind.SUBTOTAL: _LINE.format("top", 6, _INK),
    RowKind.TOTAL: _LINE.format("top", 8, _INK) + _LINE.format("bottom", 8, _INK),
}
TABLE_END = paragraph_xml("TableEnd", "")
_HEAD_RULE = _LINE.format("bottom", 8, _INK)
_LOOKS = {
    RowKind.SUBTOTAL: "<w:b/>",
    RowKind.TOTAL: "<w:b/>",
    RowKind.MEMORANDUM: '<w:i/><w:color w:val="47545E"/>',
}


def table_xml(writing: Writing, table: Table) -> str:
    """Return the caption, the table, its notes and the space below it."""
    caption = paragraph_xml("Caption", writing.place_xml(table.anchor, run_xml(table.caption)))
    notes = "".join(_note_xml(writing, note) for note in table.notes)
    return caption + _grid_xml(writing, table) + notes + TABLE_END


def _grid_xml(writing: Writing, table: Table) -> str:
    widths = _widths(table)
    look = f'w:firstRow="1" w:lastRow="0" w:firstColumn="{int(table.row_header == 0)}" w:lastColumn="0"'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row_xml(writing, table, row, widths) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{_CLOSE if len(widths) > _MANY_COLUMNS else ""}'
        f'<w:tblLook w:val="04A0" {look} w:noHBand="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={attribute_xml(table.caption)}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{_head_xml(table, widths)}{rows}</w:tbl>"
    )


def _widths(table: Table) -> list[int]:
    """Return the width of each column: a narrow table does not fill the page, a wide one fills a turned page.

    Numbers get what they need, and words share what is left over.
    """
    needs = [width * _CHARACTER + _MARGINS for width in column_widths(table)]
    full = LANDSCAPE_WIDTH if is_wide(table) else PORTRAIT_WIDTH
    width = min(full, max(full // 2, round(1.15 * sum(needs))))
    of_words = sum(need for need, column in zip(needs, table.columns, strict=True) if column.align is not Align.RIGHT)
    left_over = width - sum(needs)
    if left_over <= 0 or not of_words:
        return [width * need // sum(needs) for need in needs]
    return [
        need + (0 if column.align is Align.RIGHT else left_over * need // of_words)
        for need, column in zip(needs, table.columns, strict=True)
    ]


def _head_xml(table: Table, widths: list[int]) -> str:
    """Return the heading row, or two: groups above, and columns without a group reaching through both."""
    if not table.grouped:
        return _head_row_xml(_head_cell_xml(column, width) for column, width in zip(table.columns, widths, strict=True))
    upper: list[str] = []
    lower: list[str] = []
    at = 0
    for group, count in table.column_groups():
        columns, wide = table.columns[at : at + count], widths[at : at + count]
        if group:
            name = paragraph_xml("TableHeading", run_xml(group), '<w:jc w:val="center"/>')
            upper.append(_cell_xml(name, sum(wide), count, f"<w:tcBorders>{_HEAD_RULE}</w:tcBorders>"))
            lower += map(_head_cell_xml, columns, wide)
        else:
            upper.append(_head_cell_xml(columns[0], wide[0], '<w:vMerge w:val="restart"/>'))
            lower.append(_cell_xml(paragraph_xml("TableHeading", ""), wide[0], 1, "<w:vMerge/>"))
        at += count
    return _head_row_xml(upper) + _head_row_xml(lower)


def _head_row_xml(cells: Iterator[str] | list[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head_cell_xml(column: Column, width: int, merge: str = "") -> str:
    unit = "<w:r><w:br/></w:r>" + run_xml(column.unit, '<w:b w:val="0"/>') if column.unit else ""
    side = f'<w:jc w:val="{_SIDES[column.align]}"/>'
    content = paragraph_xml("TableHeading", run_xml(column.heading) + unit, side)
    return _cell_xml(content, width, 1, f'{merge}<w:vAlign w:val="bottom"/>')


def _row_xml(writing: Writing, table: Table, row: Row, widths: list[int]) -> str:
    cells, at = [], 0
    if row.kind is RowKind.HEADING:
        words = words_xml(writing, row.full_cells()[0].words)
        content = paragraph_xml("TableHeading", words, "<w:keepNext/>")
        cells.append(_cell_xml(content, sum(widths), len(widths)))
    else:
        for cell in row.full_cells():
            align = cell.align or table.columns[at].align
            content = _content_xml(writing, cell, align, _LOOKS.get(row.kind, ""))
            rules = f"<w:tcBorders>{_RULES[row.kind]}</w:tcBorders>" if row.kind in _RULES else ""
            cells.append(_cell_xml(content, sum(widths[at : at + cell.columns]), cell.columns, rules))
            at += cell.columns
    whole = "<w:trPr><w:cantSplit/></w:trPr>" if _length(row) < _WHOLE_ROW else ""
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cell_xml(content: str, width: int, columns: int = 1, more: str = "") -> str:
    span = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{more}</w:tcPr>{content}</w:tc>'


def _content_xml(writing: Writing, cell: Cell, align: Align, look: str) -> str:
    words = words_xml(writing, cell.words, look)
    if cell.note:
        words += run_xml(cell.note, f'{look}<w:vertAlign w:val="superscript"/>')
    blocks = "".join(prose_xml(writing, block, "TableText", look) for block in cell.blocks)
    side = "" if align is Align.LEFT else f'<w:jc w:val="{_SIDES[align]}"/>'
    return (paragraph_xml("TableText", words, side) if words or not blocks else "") + blocks


def _length(row: Row) -> int:
    return max((sum(map(len, cell_texts(cell))) for cell in row.full_cells()), default=0)


def _note_xml(writing: Writing, note: TableNote) -> str:
    marker = run_xml(f"{note.marker} ", "<w:b/>") if note.marker else ""
    return paragraph_xml("TableNote", marker + words_xml(writing, note.words))
