"""Links from a rendered table or list to the records that it tells: a document that can be changed has them."""

from typing import Protocol

from lcsp.reports.words import RecordName


class RecordLinks(Protocol):
    """Writes the links. A table rendered with them has one more column, headed `heading`, and no inline style."""

    @property
    def heading(self) -> str:
        """The head of that column."""

    def beside(self, record: RecordName, told: str) -> str:
        """Return a link to `record` as HTML, to stand beside it; `told` are its words, for ears alone."""

    def around(self, record: RecordName, words: str) -> str:
        """Return `words` (HTML without links) as a link to `record`."""
