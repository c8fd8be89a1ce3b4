"""Plans out of the store: as they are now, as they stood, and which there are; each state is built once a process."""

from collections import OrderedDict
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Max, Q

from lcsp.partnership.plan import Plan, PlanLevel
from lcsp.store.bodies import read_bodies
from lcsp.store.models import Revision, Version
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

# A county and 23 localities, in two or three states each; a plan of Kent's size takes about 2 MB.
_MOST_KEPT = 120


_HEADS = (
    "SELECT p.id, p.code, p.head, r.sha256 FROM store_storedplan p "
    "JOIN store_revision r ON r.plan_id = p.id AND r.number = p.head ORDER BY p.id"
)


class NoPlan(LookupError):
    """There is no plan, or no state of it, by this name; the message says so."""


class Head(NamedTuple):
    """A plan at one revision: its newest, or an earlier one. The sha256 is the revision's."""

    pk: int
    code: str
    number: int
    sha256: str


class State(NamedTuple):
    """A plan at one moment: its value, the revision it stands at, and the one its county's plan stands at (or 0)."""

    plan: WholePlan
    code: str
    number: int
    county_number: int

    @property
    def locality(self) -> str | None:
        """The area of a local plan, None for a county plan."""
        return locality_in(self.plan)


class _Kept:
    """The states built by this process, the ones that were used last; nothing here is ever out of date.

    A state is known by the hash of its revision: a number could be given twice, where a transaction was undone.
    """

    def __init__(self) -> None:
        self._states: OrderedDict[tuple[str, str, date], WholePlan] = OrderedDict()

    def find(self, key: tuple[str, str, date]) -> WholePlan | None:
        plan = self._states.get(key)
        if plan is not None:
            with suppress(KeyError):  # another thread may let go of it just now; the value is still right
                self._states.move_to_end(key)
        return plan

    def keep(self, key: tuple[str, str, date], plan: WholePlan) -> None:
        self._states[key] = plan
        while len(self._states) > _MOST_KEPT:
            self._states.popitem(last=False)

    def forget(self) -> None:
        """Let go of all states (tests and measurements of a cold start)."""
        self._states.clear()


kept = _Kept()


def read_heads() -> dict[str, Head]:
    """Return every plan's head by code, in the order in which the plans came: one query."""
    # Every request asks this, and to build a query takes the ORM longer than the database to answer it.
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        return {row[1]: Head(*row) for row in cursor.fetchall()}


def load_plan(code: str, heads: dict[str, Head] | None = None) -> State:
    """Return the plan as it is now; one query where this process has built it already. Raises NoPlan.

    `heads`, where somebody has read them already, saves that query and makes several plans agree on one moment.
    """
    heads = read_heads() if heads is None else heads
    return _state(find_head(heads, code), heads)


def load_plans(heads: dict[str, Head] | None = None) -> list[State]:
    """Return every plan as it is now."""
    heads = read_heads() if heads is None else heads
    return [_state(head, heads) for head in heads.values()]


def load_plan_at(code: str, number: int) -> State:
    """Return the plan as revision `number` left it, on its county's plan as that stood then. Raises NoPlan."""
    heads = read_heads()
    now = find_head(heads, code)
    if number == now.number:
        return _state(now, heads)
    digests = Revision.objects.filter(plan_id=now.pk, number__in=(number, number + 1)).order_by("number")
    found = list(digests.values_list("number", "sha256", "at"))
    if [step[0] for step in found] != [number, number + 1]:
        raise NoPlan(f"{code} has no revision {number}: its newest is {now.number}")
    # Until the next revision the plan stood thus: its county is taken as it was at the end of that time.
    return _state(Head(now.pk, code, number, found[0][1]), _heads_on(found[1][2]))


def load_plan_on(code: str, moment: datetime) -> State:
    """Return the plan as it stood at `moment`, its county's too. Raises NoPlan where it was not there yet."""
    find_head(read_heads(), code)
    heads = _heads_on(moment)
    if code not in heads:
        raise NoPlan(f"{code} was not there yet on {moment:%d %B %Y}")
    return _state(heads[code], heads)


def _heads_on(moment: datetime) -> dict[str, Head]:
    """Return the revision at which each plan stood at `moment`."""
    newest = Revision.objects.filter(at__lte=moment).values("plan").annotate(number=Max("number"))
    wanted = Q(pk__in=[])
    for step in newest:
        wanted |= Q(plan=step["plan"], number=step["number"])
    rows = Revision.objects.filter(wanted).values_list("plan", "plan__code", "number", "sha256")
    return {code: Head(pk, code, number, digest) for pk, code, number, digest in rows}


def find_head(heads: dict[str, Head], code: str) -> Head:
    """Return the head of the plan of this code. Raises NoPlan."""
    head = heads.get(code)
    if head is None:
        raise NoPlan(f"there is no plan {code!r}")
    return head


def locality_in(plan: WholePlan) -> str | None:
    """Return the area of a local plan, None for a county plan."""
    return plan.header.area if plan.header.level is PlanLevel.LOCAL else None


def locality_of(code: str) -> str | None:
    """Return the locality whose plan this is; None for a county plan, and for a plan that is not there."""
    try:
        return load_plan(code).locality
    except NoPlan:
        return None


def _state(head: Head, heads: dict[str, Head]) -> State:
    """Return the plan at `head`; its county's plan is taken from `heads`, those of the same moment."""
    own = _own(head)
    county = heads.get(own.header.county_plan or "") if own.header.level is PlanLevel.LOCAL else None
    if county is None:
        return State(own, head.code, head.number, 0)
    key = (head.sha256, county.sha256, own.today)
    plan = kept.find(key)
    if plan is None or plan.inherits is not _own(county):
        plan = own.inheriting(_own(county))
        kept.keep(key, plan)
    return State(plan, head.code, head.number, county.number)


def _own(head: Head) -> WholePlan:
    """Return a plan's own records at a revision, read if this process has not read them yet."""
    today = date.today()
    key = (head.sha256, "", today)
    plan = kept.find(key)
    if plan is None:
        records: dict[type[Noun], list[Noun]] = {}
        for record in _records(head.pk, head.number):
            records.setdefault(type(record), []).append(record)
        if len(records.get(Plan, ())) != 1:
            raise NoPlan(f"{head.code} has no record of the plan itself at revision {head.number}")
        plan = WholePlan(records, today=today)
        kept.keep(key, plan)
    return plan


def _records(plan: int, number: int) -> list[Noun]:
    """Return the records that stood at revision `number`, each noun's in order."""
    standing = Version.objects.filter(plan_id=plan, since__lte=number).exclude(body="")
    # Two conditions, two indexes: what stands now, and what ended later.
    rows = [
        *standing.filter(until__isnull=True).values_list("noun", "body", "format", "position"),
        *standing.filter(until__gt=number).values_list("noun", "body", "format", "position"),
    ]
    rows.sort(key=lambda row: row[3])
    return list(read_bodies((noun, body, body_format) for noun, body, body_format, _ in rows if noun in NOUN_BY_NAME))
