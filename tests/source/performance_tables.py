"""Reads the printed performance tables: the key performance indicators and the indicators supported."""

import re
from dataclasses import dataclass, replace

from tests.source.markup import Row, find_tables, padded, plain, rows_below, split_flag

CODED = re.compile(r"<b>\s*(NI \d+)\s*(\(LAA\))?\s*</b>\s*[-–]?\s*(.+)")
ITALIC = re.compile(r"<i>(.*?)</i>")


@dataclass(frozen=True)
class KeyIndicator:
    """A row of the key performance indicators; the three value columns are text as printed.

    `code` is "" for a local indicator; `note` is the italic text under a title; `merged` says that one cell
    spans the last two columns, whose text then stands in both.
    """

    code: str
    title: str
    note: str
    laa: bool
    actual: str
    estimate: str
    target: str
    merged: bool


@dataclass(frozen=True)
class SupportedIndicator:
    """A national indicator that the partnerships support."""

    code: str
    title: str
    laa: bool


def read_key_indicators(text: str) -> tuple[KeyIndicator, ...]:
    """Return the key performance indicators; a row broken by a page end is joined again."""
    indicators: list[KeyIndicator] = []
    for row in rows_below(find_tables(text, "Indicator", "Target 2009/10")):
        if any(plain(cell) for cell in row[1:]):
            indicators.append(_key_indicator(row))
        else:
            broken = indicators.pop()
            indicators.append(replace(broken, title=f"{broken.title} {plain(row[0])}"))
    return tuple(indicators)


def _key_indicator(row: Row) -> KeyIndicator:
    heading, *values = padded(row, 4)
    actual, estimate, target = (plain(value) for value in values)
    note = " ".join(plain(words) for words in ITALIC.findall(heading))
    code, title, laa = _split_heading(ITALIC.sub("", heading))
    merged = not target and bool(estimate)
    return KeyIndicator(code, title, note, laa, actual, estimate, estimate if merged else target, merged)


def _split_heading(heading: str) -> tuple[str, str, bool]:
    coded = CODED.match(heading)
    if coded:
        return coded[1], plain(coded[3]), bool(coded[2])
    title, laa = split_flag(plain(heading))
    return "", title, laa


def read_supported_indicators(text: str) -> tuple[SupportedIndicator, ...]:
    """Return the list of supported national indicators, which ends at the next heading."""
    _, heading, rest = text.partition("<b>Support to following National Indicators</b>")
    if not heading:
        raise ValueError("the text has no list of supported national indicators")
    listed = re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0]
    found = (CODED.match(line) for line in listed.splitlines())
    return tuple(SupportedIndicator(coded[1], plain(coded[3]), bool(coded[2])) for coded in found if coded)
