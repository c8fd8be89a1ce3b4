"""The form that adds or changes a record: shown, checked while somebody types, and saved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from lcsp.actions.records import Unsaved, WouldDangle
from lcsp.partnership.plan import Acceptance, Plan
from lcsp.reports.plan_document.wording import sentence
from lcsp.store.changes import Change
from lcsp.store.revisions import find_last_change
from lcsp.vocabulary.findings import Level
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.pages import render
from lcsp.web.records import conflicts
from lcsp.web.records.adding_to import texts_to_begin, words_to_add
from lcsp.web.records.beside import MOST_ELSEWHERE, Effect, beside, by_field, effect_of, findings_by_record
from lcsp.web.records.cells import Typed, read_texts, texts_of, texts_sent
from lcsp.web.records.dangling import dangling_page
from lcsp.web.records.fields import FIXED, fields_of
from lcsp.web.records.opening import Opened, noun_in, noun_name, open_past, open_plan, record_address
from lcsp.web.records.sending import WHY, Clashed, Sending, read_sending, save, saved_words
from lcsp.web.records.values import label_of
from lcsp.web.showing import Beside, Slip
from lcsp.whole_plan import NOUN_BY_NAME

REASONS = (
    "A mistake put right",
    "Agreed by the partnership board",
    "Brought up to date after the last meeting",
    "New figures published",
)
NO_REASON = "say why: the history shows the reason to those who come later"


@door(None, of_room=("get", "post"))
def add_record(request: HttpRequest, plan: str, room: str, plural: str) -> HttpResponse:
    """Add a record: show the form (with `?deliverable=D7.1` that field is filled in), or save what it sends."""
    opened, noun = open_plan(request, plan), noun_in(room, plural)
    if noun in (Plan, Acceptance):
        return send_elsewhere(request, opened, noun)
    if request.method == "POST":
        return _answer(request, opened, noun, "")
    return show_form(request, opened, noun, "", Sending(texts_to_begin(noun, request.GET), "", opened.state.number, ""))


@door(None, of_room=("get", "post"))
def edit_record(request: HttpRequest, plan: str, room: str, noun: str, key: str) -> HttpResponse:
    """Change a record: show the form (with `?from=7` as the record stood at revision 7), or save what it sends."""
    opened, kind = open_plan(request, plan), noun_in(room, noun)
    if kind is Acceptance:
        return send_elsewhere(request, opened, kind)
    # What was removed meanwhile can still be put back; what this plan never had is the county's, or nobody's.
    if opened.plan.find_own(kind, key) is None and find_last_change(opened.code, kind.noun, key) is None:
        if holder := opened.holder(kind, key):
            return redirect(record_address(holder, kind, key))
        raise Http404(f"This plan has no {noun_name(kind).lower()} {key}. Look for it in the list.")
    if request.method == "POST":
        return _answer(request, opened, kind, key)
    number = request.GET.get("from", "")
    source = open_past(request, plan, number) if number else opened
    record = source.plan.find_own(kind, request.GET.get("key", key) if number else key)
    if record is None:
        return redirect(opened.address("record_history", kind, key))
    why = f"Put back as it stood at revision {source.past}" if number else ""
    return show_form(request, opened, kind, key, Sending(texts_of(record), why, opened.state.number, ""))


def send_elsewhere(request: HttpRequest, opened: Opened, noun: type[Noun]) -> HttpResponse:
    """Send somebody on who wants to change here what is changed on another page."""
    if noun is Acceptance:
        messages.info(request, "Findings are accepted here, each beside its facts.")
        return redirect(page_address("workspace:findings", {"plan": opened.code}))
    messages.info(request, "A plan has one record of itself, which can be changed and not added or removed.")
    return redirect(opened.address("record", Plan, opened.plan.header.key))


def _answer(request: HttpRequest, opened: Opened, noun: type[Noun], key: str) -> HttpResponse:
    """Answer a form that was sent: say what is wrong with it, ask once more where that is due, or save it."""
    stands = opened.plan.find_own(noun, key) if key else None
    sending = read_sending(request, noun)
    if isinstance(stands, Plan):
        sending.texts.update({name: text for name, text in texts_of(stands).items() if name in FIXED})
    if sending.do == "keep-theirs":
        messages.info(request, "Nothing was saved: the other version stands.")
        return redirect(opened.address("record", noun, key) if key else opened.address("list", noun))
    if sending.do == "resolve":
        merged = conflicts.merge(request, opened, noun, key, sending)
        if isinstance(merged, HttpResponse):
            return merged
        sending = merged
    if sending.do == "edit":
        return show_form(request, opened, noun, key, sending)
    typed = read_texts(noun, sending.texts, opened.plan, stands)
    if sending.do == "check" or typed.record is None or not sending.why:
        return show_form(request, opened, noun, key, sending, typed, judged=True)
    effect = effect_of(opened.plan, noun, key, typed.record)
    if effect.asks and not (sending.do in ("anyway", "dangle") and sending.seen == effect.mark):
        return show_form(request, opened, noun, key, sending, typed, effect, judged=True)
    return _save(request, opened, noun, key, sending, typed.record)


def _save(
    request: HttpRequest, opened: Opened, noun: type[Noun], key: str, sending: Sending, record: Noun
) -> HttpResponse:
    """Save a record and go to its page; or say what stands in the way, with everything that was typed."""
    change = Change(noun.noun, key, record)
    try:
        revision = save(opened, change, sending)
    except Clashed as clashed:
        return conflicts.conflict_page(request, opened, record, clashed.clash, sending)
    except WouldDangle as would:
        return dangling_page(request, opened, noun, key, sending, would.pointers)
    except Unsaved as reason:
        return show_form(request, opened, noun, key, sending, slips=[Slip(str(reason))])
    if revision is None:
        messages.info(request, "Nothing was changed: the record says this already.")
        return redirect(opened.address("record", noun, key or record.key))
    messages.success(request, saved_words(opened.plan, change, revision))
    return redirect(opened.address("record", noun, record.key))


def show_form(
    request: HttpRequest,
    opened: Opened,
    noun: type[Noun],
    key: str,
    sending: Sending,
    typed: Typed | None = None,
    effect: Effect | None = None,
    *,
    slips: list[Slip] | None = None,
    judged: bool = False,
) -> HttpResponse:
    """Show the form with what `sending` holds; `judged` with its mistakes and what the rules would say of it."""
    mistakes = dict(typed.mistakes) if typed and judged else {}
    if judged and effect is None and typed and typed.record is not None:
        effect = effect_of(opened.plan, noun, key, typed.record)
    own = effect.own if effect else findings_by_record(opened.plan).get((noun.noun, key), ()) if key else ()
    found = by_field(own, columns(noun))
    check = opened.address("record_check", noun, key) if key else opened.address("add_check", noun)
    fields = columns(noun)
    said = [Slip(f"{label_of(fields[name])}: {mistake}", f"#field-{name}") for name, mistake in mistakes.items()]
    no_reason = judged and not sending.why and sending.do != "check"
    said += [Slip(sentence(NO_REASON), f"#field-{WHY}")] if no_reason else []
    record = opened.plan.find_own(noun, key) if key else None
    ready = judged and effect is not None and not said
    context = {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(noun, record),
        "slips": [*(slips or []), *said],
        "title": f"Change {noun_name(noun).lower()} {key}" if key else words_to_add(noun),
        "verb": "Change" if key else "Add",
        "fields": fields_of(opened, noun, sending.texts, mistakes=mistakes, beside=found, check=check),
        "about": found.get("", ()),
        "elsewhere": _elsewhere_found(effect),
        "sending": sending,
        "asks": len(effect.asks) if ready and effect and sending.do != "check" else 0,
        "mended": effect.mended if judged and effect else 0,
        "checked": judged and sending.do == "check",
        "mark": effect.mark if ready and effect else "",
        "errors": sum(finding.level is Level.ERROR for finding in effect.asks) if effect else 0,
        "reasons": REASONS,
        "why_error": NO_REASON if no_reason else "",
        "back": opened.address("record", noun, key) if record else opened.address("list", noun),
        "gone": bool(key) and record is None,
    }
    return render(request, "records/form.html", context)


def _elsewhere_found(effect: Effect | None) -> list[tuple[str, Beside]]:
    """Return the findings that a change would raise in other records, each with the record's name; a few of them."""
    found = effect.elsewhere[:MOST_ELSEWHERE] if effect else ()
    return [(f"{noun_name(NOUN_BY_NAME[f.noun])} {f.key}", beside(f)) for f in found]


@door(None, of_room=("post",))
def check_record(request: HttpRequest, plan: str, room: str, noun: str, key: str) -> HttpResponse:
    """Answer HTMX with what would be found in a record as it is typed, field by field."""
    return _check(request, open_plan(request, plan), noun_in(room, noun), key)


@door(None, of_room=("post",))
def check_new(request: HttpRequest, plan: str, room: str, plural: str) -> HttpResponse:
    """Answer HTMX with what would be found in a new record as it is typed, field by field."""
    return _check(request, open_plan(request, plan), noun_in(room, plural), "")


def _check(request: HttpRequest, opened: Opened, noun: type[Noun], key: str) -> HttpResponse:
    texts = texts_sent(noun, request.POST)
    typed = read_texts(noun, texts, opened.plan, opened.plan.find_own(noun, key) if key else None)
    record = typed.record or _as_far_as_read(opened, noun, key, typed)
    effect = effect_of(opened.plan, noun, key, record) if record is not None else None
    found = by_field(effect.own if effect else (), columns(noun))
    # A field that is still blank is not called a mistake before somebody says that all is filled in.
    misread = {name: Beside(Level.ERROR, said) for name, said in typed.mistakes.items() if texts[name].strip()}
    shown = {name: (misread[name],) if name in misread else found.get(name, ()) for name in columns(noun)}
    context = {"shown": shown, "about": found.get("", ()), "elsewhere": _elsewhere_found(effect)}
    response = render(request, "records/check.html", context)
    response.headers["HX-Reswap"] = "none"
    return response


def _as_far_as_read(opened: Opened, noun: type[Noun], key: str, typed: Typed) -> Noun | None:
    """Return the record with what could be read, the rest as it stands; None where a new one lacks too much."""
    stands = opened.plan.find_own(noun, key) if key else None
    values = dict(typed.values)
    for name in typed.mistakes:
        column = columns(noun)[name]
        if stands is None and column.required:
            return None
        values[name] = getattr(stands, name) if stands is not None else column.default
    return noun.of_typed({name: values[name] for name in columns(noun)})
