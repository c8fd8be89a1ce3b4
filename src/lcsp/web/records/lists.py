"""The list of a noun: searched, narrowed and sorted by its address, page by page, and as a file."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from lcsp.partnership.performance import Figure
from lcsp.reports.differences.wording import record_name, shortened
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.noun import Column, Noun, columns
from lcsp.web.doors import door
from lcsp.web.kept_pages import kept
from lcsp.web.pages import render
from lcsp.web.records import asking, downloads
from lcsp.web.records.beside import counts_words, findings_by_record
from lcsp.web.records.cross_table import build_cross_table
from lcsp.web.records.opening import (
    Opened,
    first_line,
    list_address,
    list_name,
    noun_in,
    noun_name,
    open_plan,
    record_address,
)
from lcsp.web.records.values import is_numeric, label_of, linked
from lcsp.web.showing import Cell, Choice, Head

A_PAGE = 300
_LONGEST_CELL = 120
_LONGEST_NAME = 60
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Filter(NamedTuple):
    """A choice that narrows a list."""

    name: str
    label: str
    value: str
    choices: tuple[Choice, ...]


class Listing(NamedTuple):
    """What a list shows: what was asked, the records that answer it, the columns, and whether findings have one."""

    opened: Opened
    noun: type[Noun]
    asked: asking.Asked
    records: list[Noun]
    columns: list[Column]
    with_findings: bool

    @property
    def as_table(self) -> bool:
        """Whether figures are shown by period."""
        return self.asked.as_table and self.noun is Figure

    @property
    def named(self) -> bool:
        """Whether a record's key is not one of its columns, so that a column of names leads the list."""
        return len(self.noun.key_fields) > 1


def make_listing(opened: Opened, noun: type[Noun], asked: asking.Asked) -> Listing:
    """Return what the list of `noun` shows when it is `asked`."""
    plan = opened.plan
    found = asking.answering(plan, noun, asked)
    known = findings_by_record(plan)
    with_findings = any((noun.noun, record.key) in known for record in plan.all(noun))
    return Listing(opened, noun, asked, found, asking.shown_columns(plan, noun, asked), with_findings)


@door(Action.READ)
@kept
def show_list(request: HttpRequest, plan: str, room: str, plural: str) -> HttpResponse:
    """Show the list of a noun, or the part of it that HTMX asks for."""
    opened = open_plan(request, plan)
    noun = noun_in(room, plural)
    listing = make_listing(opened, noun, asking.read_asked(noun, request.GET.dict()))
    return render(request, "records/list.html", list_context(listing), fragment="records")


def list_context(listing: Listing) -> dict[str, object]:
    """Return what the page of a list needs."""
    opened, noun, asked = listing.opened, listing.noun, listing.asked
    pages = max(1, -(-len(listing.records) // A_PAGE))
    page = min(max(asked.page, 1), pages)
    table = build_cross_table(opened, listing.records) if listing.as_table else None
    shown = listing.records[(page - 1) * A_PAGE : page * A_PAGE]
    everything = asking.listed(opened.plan, noun, asked)
    return {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(noun)[:-1],
        "title": list_name(noun),
        "what": first_line(noun),
        "one": noun_name(noun).lower(),
        "asked": asked,
        "query": asked.query,
        "address": opened.address("list", noun),
        "csv": list_address(opened.code, noun, "list_csv", asked.query),
        "xlsx": list_address(opened.code, noun, "list_xlsx", asked.query),
        "add": opened.address("add", noun) if opened.may_add(noun) else "",
        "filters": _filters(listing),
        "hidden": {name: asked.query[name] for name in ("sort", "show", "county", "view") if asked.query[name]},
        "heads": table.heads if table else _heads(listing),
        "rows": table.rows if table else [_row(listing, record) for record in shown],
        "page": page,
        "pages": 1 if table else pages,
        "number": len(listing.records),
        "of": len(everything),
        "county": _county(listing),
        "is_figures": noun is Figure,
        "more_columns": not table
        and len(asking.shown_columns(opened.plan, noun, asked._replace(all_columns=True)))
        > len(asking.shown_columns(opened.plan, noun, asked._replace(all_columns=False))),
    }


def _county(listing: Listing) -> int:
    """Return how many records of the county's plan could be shown beside a local plan's own."""
    plan = listing.opened.plan
    return len(plan.whole_of(listing.noun)) - len(plan.all(listing.noun)) if plan.inherits is not None else 0


def _filters(listing: Listing) -> list[Filter]:
    fields = {column.name: column for column in columns(listing.noun).values()}
    known = asking.filter_choices(listing.opened.plan, listing.noun, listing.asked)
    given = listing.asked.filters
    found = [Filter(name, label_of(fields[name]), given.get(name, ""), choices) for name, choices in known.items()]
    # What the address asks for must be seen, and can be taken back, even where no record has it.
    unknown = (name for name in given if name not in known)
    found += [Filter(name, label_of(fields[name]), given[name], ()) for name in unknown]
    return [
        one if not one.value or one.value in {choice.value for choice in one.choices}
        else one._replace(choices=(*one.choices, Choice(one.value, one.value)))
        for one in found
    ]  # fmt: skip


def _heads(listing: Listing) -> list[Head]:
    heads = [Head("Record")] if listing.named else []
    heads += [_head(listing, column.name, label_of(column), is_numeric(column)) for column in listing.columns]
    if listing.with_findings:
        heads.append(_head(listing, asking.FINDINGS, "Findings", numeric=False))
    if listing.asked.with_county and listing.opened.plan.inherits is not None:
        heads.append(Head("Held by"))
    return heads


def _head(listing: Listing, name: str, words: str, numeric: bool) -> Head:
    """Return a head that sorts by its column, and the other way round where the list is sorted by it already."""
    sort = listing.asked.sort
    order = {name: "ascending", f"-{name}": "descending"}.get(sort, "")
    turned = f"-{name}" if sort == name or (name == asking.FINDINGS and sort != f"-{name}") else name
    query = listing.asked.but(sort=turned)
    return Head(words, numeric, list_address(listing.opened.code, listing.noun, "list", query), order)


def _row(listing: Listing, record: Noun) -> tuple[object, ...]:
    opened, noun = listing.opened, listing.noun
    code = opened.holder(noun, record.key)
    address = record_address(code, noun, record.key)
    cells: list[object] = []
    if listing.named:
        cells.append(Cell(shortened(record_name(opened.plan, record), _LONGEST_NAME), address))
    for column in listing.columns:
        words = linked(opened, column, getattr(record, column.name), _LONGEST_CELL)
        cells.append(Cell(words, address) if not listing.named and column.name == noun.key_fields[0] else words)
    if listing.with_findings:
        found = findings_by_record(opened.plan).get((record.noun, record.key), ()) if code == opened.code else ()
        cells.append(Cell(counts_words(found), address) if found else None)
    if listing.asked.with_county and opened.plan.inherits is not None:
        cells.append(Cell("", status="county") if code != opened.code else "this plan")
    return tuple(cells)


@door(Action.DOWNLOAD)
def download_csv(request: HttpRequest, plan: str, room: str, plural: str) -> HttpResponse:
    """Send what the list shows as a CSV file."""
    listing = _asked_listing(request, plan, room, plural)
    return _file(listing, downloads.csv_of(_sheet(listing)), "csv", "text/csv; charset=utf-8")


@door(Action.DOWNLOAD)
def download_xlsx(request: HttpRequest, plan: str, room: str, plural: str) -> HttpResponse:
    """Send what the list shows as an Excel workbook."""
    listing = _asked_listing(request, plan, room, plural)
    return _file(listing, downloads.workbook_of(_sheet(listing), list_name(listing.noun)), "xlsx", _XLSX)


def _asked_listing(request: HttpRequest, plan: str, room: str, plural: str) -> Listing:
    noun = noun_in(room, plural)
    return make_listing(open_plan(request, plan), noun, asking.read_asked(noun, request.GET.dict()))


def _sheet(listing: Listing) -> downloads.Sheet:
    opened, noun, plan = listing.opened, listing.noun, listing.opened.plan
    if listing.as_table:
        table = build_cross_table(opened, listing.records)
        heads = [head.words for head in table.heads]
        return downloads.sheet_of_texts(heads, table.texts, [head.numeric for head in table.heads])
    notes: dict[str, list[str]] = {}
    if listing.with_findings:
        known = findings_by_record(plan)
        notes["Findings"] = [counts_words(known.get((noun.noun, record.key), ())) for record in listing.records]
    if listing.asked.with_county and plan.inherits is not None:
        notes["Held by"] = [opened.holder(noun, record.key) for record in listing.records]
    return downloads.sheet_of_records(plan, listing.columns, listing.records, notes)


def _file(listing: Listing, body: bytes, ending: str, content_type: str) -> HttpResponse:
    response = HttpResponse(body, content_type=content_type)
    name = f"{listing.opened.code}-{listing.noun.plural.replace('_', '-')}.{ending}"
    header = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = header or "attachment"
    return response
