"""The parts of a Word file, what they refer to, and the zip archive that holds them: the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from lcsp.reports.words import printable

_SCHEMAS = "http://schemas.openxmlformats.org"
RELATIONS = f"{_SCHEMAS}/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main" xmlns:r="{RELATIONS}" '
    f'xmlns:wp="{_SCHEMAS}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:a="{_SCHEMAS}/drawingml/2006/main" xmlns:pic="{_SCHEMAS}/drawingml/2006/picture"'
)
_OPENING = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KINDS = f"{_SCHEMAS}/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CONTENT_TYPES = {
    "/word/document.xml": f"{_WORD}.document.main+xml",
    "/word/styles.xml": f"{_WORD}.styles+xml",
    "/word/settings.xml": f"{_WORD}.settings+xml",
    "/word/numbering.xml": f"{_WORD}.numbering+xml",
    "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "/word/theme.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say


def text_xml(text: str) -> str:
    """Plain text, safe between tags."""
    return escape(printable(text))


def attribute_xml(text: str) -> str:
    """Plain text as an attribute's value, its quotation marks included."""
    return quoteattr(printable(text))


class Relations:
    """What the main part refers to by number: the other parts, pictures, and pages of the web."""

    def __init__(self) -> None:
        self._targets: dict[tuple[str, str], str] = {}
        self.pictures: dict[str, bytes] = {}
        for kind in ("styles", "settings", "numbering", "fontTable", "theme"):
            self.to(kind, f"{kind}.xml")

    def to(self, kind: str, target: str) -> str:
        """Return the name ("rId1") under which the main part knows `target`, the same every time."""
        return self._targets.setdefault((kind, target), f"rId{len(self._targets) + 1}")

    def to_picture(self, png: bytes) -> str:
        """Return the name of a picture, which becomes a part of the file."""
        target = f"media/picture{len(self.pictures) + 1}.png"
        self.pictures[f"word/{target}"] = png
        return self.to("image", target)

    def xml(self) -> str:
        """Return the part that lists them."""
        return relations_xml((name, kind, target) for (kind, target), name in self._targets.items())


def relations_xml(relations: Iterable[tuple[str, str, str]]) -> str:
    """Return a part of relations, each (name, kind, target); a kind that is a whole address stands for itself."""
    lines = "".join(_relation_xml(*relation) for relation in relations)
    return f'<Relationships xmlns="{_KINDS}/relationships">{lines}</Relationships>'


def _relation_xml(name: str, kind: str, target: str) -> str:
    address = kind if kind.startswith(_SCHEMAS) else f"{RELATIONS}/{kind}"
    mode = ' TargetMode="External"' if kind == "hyperlink" else ""
    return f'<Relationship Id="{name}" Type="{address}" Target={attribute_xml(target)}{mode}/>'


def zip_parts(parts: Mapping[str, str | bytes]) -> bytes:
    """Return the file made of `parts` (path: XML without its opening, or the bytes of a picture)."""
    named = {"[Content_Types].xml": _content_types_xml(parts), "_rels/.rels": _root_relations_xml(), **parts}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in named.items():
            data = part if isinstance(part, bytes) else (_OPENING + part).encode()
            archive.writestr(zipfile.ZipInfo(path, _FIRST_DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _content_types_xml(parts: Iterable[str]) -> str:
    margins = {
        f"/{path}": f"{_WORD}.{path.removeprefix('word/')[:6]}+xml"
        for path in parts
        if path.startswith(("word/header", "word/footer"))
    }
    lines = (f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in (_CONTENT_TYPES | margins).items())
    return (
        f'<Types xmlns="{_KINDS}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{''.join(lines)}</Types>"
    )


def _root_relations_xml() -> str:
    return relations_xml(
        (
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", f"{_KINDS}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", "extended-properties", "docProps/app.xml"),
        )
    )
