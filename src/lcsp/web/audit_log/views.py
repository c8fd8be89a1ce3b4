"""The auditor's page: what was done, by whom, when; and whether the log is whole."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import make_aware

from lcsp.store import audit
from lcsp.store.models import Account, AuditEntry, StoredPlan
from lcsp.vocabulary.actors import Action
from lcsp.web.doors import door
from lcsp.web.pages import render
from lcsp.web.showing import Cell, Choice, Field, Head, Slip, moment_words

_A_PAGE = 50
_FILTERS = ("person", "action", "plan", "from", "to")
_HEADS = (Head("When"), Head("Who"), Head("What"), Head("To what"), Head("Entry", numeric=True))


@door(Action.READ_AUDIT, post=Action.READ_AUDIT)
def audit_log(request: HttpRequest) -> HttpResponse:
    """Show the log, newest first, narrowed by person, action, plan and day; a POST verifies the whole of it as well."""
    asked = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    accounts = {account.pk: account for account in Account.objects.all()}
    entries, errors = _narrow(AuditEntry.objects.order_by("-number"), asked)
    page = Paginator(entries, _A_PAGE).get_page(request.GET.get("page"))
    wrong = [Slip(text) for text in audit.verify()] if request.method == "POST" else None
    context = {
        "fields": _fields(asked, accounts, errors),
        "heads": _HEADS,
        "rows": [_row(entry, accounts) for entry in page],
        "page": page,
        "query": asked,
        "head": audit.read_head(),
        "wrong": wrong,
    }
    return render(request, "audit_log/log.html", context)


def _narrow(entries: QuerySet[AuditEntry], asked: Mapping[str, str]) -> tuple[QuerySet[AuditEntry], dict[str, str]]:
    """Return the entries that are asked for, and what is wrong with the days that were typed."""
    errors: dict[str, str] = {}
    if asked["person"].isdecimal():
        person = int(asked["person"])
        entries = entries.filter(Q(by=person) | Q(subject=f"account {person}"))
    if asked["action"]:
        entries = entries.filter(action=asked["action"])
    if asked["plan"]:
        entries = entries.filter(Q(subject=asked["plan"]) | Q(subject__startswith=f"{asked['plan']} "))
    for name, way, add in (("from", "at__gte", 0), ("to", "at__lt", 1)):
        try:
            if asked[name]:
                day = date.fromisoformat(asked[name]) + timedelta(days=add)
                entries = entries.filter(**{way: make_aware(datetime.combine(day, time.min))})
        except (ValueError, OverflowError):
            errors[name] = "this is not a day: right would be 2026-04-01"
    return entries, errors


def _row(entry: AuditEntry, accounts: Mapping[int, Account]) -> tuple[object, ...]:
    by = accounts.get(entry.by) if entry.by is not None else None
    who = by.name if by else ("Nobody signed in" if entry.by is None else f"Account {entry.by}")
    return (
        moment_words(entry.at),
        who,
        Cell(entry.action, under=_facts(entry)),
        _subject(entry.subject, accounts),
        entry.number,
    )


def _facts(entry: AuditEntry) -> str:
    """Return the facts of an entry in a line: "locality: ashford; role: locality manager"."""
    facts = json.loads(entry.facts)
    parts = ((name, ", ".join(map(str, value)) if isinstance(value, list) else value) for name, value in facts.items())
    return "; ".join(f"{name}: {value}" for name, value in parts)


def _subject(subject: str, accounts: Mapping[int, Account]) -> str:
    """Return what an entry is about; an account's number with the name that it has today."""
    word, _, number = subject.partition(" ")
    account = accounts.get(int(number)) if word == "account" and number.isdecimal() else None
    return f"{subject} ({account.name})" if account else subject


def _fields(asked: Mapping[str, str], accounts: Mapping[int, Account], errors: Mapping[str, str]) -> tuple[Field, ...]:
    people = sorted(accounts.values(), key=lambda account: account.name)
    actions = AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct()
    plans = StoredPlan.objects.order_by("code").values_list("code", flat=True)
    given = {name: (errors[name],) if name in errors else () for name in asked}
    return (
        _select("person", "Person", asked, ((str(one.pk), one.name) for one in people)),
        _select("action", "What was done", asked, ((one, one.capitalize()) for one in actions)),
        _select("plan", "Plan", asked, ((code, code) for code in plans)),
        Field("from", "From", "date", asked["from"], "Such as 2026-04-01", given["from"], width=10),
        Field("to", "To", "date", asked["to"], "That day included", given["to"], width=10),
    )


def _select(name: str, label: str, asked: Mapping[str, str], choices: Iterable[tuple[str, str]]) -> Field:
    return Field(name, label, "select", asked[name], choices=tuple(Choice(value, words) for value, words in choices))
