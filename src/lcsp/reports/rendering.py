"""A document in each of the forms in which it is published; what a form needs is loaded only for it."""

from collections.abc import Iterable

from lcsp.reports.document import Document

FORMATS = ("html", "pdf", "docx", "xlsx")


def render(document: Document, formats: Iterable[str] = FORMATS) -> dict[str, bytes]:
    """Return the files of `document` by format, such as "pdf"; ValueError for one that is not known."""
    return {name: _render(document, name) for name in formats}


def _render(document: Document, name: str) -> bytes:
    match name:
        case "html":
            from lcsp.reports.html import render_html

            return render_html(document).encode()
        case "pdf":
            from lcsp.reports.pdf import render_pdf

            return render_pdf(document)
        case "docx":
            from lcsp.reports.word import render_word

            return render_word(document)
        case "xlsx":
            from lcsp.reports.published_workbook import render_workbook

            return render_workbook(document)
    raise ValueError(f"there is no format {name!r}: the formats are {', '.join(FORMATS)}")
