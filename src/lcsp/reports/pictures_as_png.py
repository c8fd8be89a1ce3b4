"""The drawings of a document (SVG) as pictures (PNG), for the editions that cannot show the drawings themselves."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any, NamedTuple

import typst

from lcsp.reports.document import Document, Figure
from lcsp.reports.pdf import fonts

DOTS_PER_INCH = 200  # sharp on paper
_TEMPLATE = b"""
#set page(width: auto, height: auto, margin: 0pt)
// A drawing grows with the plan, and its dots with the square of it: beyond this width it is made smaller, as the
// editions do in any case to fit it on their pages.
#let widest = 30cm
#for (number, drawing) in json(bytes(sys.inputs.drawings)).enumerate() {
  if number > 0 { pagebreak() }
  context {
    let drawn = image(bytes(drawing), format: "svg")
    if measure(drawn).width > widest { image(bytes(drawing), format: "svg", width: widest) } else { drawn }
  }
}
"""


class Picture(NamedTuple):
    """A picture with its size in dots."""

    png: bytes
    width: int
    height: int


def draw_pictures(document: Document) -> dict[str, Picture]:
    """Return the picture of each figure by the figure's anchor; the same drawing gives the same bytes.

    Raises typst.TypstError for a drawing that is no SVG.
    """
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    drawn = _draw(tuple(figure.svg for figure in figures))
    return {figure.anchor: picture for figure, picture in zip(figures, drawn, strict=True)}


@lru_cache(maxsize=1)  # Word and Excel want the same pictures
def _draw(drawings: tuple[str, ...]) -> tuple[Picture, ...]:
    if not drawings:
        return ()
    inputs = {"drawings": json.dumps(drawings)}
    # Several pages come as a list, whatever the types of typst say.
    made: Any = typst.compile(_TEMPLATE, format="png", ppi=DOTS_PER_INCH, font_paths=fonts(), sys_inputs=inputs)
    pages = made if isinstance(made, list) else [made]
    return tuple(Picture(png, *_size(png)) for png in pages)


def _size(png: bytes) -> tuple[int, int]:
    """Return width and height, which stand at the head of every PNG file."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
