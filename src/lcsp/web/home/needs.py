"""What needs somebody: for each of their roles, what waits for them in the plans that they look after."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.db.models import Max

from lcsp.checks.listing import outcome_of
from lcsp.partnership.plan.lifecycle import Stage, Standing, StepKind
from lcsp.partnership.plan.rules import latest_reports
from lcsp.reports.pictures.amounts import counted
from lcsp.reports.plan_document.wording import capital, day_words
from lcsp.store.counties import County
from lcsp.store.due import Due
from lcsp.store.models import Account, AuditEntry, Edition, Step
from lcsp.store.plans import State
from lcsp.store.reviews import count_unsettled
from lcsp.vocabulary.actors import Actor, Role, needs_second_factor
from lcsp.vocabulary.findings import Finding, Level
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.plan_asked import address_of
from lcsp.web.showing import NavLink, moment_words

REPORTS_EVERY = timedelta(days=92)  # a locality from which nothing was heard for a quarter
_SOON_WITHOUT_REPORT = timedelta(days=30)
_MOST_LINKS = 6


class Need(NamedTuple):
    """Something that waits for a person: in words, with the page for it, and the first of what it is about."""

    words: str
    address: str
    links: tuple[NavLink, ...] = ()


class Seen(NamedTuple):
    """What the home page looks at, for whom, and on which day."""

    actor: Actor
    states: tuple[State, ...]
    counties: tuple[County, ...]
    due: tuple[Due, ...]
    on: date
    standings: Mapping[str, tuple[Standing, Step | None]]
    commented: Collection[str]


def find_needs(seen: Seen) -> dict[str, list[Need]]:
    """Return what waits for the reader, by role; a role that nothing waits for has an empty list."""
    roles = [role for role in Role if role in seen.actor.roles and role in _ASKED]
    return {capital(role.value): list(_ASKED[role](seen)) for role in roles}


# Each role


def _of_manager(seen: Seen) -> Iterator[Need]:
    own = [state for state in seen.states if state.locality in seen.actor.localities]
    for area in sorted(seen.actor.localities - {state.locality for state in own}):
        yield Need(f"{_area_name(seen, area)} has no local plan yet", page_address("workspace:plans"))
    for state in own:
        yield from _review_of(state, seen)
        yield from _findings_of(state)
        due = [due for due in seen.due if due.state.code == state.code]
        yield from _due_needs(state, due, seen.on)


def _due_needs(state: State, due: list[Due], on: date) -> Iterator[Need]:
    late = [one for one in due if one.late]
    unheard = [one for one in due if not one.late and not one.reported and one.day <= on + _SOON_WITHOUT_REPORT]
    address = _list_address(state, "plan", "deliverables")
    if late:
        yield Need(f"{counted(len(late), 'thing')} overdue in {state.plan.header.title}", address, _links(late))
    if unheard:
        words = f"{counted(len(unheard), 'deliverable')} due within 30 days without a progress report"
        yield Need(words, address, _links(unheard))


def _links(due: list[Due]) -> tuple[NavLink, ...]:
    ordered = sorted(due, key=lambda one: one.day)[:_MOST_LINKS]
    return tuple(
        NavLink(f"{one.title} (by {day_words(one.day)})", address_of(one.state.code, one.record)) for one in ordered
    )


def _of_planner(seen: Seen) -> Iterator[Need]:
    for county in seen.counties:
        yield from _review_of(county.state, seen)
        yield from _findings_of(county.state)
        own = [due for due in seen.due if due.state.code == county.state.code]
        yield from _due_needs(county.state, own, seen.on)
        yield from _silent(county, seen.on)
        wrong = [state for state in county.local_states if _open(state)]
        if wrong:
            words = f"{_localities(len(wrong))} with open errors or warnings"
            yield Need(words, page_address("workspace:plans"), _plan_links(wrong, "findings"))


def _silent(county: County, on: date) -> Iterator[Need]:
    """Yield the localities without a plan, and those from which nothing was heard for a quarter."""
    states = county.roll_up.localities()
    without = [state.area.name for state in states if state.plan is None]
    if without:
        yield Need(
            f"{_localities(len(without))} without a local plan: {', '.join(without)}", page_address("workspace:plans")
        )
    unheard = [
        local
        for local in county.local_states
        if not any(report.on >= on - REPORTS_EVERY for report in latest_reports(local.plan, on).values())
    ]
    if unheard:
        words = f"{_localities(len(unheard))} without a progress report in the three months before {day_words(on)}"
        yield Need(words, page_address("workspace:plans"), _plan_links(unheard, "plan"))


def _of_rooms(*rooms: str) -> Callable[[Seen], Iterator[Need]]:
    def ask(seen: Seen) -> Iterator[Need]:
        for state in seen.states:
            for room in rooms:
                found = [finding for finding in outcome_of(state.plan).findings if finding.room == room]
                if found:
                    words = f"{_finding_words(found)} in {room} of {state.plan.header.title}"
                    where = page_address("workspace:findings", {"plan": state.code}, {"room": room, "state": "open"})
                    yield Need(words, where, _finding_links(state, found))

    return ask


def _review_of(state: State, seen: Seen) -> Iterator[Need]:
    """Yield that a plan was sent back, and that comments on it are open, for those who write it."""
    _, step = seen.standings.get(state.code, (None, None))
    address = page_address("workspace:review", {"plan": state.code})
    if step is not None and step.kind == StepKind.SENT_BACK:
        yield Need(f"{state.plan.header.title} was sent back: {step.why}", address)
    unsettled = count_unsettled(state.code) if state.code in seen.commented else 0
    if unsettled:
        yield Need(f"{counted(unsettled, 'comment')} open on {state.plan.header.title}", f"{address}#comments")


def _of_approver(seen: Seen) -> Iterator[Need]:
    waiting = [
        state
        for state in seen.states
        if state.code in seen.standings and seen.standings[state.code][0].stage is Stage.IN_REVIEW
    ]
    if waiting:
        words = f"{counted(len(waiting), 'plan')} {'waits' if len(waiting) == 1 else 'wait'} to be approved"
        yield Need(words, page_address("workspace:plans"), _plan_links(waiting, "review"))
    newest = dict(
        Edition.objects.values("plan__code").annotate(last=Max("revision__number")).values_list("plan__code", "last")
    )
    never = [state for state in seen.states if state.code not in newest]
    changed = [state for state in seen.states if newest.get(state.code, state.number) < state.number]
    if changed:
        words = f"{counted(len(changed), 'plan')} changed since the last edition"
        yield Need(words, page_address("workspace:plans"), _plan_links(changed, "editions"))
    if never:
        words = f"{counted(len(never), 'plan')} without any edition"
        yield Need(words, page_address("workspace:plans"), _plan_links(never, "editions"))


def _of_auditor(_: Seen) -> Iterator[Need]:
    last = AuditEntry.objects.order_by("-number")[:3]
    if not last:
        return
    names = dict(Account.objects.filter(pk__in=[entry.by for entry in last]).values_list("pk", "name"))
    address = page_address("workspace:audit")
    links = tuple(
        NavLink(f"{moment_words(one.at)}: {one.action}, {one.subject}, {_who(one.by, names)}", address) for one in last
    )
    yield Need(
        f"The audit log has {counted(last[0].number, 'entry', 'entries')}: read and verify it",
        address,
        links,
    )


def _who(account: int | None, names: Mapping[int, str]) -> str:
    return "by nobody signed in" if account is None else f"by {names.get(account, f'account {account}')}"


def _of_administrator(_: Seen) -> Iterator[Need]:
    active = list(Account.objects.filter(is_active=True).prefetch_related("grants").order_by("name"))
    with_factor = set(
        Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES).values_list("user_id", flat=True)
    )
    idle = [one for one in active if not one.grants.all()]
    bare = [
        one
        for one in active
        if one.pk not in with_factor and any(needs_second_factor(Role(grant.role)) for grant in one.grants.all())
    ]
    if idle:
        yield Need(
            f"{counted(len(idle), 'account')} without any role", page_address("workspace:accounts"), _people(idle)
        )
    if bare:
        words = f"{counted(len(bare), 'account')} whose second factor is not set up yet"
        yield Need(words, page_address("workspace:accounts"), _people(bare))


_ASKED: dict[Role, Callable[[Seen], Iterator[Need]]] = {
    Role.LOCALITY_MANAGER: _of_manager,
    Role.COUNTY_PLANNER: _of_planner,
    Role.FINANCE: _of_rooms("finance", "workforce"),
    Role.ANALYST: _of_rooms("performance", "places"),
    Role.APPROVER: _of_approver,
    Role.AUDITOR: _of_auditor,
    Role.ADMINISTRATOR: _of_administrator,
}


# What they share


def _open(state: State) -> list[Finding]:
    """Return the open errors and warnings of a plan: notes wait for nobody."""
    return [finding for finding in outcome_of(state.plan).findings if finding.level is not Level.NOTE]


def _findings_of(state: State) -> Iterator[Need]:
    if found := _open(state):
        words = f"{_finding_words(found)} open in {state.plan.header.title}"
        address = page_address("workspace:findings", {"plan": state.code}, {"state": "open"})
        yield Need(words, address, _finding_links(state, found))


def _finding_words(found: Iterable[Finding]) -> str:
    levels = [finding.level for finding in found]
    return ", ".join(counted(levels.count(level), level.value) for level in Level if level in levels)


def _finding_links(state: State, found: list[Finding]) -> tuple[NavLink, ...]:
    where = {"plan": state.code}
    return tuple(
        NavLink(f"{one.code}: {one.message}", page_address("workspace:findings", where, {"code": one.code}))
        for one in found[:_MOST_LINKS]
    )


def _plan_links(states: list[State], page: str) -> tuple[NavLink, ...]:
    return tuple(
        NavLink(state.plan.header.title, page_address(f"workspace:{page}", {"plan": state.code}))
        for state in states[:_MOST_LINKS]
    )


def _people(accounts: list[Account]) -> tuple[NavLink, ...]:
    return tuple(
        NavLink(one.name, page_address("workspace:account_of", {"account": one.pk})) for one in accounts[:_MOST_LINKS]
    )


def _list_address(state: State, room: str, plural: str) -> str:
    return page_address("workspace:list", {"plan": state.code, "room": room, "plural": plural})


def _localities(number: int) -> str:
    return counted(number, "locality", "localities")


def _area_name(seen: Seen, area: str) -> str:
    names = {state.area.code: state.area.name for county in seen.counties for state in county.roll_up.localities()}
    return names.get(area, area)
