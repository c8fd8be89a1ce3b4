"""A document as its readers walk over it: every block with the headings above it, and which have been taken."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lcsp.files.documents.content import Block, Heading, Table, Text

_PART = re.compile(r"(?:section|part|chapter|appendix|annex)\s+\w{1,3}\b", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:table of )?contents", re.IGNORECASE)
_LOWEST = 6


class Sited(NamedTuple):
    """A block, its place in the order, and the headings under which it stands, highest first."""

    number: int
    block: Block
    path: tuple[str, ...]

    @property
    def under(self) -> str:
        """The headings in one line."""
        return " › ".join(self.path)


class SitedTable(NamedTuple):
    """A table, its place in the order, and the headings under which it stands."""

    number: int
    table: Table
    path: tuple[str, ...]

    @property
    def under(self) -> str:
        """The headings in one line."""
        return " › ".join(self.path)


class Document:
    """All blocks of a document in order, and the indices of those that a reader has taken for records."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.blocks: list[Sited] = []
        self.taken: set[int] = set()
        above: list[Heading] = []
        parts = _LOWEST
        for number, block in enumerate(blocks):
            if isinstance(block, Heading) and _PART.match(block.text):
                # A part of the plan is one, however its heading is set.
                parts = min(parts, block.level)
                above = [heading for heading in above if heading.level < parts]
            elif isinstance(block, Heading):
                above = [one for one in above if one.level < block.level and not _CONTENTS.fullmatch(one.text)]
            self.blocks.append(Sited(number, block, tuple(heading.text for heading in above)))
            if isinstance(block, Heading):
                above.append(block._replace(level=parts) if _PART.match(block.text) else block)

    def take(self, number: int) -> None:
        """Take a block for records; a heading that is taken heads nothing else any more."""
        self.taken.add(number)
        site = self.blocks[number]
        if not isinstance(site.block, Heading):
            return
        for later in range(number + 1, len(self.blocks)):
            path = self.blocks[later].path
            if path[: len(site.path) + 1] != (*site.path, site.block.text):
                break
            self.blocks[later] = self.blocks[later]._replace(path=site.path + path[len(site.path) + 1 :])

    def tables(self) -> Iterator[SitedTable]:
        """Yield the tables that nobody has taken yet."""
        for index, block, path in self.blocks:
            if isinstance(block, Table) and index not in self.taken:
                yield SitedTable(index, block, path)

    def texts(self) -> Iterator[tuple[Sited, Text]]:
        """Yield the paragraphs and list items that nobody has taken yet."""
        for sited in self.blocks:
            if isinstance(sited.block, Text) and sited.number not in self.taken:
                yield sited, sited.block

    def words(self) -> Iterator[str]:
        """Yield every piece of text outside tables, headings included."""
        for _, block, _ in self.blocks:
            if not isinstance(block, Table):
                yield block.text
