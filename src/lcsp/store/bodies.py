"""A record as the store keeps it: its cells as canonical text in JSON, with the number of the format."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from lcsp.files import FORMAT
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUN_BY_NAME

Cells = dict[str, str]

# For each older format, what makes its cells those of the next: `{1: upgrade_from_1}`. A field that was added with a
# default needs none; a field renamed or taken away does, with a test on a body as it was kept then.
UPGRADES: Mapping[int, Callable[[str, Cells], Cells]] = {}


def cells_of(record: Noun) -> Cells:
    """Return what `record` says as text by field; fields that are blank are left out."""
    shown = ((name, column.show(getattr(record, name))) for name, column in columns(type(record)).items())
    return {name: text for name, text in shown if text}


def write_body(record: Noun) -> str:
    """Return `record` as the one text that the store keeps of it, the same for equal records."""
    return json.dumps(cells_of(record), ensure_ascii=False, separators=(",", ":"))


def read_body(noun: str, body: str, body_format: int = FORMAT) -> Noun:
    """Return the record of `noun` that `body` holds; ValueError where it is not one."""
    return next(read_bodies([(noun, body, body_format)]))


def read_bodies(kept: Iterable[tuple[str, str, int]]) -> Iterator[Noun]:
    """Yield the record of each (noun, body, format), in order; ValueError where a body is not one.

    All bodies are parsed as one JSON text, which takes half the time of one by one.
    """
    rows = list(kept)
    for (noun, _, body_format), kept_cells in zip(
        rows, json.loads(f"[{','.join(row[1] for row in rows)}]"), strict=True
    ):
        cells = kept_cells if body_format == FORMAT else upgrade(noun, kept_cells, body_format)
        build, blank, readers = _reading(noun)
        values = blank.copy()
        for name, text in cells.items():
            values[name] = readers[name](text)
        yield build(values)


def upgrade(noun: str, cells: Cells, body_format: int) -> Cells:
    """Return the cells of an older format as this one has them; ValueError for a format that is not known."""
    for number in range(body_format, FORMAT):
        if number not in UPGRADES:
            raise ValueError(f"format {number} of {noun} is not known to this version")
        cells = UPGRADES[number](noun, cells)
    if body_format > FORMAT:
        raise ValueError(f"format {body_format} was written by a newer lcsp: this one reads up to format {FORMAT}")
    return cells


@cache
def _reading(noun: str) -> tuple[Callable[[dict[str, Any]], Noun], dict[str, Any], dict[str, Callable[[str], Any]]]:
    """Return how a record of `noun` is built, its values while blank, and what reads each field."""
    kind = NOUN_BY_NAME[noun]
    fields = columns(kind)
    blank = {name: column.default for name, column in fields.items()}
    return kind.of_typed, blank, {name: column.kind.read for name, column in fields.items()}
