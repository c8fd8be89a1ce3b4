"""Reads the content of Markdown, with tables of bars, tables whose cells are parted by tabs, and tables in HTML."""

import re
from collections.abc import Callable, Iterator
from html import escape

from lcsp.files.documents.content import Block, Cell, Gatherer, Heading, Line, Row, Table, Text, level_rows
from lcsp.files.documents.html_text import cell_lines, read_html

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"\s*(?:[-+*•·●▪]|\d{1,3}[.)])\s+\S")
_BULLET = re.compile(r"^\s*[-+*•·●▪]\s+")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_BARS = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_DASHES = re.compile(r"[-=_\s]*")
_EMPHASIS = (
    (re.compile(r"\*\*\*(?=\S)(.+?)(?<=\S)\*\*\*", re.DOTALL), r"<b><i>\1</i></b>"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)", re.DOTALL), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])", re.DOTALL), r"<i>\1</i>"),
    (re.compile(r"(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)", re.DOTALL), r"<i>\1</i>"),
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)|<(https?://[^>\s]+)>")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_WIDE_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


def read_markdown(text: str) -> list[Block]:
    """Return the blocks of a text."""
    return list(_MarkdownReader(text.splitlines()).blocks())


def inline_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a piece of Markdown in which line feeds end lines."""
    if not any(mark in text for mark in "*_[<&\\\n"):
        plain = Gatherer()
        plain.add(text)
        return plain.take()
    text = _ESCAPE.sub(lambda found: f"&#{ord(found[1])};", text)
    text = _LINK.sub(lambda found: found[1] or escape(found[2]), text)
    for pattern, tags in _EMPHASIS:
        text = pattern.sub(tags, text)
    text = text.replace("**", "")  # emphasis that a page's end has cut
    return cell_lines(text.replace("\n", "<br>"))


class _MarkdownReader:
    """Walks over the lines; each method takes the lines of one block."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            heading = _HEADING.match(line)
            if heading:
                yield from self._heading(heading[2], len(heading[1]))
            elif line.lstrip().lower().startswith("<table"):
                yield from self._html_table()
            elif _is_tab_row(line):
                yield from self._table(_is_tab_row, _tab_cells)
            elif self._starts_bar_table():
                yield from self._table(lambda row: "|" in row, _bar_cells)
            elif not line.strip() or _RULE.match(line):
                self._at += 1
            else:
                yield from self._text()

    def _heading(self, text: str, level: int) -> Iterator[Block]:
        self._at += 1
        words = " ".join(line.text for line in inline_lines(text))
        if words:
            yield Heading(words, level, f"line {self._at}")

    def _starts_bar_table(self) -> bool:
        line = self._lines[self._at]
        following = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        return "|" in line and (line.lstrip().startswith("|") or bool("|" in following and _BARS.match(following)))

    def _html_table(self) -> Iterator[Block]:
        """Take the lines up to the end of the table."""
        first, depth = self._at, 0
        while self._at < len(self._lines):
            line = self._lines[self._at].lower()
            depth += line.count("<table") - line.count("</table")
            self._at += 1
            if depth <= 0:
                break
        yield from read_html("\n".join(self._lines[first : self._at]), first + 1)

    def _table(self, is_row: Callable[[str], bool], cells_of: Callable[[str], list[Cell]]) -> Iterator[Block]:
        """Take the rows of a table, without those that only draw a line."""
        rows, places = [], []
        while self._at < len(self._lines) and is_row(self._lines[self._at]):
            self._at += 1
            cells = cells_of(self._lines[self._at - 1])
            if not all(_DASHES.fullmatch(cell.text.replace(":", "-").replace("|", "")) for cell in cells):
                rows.append(cells)
                places.append(f"line {self._at}")
        if rows:
            yield Table(tuple(map(Row, level_rows(rows), places)), places[0])

    def _text(self) -> Iterator[Block]:
        """Take a paragraph, or a list item with the lines that are indented under it."""
        first, taken = self._at, [self._lines[self._at].strip()]
        listed = _ITEM.match(self._lines[self._at])
        self._at += 1
        while self._at < len(self._lines) and not self._ends_text(self._lines[self._at]):
            taken.append(self._lines[self._at].strip())
            self._at += 1
        if self._is_underlined():
            level = 1 if self._lines[self._at].lstrip().startswith("=") else 2
            yield from self._heading(" ".join(taken), level)
            return
        lines = inline_lines("\n".join([_BULLET.sub("", taken[0]) if listed else taken[0], *taken[1:]]))
        if lines:
            yield Text((lines[0]._replace(item=bool(listed)), *lines[1:]), f"line {first + 1}")

    def _ends_text(self, line: str) -> bool:
        return (
            not line.strip()
            or bool(_HEADING.match(line) or _ITEM.match(line) or _RULE.match(line))
            or _is_tab_row(line)
            or line.lstrip().lower().startswith(("<table", "|"))
        )

    def _is_underlined(self) -> bool:
        """Say whether the line at hand makes a heading of the text above it."""
        line = self._lines[self._at].strip() if self._at < len(self._lines) else ""
        return len(line) > 2 and set(line) in ({"="}, {"-"})


def _is_tab_row(line: str) -> bool:
    return "\t" in line.rstrip("\r\n") and not (_ITEM.match(line) and "\t" not in line.lstrip())


def _tab_cells(line: str) -> list[Cell]:
    """Return the cells of a row parted by tabs; a wide gap inside a cell is a line's end."""
    return [Cell(inline_lines(_WIDE_GAP.sub("\n", cell.strip()))) for cell in line.split("\t")]


def _bar_cells(line: str) -> list[Cell]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [Cell(inline_lines(cell.strip().replace("<br>", "\n"))) for cell in _BAR.split(inner)]
