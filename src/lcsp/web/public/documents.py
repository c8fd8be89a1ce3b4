"""The documents and files of an edition: what there is of them, and the files themselves, by their fingerprint."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header, quote_etag

from lcsp.store.editions import find_document, find_export, list_documents
from lcsp.store.models import Edition
from lcsp.store.published import plan_of_edition
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.public.asked import ask_published
from lcsp.web.public.pages import FOR_EVER, open_to_all
from lcsp.web.uploads.downloads import FORMS, answer_with, file_name

JSON = "application/json"


class Form(NamedTuple):
    """A kind of document: its media type, its name, and whom it is for."""

    media_type: str
    words: str
    under: str


FORMS_OF_DOCUMENTS = {
    "pdf": Form("application/pdf", "PDF", "To print, or to read without a connection; tagged for screen readers"),
    "html": Form("text/html; charset=utf-8", "Web page in one file", "The whole plan on one page, pictures included"),
    "docx": Form(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word document",
        "To quote from, or to change the size and colour of the text",
    ),
    "xlsx": Form(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel workbook",
        "Every table, with its totals as formulas",
    ),
}


class Offered(NamedTuple):
    """A document as a page offers it; without an address it is still being made."""

    words: str
    under: str
    address: str = ""


def documents_of(edition: Edition) -> list[Offered]:
    """Return the documents of an edition, and the files with which programs and spreadsheets work."""
    made = {document.form: document for document in list_documents(edition)}
    offered = [
        Offered(form.words, form.under, document_address(made[name].sha256, edition, name) if name in made else "")
        for name, form in FORMS_OF_DOCUMENTS.items()
    ]
    offered.append(
        Offered(
            "JSON", "For programs: the edition itself, without loss", document_address(edition.sha256, edition, "json")
        )
    )
    where = {"plan": edition.plan.code, "edition": edition.name}
    return [
        *offered,
        *(
            Offered(form.words, form.under, page_address("public:edition_file", {**where, "form": name}))
            for name, form in FORMS.items()
            if name != "json"
        ),
    ]


def document_address(digest: str, edition: Edition, ending: str) -> str:
    """Return the address at which a document of `edition` always stands."""
    name = f"{file_name(f'{edition.plan.code}-{edition.name}')}.{ending}"
    return page_address("public:document", {"sha256": digest, "name": name})


@open_to_all
def document(_: HttpRequest, sha256: str, name: str) -> HttpResponse:
    """Answer with the document that has this fingerprint; what stands at this address never changes."""
    found = find_document(sha256)
    if found is not None:
        content, media_type = bytes(found.content), FORMS_OF_DOCUMENTS[found.form].media_type
    else:
        export = find_export(sha256)
        if export is None:
            raise Http404("There is no document with this fingerprint.")
        content, media_type = export, JSON
    response = HttpResponse(content, content_type=media_type)
    shown_here = media_type.startswith(("application/pdf", "text/html"))
    response.headers["Content-Disposition"] = content_disposition_header(not shown_here, file_name(name)) or "inline"
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["ETag"] = quote_etag(sha256)
    if media_type.startswith("text/html"):
        # The one page brings its own styles and pictures, and no script.
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
            "frame-ancestors 'none'"
        )
    return response


@open_to_all
def edition_file(_: HttpRequest, plan: str, edition: str, form: str) -> HttpResponse:
    """Answer with an edition in one of the forms that can be worked on."""
    published = ask_published(plan, edition)
    response = answer_with(plan_of_edition(published.edition), form, f"{plan}-{published.edition.name}")
    del response.headers["Cache-Control"]
    return response
