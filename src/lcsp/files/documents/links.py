"""Reads what a key action links to: outcomes, priorities, targets, enablers, indicators, mandates, or everything."""

import re
from collections.abc import Collection
from typing import NamedTuple

from lcsp.partnership.plan import Mandate

_EVERYTHING = re.compile(r"\ball\b[^.;]*\b(?:priorit|outcome|objective|target)", re.IGNORECASE)
_TOKEN = re.compile(
    r"\b(?P<indicator>(?:NI|BVPI|BV|PI|LI)\s?\d{1,3}[a-z]?)\b|"
    r"\b(?P<word>(?i:outcome|objective|priorit(?:y|ie)|enabler|target))s?\b|"
    r"\b(?P<code>[A-Z]?\d{1,2}\.\d{1,2}|\d{1,2}[A-Z]|[A-Z]\d{1,2})\b|\b(?P<number>\d{1,3})\b|\b(?P<letter>[A-Z])\b",
)
_MANDATES = (
    (re.compile(r"\bcabinet\b", re.IGNORECASE), Mandate.CABINET),
    (re.compile(r"\bmembers?\b.*\bpolic", re.IGNORECASE), Mandate.MEMBERS),
    (re.compile(r"\bnational(?:ly)?\b.*\brequire", re.IGNORECASE), Mandate.NATIONAL),
    (re.compile(r"\bstatutory\b", re.IGNORECASE), Mandate.STATUTORY),
)


class Links(NamedTuple):
    """What one line links to, as codes; `mode` is the word that its last codes belong to, `printed` the line itself."""

    objectives: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    everything: bool = False
    mode: str = ""
    printed: str = ""

    @property
    def found(self) -> bool:
        """Whether anything was recognised."""
        return bool(self.objectives or self.indicators or self.mandates or self.everything)


def read_links(line: str, mode: str = "", known: Collection[str] = ()) -> Links:
    """Return the links of one line; `mode` is that of the line before, which may go on here.

    A letter without a number takes the number before it: "7B and C" is 7B and 7C. `known` are codes of objectives
    that count wherever they stand.
    """
    mandates = tuple(mandate for pattern, mandate in _MANDATES if pattern.search(line))
    if _EVERYTHING.search(line):
        return Links(mandates=mandates, everything=True, printed=line)
    objectives: list[str] = []
    indicators: list[str] = []
    number = ""
    for found in _TOKEN.finditer(line):
        if found["word"]:
            mode, number = found["word"].lower()[:6], ""
        elif found["indicator"]:
            indicators.append(re.sub(r"([A-Z])\s?(\d)", r"\1 \2", found["indicator"], count=1))
        elif code := _code(found, mode, number, known):
            objectives.append(code)
            number = digits[0] if (digits := re.match(r"\d+", code)) else number
    unique = tuple(dict.fromkeys(objectives))
    return Links(unique, tuple(dict.fromkeys(indicators)), mandates, False, mode, line)


def _code(found: re.Match[str], mode: str, number: str, known: Collection[str]) -> str:
    """Return the code that a token is in this mode, or blank."""
    text = found[0]
    if found["code"]:
        return text if mode or text in known else ""
    if found["letter"]:
        if mode == "enable":
            return text
        if mode == "priori" and f"P{text}" in known:
            return f"P{text}"
        return f"{number}{text}" if number else ""
    if mode == "priori":
        return f"P{text}"
    return f"T{text}" if mode == "target" else ""
