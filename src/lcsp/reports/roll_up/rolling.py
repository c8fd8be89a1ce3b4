"""Rolls local plans up to their county plan: who acts on an objective, action, indicator or service, and how far."""

from collections.abc import Iterable, Mapping
from datetime import date

from lcsp.partnership.places import Area, AreaKind
from lcsp.partnership.plan import Deliverable, KeyAction, ProgressReport
from lcsp.partnership.plan.rules import (
    Progress,
    count_progress,
    day_of_account,
    is_overdue,
    latest_reports,
)
from lcsp.reports.roll_up.reach import Target, reach_of_actions
from lcsp.reports.roll_up.results import Late, LocalAction, LocalityState, RolledUp
from lcsp.whole_plan import WholePlan


class RollUp:
    """A county plan and the local plans that build on it, indexed once; every question after that is one look.

    `today` is the day of account: the county plan's own `today` if it is not given, and never later than the last day
    of the plan's year, so that a year that is over does not grow later and later. Reports of later days are left out.
    A local plan that does not inherit `county` is read as if it did.
    """

    def __init__(self, county: WholePlan, local_plans: Iterable[WholePlan], today: date | None = None) -> None:
        self.county = county
        self.today = day_of_account(county.year, today or county.today)
        self.local_plans = tuple(plan if plan.inherits is county else plan.inheriting(county) for plan in local_plans)
        self._actions: dict[Target, list[LocalAction]] = {}
        self._states: dict[str, LocalityState] = {}
        for plan in self.local_plans:
            self._enter(plan)

    def on_objective(self, code: str) -> RolledUp:
        """Return the local actions that serve the objective `code` or one that stands under it."""
        return self._reaching("objective", code)

    def on_action(self, code: str) -> RolledUp:
        """Return the local actions that serve the county's key action `code`."""
        return self._reaching("key_action", code)

    def on_indicator(self, code: str) -> RolledUp:
        """Return the local actions that are to move the indicator `code`, by a link or an objective measured by it."""
        return self._reaching("indicator", code)

    def on_service(self, code: str) -> RolledUp:
        """Return the local actions that the service `code` carries out."""
        return self._reaching("service", code)

    def on(self, noun: str, key: str) -> RolledUp:
        """Return the local actions that reach the record of `noun` (its name) with this key, as the four above do."""
        return self._reaching(noun, key)

    def localities(self) -> tuple[LocalityState, ...]:
        """Return the state of every locality of the county in the county plan's order, those without a plan too.

        Areas of another kind follow where a local plan is for one.
        """
        areas = [area for area in self.county.all(Area) if area.kind is AreaKind.LOCALITY]
        known = {area.code for area in areas}
        others = [state for code, state in self._states.items() if code not in known]
        return (*(self.state_of(area) for area in areas), *others)

    def state_of(self, area: Area) -> LocalityState:
        """Return how `area` stands; nothing is counted where it has no local plan."""
        nil = LocalityState(area, None, 0, Progress(), (), None)
        return self._states.get(area.code, nil)

    def _reaching(self, noun: str, key: str) -> RolledUp:
        return RolledUp(tuple(self._actions.get(Target(noun, key), ())))

    def _enter(self, plan: WholePlan) -> None:
        """Index the actions of `plan` and the state of its area."""
        latest = latest_reports(plan, self.today)
        held: dict[str, list[Deliverable]] = {action.code: [] for action in plan.all(KeyAction)}
        for deliverable in plan.all(Deliverable):
            held.setdefault(deliverable.action, []).append(deliverable)
        reached = reach_of_actions(plan)
        for action in plan.all(KeyAction):
            rows = held[action.code]
            progress, late = count_progress(rows, latest), self._late(rows, latest)
            for target, way in reached[action.code].items():
                self._actions.setdefault(target, []).append(LocalAction(plan, action, way, progress, late))
        area = plan.find(Area, plan.header.area) if plan.header.area else None
        if area is not None:
            self._states[area.code] = self._state(plan, area, latest)

    def _state(self, plan: WholePlan, area: Area, latest: Mapping[str, ProgressReport]) -> LocalityState:
        rows = plan.all(Deliverable)
        last = max((report.on for report in latest.values()), default=None)
        actions = len(plan.all(KeyAction))
        return LocalityState(area, plan.header, actions, count_progress(rows, latest), self._late(rows, latest), last)

    def _late(self, rows: Iterable[Deliverable], latest: Mapping[str, ProgressReport]) -> tuple[Late, ...]:
        """Return those of `rows` whose day has passed and that are not done."""
        told = ((row, latest.get(row.code)) for row in rows)
        return tuple(Late(row, report) for row, report in told if is_overdue(row, report, self.today))
