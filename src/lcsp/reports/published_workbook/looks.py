"""How the cells of the published workbook look: the colours and rules of the other editions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lcsp.reports.tables import Align, RowKind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_ACCENT, _QUIET, _HAIRLINE, _WARNING = "#0B4F63", "#47545E", "#B9C4CB", "#8A1F11"
_THIN, _MEDIUM = 1, 2
_CELL = {"valign": "top", "text_wrap": True, "bottom": _THIN, "bottom_color": _HAIRLINE}
_KINDS: dict[RowKind, dict[str, Any]] = {
    RowKind.LINE: {},
    RowKind.HEADING: {"bold": True},
    RowKind.SUBTOTAL: {"bold": True, "top": _THIN},
    RowKind.TOTAL: {"bold": True, "top": _THIN, "bottom": _MEDIUM, "bottom_color": "#000000"},
    RowKind.MEMORANDUM: {"italic": True, "font_color": _QUIET},
}
_NAMED: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "caption": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "font_size": 12, "font_color": _ACCENT},
    "quiet": {"font_color": _QUIET},
    "note": {"font_color": _QUIET, "text_wrap": True, "valign": "top"},
    "draft": {"bold": True, "font_color": _WARNING},
    "link": {"font_color": _ACCENT, "underline": 1, "valign": "top", "text_wrap": True},
    "way back": {"font_color": _ACCENT, "underline": 1},
    "prose": {"text_wrap": True, "valign": "top"},
}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def named(self, name: str) -> Format:
        """Return the format of what stands around the tables."""
        return self._of(_NAMED[name])

    def heading(self, align: Align, *, first: bool = True) -> Format:
        """Return the format of a column's heading; but for the first column's, words keep off the numbers beside."""
        rules = {
            **_indent(align, first),
            "bottom": _MEDIUM,
            "bottom_color": _ACCENT,
            "text_wrap": True,
            "valign": "bottom",
        }
        return self._of({"bold": True, "align": align.value, **rules})

    def cell(self, kind: RowKind, align: Align, number: str = "", *, first: bool = True) -> Format:
        """Return the format of a cell in a row of `kind`; `number` is the format of its number."""
        more: dict[str, Any] = {"num_format": number} if number else _indent(align, first)
        return self._of({**_CELL, **_KINDS[kind], "align": align.value, **more})

    def _of(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": "Arial", "font_size": 10, **properties})
        return self._made[key]


def _indent(align: Align, first: bool) -> dict[str, Any]:
    return {"indent": 1} if align is Align.LEFT and not first else {}
