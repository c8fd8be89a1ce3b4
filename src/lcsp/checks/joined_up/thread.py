"""The thread from outcome to action to indicator: what is aimed at is done, and what is done is measured."""

from collections.abc import Iterator

from lcsp.partnership.governance import Post
from lcsp.partnership.performance import Figure
from lcsp.partnership.plan import KeyAction, Link, Objective, ObjectiveKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import WholePlan


@check("JOIN-10", Level.WARNING, "the thread")
def outcomes_have_actions(plan: WholePlan) -> Faults:
    """Every outcome and enabler is served by an action of its own.

    An action that serves "all" outcomes serves none in particular.

    Mend: link an action that really serves it, add one, or leave the outcome to another plan and say so.

    Fails:
        key_action: code
        key_action: 14
        objective: code | kind
        objective: 1A | outcome
        link: action | objective | catch_all
        link: 14 | 1A | yes
    Passes:
        key_action: code
        key_action: 14
        objective: code | kind
        objective: 1A | outcome
        link: action | objective | catch_all
        link: 14 | 1A | no
    """
    own = {link.objective for link in plan.all(Link) if not link.catch_all}
    sweeping = {link.objective: link.action for link in plan.all(Link) if link.catch_all}
    for objective in plan.all(Objective) if plan.all(KeyAction) else ():
        if objective.kind not in (ObjectiveKind.OUTCOME, ObjectiveKind.ENABLER) or objective.code in own:
            continue
        all_of = sweeping.get(objective.code) or sweeping.get(objective.parent)
        beside = f": only action {all_of} reaches it, which serves all alike" if all_of else ""
        facts = f"no action serves {objective.kind.value} {objective.code} in particular{beside}"
        yield Fault(objective, "code", facts, "link or add the action that serves it")


@check("JOIN-11", Level.WARNING, "the thread")
def actions_have_indicators(plan: WholePlan) -> Faults:
    """Every action has an indicator that shows its effect: its own, or that of an objective which it serves.

    An action of a local plan may serve an action of the county plan that has one. Where (nearly) no action has one,
    that is said once, of the plan.

    Mend: link the action to the indicator that it is to move.

    Fails:
        key_action: code
        key_action: 1
        key_action: 2
        indicator: code
        indicator: NI 54
        link: action | indicator
        link: 2 | NI 54
    Passes:
        key_action: code
        key_action: 1
        indicator: code
        indicator: NI 54
        link: action | indicator
        link: 1 | NI 54
    """
    measured = _measured(plan)
    actions = plan.all(KeyAction)
    if actions and len(measured) * 10 <= len(actions):
        which = f"only {', '.join(sorted(measured))}" if measured else "none"
        facts = f"{which} of the {len(actions)} actions names an indicator that shows its effect"
        yield Fault(plan.header, "code", facts, "link the actions to the indicators that they are to move")
        return
    for action in actions:
        if action.code not in measured:
            yield Fault(action, "code", f"no indicator shows the effect of {action.title!r}", "link it to one")


def _measured(plan: WholePlan) -> set[str]:
    """Return the actions that an indicator shows the effect of."""
    measured = set()
    for link in plan.all(Link):
        objective = plan.find(Objective, link.objective) if link.objective and not link.catch_all else None
        if link.indicator or (objective is not None and objective.indicator):
            measured.add(link.action)
    if county := plan.inherits:
        above = county.once(_measured, lambda: _measured(county))
        measured.update(action.code for action in plan.all(KeyAction) if not above.isdisjoint(action.serves))
    return measured


@check("JOIN-21", Level.WARNING, "indicators")
def targets_are_reported(plan: WholePlan) -> Faults:
    """A target's indicator has at least one figure with a value.

    A target that is owned and never reported cannot be missed.

    Mend: add the figures of the indicator, with its target.

    Fails:
        indicator: code
        indicator: NI 111
        objective: code | kind | indicator | owners
        objective: LAA 2 | target | NI 111 | communities
        post: code
        post: communities
    Passes:
        indicator: code
        indicator: NI 111
        objective: code | kind | indicator | owners
        objective: LAA 2 | target | NI 111 | communities
        post: code
        post: communities
        figure: indicator | basis | value
        figure: NI 111 | target | 1800
    """
    reported = {figure.indicator for figure in plan.whole_of(Figure) if figure.value is not None}
    for objective in plan.all(Objective):
        if objective.kind is ObjectiveKind.TARGET and objective.indicator and objective.indicator not in reported:
            owners = [post.name for code in objective.owners if (post := plan.find(Post, code))]
            owned = f"; the target is owned by {' and '.join(owners)}" if owners else ""
            facts = f"{objective.indicator} has no figure with a value in the plan{owned}"
            yield Fault(objective, "indicator", facts, "add the figures, with the target")


@check("JOIN-22", Level.NOTE, "the thread")
def targets_have_indicators(plan: WholePlan) -> Faults:
    """A target names the indicator by which it is measured; those of one agreement are told together.

    Mend: name the indicator, or say what else would show that the target was met.

    Fails:
        objective: code | kind | indicator
        objective: T10 | target |
    Passes:
        indicator: code
        indicator: NI 72
        objective: code | kind | indicator
        objective: T10 | target | NI 72
    """
    for objectives in _by_source(plan):
        lacking = [objective for objective in objectives if not objective.indicator]
        if lacking:
            codes = ", ".join(objective.code for objective in lacking)
            source = f" ({lacking[0].source_plan})" if lacking[0].source_plan else ""
            facts = f"{len(lacking)} of {len(objectives)} targets{source} name no indicator: {codes}"
            yield Fault(lacking[0], "indicator", facts, "name the indicator by which each is measured")


def _by_source(plan: WholePlan) -> Iterator[list[Objective]]:
    """Yield the targets of each plan or agreement that sets them."""
    found: dict[str, list[Objective]] = {}
    for objective in plan.all(Objective):
        if objective.kind is ObjectiveKind.TARGET:
            found.setdefault(objective.source_plan, []).append(objective)
    return iter(found.values())
