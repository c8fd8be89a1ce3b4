"""One finding: its facts, and accepting it with a reason, renewing that, or withdrawing it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.actions.findings import accept_finding, withdraw_acceptance
from lcsp.actions.records import Unsaved, WouldDangle
from lcsp.checks.listing import Listed, find_listed
from lcsp.partnership.governance import Post
from lcsp.store.plans import State
from lcsp.store.revisions import Conflict
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.days import DayKind
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import actor_of, door
from lcsp.web.findings.views import field_title, record_of, record_title
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan, may_here, name_of
from lcsp.web.showing import Beside, Choice, Crumb, Fact, Field, Slip, day_text

_DAY_HINT = "The last day of the acceptance. For example, 31 March 2010 or 31/03/2010"


@door(Action.READ, post=Action.ACCEPT_FINDING)
def finding(request: HttpRequest, plan: str, fingerprint: str) -> HttpResponse:
    """Show one finding; a form accepts it, renews its acceptance or withdraws that."""
    state = ask_plan(plan)
    listed = find_listed(state.plan, fingerprint)
    if listed is None:
        raise Http404("This finding is not there any more: it was mended, or its facts have changed. Look at the list.")
    slips: tuple[Slip, ...] = ()
    if request.method == "POST":
        slips = (
            _withdraw(request, state, listed)
            if request.POST.get("do") == "withdraw"
            else _accept(request, state, listed)
        )
        if not slips:
            return HttpResponseRedirect(page_address("workspace:findings", {"plan": plan}))
    return _show(request, state, listed, slips)


def _accept(request: HttpRequest, state: State, listed: Listed) -> tuple[Slip, ...]:
    """Accept the finding as the form says; return what was wrong with it."""
    given = {name: request.POST.get(name, "").strip() for name in ("reason", "accepted_by", "until")}
    slips = []
    if not given["reason"]:
        slips.append(Slip("Say why the finding may stand: the reason is printed with the plan.", "#field-reason"))
    if state.plan.find(Post, given["accepted_by"]) is None:
        slips.append(Slip("Choose the post that accepts it.", "#field-accepted_by"))
    until = _day(given["until"])
    if until is None:
        slips.append(Slip("Give the last day of the acceptance, such as 31 March 2010.", "#field-until"))
    if slips or until is None:
        return tuple(slips)
    try:
        accept_finding(
            by=actor_of(request),
            plan=state.code,
            finding=listed.finding,
            reason=given["reason"],
            accepted_by=given["accepted_by"],
            until=until,
            base=_base(request),
        )
    except (Unsaved, Conflict, WouldDangle) as refused:
        return (_slip(refused),)
    messages.success(request, f"{listed.finding.code} is accepted until {day_text(until)}.")
    return ()


def _withdraw(request: HttpRequest, state: State, listed: Listed) -> tuple[Slip, ...]:
    """Withdraw the acceptance; return what was wrong."""
    why = request.POST.get("why", "")
    try:
        withdraw_acceptance(by=actor_of(request), plan=state.code, finding=listed.finding, why=why, base=_base(request))
    except (Unsaved, Conflict, WouldDangle) as refused:
        return (_slip(refused, "#field-why" if not why.strip() else ""),)
    messages.success(request, f"The acceptance of {listed.finding.code} is withdrawn: the finding counts again.")
    return ()


def _slip(refused: Exception, address: str = "") -> Slip:
    if isinstance(refused, Conflict):
        return Slip("Somebody else has accepted or changed this just now. Look at what stands, then decide again.")
    return Slip(str(refused)[:1].upper() + str(refused)[1:], address)


def _base(request: HttpRequest) -> int:
    """Return the revision that the person saw; 0, on which anything clashes, where the form does not say."""
    text = request.POST.get("base", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _day(text: str) -> date | None:
    try:
        return DayKind().read(text) if text else None
    except ValueError:
        return None


def _show(request: HttpRequest, state: State, listed: Listed, slips: tuple[Slip, ...]) -> HttpResponse:
    f, stands = listed.finding, listed.acceptance
    given = request.POST
    values = {
        "reason": given.get("reason", stands.reason if stands else ""),
        "accepted_by": given.get("accepted_by", stands.accepted_by if stands else ""),
        "until": given.get("until", day_text(stands.until) if stands else ""),
        "why": given.get("why", ""),
    }
    rule = page_address("workspace:rule", {"code": f.code})
    context = {
        "of_plan": name_of(state),
        "crumbs": [Crumb("Findings", page_address("workspace:findings", {"plan": state.code}))],
        "finding": f,
        "beside": (Beside(f.level, f.message, f.hint, f.code, rule),),
        "facts": _facts(state, listed),
        "stands": stands,
        "record": record_of(state.code, f),
        "record_title": record_title(state.plan, f),
        "may_accept": may_here(request, Action.ACCEPT_FINDING, state),
        "fields": _fields(state, values, slips),
        "why": Field(
            "why", "Why is it withdrawn?", "textarea", values["why"], errors=_errors(slips, "why"), required=True
        ),
        "base": given.get("base", state.number),
        "slips": slips,
    }
    return render(request, "findings/finding.html", context, status=422 if slips else 200)


def _facts(state: State, listed: Listed) -> tuple[Fact, ...]:
    facts = [Fact("Subject", listed.finding.room.capitalize())]
    if field_title(listed.finding):
        facts.append(Fact("Field", field_title(listed.finding)))
    if listed.acceptance:
        post = state.plan.find(Post, listed.acceptance.accepted_by)
        facts += [
            Fact("Accepted because", listed.acceptance.reason),
            Fact("Accepted by", post.name if post else listed.acceptance.accepted_by),
            Fact("Until", day_text(listed.acceptance.until)),
        ]
    return tuple(facts)


def _fields(state: State, values: dict[str, str], slips: tuple[Slip, ...]) -> tuple[Field, ...]:
    posts = tuple(Choice(post.code, post.name) for post in state.plan.whole_of(Post))
    said = "Why the finding may stand. It is printed with the plan."
    who = "The post or team that answers for it; never a person's name."
    return (
        Field("reason", "Reason", "textarea", values["reason"], said, _errors(slips, "reason"), required=True),
        Field(
            "accepted_by", "Accepted by", "select", values["accepted_by"], who, _errors(slips, "accepted_by"),
            choices=posts, required=True,
        ),
        Field("until", "Until", "date", values["until"], _DAY_HINT, _errors(slips, "until"), required=True, width=20),
    )  # fmt: skip


def _errors(slips: tuple[Slip, ...], name: str) -> tuple[str, ...]:
    return tuple(slip.words for slip in slips if slip.address == f"#field-{name}")
