"""Feeds of editions (Atom, RFC 4287), and what search engines ask for."""

from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime

from lcsp.store.editions import list_editions, list_published
from lcsp.store.models import Edition
from lcsp.store.published import list_current, plan_of_edition
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.differences import Side, show_differences
from lcsp.web.plans.sheets import sheets_of
from lcsp.web.public.asked import ask_published, plan_before
from lcsp.web.public.pages import open_to_all

ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50  # entries of a feed


@open_to_all
def feed(request: HttpRequest) -> HttpResponse:
    """Tell of the newest editions of all plans."""
    return _feed(request, "Editions of all plans", list_published()[:_MOST], page_address("public:front"))


@open_to_all
def plan_feed(request: HttpRequest, plan: str) -> HttpResponse:
    """Tell of the editions of one plan."""
    published = ask_published(plan, None)
    title = f"Editions of {published.plan.header.title}"
    return _feed(request, title, list_editions(plan)[:_MOST], published.current_address("plan"))


def _feed(request: HttpRequest, title: str, editions: list[Edition], page: str) -> HttpResponse:
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    here = request.build_absolute_uri(request.path)
    _add(root, "id", here)
    _add(root, "title", title)
    _add(root, "updated", _moment(editions[0].at) if editions else "2009-04-01T00:00:00Z")
    SubElement(root, "link", {"rel": "self", "href": here, "type": "application/atom+xml"})
    SubElement(root, "link", {"href": request.build_absolute_uri(page), "type": "text/html"})
    for edition in editions:
        _entry(root, request, edition)
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _entry(root: Element, request: HttpRequest, edition: Edition) -> None:
    plan = plan_of_edition(edition)
    where = {"plan": edition.plan.code, "edition": edition.name}
    entry = SubElement(root, "entry")
    # The fingerprint stays the same wherever the site moves.
    _add(entry, "id", f"urn:sha256:{edition.sha256}:{edition.pk}")
    _add(entry, "title", f"{plan.header.title}: {edition.name}")
    _add(entry, "updated", _moment(edition.at))
    _add(entry, "published", _moment(edition.at))
    author = SubElement(entry, "author")
    _add(author, "name", plan.header.organisation or "The partnership")
    address = request.build_absolute_uri(page_address("public:edition_plan", where))
    SubElement(entry, "link", {"href": address, "type": "text/html"})
    _add(entry, "summary", _summary(edition))


def _summary(edition: Edition) -> str:
    published = ask_published(edition.plan.code, edition.name)
    before = plan_before(published)
    if before is None:
        return f"The first edition. {edition.why}"
    shown = show_differences(Side(before, ""), Side(published.plan, ""))
    said = [shown.counts or "Nothing differs from the edition before.", *shown.effects[:6]]
    return f"{edition.why} Since the edition before: {'; '.join(said)}"


def _add(parent: Element, name: str, text: str) -> None:
    # XML has no place for most control characters.
    SubElement(parent, name).text = "".join(sign if sign.isprintable() else " " for sign in text)


def _moment(at: datetime) -> str:
    return localtime(at).isoformat(timespec="seconds")


@open_to_all
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is for them."""
    lines = ["User-agent: *", "Disallow: /workspace/", "Disallow: /account/", "Disallow: /api/", "Disallow: /feeds/"]
    lines.append(f"Sitemap: {request.build_absolute_uri(page_address('public:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@open_to_all
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages of what is published."""
    root = Element("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    addresses = [page_address("public:front"), page_address("public:published_plans")]
    for edition in list_current():
        where = {"plan": edition.plan.code}
        addresses.append(page_address("public:published_plan", where))
        addresses += [
            page_address("public:published_section", {**where, "section": sheet.anchor})
            for sheet in sheets_of(plan_of_edition(edition)).sheets
            if sheet.blocks
        ]
    for address in addresses:
        _add(SubElement(root, "url"), "loc", request.build_absolute_uri(address))
    return HttpResponse(tostring(root, encoding="utf-8", xml_declaration=True), content_type="application/xml")
