"""Reads the content of an HTML page, and of the HTML that stands in cells of other texts."""

from html.parser import HTMLParser

from lcsp.files.documents.content import Block, Gatherer, Heading, Line, Row, Spanning, Table, Text, resolve_spans

_UNSEEN = {"script", "style", "title", "template", "noscript", "svg", "nav"}
_BLOCKS = {
    "address", "article", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figure", "footer", "header",
    "hr", "main", "ol", "p", "pre", "section", "ul",
}  # fmt: skip
_BOLD, _ITALIC = {"b", "strong"}, {"i", "em", "cite"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(text: str, first_line: int = 1) -> list[Block]:
    """Return the blocks of a page; `first_line` is the number of its first line in the document."""
    reader = _PageReader(first_line)
    reader.feed(text)
    reader.close()
    reader.end_block()
    reader.end_table()
    return reader.blocks


def cell_lines(fragment: str) -> tuple[Line, ...]:
    """Return the lines of a fragment of HTML that stands in one cell or paragraph."""
    if "<" not in fragment and "&" not in fragment:
        text = Gatherer()
        text.add(fragment)
        return text.take()
    reader = _PageReader(1)
    reader.inside = True
    reader.feed(fragment)
    reader.close()
    return reader.text.take()


class _PageReader(HTMLParser):
    """Turns tags into blocks. In a cell (`inside`), what would be a block of its own is a line."""

    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.text = Gatherer()
        self.inside = False
        self._first_line = first_line - 1
        self._unseen = self._bold = self._italic = self._nested = 0
        self._heading = 0
        self._place = ""
        self._rows: list[tuple[list[Spanning], str]] = []
        self._spans = (1, 1)
        self._in_table = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _ITALIC:
            self._italic += 1
        elif tag == "br":
            self.text.end_line()
        elif tag == "li":
            self.end_block()
            self.text.end_line(item=True)
        elif tag in _BLOCKS or tag in _HEADINGS:
            if self._in_cell_paragraph(tag):
                return
            self.end_block()
            self._heading = _HEADINGS.get(tag, 0)
        else:
            self._start_table_part(tag, dict(attrs))

    def _in_cell_paragraph(self, tag: str) -> bool:
        """Say whether `tag` is the paragraph of a list item, which is that item's own line."""
        return tag in ("p", "div") and not self.text.has_text

    def _start_table_part(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag == "table":
            if self._in_table:
                self._nested += 1
                self.text.end_line()
                return
            self.end_block()
            self._in_table, self._place, self._rows = True, self._here(), []
        elif self._nested or not self._in_table:
            if tag in ("tr", "td", "th"):
                self.text.end_line()
        elif tag == "tr":
            self._end_cell()
            self._rows.append(([], self._here()))
        elif tag in ("td", "th"):
            self._end_cell()
            if stray := self.text.take():  # a caption, or what stands between cells by mistake
                self.blocks.append(Text(stray, self._here()))
            self._bold = self._italic = 0
            self._spans = (_span(attrs.get("colspan")), _span(attrs.get("rowspan")))
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic - 1)
        elif tag in ("td", "th", "tr") and not self._nested:
            self._end_cell()
        elif tag == "table" and self._nested:
            self._nested -= 1
            self.text.end_line()
        elif tag == "table":
            self.end_table()
        elif tag in _BLOCKS or tag in _HEADINGS or tag == "li":
            self.end_block()
            self._heading = 0

    def handle_data(self, data: str) -> None:
        if self._unseen or (self._in_table and not self.inside and not data.strip()):
            return
        if not self.text.has_text and not self._in_table:
            self._place = self._here()
        self.text.add(data, italic=self._italic > 0, bold=self._bold > 0)

    def end_block(self) -> None:
        """End the paragraph, list item or heading; in a cell, the line."""
        if self.inside or self._in_table:
            self.text.end_line()
            return
        lines = self.text.take()
        if lines and self._heading:
            self.blocks.append(Heading(" ".join(line.text for line in lines), self._heading, self._place))
        elif lines:
            self.blocks.append(Text(lines, self._place))

    def _end_cell(self) -> None:
        if not self.inside:
            return
        if not self._rows:
            self._rows.append(([], self._here()))
        self._rows[-1][0].append(Spanning(self.text.take(), *self._spans))
        self.inside = False

    def end_table(self) -> None:
        """End the table, if one is open."""
        if not self._in_table:
            return
        self._end_cell()
        self._in_table = False
        cells = resolve_spans([row for row, _ in self._rows])
        rows = tuple(Row(made, place) for made, (_, place) in zip(cells, self._rows, strict=True) if any(made))
        filled = tuple(row for row in rows if any(cell.lines for cell in row.cells))
        if filled:
            self.blocks.append(Table(filled, filled[0].place))

    def _here(self) -> str:
        return f"line {self.getpos()[0] + self._first_line}"


def _span(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdecimal() and int(text) > 0 else 1
