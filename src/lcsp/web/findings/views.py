"""All findings of a plan, counted by room and level, and as a table for a spreadsheet."""

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString

from lcsp.checks.listing import Listed, list_findings
from lcsp.partnership.plan import Acceptance
from lcsp.reports.differences.wording import field_label, record_words
from lcsp.store.plans import State
from lcsp.vocabulary.actors import Action, change_action
from lcsp.vocabulary.findings import Finding, Level
from lcsp.vocabulary.noun import columns
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.findings.asked import ACCEPTED, OPEN, ROOMS, Asked, count_by_room, read_asked
from lcsp.web.kept_pages import kept
from lcsp.web.pages import render
from lcsp.web.plan_asked import RecordName, ask_plan, may_here, name_of, record_address
from lcsp.web.records.downloads import Sheet, csv_of, sheet_of_texts, workbook_of
from lcsp.web.showing import Cell, Choice, Field, Head, day_text
from lcsp.web.uploads.downloads import file_name
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

_HEADS = (Head("Finding"), Head("Record"), Head("Rule"), Head("What to do"))
_COLUMNS = (
    "code", "level", "room", "noun", "key", "field", "facts", "mend", "accepted", "reason", "accepted_by", "until",
)  # fmt: skip


@door(Action.READ)
@kept
def findings(request: HttpRequest, plan: str) -> HttpResponse:
    """Show the findings of a plan, by room and by level, those that were accepted with their reason."""
    state = ask_plan(plan)
    asked = read_asked(request.GET.dict())
    listed = list_findings(state.plan)
    shown = [one for one in listed if asked.fits(one)]
    address = page_address("workspace:findings", {"plan": plan})
    query = asked._asdict()
    context = {
        "of_plan": name_of(state),
        "address": address,
        "count_heads": _count_heads(),
        "counts": _count_rows(listed, address),
        "total": _total_row(listed),
        "fields": _fields(asked),
        "heads": _HEADS,
        "rows": [_row(one, state, request) for one in shown],
        "shown": len(shown),
        "of": len(listed),
        "query": query,
        "may_download": may_here(request, Action.DOWNLOAD, state),
    }
    return render(request, "findings/list.html", context, fragment="listing")


def _count_heads() -> tuple[Head, ...]:
    levels = (Head(f"{level.value.capitalize()}s", numeric=True) for level in Level)
    return (Head("Subject"), *levels, Head("Accepted", numeric=True))


def _count_rows(listed: tuple[Listed, ...], address: str) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for room, counts in count_by_room(listed):
        where = f"{address}?room={room}"
        levels = (_count(counts[level.value], f"{where}&level={level.value}&state={OPEN}") for level in Level)
        accepted = _count(counts[ACCEPTED], f"{where}&state={ACCEPTED}")
        rows.append((Cell(room.capitalize(), where), *levels, accepted))
    return rows


def _count(count: int, address: str) -> object:
    return Cell(count, address) if count else count


def _total_row(listed: tuple[Listed, ...]) -> tuple[tuple[object, ...], ...]:
    open_ones = [one.finding.level for one in listed if not one.acceptance]
    return (("All", *(open_ones.count(level) for level in Level), len(listed) - len(open_ones)),)


def _fields(asked: Asked) -> tuple[Field, ...]:
    rooms = tuple(Choice(room, room.capitalize()) for room in ROOMS)
    levels = tuple(Choice(level.value, f"{level.value.capitalize()}s") for level in Level)
    states = (Choice(OPEN, "Those that count"), Choice(ACCEPTED, "Those accepted"))
    return (
        _select("room", "Subject", asked.room, rooms),
        _select("level", "Level", asked.level, levels),
        _select("state", "Accepted or not", asked.state, states),
        Field("code", "Rule", "text", asked.code, width=10),
    )


def _select(name: str, label: str, value: str, choices: tuple[Choice, ...]) -> Field:
    return Field(name, label, "select", value or "all", choices=(Choice("all", "All"), *choices), required=True)


def _row(one: Listed, state: State, request: HttpRequest) -> tuple[object, ...]:
    f = one.finding
    return (
        Cell(f.message, status=ACCEPTED if one.acceptance else f.level.value, under=_under(one, state.plan)),
        Cell(record_title(state.plan, f), record_of(state.code, f), under=field_title(f)),
        rule_link(f.code),
        _deeds(one, state, request),
    )


def _under(one: Listed, plan: WholePlan) -> str:
    """Return what would mend a finding, or why it was accepted, by which post and until when."""
    if one.acceptance is None:
        return one.finding.hint[:1].upper() + one.finding.hint[1:]
    by = plan.find_named("post", one.acceptance.accepted_by)
    post = getattr(by, "name", one.acceptance.accepted_by)
    until = day_text(one.acceptance.until)
    return f"{one.acceptance.reason} ({one.finding.level.value}, accepted by {post} until {until})"


def rule_link(code: str) -> Cell:
    """Return a rule's code, kept on one line, as a link to its manual page."""
    return Cell(format_html('<span class="lcsp-code">{}</span>', code), page_address("workspace:rule", {"code": code}))


def record_title(plan: WholePlan, finding: Finding) -> str:
    """Return the name of the record that a finding is about."""
    record = plan.find_named(finding.noun, finding.key)
    return record_words(plan, record) if record else f"{finding.noun.replace('_', ' ')} {finding.key}"


def field_title(finding: Finding) -> str:
    """Return the name of the field that a finding is about; blank where it is about the whole record."""
    column = columns(NOUN_BY_NAME[finding.noun]).get(finding.field)
    return field_label(column).capitalize() if column else ""


def record_of(plan: str, finding: Finding, page: str = "record") -> str:
    """Return the address of the record that a finding is about, or of another page of it."""
    return record_address(RecordName(plan, finding.noun, finding.key), page)


def _deeds(one: Listed, state: State, request: HttpRequest) -> SafeString:
    """Return the links to what whoever asks may do about a finding."""
    f = one.finding
    deeds: list[tuple[str, str, str]] = []
    about = f"{f.code}, {f.noun.replace('_', ' ')} {f.key}"
    # An acceptance is no record that people write: it is renewed or withdrawn at its own finding.
    if f.noun != Acceptance.noun and may_here(request, change_action(f.room), state):
        deeds.append((record_of(state.code, f, "record_edit"), "Change the record", about))
    if may_here(request, Action.ACCEPT_FINDING, state):
        words = "Renew or withdraw" if one.acceptance else "Accept with a reason"
        where = {"plan": state.code, "fingerprint": one.fingerprint}
        deeds.append((page_address("workspace:finding", where), words, about))
    link = '<li><a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a></li>'
    return format_html('<ul class="govuk-list lcsp-told">{}</ul>', format_html_join("", link, deeds))


@door(Action.DOWNLOAD)
def findings_csv(request: HttpRequest, plan: str) -> HttpResponse:
    """Answer with the findings that are shown, as CSV."""
    return _file(csv_of(_sheet(request, plan)), "text/csv; charset=utf-8", f"{file_name(plan)}-findings.csv")


@door(Action.DOWNLOAD)
def findings_xlsx(request: HttpRequest, plan: str) -> HttpResponse:
    """Answer with the findings that are shown, as a workbook."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(workbook_of(_sheet(request, plan), "Findings"), kind, f"{file_name(plan)}-findings.xlsx")


def _sheet(request: HttpRequest, plan: str) -> Sheet:
    """Return what is shown as a table of texts."""
    asked = read_asked(request.GET.dict())
    texts = [_texts(one) for one in list_findings(ask_plan(plan).plan) if asked.fits(one)]
    return sheet_of_texts(list(_COLUMNS), texts, [False] * len(_COLUMNS))


def _texts(one: Listed) -> list[str]:
    f, accepted = one.finding, one.acceptance
    facts = [f.code, f.level.value, f.room, f.noun, f.key, f.field, f.message, f.hint]
    if accepted is None:
        return [*facts, "no", "", "", ""]
    return [*facts, "yes", accepted.reason, accepted.accepted_by, accepted.until.isoformat()]


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
