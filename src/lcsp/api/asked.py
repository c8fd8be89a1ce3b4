"""What an address asks for: a plan as it is or as it stood, a kind of record, a record, a page of a list."""

import re
from datetime import datetime, time, timedelta
from typing import Annotated

from django.http import Http404
from django.utils.timezone import make_aware
from ninja import Path, Query
from pydantic import AfterValidator

from lcsp.api.doors import NOUN_BY_PLURAL
from lcsp.api.problems import wrong
from lcsp.store.plans import State, load_plan, load_plan_at, load_plan_on
from lcsp.vocabulary.days import DayKind
from lcsp.vocabulary.keys_in_addresses import key_from_address
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import Noun

NEWEST = 2_000_000_000  # no revision has a higher number
_AT = r"^([1-9][0-9]{0,8}|[0-9]{4}-[0-9]{2}-[0-9]{2})$"

Plan = Annotated[str, Path(description="The code of a plan. In keys and codes, ~1 stands for / and ~0 for ~")]
Kind = Annotated[str, Path(description="A kind of record, such as key_actions")]
Key = Annotated[str, Path(description="The key of a record; ~3 stands for the bar between its parts")]
Number = Annotated[int, Path(ge=1, le=NEWEST, description="A number from 1")]
At = Annotated[
    str | None,
    Query(pattern=_AT, description="As it stood at this revision (17), or at the end of this day (2009-07-31)"),
]
Limit = Annotated[int, Query(ge=1, le=500, description="How many at once")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many to pass over; the next page says it")]
LeaveDangling = Annotated[bool, Query(description="Do it even where references would lead nowhere")]
Why = Annotated[
    str, AfterValidator(clean), Query(max_length=10_000, description="The reason, for those who come later")
]


def ask_plan(code: str, at: str | None = None) -> State:
    """Return the plan that an address names, as it is or as it stood. Raises NoPlan, and Problem for no such day."""
    code = key_in(code)
    if at is None:
        return load_plan(code)
    if at.isdigit():
        return load_plan_at(code, int(at))
    try:
        day = DayKind().read(at)
    except ValueError as error:
        raise wrong([("query.at", str(error))]) from None
    if day.year < 1900:
        raise wrong([("query.at", "no plan stood as early as that")])
    return load_plan_on(code, make_aware(datetime.combine(day, time.max) + timedelta(0)))


def key_in(text: str) -> str:
    """Return the key or code for which a part of an address stands. Raises Http404 for one that nothing can have."""
    key = key_from_address(text)
    try:
        clean(key)
    except ValueError as error:
        raise Http404(f"There is nothing of this name: it {error}.") from None
    return key


def ask_kind(kind: str) -> type[Noun]:
    """Return the noun of a kind. Raises Http404."""
    noun = NOUN_BY_PLURAL.get(kind)
    if noun is None:
        raise Http404(f"There is no kind {re.sub(r'[^a-z_]', '?', kind)[:40]!r}: look at /api/v1/kinds/.")
    return noun


def ask_record(state: State, noun: type[Noun], key: str) -> Noun:
    """Return a record that the plan holds itself. Raises Http404, and says where it stands otherwise."""
    record = state.plan.find_own(noun, key)
    if record is not None:
        return record
    said = f"The plan has no {noun.noun.replace('_', ' ')} {key!r}"
    if state.plan.find(noun, key) is not None:
        raise Http404(f"{said} of its own: it is one of the county plan {state.plan.header.county_plan!r}.")
    raise Http404(f"{said}.")
