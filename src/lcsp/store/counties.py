"""A county plan with its local plans rolled up, kept as long as none of them changes."""

from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from lcsp.partnership.plan import PlanLevel
from lcsp.partnership.plan.rules import day_of_account
from lcsp.reports.roll_up import RollUp
from lcsp.store.plans import Head, State, load_plans, read_heads


class County(NamedTuple):
    """A county plan, the plans of its localities, and what these do for it on a day."""

    state: State
    local_states: tuple[State, ...]
    roll_up: RollUp

    def local_of(self, area: str) -> State | None:
        """Return the plan of the locality `area`, or None."""
        return next((state for state in self.local_states if state.locality == area), None)


# Rolled up on a few days: today, and those that somebody looked back to.
_MOST_KEPT = 16
_kept: OrderedDict[tuple[object, ...], County] = OrderedDict()


def load_counties(on: date | None = None, heads: Mapping[str, Head] | None = None) -> list[County]:
    """Return every county plan with its localities as they are now, rolled up `on` a day (today); usually one query."""
    states = load_plans(dict(heads) if heads is not None else read_heads())
    counties = [state for state in states if state.plan.header.level is PlanLevel.COUNTY]
    return [_rolled_up(county, states, on) for county in counties]


def load_county(code: str, on: date | None = None) -> County | None:
    """Return the county plan `code`, or that on which the local plan `code` builds; None where there is none."""
    for county in load_counties(on):
        if county.state.code == code or any(local.code == code for local in county.local_states):
            return county
    return None


def _rolled_up(county: State, states: list[State], on: date | None) -> County:
    local_states = tuple(state for state in states if state.plan.header.county_plan == county.code and state.locality)
    day = day_of_account(county.plan.year, on or county.plan.today)
    key = (county.code, county.number, day, *((state.code, state.number) for state in local_states))
    known = _kept.get(key)
    # The same numbers may stand for another plan where a database was taken back, or on another day.
    if known is not None and known.state.plan is county.plan:
        with suppress(KeyError):
            _kept.move_to_end(key)
        return known
    found = County(county, local_states, RollUp(county.plan, [state.plan for state in local_states], day))
    _kept[key] = found
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return found
