"""A form of a page as a browser would send it, read from the page's HTML without one."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.inside = wanted, False
        self.sent: dict[str, list[str]] = {}
        self._area = self._select = ""
        self._first = True

    def _put(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method") == "post" and (not self.wanted or given.get("id") == self.wanted)
        if not self.inside:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            if given.get("type") not in ("radio", "checkbox") or "checked" in given:
                self._put(name, given.get("value", ""))
        elif tag == "textarea":
            self._area, self._first = name, True
            self._put(name, "")
        elif tag == "select":
            self._select = name
            self._put(name, "")
        elif tag == "option" and self._select and "selected" in given:
            self.sent[self._select][-1] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.inside and self._area:
            # A line feed right after the tag is not part of the text.
            data = data[1:] if self._first and data.startswith("\n") else data
            self.sent[self._area][-1] += data
            self._first = False

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form":
            self.inside = False


def form_of(page: str, wanted: str = "record-form") -> dict[str, list[str]]:
    """Return what a browser sends of the form `wanted` (an id; blank: those sent by POST), by the names of fields."""
    reader = _Form(wanted)
    # Browsers read every line end as a line feed, and send it as carriage return and line feed.
    reader.feed(page.replace("\r\n", "\n"))
    return {name: [value.replace("\n", "\r\n") for value in values] for name, values in reader.sent.items()}
