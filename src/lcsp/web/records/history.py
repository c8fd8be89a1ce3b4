"""The history of a record: every step with who, when and why; any two versions compared; an old one put back."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse

from lcsp.store.models import Revision
from lcsp.store.revisions import Event, find_history, find_new_key
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.noun import Noun
from lcsp.web.doors import door
from lcsp.web.pages import render
from lcsp.web.records.opening import Opened, noun_in, noun_name, open_plan
from lcsp.web.records.steps import FieldChange, changed_words
from lcsp.web.showing import Choice, moment_words, query_text
from lcsp.whole_plan import WholePlan


class Step(NamedTuple):
    """One step of a history: its revision, what was done, in words, where the version is seen and put back."""

    revision: Revision
    what: str
    changes: list[FieldChange]
    seen: str
    put_back: str


@door(Action.READ)
def show_history(request: HttpRequest, plan: str, room: str, noun: str, key: str) -> HttpResponse:
    """Show the history of a record; with `?before=2&after=5` also what differs between two of its versions."""
    opened, kind = open_plan(request, plan), noun_in(room, noun)
    events = find_history(opened.code, kind.noun, key)
    if not events:
        raise Http404(f"This plan never had a {noun_name(kind).lower()} {key}.")
    record = opened.plan.find_own(kind, key)
    new_key = find_new_key(opened.code, kind.noun, key) if record is None else ""
    context = {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(kind, record),
        "title": f"History of {noun_name(kind).lower()} {key}",
        "steps": _steps(opened, kind, key, events),
        "gone": record is None,
        "new_key": new_key,
        "new_address": opened.address("record_history", kind, new_key) if new_key else "",
        "versions": _versions(events),
        "compared": _compared(opened.plan, events, request.GET.get("before", ""), request.GET.get("after", "")),
        "address": opened.address("record_history", kind, key),
        "before": request.GET.get("before", str(events[-1].revision.number)),
        "after": request.GET.get("after", str(events[0].revision.number)),
    }
    return render(request, "records/history.html", context)


def _steps(opened: Opened, noun: type[Noun], key: str, events: list[Event]) -> list[Step]:
    may = opened.may_change(noun)
    stands = opened.plan.find_own(noun, key)
    steps = []
    for event in events:
        record, number = event.after, event.revision.number
        what = "removed" if record is None else "added" if event.before is None else "changed"
        seen = f"{opened.address('record', noun, record.key)}?at={number}" if record else ""
        # A version that had another key is found by that one.
        query = query_text({"from": number, "key": record.key if record and record.key != key else ""})
        put_back = opened.address("record_edit", noun, key) + query if may and record and record != stands else ""
        steps.append(Step(event.revision, what, changed_words(opened.plan, event.before, record), seen, put_back))
    return steps


def _versions(events: list[Event]) -> list[Choice]:
    """Return the versions that can be compared, the newest first."""
    return [
        Choice(str(event.revision.number), f"Revision {event.revision.number}, {moment_words(event.revision.at)}")
        for event in events
        if event.after is not None
    ]


def _compared(plan: WholePlan, events: list[Event], before: str, after: str) -> list[FieldChange] | None:
    """Return what differs between the versions of two revisions; None where two were not asked for."""
    known = {str(event.revision.number): event.after for event in events if event.after is not None}
    if before not in known or after not in known:
        return None
    return changed_words(plan, known[before], known[after])
