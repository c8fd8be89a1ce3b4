"""Renders a document as a PDF/UA-1 file with Typst: tagged, bookmarked, the same bytes every time."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from functools import cache
from importlib import resources, util
from pathlib import Path

import typst

from lcsp.reports.document import Document
from lcsp.reports.paper import paper_values

# Source Sans Pro comes with the package font-source-sans-pro; the others are part of Typst itself.
FAMILIES = ("Source Sans Pro", "Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern Math")
FACES = ("Regular", "It", "Semibold", "Bold", "BoldIt")
_MOST_PASSES = 5  # one compile reports every missing character; naming them can bring no new ones
_LAST_ORDINARY = "\u024f"  # of the Latin letters and their marks
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)


def render_pdf(document: Document) -> bytes:
    """The PDF file.

    A character that no font at hand has (an emoji, say) is printed as its name in square brackets, because
    PDF/UA forbids an empty box. Raises typst.TypstError when the document cannot be set otherwise, for
    instance for a drawing that is no SVG.
    """
    values = json.dumps(paper_values(document, FAMILIES), ensure_ascii=False)
    for _ in range(_MOST_PASSES):
        try:
            return _compile(values)
        except typst.TypstError as error:
            missing = _missing_texts(error.diagnostic)
            if not missing:
                raise
            values = _name_characters(values, missing)
    return _compile(values)


def _compile(values: str) -> bytes:
    template = resources.files("lcsp.reports").joinpath("plan.typ").read_bytes()
    return typst.compile(
        template,
        format="pdf",
        font_paths=fonts(),
        sys_inputs={"document": values},
        pdf_standards="ua-1",
    )


@cache
def fonts() -> typst.Fonts:
    """The fonts, the same on every machine: those of the system are left out.

    Source Sans Pro ships each face twice (OpenType and TrueType); Typst takes whole folders and would pick
    whichever it meets first, so the faces used are copied into a folder of their own.
    """
    folder = _font_folder()
    paths = [str(folder)] if folder else []
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def _font_folder() -> Path | None:
    found = util.find_spec("font_source_sans_pro")
    if found is None or found.origin is None:
        return None
    source = Path(found.origin).parent / "files"
    _folder.append(tempfile.TemporaryDirectory(prefix="lcsp-fonts-"))
    for face in FACES:
        shutil.copy(source / f"SourceSansPro-{face}.ttf", _folder[0].name)
    return Path(_folder[0].name)


_folder: list[tempfile.TemporaryDirectory[str]] = []  # lives as long as the process: fonts are read late


def _missing_texts(diagnostic: str) -> set[str]:
    """The texts that Typst said no font can display, the strange ones first.

    Ordinary letters that stand beside a strange one are said to be missing too, and are there when that is named.
    """
    missing = {_ESCAPE.sub(_unescaped, text) for text in _MISSING.findall(diagnostic)}
    strange = {text for text in missing if max(text) > _LAST_ORDINARY}
    return strange or {text for text in missing if not text.isascii()}


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def _name_characters(values: str, missing: set[str]) -> str:
    """The values with each missing text replaced by the names of its characters."""
    for text in sorted(missing, key=len, reverse=True):
        named = ", ".join(unicodedata.name(c, f"U+{ord(c):04X}").lower() for c in text)
        values = values.replace(text, f"[{named}]")
    return values
