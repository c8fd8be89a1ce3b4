"""The pages of what is published: the front, a plan, its sections and tables, its editions, and what changed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from markupsafe import Markup

from lcsp.files.folder import table_files
from lcsp.partnership.places import Area
from lcsp.partnership.plan import Plan, PlanLevel
from lcsp.reports.document import Figure, SummaryBox
from lcsp.reports.table_csv import render_table_csv
from lcsp.store.editions import list_editions
from lcsp.store.models import Edition
from lcsp.store.published import list_current, plan_of_edition
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.differences import DIFFERENCE_HEADS, Side, show_differences
from lcsp.web.plans.sheets import Sheet, Sheets, sheets_of
from lcsp.web.public.asked import Published, ask_published, edition_words, plan_before
from lcsp.web.public.documents import documents_of
from lcsp.web.public.pages import fill, open_to_all
from lcsp.web.public.sheets import show_sheet, show_table, tables_of, tables_on
from lcsp.web.showing import Cell, Crumb, Head, NavLink, day_text
from lcsp.web.uploads.downloads import file_name
from lcsp.whole_plan import NOUNS

_EDITION_HEADS = (Head("Edition"), Head("Published"), Head("What it is for"), Head("What changed"))
_PLAN_HEADS = (Head("Plan"), Head("Edition"), Head("Published"))
_TABLE_HEADS = (Head("Table"), Head("Where it stands"), Head("To keep"))
_RECORD_HEADS = (Head("Kind of record"), Head("Records", numeric=True), Head("To keep"))


@open_to_all
def front(request: HttpRequest) -> HttpResponse:
    """Show the county's plan and those of its localities; or that nothing is published yet."""
    current = list_current()
    if not current:
        return fill(request, "public/nothing_yet.html", {})
    county = [one for one in current if _level(one) is PlanLevel.COUNTY]
    others = [one for one in current if _level(one) is not PlanLevel.COUNTY]
    shown = county[-1] if county else current[0]
    published = ask_published(shown.plan.code, None)
    others = [*county[:-1], *(one for one in others if one.pk != shown.pk)]
    context = {
        **_of_plan(published),
        "is_front": True,
        "others": [_plan_row(one) for one in others],
        "other_heads": _PLAN_HEADS,
    }
    return fill(request, "public/plan.html", context)


def _level(edition: Edition) -> PlanLevel:
    return plan_of_edition(edition).header.level


@open_to_all
def plans(request: HttpRequest) -> HttpResponse:
    """List every plan that is published."""
    rows = [_plan_row(edition) for edition in list_current()]
    return fill(request, "public/plans.html", {"heads": _PLAN_HEADS, "rows": rows})


def _plan_row(edition: Edition) -> tuple[object, ...]:
    plan = plan_of_edition(edition)
    header = plan.header
    area = plan.find(Area, header.area) if header.area and header.level is PlanLevel.LOCAL else None
    address = page_address("public:published_plan", {"plan": edition.plan.code})
    under = area.name if area else header.organisation
    illustrative = "illustrative" if header.illustrative else ""
    return Cell(header.title, address, illustrative, under), edition.name, day_text(edition.at)


@open_to_all
def plan(request: HttpRequest, plan: str, edition: str | None = None) -> HttpResponse:
    """Show an edition of a plan: what it is, its key figures, contents, documents and other editions."""
    return fill(request, "public/plan.html", _of_plan(ask_published(plan, edition)))


def _of_plan(published: Published) -> dict[str, Any]:
    sheets = sheets_of(published.plan)
    page_of = _page_of(published)
    summary = next((s for s in sheets.sheets if any(isinstance(b, SummaryBox) for b in s.blocks)), None)
    return {
        **published.context(published.permanent_address("plan")),
        "header": published.plan.header,
        "words": edition_words(published.edition),
        "summary": show_sheet(summary, sheets, page_of) if summary else "",
        "picture": show_sheet(_picture(sheets), sheets, page_of),
        "chapters": _chapters(published, [s for s in sheets.sheets if s is not summary and not s.annex]),
        "annexes": [NavLink(s.title, page_of(s.anchor)) for s in sheets.sheets if s.annex],
        "documents": documents_of(published.edition),
        "editions": [_edition_row(one, published.code) for one in list_editions(published.code)],
        "edition_heads": _EDITION_HEADS,
        "is_front": False,
    }


def _picture(sheets: Sheets) -> Sheet:
    """Return the picture for the front of a plan: that of the money, or else the first there is."""
    figures = [block for sheet in sheets.sheets for block in sheet.blocks if isinstance(block, Figure)]
    figures.sort(key=lambda figure: figure.anchor != "budget-picture")
    return Sheet("front-picture", "", 1, False, None, tuple(figures[:1]))


def _chapters(published: Published, sheets: list[Sheet]) -> list[tuple[NavLink, list[NavLink]]]:
    page_of = _page_of(published)
    chapters: list[tuple[NavLink, list[NavLink]]] = []
    for sheet in sheets:
        link = NavLink(sheet.title, page_of(sheet.anchor) if sheet.blocks else "")
        if sheet.level == 1 or not chapters:
            chapters.append((link, []))
        else:
            chapters[-1][1].append(link)
    return chapters


def _page_of(published: Published) -> Any:
    return lambda anchor: published.address("section", section=anchor)


def _edition_row(edition: Edition, code: str) -> tuple[object, ...]:
    where = {"plan": code, "edition": edition.name}
    changes = Cell("What changed", page_address("public:edition_changes", where))
    return Cell(edition.name, page_address("public:edition_plan", where)), day_text(edition.at), edition.why, changes


@open_to_all
def section(request: HttpRequest, plan: str, section: str, edition: str | None = None) -> HttpResponse:
    """Show one part, section or annex of an edition."""
    published = ask_published(plan, edition)
    sheets = sheets_of(published.plan)
    sheet = sheets.find(section)
    if sheet is None:
        raise Http404("This edition has no such section. Its contents list those that it has.")
    page_of = _page_of(published)
    filled = [one for one in sheets.sheets if one.blocks or one is sheet]
    at = filled.index(sheet)
    before, after = filled[at - 1] if at else None, filled[at + 1] if at + 1 < len(filled) else None
    context = {
        **published.context(published.permanent_address("section", section=section)),
        "title": sheet.title,
        "body": show_sheet(sheet, sheets, page_of),
        "tables": [_table_link(published, table.anchor, table.caption) for table in tables_on(sheet)],
        "before": NavLink(before.title, page_of(before.anchor)) if before else None,
        "after": NavLink(after.title, page_of(after.anchor)) if after else None,
    }
    return fill(request, "public/section.html", context)


def _table_link(published: Published, anchor: str, caption: str) -> tuple[NavLink, str]:
    return (
        NavLink(caption, published.address("table", table=anchor)),
        published.permanent_address("table_csv", table=anchor),
    )


@open_to_all
def tables(request: HttpRequest, plan: str, edition: str | None = None) -> HttpResponse:
    """List every table of an edition and every kind of record that it holds, each with its CSV."""
    published = ask_published(plan, edition)
    rows = []
    for sheet, table in tables_of(published.plan):
        link, file = _table_link(published, table.anchor, table.caption)
        where = Cell(sheet.title, published.address("section", section=sheet.anchor))
        rows.append((Cell(link.words, link.address), where, _csv_cell(link.words, file)))
    records = [
        (
            noun.plural.replace("_", " ").capitalize(),
            len(published.plan.all(noun)),
            _csv_cell(noun.plural.replace("_", " "), published.permanent_address("records", plural=noun.plural)),
        )
        for noun in NOUNS
        if noun is not Plan and published.plan.all(noun)
    ]
    context = {
        **published.context(published.permanent_address("tables")),
        "heads": _TABLE_HEADS,
        "rows": rows,
        "record_heads": _RECORD_HEADS,
        "records": records,
    }
    return fill(request, "public/tables.html", context)


def _csv_cell(of: str, address: str) -> Cell:
    return Cell(Markup('CSV<span class="govuk-visually-hidden"> of {}</span>').format(of), address)


@open_to_all
def table(request: HttpRequest, plan: str, table: str, edition: str | None = None) -> HttpResponse:
    """Show one table of an edition by itself."""
    published = ask_published(plan, edition)
    sheet, found = _find_table(published, table)
    page_of = _page_of(published)
    context = {
        **published.context(published.permanent_address("table", table=table)),
        "crumbs": [
            Crumb(sheet.title, published.address("section", section=sheet.anchor)),
        ],
        "title": found.caption,
        "words": edition_words(published.edition),
        "permanent": published.permanent_address("table", table=table),
        "body": show_table(found, sheets_of(published.plan), page_of),
        "csv": published.permanent_address("table_csv", table=table),
    }
    return fill(request, "public/table.html", context)


def _find_table(published: Published, anchor: str) -> Any:
    for sheet, found in tables_of(published.plan):
        if found.anchor == anchor:
            return sheet, found
    raise Http404("This edition has no such table. The page of its tables lists those that it has.")


@open_to_all
def table_csv(_: HttpRequest, plan: str, table: str, edition: str | None = None) -> HttpResponse:
    """Answer with one table of an edition as CSV."""
    published = ask_published(plan, edition)
    _, found = _find_table(published, table)
    return _csv(render_table_csv(found), f"{plan}-{published.edition.name}-{table}")


@open_to_all
def records_csv(_: HttpRequest, plan: str, plural: str, edition: str | None = None) -> HttpResponse:
    """Answer with all records of one kind as CSV, without loss."""
    published = ask_published(plan, edition)
    noun = next(noun for noun in NOUNS if noun.plural == plural)
    if noun is Plan:
        raise Http404("The plan's own record is in the JSON file of the edition.")
    content = next(iter(table_files(published.plan, (noun,), empty=True).values()))
    return _csv(content, f"{plan}-{published.edition.name}-{plural}")


def _csv(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(name)}.csv"'
    return response


@open_to_all
def changes(request: HttpRequest, plan: str, edition: str | None = None) -> HttpResponse:
    """Say in plain words what changed since the edition before, money first."""
    published = ask_published(plan, edition)
    before = plan_before(published)
    context = {
        **published.context(published.permanent_address("changes")),
        "words": edition_words(published.edition),
        "before": published.before,
        "before_address": page_address("public:edition_plan", {"plan": plan, "edition": published.before.name})
        if published.before
        else "",
        "shown": show_differences(Side(before, ""), Side(published.plan, "")) if before else None,
        "heads": DIFFERENCE_HEADS,
    }
    return fill(request, "public/changes.html", context)


@open_to_all
def documents(request: HttpRequest, plan: str, edition: str | None = None) -> HttpResponse:
    """List the documents and files of an edition."""
    published = ask_published(plan, edition)
    context = {
        **published.context(published.permanent_address("documents")),
        "words": edition_words(published.edition),
        "documents": documents_of(published.edition),
        "fingerprint": published.edition.sha256,
    }
    return fill(request, "public/documents.html", context)


@open_to_all
def editions(request: HttpRequest, plan: str) -> HttpResponse:
    """List every edition of a plan, the newest first."""
    published = ask_published(plan, None)
    context = {
        **published.context(),
        "heads": _EDITION_HEADS,
        "rows": [_edition_row(one, plan) for one in list_editions(plan)],
    }
    return fill(request, "public/editions.html", context)
