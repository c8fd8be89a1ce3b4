"""How the cells of a workbook look: one format a kind of value."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.kinds import Kind
from lcsp.vocabulary.numbers import FteKind, NumberKind, PoundsKind, WholeKind

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_TOP = {"valign": "top"}
_LOOKS: dict[str, dict[str, Any]] = {
    "text": {**_TOP, "num_format": "@", "text_wrap": True},
    "day": {**_TOP, "num_format": "yyyy-mm-dd", "align": "left"},
    "pounds": {**_TOP, "num_format": "#,##0"},
    "pence": {**_TOP, "num_format": "#,##0.00########"},
    "fte": {**_TOP, "num_format": "0.0########"},
    "whole": {**_TOP, "num_format": "0"},
    "number": {**_TOP, "num_format": "General"},
    "header": {**_TOP, "bold": True, "text_wrap": True, "bg_color": "#0B4F63", "font_color": "#FFFFFF", "border": 1},
    # Beside the note: what need not be filled in is lighter (10:1 on white text either way).
    "optional header": {**_TOP, "bold": True, "text_wrap": True, "bg_color": "#D9E6EA", "border": 1},
    "title": {"bold": True, "font_size": 18},
    "link": {"font_color": "#0B4F63", "underline": 1, "valign": "top"},
    "prose": {**_TOP, "text_wrap": True},
}


class Looks:
    """The formats of one workbook by name."""

    def __init__(self, book: "Workbook") -> None:
        self._formats = {name: book.add_format(look) for name, look in _LOOKS.items()}

    def of(self, name: str) -> "Format":
        """Return the format called `name`."""
        return self._formats[name]

    def header(self, *, required: bool) -> "Format":
        """Return the format of a column's header: dark where the column must be filled in."""
        return self._formats["header" if required else "optional header"]


def look_of(kind: Kind, value: Decimal | float | None = None) -> str:
    """Return the name of the format for a value of `kind`; pounds show pence only where there are any."""
    if isinstance(kind, PoundsKind):
        return "pence" if value is None or value != int(value) else "pounds"
    if isinstance(kind, FteKind):
        return "fte"
    if isinstance(kind, WholeKind):
        return "whole"
    if isinstance(kind, NumberKind):
        return "number"
    return "day" if isinstance(kind, DayKind) else "text"
