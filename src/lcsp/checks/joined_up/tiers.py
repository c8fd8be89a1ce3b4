"""What must hold between a local plan and its county's: one year and place, no copies, and the thread upwards."""

from functools import partial
from typing import Any

from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Board, Post
from lcsp.partnership.performance import Indicator
from lcsp.partnership.places import Area, AreaKind
from lcsp.partnership.plan import Activity, KeyAction, Link, Objective, PlanLevel, Service
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import words_of
from lcsp.whole_plan import NEVER_INHERITED, NOUNS, WholePlan

# What a local plan refers to, and the field that names it to a reader.
_NAMED: tuple[tuple[type[Noun], str], ...] = (
    (Objective, "title"),
    (Indicator, "title"),
    (KeyAction, "title"),
    (Activity, "title"),
    (Service, "name"),
    (Post, "name"),
    (Board, "name"),
    (Area, "name"),
    (BudgetLine, "name"),
)


@check("JOIN-48", Level.ERROR, "the thread")
def the_county_plan_is_at_hand(plan: WholePlan) -> Faults:
    """The county plan that a local plan names is at hand when the local plan is checked.

    Without it no reference to an objective, indicator, service, action or post of the county's can be followed, so
    none of them is judged.

    Mend: put the folder of the county plan beside the local plan or its folder, or name it with --county.

    Fails:
        Local:
        plan: county_plan
        plan: kent
    Passes:
        County:
        plan: code
        plan: kent
        Local:
        plan: county_plan
        plan: kent
    """
    if plan.awaits_county:
        facts = f"the county plan {plan.header.county_plan!r} is not at hand, and no reference to it was checked"
        yield Fault(plan.header, "county_plan", facts, "put its folder beside this plan, or name it with --county")


@check("JOIN-49", Level.ERROR, "agreement")
def both_tiers_are_of_one_year(plan: WholePlan) -> Faults:
    """A local plan is of the year of its county plan, and what it builds on is a county plan.

    Mend: correct the year, or name the county plan of that year.

    Fails:
        County:
        plan: year
        plan: financial 2008/09
        Local:
        plan: year
        plan: financial 2009/10
    Passes:
        County:
        plan: year
        plan: financial 2009/10
        Local:
        plan: year
        plan: financial 2009/10
    """
    if plan.inherits is None:
        return
    own, county = plan.header, plan.inherits.header
    if own.year != county.year:
        facts = f"a plan for {own.year.label} on a county plan for {county.year.label}"
        yield Fault(own, "year", facts, "correct the year, or name the county plan of that year")
    if county.level is not PlanLevel.COUNTY:
        facts = f"builds on {county.code!r}, which is a {county.level.value} plan"
        yield Fault(own, "county_plan", facts, "name the county plan")


@check("JOIN-50", Level.ERROR, "agreement")
def local_plans_are_for_a_part_of_the_county(plan: WholePlan) -> Faults:
    """A local plan is for a locality or district of the county, or for a part of one.

    Mend: enter the code of the locality, as the county plan's areas have it.

    Fails:
        County:
        plan: area
        plan: kent
        area: code | kind
        area: kent | county
        Local:
        plan: area
        plan: kent
    Passes:
        County:
        plan: area
        plan: kent
        area: code | kind | parent
        area: kent | county |
        area: dover | locality | kent
        Local:
        plan: area
        plan: dover
    """
    if plan.inherits is None:
        return
    header, county = plan.header, plan.inherits.header
    area = plan.find(Area, header.area) if header.area else None
    if not header.area:
        yield Fault(header, "area", "a local plan that does not say for which area", "enter the code of the locality")
    elif area and (area.kind in (AreaKind.COUNTRY, AreaKind.COUNTY) or not _lies_in(plan, area, county.area)):
        facts = f"the plan is for {area.name}, a {area.kind.value}"
        facts += f" that the county plan does not place in {county.area!r}" if area.code != county.area else ""
        yield Fault(header, "area", facts, "enter the code of a locality of the county")


def _lies_in(plan: WholePlan, area: Area, whole: str | None) -> bool:
    """Say whether `area` is a part of the area `whole`, or of a part of it."""
    seen: set[str] = set()
    at: Area | None = area
    while whole and at is not None and at.code not in seen:
        seen.add(at.code)
        if at.parent == whole:
            return True
        at = plan.find(Area, at.parent) if at.parent else None
    return not whole


@check("JOIN-51", Level.ERROR, "agreement")
def local_codes_hide_nothing(plan: WholePlan) -> Faults:
    """No record of a local plan bears the code of a record of the same kind in the county plan.

    It would hide the county's record: whoever quotes the code would find the one here and the other there.

    Mend: give the local record a code of its own; if it is the county's record, take it out, for it is inherited.

    Fails:
        County:
        key_action: code | title
        key_action: 4 | Reduce exclusions
        Local:
        key_action: code | title
        key_action: 4 | Open a youth room
    Passes:
        County:
        key_action: code | title
        key_action: 4 | Reduce exclusions
        Local:
        key_action: code | title
        key_action: DV4 | Open a youth room
    """
    for noun in NOUNS if plan.inherits is not None else ():
        for record in plan.all(noun) if noun not in NEVER_INHERITED else ():
            hidden = plan.inherits.find(noun, record.key) if plan.inherits else None
            if hidden is None:
                continue
            name = noun.noun.replace("_", " ")
            facts = f"{record.key!r} is a {name} of the county plan"
            mend = "give it a code of its own"
            if hidden == record:
                facts, mend = f"{facts}, held here once more", "take it out: it is inherited"
            yield Fault(record, noun.key_fields[0], facts, mend)


@check("JOIN-52", Level.WARNING, "agreement")
def local_plans_refer_and_do_not_copy(plan: WholePlan) -> Faults:
    """A local plan refers to what the county plan holds, and does not enter it again under another code.

    Of two records of one thing, one is soon out of date, and nothing that hangs on the copy reaches the county's.

    Mend: take the copy out, and refer to the county's record; or give it a name that says what is local about it.

    Fails:
        County:
        objective: code | title
        objective: 7B | Positive activities for all young people
        Local:
        objective: code | title
        objective: L1 | Positive activities for all young people
    Passes:
        County:
        objective: code | title
        objective: 7B | Positive activities for all young people
        Local:
        objective: code | title
        objective: L1 | Positive activities on two evenings in every village
    """
    county = plan.inherits
    for noun, field in _NAMED if county is not None else ():
        records: tuple[Any, ...] = plan.all(noun)
        if not records or county is None:
            continue
        held = county.once((_by_name, noun), partial(_by_name, county, noun, field))
        for record in records:
            same = held.get(words_of(getattr(record, field)))
            if same is not None and same != record.key:  # the same code is told by JOIN-51
                facts = f"{getattr(record, field)!r} is {noun.noun.replace('_', ' ')} {same!r} of the county plan"
                yield Fault(record, field, facts, f"take it out, and refer to {same!r}")


def _by_name(county: WholePlan, noun: type[Noun], field: str) -> dict[tuple[str, ...], str]:
    """Return the key of each record of `noun` by the words of its name."""
    return {words_of(getattr(record, field)): record.key for record in reversed(county.all(noun))}


@check("JOIN-53", Level.WARNING, "the thread")
def local_actions_serve_the_county_plan(plan: WholePlan) -> Faults:
    """An action of a local plan serves an action of the county plan, or one of its objectives.

    It may do so by a link to a local objective that stands under one of the county's. Otherwise the county's account
    of what is done for an outcome passes it over.

    Mend: name the county action in `serves`, or link the action to the county objective.

    Fails:
        County:
        objective: code | title
        objective: 7B | Positive activities
        Local:
        key_action: code | title | serves
        key_action: L1 | Open a youth room |
    Passes:
        County:
        objective: code | title
        objective: 7B | Positive activities
        Local:
        key_action: code | title | serves
        key_action: L1 | Open a youth room |
        link: action | objective
        link: L1 | 7B
    """
    if plan.inherits is None:
        return
    reaching = {link.action for link in plan.all(Link) if link.objective and _reaches_county(plan, link.objective)}
    for action in plan.all(KeyAction):
        if not action.serves and action.code not in reaching:
            facts = f"{action.title!r} serves no action of the county plan, and none of its objectives"
            yield Fault(action, "serves", facts, "name the county action that it serves, or link a county objective")


def _reaches_county(plan: WholePlan, code: str) -> bool:
    """Say whether the objective `code` is the county's, or stands under one of the county's."""
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        own = plan.find_own(Objective, code)
        if own is None:
            return plan.find(Objective, code) is not None
        code = own.parent or ""
    return False
