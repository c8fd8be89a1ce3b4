"""What must hold for the tier of a plan: a local plan names its county plan and says what its actions serve there."""

from lcsp.partnership.plan.model.actions import KeyAction
from lcsp.partnership.plan.model.objectives import Plan, PlanLevel
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check


@check("PLAN-48", Level.WARNING, "the thread")
def local_plans_name_their_county_plan(plan: Records) -> Faults:
    """A local plan names the county plan that it builds on, and a county plan names none.

    Without it, nothing of what the local plan does counts for the county's outcomes.

    Mend: enter the code of the county plan, or correct the level.

    Fails:
        plan: code | level | county_plan
        plan: dover | local |
    Passes:
        plan: code | level | county_plan
        plan: kent | county |
    """
    for header in plan.all(Plan):
        if header.level is PlanLevel.LOCAL and not header.county_plan:
            yield Fault(header, "county_plan", "a local plan that names no county plan", "enter the county plan's code")
        elif header.level is PlanLevel.COUNTY and header.county_plan:
            facts = f"a county plan that builds on the plan {header.county_plan!r}"
            yield Fault(header, "county_plan", facts, "take the code away, or correct the level")


@check("PLAN-49", Level.ERROR, "the thread")
def served_actions_are_the_countys(plan: Records) -> Faults:
    """What an action of a local plan serves is an action of the county plan; an action of a county plan serves none.

    Which objectives, indicators and services an action of any plan serves is said by its links.

    Mend: name the action of the county plan, or take the entry away.

    Fails:
        County:
        key_action: code
        key_action: 4
        Local:
        key_action: code | serves
        key_action: L1 | 4
        key_action: L2 | L1
    Passes:
        County:
        key_action: code
        key_action: 4
        Local:
        key_action: code | serves
        key_action: L1 | 4
        key_action: L2 | 4
    """
    is_county = any(header.level is PlanLevel.COUNTY for header in plan.all(Plan))
    for action in plan.all(KeyAction):
        for code in action.serves:
            if is_county:
                facts = f"serves action {code}, as only an action of a local plan can"
                yield Fault(action, "serves", facts, "take the entry away; links say what the action serves")
            elif plan.find_own(KeyAction, code) is not None:
                facts = f"serves {code}, which is an action of this local plan itself"
                yield Fault(action, "serves", facts, "name the action of the county plan that it serves")
