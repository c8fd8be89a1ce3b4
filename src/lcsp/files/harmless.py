"""Cells that a spreadsheet would run as formulas, made harmless and taken back unharmed."""

import re

# The full-width forms are taken for the plain ones by some spreadsheet programs.
_DANGEROUS = r"'*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]"
# A negative amount is a number to every spreadsheet, and must stay one.
_NEGATIVE = r"-(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
_DISARMED = r"'+[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]"


def disarm(text: str) -> str:
    """Return `text` with an apostrophe in front if a spreadsheet would run it; `rearm(disarm(text)) == text`.

    Source: OWASP, CSV Injection (characters that start a formula).
    """
    return f"'{text}" if re.match(_DANGEROUS, text) and not re.fullmatch(_NEGATIVE, text) else text


def rearm(text: str) -> str:
    """Return `text` without the apostrophe that `disarm` set."""
    return text[1:] if text[:1] == "'" and re.match(_DISARMED, text) else text
