"""What the sheets of a workbook are called, and text as its cells hold it."""

import re

from lcsp.vocabulary.noun import Noun

ABOUT = "About this workbook"
CHOICES = "Choices"
_MISREAD = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")


def sheet_of(noun: type[Noun]) -> str:
    """Return the title of the sheet of `noun`: Budget lines."""
    return noun.plural.replace("_", " ").capitalize()


def verbatim(text: str) -> str:
    """Return `text` in the form in which xlsxwriter and Excel leave it as it is.

    Excel takes _x0041_ for the letter A, and xlsxwriter takes <r>…</r> for markup. Such a text becomes a run of rich
    text in which every underline is a character reference, which neither of them looks at.
    """
    if not (_MISREAD.search(text) or text.startswith("<r>")):
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = _MISREAD.sub("_x005F_", escaped).replace("_", "&#95;")
    return f'<r><t xml:space="preserve">{escaped}</t></r>'
