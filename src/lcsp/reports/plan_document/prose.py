"""Narrative text, as planners type it, cut into paragraphs and lists."""

import re
from collections.abc import Iterator
from itertools import groupby

from lcsp.reports.words import List, Paragraph

_BLANK_LINES = re.compile(r"\n[ \t]*\n")
_ITEM = "- "


def read_prose(text: str) -> list[Paragraph | List]:
    """Return the blocks of `text`: paragraphs stand between blank lines, lines that open with "- " are list items."""
    return [block for part in _BLANK_LINES.split(text) for block in _blocks(part)]


def _blocks(part: str) -> Iterator[Paragraph | List]:
    lines = [line.strip() for line in part.split("\n") if line.strip()]
    for is_list, group in groupby(lines, key=lambda line: line.startswith(_ITEM)):
        if is_list:
            yield List(tuple(line.removeprefix(_ITEM).strip() for line in group))
        else:
            yield Paragraph(" ".join(group))
