"""The page of a plan's review: where it stands, what is in the way, the steps that one may take, and what was said."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.actions.records import Unsaved
from lcsp.actions.reviews import (
    approve,
    comment,
    count_errors,
    list_ways_to_approve,
    send_back,
    send_for_review,
    take_back,
)
from lcsp.partnership.plan.lifecycle import Stage, Standing, ways_to_publish
from lcsp.reports.plan_document.wording import capital
from lcsp.store.editions import list_editions
from lcsp.store.plans import State
from lcsp.store.reviews import count_unsettled, find_comment, find_standing, list_steps
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.differences import Side, show_differences
from lcsp.web.doors import actor_of, door
from lcsp.web.pages import render
from lcsp.web.plan_asked import RecordName, ask_plan, may_here, name_of, record_address
from lcsp.web.review.talking import comment_field, talks_of_plan
from lcsp.web.showing import Cell, Field, Head, NavLink, Slip, moment_words
from lcsp.whole_plan import NOUN_BY_NAME

_STEP_HEADS = (Head("Step"), Head("When"), Head("By"), Head("Why"), Head("Revision", numeric=True))
STAGES = (
    (Stage.DRAFT, "Draft", "People work on it."),
    (Stage.IN_REVIEW, "In review", "Others read it and comment on its records."),
    (Stage.APPROVED, "Approved", "An approver who did not write it has agreed."),
    (Stage.PUBLISHED, "Published", "The public reads it as an edition."),
)


class Offer(NamedTuple):
    """A step that one may take: where its form goes, its heading, what it does, its button, and its field."""

    address: str
    heading: str
    words: str
    button: str
    field: Field
    kind: str = ""


class Typed(NamedTuple):
    """What a form held that was refused, and why."""

    slip: Slip
    step: str = ""
    why: str = ""
    text: str = ""
    noun: str = ""
    key: str = ""


@door(Action.READ)
def review(request: HttpRequest, plan: str) -> HttpResponse:
    """Show where a plan stands on its way to the next edition."""
    return _page(request, ask_plan(plan))


def _page(request: HttpRequest, state: State, typed: Typed | None = None) -> HttpResponse:
    standing = find_standing(state.code)
    steps = list_steps(state.code)
    talks = talks_of_plan(state, actor_of(request))
    context = {
        "of_plan": name_of(state),
        "stages": [(words, under, stage is standing.stage) for stage, words, under in STAGES],
        "standing": standing,
        "stage": standing.stage.value,
        "newest": steps[0] if steps else None,
        "changed": _changed(state),
        "ways": _ways(request, state, standing),
        "offers": _offers(request, state, standing, typed),
        "publish": page_address("workspace:editions", {"plan": state.code})
        if standing.stage is Stage.APPROVED and may_here(request, Action.MAKE_EDITION, state)
        else "",
        "number": state.number,
        "talks": talks,
        "open_talks": sum(not talk.settled for talk in talks),
        "commenting": _commenting(request, state, typed),
        "step_heads": _STEP_HEADS,
        "steps": [_step_row(step) for step in steps],
        "slips": (typed.slip,) if typed else (),
    }
    return render(request, "review/review.html", context, status=422 if typed else 200)


def _step_row(step: Any) -> tuple[object, ...]:
    where = {"plan": step.plan.code, "number": step.revision.number}
    said = f"{step.kind}: {step.edition.name}" if step.edition else step.kind
    return (
        capital(said),
        moment_words(step.at),
        step.by.name,
        step.why,
        Cell(step.revision.number, page_address("workspace:revision", where)),
    )


class Changed(NamedTuple):
    """What changed since the last edition: its name, a sentence, the sums, and the page that tells all of it."""

    edition: str
    counts: str
    effects: tuple[str, ...]
    address: str


def _changed(state: State) -> Changed | None:
    """Return what changed since the last edition, money and staff among it; None before the first."""
    from lcsp.store.plans import load_plan_at

    editions = list_editions(state.code)
    if not editions:
        return None
    last = editions[0]
    before = load_plan_at(state.code, last.revision.number).plan
    shown = show_differences(Side(before, ""), Side(state.plan, ""))
    address = page_address("workspace:edition", {"plan": state.code, "name": last.name}, {"against": "now"})
    return Changed(last.name, shown.counts, shown.effects, address)


def _ways(request: HttpRequest, state: State, standing: Standing) -> list[str]:
    """Return what stands in the way of the next step, for whoever looks."""
    if standing.stage is Stage.IN_REVIEW:
        return list_ways_to_approve(by=actor_of(request), plan=state.code)
    if standing.stage is Stage.APPROVED:
        return ways_to_publish(standing, errors=count_errors(state.plan))
    return []


def _offers(request: HttpRequest, state: State, standing: Standing, typed: Typed | None) -> list[Offer]:
    """Return the steps that whoever looks may take now."""
    found: list[Offer] = []
    sends = may_here(request, Action.SEND_FOR_REVIEW, state)
    approves = may_here(request, Action.APPROVE, state)

    def offer(step: str, heading: str, words: str, button: str, ask: str, kind: str = "") -> None:
        why = typed.why if typed and typed.step == step else ""
        field = Field(f"why-{step}", ask, "textarea", why, required=True)
        address = page_address(f"workspace:review_{step}", {"plan": state.code})
        found.append(Offer(address, heading, words, button, field, kind))

    if standing.stage is Stage.DRAFT and sends:
        words = "Others are asked to read it as it stands. It can still be changed meanwhile."
        offer("send", "Send it for review", words, "Send for review", "What should the reviewers look at?")
    if standing.stage is Stage.IN_REVIEW and approves:
        if not list_ways_to_approve(by=actor_of(request), plan=state.code):
            words = (
                f"You approve the plan as it stands at revision {state.number}. A later change has to be approved anew."
            )
            offer("approve", "Approve it", words, "Approve the plan", "Who approved it, such as the meeting?")
        words = "It becomes a draft again, for those who wrote it."
        offer("send_back", "Send it back", words, "Send it back", "What has to be mended?", "secondary")
    if standing.stage is Stage.IN_REVIEW and sends:
        words = "It becomes a draft again, and nobody is asked to approve it."
        offer("take_back", "Take it back", words, "Take it back", "Why do you take it back?", "secondary")
    return found


def _commenting(request: HttpRequest, state: State, typed: Typed | None) -> dict[str, Any] | None:
    if not may_here(request, Action.COMMENT, state):
        return None
    about = ""
    if typed and typed.noun in NOUN_BY_NAME:
        about = f"{typed.noun.replace('_', ' ')} {typed.key}"
    return {
        "address": page_address("workspace:review_comment", {"plan": state.code}),
        "field": comment_field(typed.text if typed else ""),
        "noun": typed.noun if typed else "",
        "key": typed.key if typed else "",
        "about": about,
    }


Take = Callable[..., object]


def _take(request: HttpRequest, plan: str, step: str, take: Take, said: str, **given: Any) -> HttpResponse:
    """Take a step and go back to the page, or show it with what was refused and all that was typed."""
    why = request.POST.get(f"why-{step}", "")
    try:
        take(by=actor_of(request), plan=plan, why=why, **given)
    except Unsaved as unsaved:
        return _page(request, ask_plan(plan), Typed(Slip(str(unsaved), f"#field-why-{step}"), step, why))
    messages.success(request, said)
    return HttpResponseRedirect(page_address("workspace:review", {"plan": plan}))


def _seen(request: HttpRequest) -> int:
    base = request.POST.get("base", "")
    return int(base) if base.isdecimal() and base.isascii() and len(base) < 10 else 0


@door(None, post=Action.SEND_FOR_REVIEW)
def send(request: HttpRequest, plan: str) -> HttpResponse:
    """Send a plan for review."""
    ask_plan(plan)
    said = "The plan is in review. Approvers see it on their home page."
    return _take(request, plan, "send", send_for_review, said, base=_seen(request))


@door(None, post=Action.SEND_FOR_REVIEW)
def take_it_back(request: HttpRequest, plan: str) -> HttpResponse:
    """Take a plan out of review."""
    ask_plan(plan)
    return _take(request, plan, "take_back", take_back, "The plan is a draft again.")


@door(None, post=Action.APPROVE)
def send_it_back(request: HttpRequest, plan: str) -> HttpResponse:
    """Send a plan back to those who wrote it."""
    ask_plan(plan)
    return _take(
        request, plan, "send_back", send_back, "The plan is a draft again. Those who wrote it see your reason."
    )


@door(None, post=Action.APPROVE)
def approve_it(request: HttpRequest, plan: str) -> HttpResponse:
    """Approve a plan."""
    ask_plan(plan)
    said = "The plan is approved. It can be published as an edition now."
    return _take(request, plan, "approve", approve, said, base=_seen(request))


@door(None, post=Action.COMMENT)
def add_comment(request: HttpRequest, plan: str) -> HttpResponse:
    """Keep a comment on a record, or on the plan as a whole."""
    state = ask_plan(plan)
    noun, key, text = (request.POST.get(name, "") for name in ("noun", "key", "text"))
    try:
        comment(by=actor_of(request), plan=plan, noun=noun, key=key, text=text)
    except Unsaved as unsaved:
        return _page(request, state, Typed(Slip(str(unsaved), "#field-text"), text=text, noun=noun, key=key))
    messages.success(request, "Your comment is kept.")
    return HttpResponseRedirect(_back(plan, noun, key))


@door(None, post=Action.COMMENT)
def answer_comment(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Keep an answer to a comment, and settle it where that is asked for."""
    state = ask_plan(plan)
    first = find_comment(plan, number)
    if first is None:
        raise Http404(f"This plan has no comment {number}.")
    text = request.POST.get(f"text-{number}", "")
    settles = request.POST.get("do") == "settle"
    try:
        comment(by=actor_of(request), plan=plan, text=text, answers=number, settles=settles)
    except Unsaved as unsaved:
        return _page(request, state, Typed(Slip(str(unsaved), f"#field-text-{number}"), text=text))
    messages.success(request, "The matter is settled." if settles else "Your answer is kept.")
    return HttpResponseRedirect(_back(plan, first.noun, first.key))


def _back(plan: str, noun: str, key: str) -> str:
    """Return the address of what a comment is about."""
    if noun in NOUN_BY_NAME:
        return f"{record_address(RecordName(plan, noun, key))}#comments"
    return f"{page_address('workspace:review', {'plan': plan})}#comments"


def stage_link(state: State) -> NavLink:
    """Return the word for where a plan stands, with the page of its review."""
    standing = find_standing(state.code)
    unsettled = count_unsettled(state.code)
    words = standing.stage.value.capitalize()
    said = f"{words}, {unsettled} {'comment' if unsettled == 1 else 'comments'} open" if unsettled else words
    return NavLink(said, page_address("workspace:review", {"plan": state.code}))
