"""Awkward strings, and plans of which every text field holds one."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.files.strategies import AWKWARD

from lcsp.partnership.plan import Plan, PlanLevel
from lcsp.vocabulary.kinds import CodeKind, Kind, ListKind, TextKind
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.vocabulary.periods import Period, PeriodKind, YearKind, read_period
from lcsp.whole_plan import NOUNS, WholePlan

# Beside those that the tests of files keep: markup, paths, templates, queries, directions of writing, and many marks.
OWN = (
    *AWKWARD, "<script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "</textarea><b>", "{{ 7*7 }}", "{% x %}",
    "${7*7}", "<!--", "<![CDATA[x]]>", "&lt;b&gt;", "&amp;amp;", "%00", "%2e%2e%2f", "../../etc/passwd", ".", "..", "/",
    "a/b", "?a=b#c", "Robert'); DROP TABLE store_version;--", "*bold*", "_x_", "# x", "- x", "1. x", "[a](b)", "`x`",
    "\\frac{1}{2}", "#set page(width: 1pt)", "$x$", "@label", "<label>", "\u0645\u0631\u062d\u0628\u0627",
    "\u05e9\u05dc\u05d5\u05dd",
    "a\u202eb\u202cc", "\u2066x\u2069", "Z\u0351\u036b\u0343\u036a\u0302\u036bA\u0334", "\ufb01", "\u212b",
    "\u1e9b\u0323", "I\u0307", "\u0130",
    "\U0001d54f", "\U0001f1ec\U0001f1e7", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "\u200bx\u200b", "a\u00adb",
    "a\u2060b",
    "x" * 3000, "\u00e9" * 500, "one\ntwo\n\n\nthree", "a\r\nb\rc", "a\tb", "a  b", "\u00a0", " lead", "trail ",
    "\u3000x\u3000", "\u00a0x\u00a0", "\ue000", "\ufffc", "true", "null", "undefined", "NaN", "0x10", "1,5", "1e999",
    "#REF!",
    "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0", "'+1", "''", "''=1",
)  # fmt: skip
# What neither a database nor XML holds, and what no document shows.
UNKEEPABLE = (
    "a\0b", "\x01", "x\x08", "a\x0bb", "\x0cx", "x\x1f", "\x1cx", "\x7f", "\x9f", "\ud800", "x\udfff", "\ufffe",
    "a\uffff", "\ufeffx", "a\ufdd0", "\U0001fffe", "\U0010ffff",
)  # fmt: skip


def held(text: str) -> str:
    """Return what is held of `text`: line feeds as ends of lines, no white space around it, and every other sign."""
    return text.strip().replace("\r\n", "\n").replace("\r", "\n")


def full_of(texts: Sequence[str], nouns: Sequence[type[Noun]] = NOUNS[1:]) -> WholePlan:
    """Return a plan in which every text field of every one of `nouns` holds each of `texts` once, in records in order.

    A field that is narrower than text (no semicolon, no line break) holds an example of its kind where it must not.
    """
    named = {name: held(texts[number % len(texts)]) or "x" for number, name in enumerate(columns(Plan))}
    facts = {n: named[n] for n, column in columns(Plan).items() if type(column.kind) is TextKind}
    year = read_period("financial 2009/10")
    header = {name: column.default for name, column in columns(Plan).items()}
    header |= facts | {"code": "naughty", "year": year, "level": PlanLevel.COUNTY}
    records = {noun: list(_records(noun, texts)) for noun in nouns}
    return WholePlan({Plan: [Plan.of_typed(header)], **records})


def _records(noun: type[Noun], texts: Sequence[str]) -> Iterator[Noun]:
    seen: set[str] = set()
    for number, text in enumerate(texts):
        values = {name: _value(column, text, number) for name, column in columns(noun).items()}
        # A key of several parts must not be longer than can be kept.
        values |= {name: _value(columns(noun)[name], _short(text), number) for name in noun.key_fields}
        record = noun.of_typed(values)
        while record.key in seen:
            changed = {
                name: _value(columns(noun)[name], f"{_short(text)} {number}{len(seen)}", number)
                for name in noun.key_fields
            }
            record = record.model_copy(update=changed)
            if record.key in seen:
                break  # its key holds no free text: another one of it would not be another record
        if record.key not in seen:
            seen.add(record.key)
            yield record


def _short(text: str) -> str:
    """Return as much of `text` as a part of a key may hold, so that the longest keys can be kept (2,000 bytes)."""
    return text.encode()[:150].decode(errors="ignore")


def _value(column: Column, text: str, number: int) -> Any:
    kind = column.kind
    if isinstance(kind, PeriodKind):  # the key of some nouns: each has a year of its own
        return Period(YearKind.FINANCIAL, 1900 + number)
    if not is_text(kind):
        return column.default if not column.required else kind.read(kind.example)
    try:
        return kind.read(held(text) or kind.example)
    except ValueError:
        return kind.read(kind.example)


def is_text(kind: Kind) -> bool:
    """Say whether a field of this kind holds words that somebody chose."""
    return isinstance(kind.item if isinstance(kind, ListKind) else kind, (TextKind, CodeKind))


def texts_in(record: Noun) -> dict[str, str]:
    """Return the free text of each field of `record` that has some."""
    fields = {name: column for name, column in columns(type(record)).items() if type(column.kind) is TextKind}
    return {name: text for name in fields if (text := getattr(record, name))}
