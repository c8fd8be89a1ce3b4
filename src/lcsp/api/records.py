"""Operations on records: lists in pages and as CSV, one record, its history, adding, changing and removing it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from lcsp.actions.records import change_record
from lcsp.api.answers import answer, page_of, to_bytes, version_read
from lcsp.api.asked import (
    At,
    Key,
    Kind,
    LeaveDangling,
    Limit,
    Offset,
    Plan,
    Why,
    ask_kind,
    ask_plan,
    ask_record,
    key_in,
)
from lcsp.api.doors import ROOM, actor_of
from lcsp.api.problems import Problem, wrong
from lcsp.api.service import operation
from lcsp.api.shapes import History, RecordPage, RecordSent, RecordShown, Saved
from lcsp.api.telling import tell_event, tell_revision
from lcsp.files.csv_text import write_csv
from lcsp.files.json_records import read_json_record, record_to_json
from lcsp.files.rows import show_row
from lcsp.partnership.plan import Acceptance
from lcsp.partnership.plan import Plan as PlanRecord
from lcsp.store.changes import Change
from lcsp.store.plans import State, load_plan
from lcsp.store.revisions import find_history, find_since
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.keys_in_addresses import key_in_address
from lcsp.vocabulary.kinds import ListKind
from lcsp.vocabulary.noun import Noun, columns

A_PAGE = 100
_PAGING = frozenset(("at", "limit", "offset"))


@operation("GET", "/plans/{plan}/{kind}.csv", needs=Action.DOWNLOAD, tag="records")
def download_records(request: HttpRequest, plan: Plan, kind: Kind, at: At = None) -> HttpResponse:
    """Download every record of one kind as CSV: the file of a plan folder, without loss.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    state, noun = ask_plan(plan, at), ask_kind(kind)
    content = state.plan.once(("csv", noun), lambda: write_csv(columns(noun), map(show_row, state.plan.all(noun))))
    name = {"Content-Disposition": f'attachment; filename="{noun.plural}.csv"'}
    return answer(request, content, revision=state.number, headers=name, media="text/csv; charset=utf-8")


@operation("GET", "/plans/{plan}/{kind}/", needs=Action.READ, gives=RecordPage, tag="records", open_query=True)
def list_records(
    request: HttpRequest, plan: Plan, kind: Kind, at: At = None, limit: Limit = A_PAGE, offset: Offset = 0
) -> HttpResponse:
    """List the records of one kind that a plan holds itself, in pages.

    The name of a field as a parameter keeps those records where it says just that, or, in a field with several values,
    where one of them is that: status=done. The header Link and the member next lead to the next page.
    """
    state, noun = ask_plan(plan, at), ask_kind(kind)
    wanted = _wanted(request, noun)
    usual = not wanted and limit == A_PAGE and offset % A_PAGE == 0
    if not usual:
        records = [record for record in state.plan.all(noun) if _fits(record, wanted)]
        content, headers = _page(request, state, records, limit, offset)
        return answer(request, content, revision=state.number, headers=headers)
    # A plan that stands keeps the pages that are asked for as long as it is kept itself.
    pinned = request.GET.get("at", "")
    content, headers = state.plan.once(
        ("api", request.path, pinned, offset), lambda: _page(request, state, state.plan.all(noun), limit, offset)
    )
    return answer(request, content, revision=state.number, headers=headers)


def _page(request: HttpRequest, state: State, records: Any, limit: int, offset: int) -> tuple[bytes, dict[str, str]]:
    page, following, headers = page_of(request, records, offset=offset, limit=limit, revision=state.number)
    items = [{"key": record.key, "record": record_to_json(record)} for record in page]
    return to_bytes({"items": items, "total": len(records), "revision": state.number, "next": following}), headers


def _wanted(request: HttpRequest, noun: type[Noun]) -> dict[str, str]:
    """Return what the records are to say, by field. Raises Problem."""
    wanted = {name: str(value) for name, value in request.GET.items() if name not in _PAGING}
    errors = [(f"query.{name}", "is given more than once") for name, all_of in request.GET.lists() if len(all_of) > 1]
    errors += [
        (f"query.{name}", f"is no field of this kind: the fields are {', '.join(columns(noun))}")
        for name in wanted
        if name not in columns(noun)
    ]
    if errors:
        raise wrong(errors)
    return wanted


def _fits(record: Noun, wanted: dict[str, str]) -> bool:
    return all(said in _said(record, name) for name, said in wanted.items())


def _said(record: Noun, name: str) -> Iterable[str]:
    column, value = columns(type(record))[name], getattr(record, name)
    if isinstance(column.kind, ListKind):
        return [column.kind.item.show(item) for item in value or ()]
    return [column.show(value)]


@operation("GET", "/plans/{plan}/{kind}/{key}/", needs=Action.READ, gives=RecordShown, tag="records")
def read_record(request: HttpRequest, plan: Plan, kind: Kind, key: Key, at: At = None) -> HttpResponse:
    """Read one record.

    Its ETag is what a change of it sends in If-Match: another one as soon as the record is changed.
    """
    state, noun = ask_plan(plan, at), ask_kind(kind)
    return _record(request, state, ask_record(state, noun, key_in(key)))


@operation("GET", "/plans/{plan}/{kind}/{key}/history/", needs=Action.READ, gives=History, tag="records")
def read_history(request: HttpRequest, plan: Plan, kind: Kind, key: Key) -> HttpResponse:
    """Read all that became of one record, the newest first; also of one that was removed."""
    state, noun, name = ask_plan(plan), ask_kind(kind), key_in(key)
    events = find_history(state.code, noun.noun, name)
    if not events:
        ask_record(state, noun, name)
    items = [{**tell_event(event), "revision": tell_revision(event.revision)} for event in events]
    return answer(request, {"items": items}, revision=state.number)


@operation("POST", "/plans/{plan}/{kind}/", needs=ROOM, gives=RecordShown, status=201, tag="records")
def add_record(request: HttpRequest, plan: Plan, kind: Kind, body: RecordSent) -> HttpResponse:
    """Add a record. The header Location of the answer is its address."""
    state, noun = ask_plan(plan), ask_kind(kind)
    _check_kind(noun, adding=True)
    record = read_json_record(noun, body.record)
    _save(request, state, Change(noun.noun, "", record), state.number, body.why, leave=body.leave_dangling)
    after = load_plan(state.code)
    made = _record(request, after, ask_record(after, noun, record.key), status=201)
    made.headers["Location"] = f"{request.path}{key_in_address(record.key)}/"
    return made


@operation("PUT", "/plans/{plan}/{kind}/{key}/", needs=ROOM, gives=RecordShown, tag="records", versions=True)
def change_record_to(request: HttpRequest, plan: Plan, kind: Kind, key: Key, body: RecordSent) -> HttpResponse:
    """Put another version in place of a record; with another key, what refers to it follows.

    Fields that are left out are blank afterwards: send all that the record is to say.
    """
    state, noun, name = ask_plan(plan), ask_kind(kind), key_in(key)
    base = _base(request, state, noun, name)
    _check_kind(noun)
    record = read_json_record(noun, body.record)
    _save(request, state, Change(noun.noun, name, record), base, body.why, leave=body.leave_dangling)
    after = load_plan(state.code)
    return _record(request, after, ask_record(after, noun, record.key))


@operation("DELETE", "/plans/{plan}/{kind}/{key}/", needs=ROOM, gives=Saved, tag="records", versions=True)
def remove_record(
    request: HttpRequest, plan: Plan, kind: Kind, key: Key, why: Why, leave_dangling: LeaveDangling = False
) -> HttpResponse:
    """Remove a record; its history stays."""
    state, noun, name = ask_plan(plan), ask_kind(kind), key_in(key)
    base = _base(request, state, noun, name)
    ask_record(state, noun, name)
    _check_kind(noun)
    number = _save(request, state, Change(noun.noun, name, None), base, why, leave=leave_dangling)
    return answer(request, Saved(changed=True, revision=number), revision=number)


def _record(request: HttpRequest, state: State, record: Noun, status: int = 200) -> HttpResponse:
    since = find_since(state.code, record.noun, record.key, state.number) or state.number
    shown = {"kind": record.plural, "key": record.key, "revision": since, "record": record_to_json(record)}
    return answer(request, shown, status=status, revision=since)


def _base(request: HttpRequest, state: State, noun: type[Noun], key: str) -> int:
    """Return the revision on which a change of a record is based. Raises Http404 and Problem.

    Where nobody changed the record since it was read, that is the newest: changes of others do not stand in the way.
    """
    read = version_read(request)
    since = find_since(state.code, noun.noun, key, state.number)
    if since is None or (state.plan.find_own(noun, key) is None and (read is None or read >= since)):
        ask_record(state, noun, key)
    if read is not None and read > state.number:
        raise Problem("changed-meanwhile", f"The plan has no revision {read}: its newest is {state.number}.")
    return state.number if read is None or since is None or read >= since else read


def _check_kind(noun: type[Noun], *, adding: bool = False) -> None:
    if noun is Acceptance:
        raise Problem("not-saved", "Findings are accepted at …/findings/{fingerprint}/acceptance/, each by its facts.")
    if noun is PlanRecord and adding:
        raise Problem("not-saved", "A plan has one record of itself, which can be changed and not added.")


def _save(request: HttpRequest, state: State, change: Change, base: int, why: str, *, leave: bool) -> int:
    """Save one change; return the newest revision. Raises what `change_record` raises, and Problem for a bad reason."""
    revision = change_record(
        by=actor_of(request), plan=state.code, change=change, base=base, why=why, leave_dangling=leave
    )
    return revision.number if revision else state.number
