"""Two people changed the same record: both versions side by side, field by field, and the one made of them."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse

from lcsp.store.models import Revision
from lcsp.store.revisions import Clash, find_new_key, find_revision
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan
from lcsp.web.records.cells import differing, read_texts, texts_of
from lcsp.web.records.opening import Opened, noun_name
from lcsp.web.records.sending import CHOICE, Sending
from lcsp.web.records.values import label_of, words_of
from lcsp.web.showing import Slip

_BASE_OF_YOURS = "revision-yours-from"


class Side(NamedTuple):
    """A field of which there are two versions. `chosen` is "theirs", "yours", or blank where both sides changed it."""

    name: str
    label: str
    was: str
    theirs: str
    yours: str
    changed_by: str
    chosen: str
    error: str = ""


def conflict_page(request: HttpRequest, opened: Opened, yours: Noun, clash: Clash, sending: Sending) -> HttpResponse:
    """Show what stands now beside what was typed, to choose from; or that the record was removed meanwhile."""
    noun, key = type(yours), clash.key
    base = _version_at(opened, noun, key, sending.base)
    return _page(request, opened, noun, key, base, clash.theirs, sending, clash.revision, sending.base)


def _page(
    request: HttpRequest,
    opened: Opened,
    noun: type[Noun],
    key: str,
    base: Noun | None,
    theirs: Noun | None,
    sending: Sending,
    revision: Revision,
    yours_from: int,
    missing: frozenset[str] = frozenset(),
) -> HttpResponse:
    yours = read_texts(noun, sending.texts, opened.plan, theirs).record
    sides = _sides(opened, noun, base, theirs, yours, request, missing) if theirs is not None else []
    new_key = "" if theirs is not None else find_new_key(opened.code, noun.noun, key)
    unchosen = (side for side in sides if side.error)
    context = {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(noun, theirs),
        "slips": [Slip(f"{side.label}: {side.error}", f"#field-{CHOICE}{side.name}") for side in unchosen],
        "title": f"{noun_name(noun)} {key}",
        "sides": sides,
        "choice": CHOICE,
        "revision": revision,
        "removed": theirs is None,
        "new_key": new_key,
        "new_address": opened.address("record", noun, new_key) if new_key else "",
        # What is saved from this page is made from what stands now.
        "sending": sending._replace(base=revision.number),
        "yours_from": yours_from,
    }
    return render(request, "records/conflict.html", context)


def _version_at(opened: Opened, noun: type[Noun], key: str, number: int) -> Noun | None:
    """Return a record as it stood at a revision; None where the plan did not have it."""
    return ask_plan(opened.code, number).plan.find_own(noun, key) if number else None


def _sides(
    opened: Opened,
    noun: type[Noun],
    base: Noun | None,
    theirs: Noun,
    yours: Noun | None,
    request: HttpRequest,
    missing: frozenset[str],
) -> list[Side]:
    """Return the fields in which the two versions differ, each with the side that alone changed it chosen."""
    by_them, by_you = (set(differing(noun, base, record)) for record in (theirs, yours))
    found = []
    for name in differing(noun, theirs, yours):
        column = columns(noun)[name]
        who = "both" if name in by_them and name in by_you else "theirs" if name in by_them else "yours"
        was, now, own = (words_of(opened.plan, column, getattr(r, name)) if r else "" for r in (base, theirs, yours))
        sent = request.POST.get(f"{CHOICE}{name}", "")
        chosen = sent or ("" if who == "both" else who)
        error = "choose one of the two" if name in missing else ""
        found.append(Side(name, label_of(column), was, now, own, who, chosen, error))
    return found


def merge(request: HttpRequest, opened: Opened, noun: type[Noun], key: str, sending: Sending) -> Sending | HttpResponse:
    """Return the form with the side chosen for each field; or the page again where a choice is missing."""
    theirs = _version_at(opened, noun, key, sending.base)
    yours = read_texts(noun, sending.texts, opened.plan, theirs).record
    if theirs is None or yours is None:
        raise Http404("This choice is not open any more: open the record again.")
    wanted = {name: request.POST.get(f"{CHOICE}{name}", "") for name in differing(noun, theirs, yours)}
    missing = frozenset(name for name, choice in wanted.items() if choice not in ("theirs", "yours"))
    if missing:
        yours_from = request.POST.get(_BASE_OF_YOURS, "")
        number = int(yours_from) if yours_from.isascii() and yours_from.isdecimal() and len(yours_from) < 10 else 0
        base = _version_at(opened, noun, key, number)
        revision = find_revision(opened.code, sending.base)
        return _page(request, opened, noun, key, base, theirs, sending, revision, number, missing)
    stands = texts_of(theirs)
    texts = {name: stands[name] if wanted.get(name) == "theirs" else text for name, text in sending.texts.items()}
    return sending._replace(texts=texts, do="save")
