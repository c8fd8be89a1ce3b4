"""A picture as a page shows it: caption, drawing, and the table behind it."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from lcsp.web.showing import Head


class Picture(NamedTuple):
    """A drawing with its caption and its data; `name` is the id of its figure, unlike any other on the page."""

    name: str
    caption: str
    drawing: Markup
    heads: tuple[Head, ...]
    rows: Sequence[Sequence[object]]  # a text, a number or a Cell each
