"""What must hold among priorities, outcomes, targets and enablers."""

import re
from collections.abc import Iterator

from lcsp.partnership.plan.model.actions import Link
from lcsp.partnership.plan.model.objectives import Objective, ObjectiveKind
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

_NUMBER = re.compile(r"\d+")
_INDICATOR = re.compile(r"\bNI \d+\b")


@check("PLAN-13", Level.ERROR, "the thread")
def outcomes_have_their_priority(plan: Records) -> Faults:
    """An outcome belongs to a priority, and carries its number where most outcomes do: 7B belongs to priority 7.

    Mend: correct the parent or the code.

    Fails:
        objective: code | kind | parent
        objective: P7 | priority |
        objective: P8 | priority |
        objective: 7A | outcome | P7
        objective: 7B | outcome | P8
        objective: 8A | outcome | P8
    Passes:
        objective: code | kind | parent
        objective: P7 | priority |
        objective: P8 | priority |
        objective: 7A | outcome | P7
        objective: 7B | outcome | P7
        objective: 8A | outcome | P8
    """
    numbered, wrong = 0, []
    for outcome in plan.all(Objective):
        if outcome.kind is not ObjectiveKind.OUTCOME:
            continue
        parent = plan.find(Objective, outcome.parent) if outcome.parent else None
        if not outcome.parent or (parent and parent.kind is not ObjectiveKind.PRIORITY):
            facts = f"belongs to {parent.kind.value} {parent.code}" if parent else "belongs to no priority"
            yield Fault(outcome, "parent", facts, "enter the priority to which it belongs")
            continue
        own, its = _NUMBER.search(outcome.code), _NUMBER.search(outcome.parent)
        numbered += bool(own and its)
        if own and its and own[0] != its[0]:
            wrong.append(outcome)
    for outcome in wrong if len(wrong) * 2 < numbered else ():
        facts = f"outcome {outcome.code} is entered under {outcome.parent}, where others carry its number"
        yield Fault(outcome, "parent", facts, "correct the parent or the code")


def _unowned(plan: Records, kind: ObjectiveKind) -> tuple[list[Objective], list[Objective]]:
    """Return the objectives of `kind` without owner, and all of that kind."""
    held = [objective for objective in plan.all(Objective) if objective.kind is kind]
    return [objective for objective in held if not objective.owners], held


@check("PLAN-14", Level.WARNING, "completeness")
def targets_have_an_owner(plan: Records) -> Faults:
    """A target has a lead post or team.

    Mend: enter the post or team that leads on it.

    Fails:
        objective: code | kind | title | owners
        objective: T10 | target | Better early years |
    Passes:
        objective: code | kind | title | owners
        objective: T10 | target | Better early years | school-organisation
    """
    for target in _unowned(plan, ObjectiveKind.TARGET)[0]:
        yield Fault(target, "owners", f"nobody leads on target {target.code}", "enter the post or team")


@check("PLAN-31", Level.NOTE, "completeness")
def priorities_have_an_owner(plan: Records) -> Faults:
    """A priority has a lead post or team; where none of them has, it is told once.

    Mend: enter the post or team that leads on it.

    Fails:
        objective: code | kind | owners
        objective: P1 | priority | director
        objective: P2 | priority |
    Passes:
        objective: code | kind | owners
        objective: P1 | priority | director
        objective: P2 | priority | director
    """
    unowned, held = _unowned(plan, ObjectiveKind.PRIORITY)
    if len(unowned) == len(held) > 1:
        facts = f"none of the {len(held)} priorities has a lead post or team"
        yield Fault(held[0], "owners", facts, "enter the post or team that leads on each")
        return
    for priority in unowned:
        facts = f"nobody leads on priority {priority.code}"
        yield Fault(priority, "owners", facts, "enter the post or team that leads on it")


@check("PLAN-15", Level.WARNING, "the thread")
def codes_that_are_quoted_are_printed(plan: Records) -> Faults:
    """An objective that actions quote by its code is listed with that code.

    "Key enabler C" leads nowhere when the enablers are listed without letters: the reader has to count.

    Mend: print the code where the objective is listed, or quote it by its title.

    Fails:
        objective: code | kind | title | code_printed
        objective: C | enabler | Integrated processes | no
        link: action | objective
        link: 7 | C
    Passes:
        objective: code | kind | title | code_printed
        objective: C | enabler | Integrated processes | yes
        link: action | objective
        link: 7 | C
    """
    quoting: dict[str, dict[str, None]] = {}
    for link in plan.all(Link):
        if link.objective and not link.catch_all:
            quoting.setdefault(link.objective, {})[link.action] = None
    for objective in plan.all(Objective):
        actions = quoting.get(objective.code)
        if actions and not objective.code_printed:
            which = f"action{'s' if len(actions) > 1 else ''} {', '.join(actions)}"
            facts = f"{which} quote{'' if len(actions) > 1 else 's'} {objective.kind.value} {objective.code}"
            facts += f", but {objective.title!r} is listed without a code"
            yield Fault(objective, "code_printed", facts, "list it with its code, or quote it by its title")


@check("PLAN-25", Level.ERROR, "agreement")
def agreement_targets_are_marked(plan: Records) -> Faults:
    """A target that comes from the Local Area Agreement is marked as part of it.

    Mend: mark it, or correct the plan that it comes from.

    Fails:
        objective: code | kind | source_plan | laa
        objective: LAA 1 | target | Local Area Agreement | no
    Passes:
        objective: code | kind | source_plan | laa
        objective: LAA 1 | target | Local Area Agreement | yes
    """
    for objective in plan.all(Objective):
        if not objective.laa and "local area agreement" in objective.source_plan.casefold():
            facts = f"comes from {objective.source_plan!r}, but is not marked as part of it"
            yield Fault(objective, "laa", facts, "mark it, or correct the plan that it comes from")


@check("PLAN-26", Level.ERROR, "agreement")
def targets_have_the_indicator_they_name(plan: Records) -> Faults:
    """An objective whose code or name names a national indicator is measured by it.

    Mend: enter that indicator, or correct the code.

    Fails:
        objective: code | kind | indicator
        objective: LAA NI 117 | target | NI 111
    Passes:
        objective: code | kind | indicator
        objective: LAA NI 117 | target | NI 117
    """
    for objective in plan.all(Objective):
        for named in _named(objective):
            if objective.indicator != named:
                measured = f"measured by {objective.indicator}" if objective.indicator else "without an indicator"
                facts = f"names {named}, but is {measured}"
                yield Fault(objective, "indicator", facts, f"enter {named}, or correct the code")


def _named(objective: Objective) -> Iterator[str]:
    """Yield the one national indicator that the objective's code or title names; none where it names several."""
    found = set(_INDICATOR.findall(f"{objective.code} {objective.title}"))
    if len(found) == 1:
        yield from found


@check("PLAN-40", Level.ERROR, "the thread")
def only_outcomes_stand_under_a_priority(plan: Records) -> Faults:
    """What stands under a priority is an outcome.

    A local plan's own priorities and targets may stand under a priority of the county plan.

    Mend: correct the kind, or take the parent away.

    Fails:
        objective: code | kind | parent
        objective: P7 | priority |
        objective: 7A | enabler | P7
    Passes:
        objective: code | kind | parent
        objective: P7 | priority |
        objective: 7A | outcome | P7
    """
    for row in plan.all(Objective):
        parent = plan.find_own(Objective, row.parent) if row.parent else None
        if parent is not None and parent.kind is ObjectiveKind.PRIORITY and row.kind is not ObjectiveKind.OUTCOME:
            facts = f"{row.kind.value} {row.code} stands under priority {parent.code}, as outcomes do"
            yield Fault(row, "kind", facts, "correct the kind, or take the parent away")
