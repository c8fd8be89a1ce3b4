"""Words, paragraphs and lists as Word's XML, with links that lead somewhere and lists that count from one."""

from __future__ import annotations

from collections.abc import Iterator

from lcsp.reports.document import Document, anchors
from lcsp.reports.word.package import Relations, text_xml
from lcsp.reports.words import Emphasis, Inline, InternalLink, Link, List, Paragraph, Strong, Words, runs

# The numbers of the lists in numbering.xml; every numbered list gets a number of its own after these.
_BULLETS, _TABLE_BULLETS = 1, 2
_FIRST_NUMBERED = 3


class Writing:
    """What the parts of one file share: relations, the names of places, and how many lists are numbered."""

    def __init__(self, document: Document) -> None:
        self.relations = Relations()
        # Word allows a bookmark 40 characters, and no hyphens.
        self._bookmarks = {
            anchor: (number, f"{anchor.replace('-', '_')[:30]}_{number}")
            for number, anchor in enumerate(anchors(document), 1)
        }
        self._numbered_lists: list[bool] = []

    def bookmark(self, anchor: str) -> str:
        """Return the name of the place that `anchor` names."""
        return self._bookmarks[anchor][1]

    def place_xml(self, anchor: str, content: str) -> str:
        """Return `content` as the place to which the links to `anchor` lead."""
        number, name = self._bookmarks[anchor]
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'

    def number_list(self, in_table: bool) -> int:
        """Return the number of a new list that counts from one."""
        self._numbered_lists.append(in_table)
        return _FIRST_NUMBERED + len(self._numbered_lists) - 1

    def numbered_lists(self) -> Iterator[tuple[int, bool]]:
        """Yield the number of each such list and whether it stands in a table."""
        return enumerate(self._numbered_lists, _FIRST_NUMBERED)


def paragraph_xml(style: str, content: str, more: str = "") -> str:
    """Return a paragraph; `more` are properties beside the style, in the order of the standard."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{content}</w:p>'


def run_xml(text: str, look: str = "") -> str:
    """Return plain text; `look` are its properties, such as `<w:b/>`."""
    if not text:
        return ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text_xml(text)}</w:t></w:r>'


def words_xml(writing: Writing, words: Words, look: str = "") -> str:
    """Return styled words; `look` is added to the look of each run."""
    return "".join(_inline_xml(writing, run, look) for run in runs(words))


def _inline_xml(writing: Writing, run: Inline, look: str) -> str:
    match run:
        case Strong():
            return run_xml(run.text, f'<w:rStyle w:val="Strong"/>{look}')
        case Emphasis():
            return run_xml(run.text, f'<w:rStyle w:val="Emphasis"/>{look}')
        case Link():
            return _link_xml(f'r:id="{writing.relations.to("hyperlink", run.address)}"', run.text, look)
        case InternalLink():
            return _link_xml(f'w:anchor="{writing.bookmark(run.anchor)}"', run.text, look)
        case str():
            return run_xml(run, look)


def _link_xml(target: str, text: str, look: str) -> str:
    run = run_xml(text, f'<w:rStyle w:val="Hyperlink"/>{look}')
    return f'<w:hyperlink {target} w:history="1">{run}</w:hyperlink>'


def prose_xml(writing: Writing, block: Paragraph | List, style: str = "BodyText", look: str = "") -> str:
    """Return a paragraph or a list in `style`; the styles of a table and of a box have list styles beside them."""
    if isinstance(block, Paragraph):
        return paragraph_xml(style, words_xml(writing, block.words, look))
    numbering = ""
    if block.numbered:
        number = writing.number_list(in_table=style == "TableText")
        numbering = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    name = f"{style.removeprefix('BodyText')}List{'Number' if block.numbered else 'Bullet'}"
    return "".join(paragraph_xml(name, words_xml(writing, item, look), numbering) for item in block.items)


def numbering_xml(template: str, writing: Writing) -> str:
    """Return the part that defines the lists: the bullets of `template`, and a count from one for each other list."""
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbered = (
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{3 if in_table else 2}"/>{restart}</w:num>'
        for number, in_table in writing.numbered_lists()
    )
    return template.replace("</w:numbering>", f"{''.join(numbered)}</w:numbering>")
